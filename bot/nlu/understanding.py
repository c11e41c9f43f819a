"""The whole of understanding one message without Rasa: what the components do, for the command line and tests.

A trained archive is read directly, because importing Rasa takes 10 s that `frontdesk parse` need not wait.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.nlu import emotion, entities, intents
from bot.nlu.emotion import EmotionModel, Felt
from bot.nlu.intents import NOT_UNDERSTOOD, Bars, IntentModel, Meaning
from bot.nlu.language import detect
from bot.nlu.normal import normalise
from handoff.cues import find

ALSO, EMOTION, INTENSITY, LANGUAGE, VARIANT = "also", "emotion", "intensity", "language", "variant"
_ASK = "ask_human"
_MODELS = (intents.FILE, emotion.FILE)


def bars_from(config: Mapping[str, Any]) -> Bars:
    """The bars that a component's config names, defaults for the rest."""
    given = {name: float(config[name]) for name in Bars().to_dict() if name in config}
    return Bars(**given)


def with_person(text: str, meaning: Meaning) -> Meaning:
    """The meaning with a call for a person that only the words showed."""
    if meaning.intent == _ASK or _ASK in meaning.also or "asked_for_human" not in find(text):
        return meaning
    if meaning.intent == NOT_UNDERSTOOD:
        return replace(meaning, intent=_ASK, confidence=1.0)
    return replace(meaning, also=(_ASK, *meaning.also))


def last_felt(history: Sequence[Mapping[str, Any]]) -> Felt | None:
    """Emotion of the turn before, from the stored signals."""
    if not history:
        return None
    last = history[-1]
    return Felt(emotion=str(last.get(EMOTION) or "calm"), intensity=float(last.get(INTENSITY) or 0.0))


class Understanding:
    """Both models and the rules; the result equals that of Rasa's pipeline for the same message."""

    def __init__(self, intents: IntentModel, emotions: EmotionModel, bars: Bars | None = None) -> None:
        self._intents = intents
        self._emotions = emotions
        self._bars = bars or Bars()

    @classmethod
    def load(cls, archive: Path, config: Mapping[str, Any] | None = None) -> Understanding:
        """From a trained archive; `config` is the intent component's. Raises ValueError when it is not ours."""
        with tempfile.TemporaryDirectory() as name, tarfile.open(archive) as packed:
            folder = Path(name)
            for member in packed.getmembers():
                content = packed.extractfile(member) if Path(member.name).name in _MODELS else None
                if content is not None:
                    (folder / Path(member.name).name).write_bytes(content.read())
            if not all((folder / model).exists() for model in _MODELS):
                raise ValueError(f"{archive.name} holds no models of ours; run `frontdesk train`")
            return cls(IntentModel.load(folder), EmotionModel.load(folder), bars_from(config or {}))

    def parse(
        self, text: str, history: Sequence[Mapping[str, Any]] = (), language: str | None = None
    ) -> dict[str, Any]:
        """The `parse` object of the contract. Entity positions count from the text as given."""
        detected = detect(text, language)
        meaning = with_person(text, self._intents.classify(text, self._bars))
        felt = self._emotions.feel(text, last_felt(history))
        return {
            "text": text,
            "intent": meaning.intent,
            "confidence": round(meaning.confidence, 4),
            ALSO: list(meaning.also),
            "entities": [one.to_dict() for one in entities.find(normalise(text))],
            EMOTION: felt.emotion,
            INTENSITY: felt.intensity,
            LANGUAGE: detected.language,
            VARIANT: detected.variant,
        }
