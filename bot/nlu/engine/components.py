"""Rasa's graph components: thin wrappers that carry our pure NLU through Rasa's training and storage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fingerprints
from bot.nlu.dialogue.scene import Scene
from bot.nlu.engine import ahead
from bot.nlu.message.emotion import read_examples
from bot.nlu.message.intents import TOPIC
from bot.nlu.text import entities
from bot.nlu.text.language import detect
from bot.nlu.text.normal import normalise, simplified
from bot.nlu.text.words import warm_up
from bot.nlu.understanding import (
    ALSO,
    CALLS,
    EMOTION,
    INTENSITY,
    LANGUAGE,
    LIKELY,
    SPELLED,
    TOPICS,
    UPSET,
    VARIANT,
    Understanding,
    bars_from,
)

_Kind = DefaultV1Recipe.ComponentType


class _Part(GraphComponent):
    """What the components share: a config, a place in the model, and helpers that count in the fingerprint."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Part:
        return cls(config, model_storage, resource)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Unchanged: our models read the texts themselves."""
        return training_data

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprints.of_helpers()


@DefaultV1Recipe.register(_Kind.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageDetector(_Part):
    """Sets `language` and `variant`; the conversation's language in the metadata decides what fits several."""

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> LanguageDetector:
        simplified()
        return super().create(*args, **kwargs)  # type: ignore[return-value]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get(METADATA) or {}
            detected = detect(message.get(TEXT) or "", metadata.get("language"))
            message.set(LANGUAGE, detected.language, add_to_output=True)
            message.set(VARIANT, detected.variant or metadata.get("variant"), add_to_output=True)
        return messages


@DefaultV1Recipe.register(_Kind.ENTITY_EXTRACTOR, is_trainable=False)
class EntityRules(_Part):
    """Adds ids, phones, amounts, dates, quantities and couriers found by rules."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = entities.find(normalise(message.get(TEXT) or ""))
            known = list(message.get(ENTITIES) or [])
            known += [{**one.to_dict(), "extractor": type(self).__name__} for one in found]
            message.set(ENTITIES, known, add_to_output=True)
        return messages


@DefaultV1Recipe.register(_Kind.INTENT_CLASSIFIER, is_trainable=True)
class MessageReader(_Part):
    """Sets `intent`, its ranking, `also`, `emotion`, `intensity` and `calls`, read in the dialogue of the metadata.

    One component, because the dialogue's models are fitted on what those of single messages say.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._understanding: Understanding | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return bars_from({}).to_dict()

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageReader:
        warm_up()
        part = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            part._understanding = Understanding.load(Path(folder), bars_from(config))
        return part

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        data = [fingerprints.EMOTION_DATA, fingerprints.DIALOGUES]
        return f"{fingerprints.of_helpers()} {fingerprints.of_files(data)}"

    def train(self, training_data: TrainingData) -> Resource:
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        self._understanding = Understanding.fit(
            [one.get(TEXT) for one in examples],
            [_label(one) for one in examples],
            read_examples(fingerprints.EMOTION_DATA),
            ahead.worded,
            bars_from(self._config),
        )
        with self._storage.write_to(self._resource) as folder:
            self._understanding.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        if self._understanding is None:
            raise ValueError("the reader is not trained; run `frontdesk train`")
        for message in messages:
            scene = _scene(message.get(METADATA) or {})
            read = self._understanding.read(message.get(TEXT) or "", scene)
            meaning, felt = read.meaning, read.felt
            found = {
                INTENT: {"name": meaning.intent, "confidence": meaning.confidence},
                INTENT_RANKING_KEY: [
                    {"name": name, "confidence": chance} for name, chance in meaning.ranking[:5]
                ],
                ALSO: list(meaning.also),
                EMOTION: felt.emotion,
                INTENSITY: felt.intensity,
                TOPICS: list(meaning.topics),
                CALLS: dict(read.calls),
                LIKELY: dict(read.likely),
                UPSET: read.upset,
                SPELLED: read.spelled,
            }
            for name, value in found.items():
                message.set(name, value, add_to_output=True)
        return messages


def _scene(metadata: Mapping[str, Any]) -> Scene:
    """The message's scene; none when the history is not what we gave out.

    Whoever judges the turn after us refuses that history by its name; Rasa's graph would hide the reason.
    """
    try:
        return Scene.of(metadata)
    except (AttributeError, TypeError, ValueError):
        return Scene()


def _label(example: Message) -> str:
    """The intent, with the topic that the file gives the example."""
    topic = ((example.get(METADATA) or {}).get(INTENT) or {}).get("topic")
    return f"{example.get(INTENT)}{TOPIC}{topic}" if topic else str(example.get(INTENT))
