"""Rasa's graph components: thin wrappers that carry our pure NLU through Rasa's training and storage."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import entities, fingerprints
from bot.nlu.emotion import PLAIN_INTENTS, EmotionModel, read_examples
from bot.nlu.intents import IntentModel
from bot.nlu.language import detect
from bot.nlu.normal import normalise, simplified
from bot.nlu.understanding import (
    ALSO,
    EMOTION,
    INTENSITY,
    LANGUAGE,
    VARIANT,
    bars_from,
    last_felt,
    with_person,
)
from bot.nlu.words import warm_up

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


class _Trained(_Part):
    """A component with a model of ours in a file; `_model` is None until trained or loaded."""

    _kind: ClassVar[Any]

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._model: Any = None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Trained:
        part = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            part._model = cls._kind.load(Path(folder))
        return part

    def _persist(self) -> Resource:
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource


@DefaultV1Recipe.register(_Kind.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(_Trained):
    """Sets `intent`, its ranking and `also`."""

    _kind = IntentModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return bars_from({}).to_dict()

    @classmethod
    def load(cls, *args: Any, **kwargs: Any) -> IntentClassifier:
        warm_up()
        return super().load(*args, **kwargs)  # type: ignore[return-value]

    def train(self, training_data: TrainingData) -> Resource:
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        self._model = IntentModel.fit(
            [one.get(TEXT) for one in examples], [str(one.get(INTENT)) for one in examples]
        )
        return self._persist()

    def process(self, messages: list[Message]) -> list[Message]:
        bars = bars_from(self._config)
        for message in messages:
            text = message.get(TEXT) or ""
            meaning = with_person(text, self._model.classify(text, bars))
            ranking = [{"name": name, "confidence": sure} for name, sure in meaning.ranking[:5]]
            message.set(
                INTENT, {"name": meaning.intent, "confidence": meaning.confidence}, add_to_output=True
            )
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(ALSO, list(meaning.also), add_to_output=True)
        return messages


@DefaultV1Recipe.register(_Kind.INTENT_CLASSIFIER, is_trainable=True)
class EmotionClassifier(_Trained):
    """Sets `emotion` and `intensity`; trained on data/emotion, and on calm requests of the training data."""

    _kind = EmotionModel

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return f"{fingerprints.of_helpers()} {fingerprints.of_files([fingerprints.EMOTION_DATA])}"

    def train(self, training_data: TrainingData) -> Resource:
        plain = [
            one.get(TEXT)
            for one in training_data.intent_examples
            if one.get(TEXT) and one.get(INTENT) in PLAIN_INTENTS
        ]
        self._model = EmotionModel.fit(read_examples(fingerprints.EMOTION_DATA), plain)
        return self._persist()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get(METADATA) or {}
            felt = self._model.feel(message.get(TEXT) or "", last_felt(metadata.get("history") or ()))
            message.set(EMOTION, felt.emotion, add_to_output=True)
            message.set(INTENSITY, felt.intensity, add_to_output=True)
        return messages
