"""The whole of understanding one message without Rasa: what the components do, for the command line and tests.

A trained archive is read directly, because importing Rasa takes 10 s that `frontdesk parse` need not wait.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.nlu import dialogue_model, emotion, entities, intents
from bot.nlu.dialogue_model import DialogueModel, turns_of
from bot.nlu.dialogues import Dialogue
from bot.nlu.emotion import PLAIN_INTENTS, EmotionModel, Example, Felt
from bot.nlu.intents import NOT_UNDERSTOOD, TOPIC, Bars, IntentModel, Meaning
from bot.nlu.language import detect
from bot.nlu.normal import normalise
from bot.nlu.scene import Scene
from handoff.cues import find
from handoff.signals import TurnSignals, signals_from_parse

ALSO, EMOTION, INTENSITY, LANGUAGE, VARIANT = "also", "emotion", "intensity", "language", "variant"
TOPICS, CALLS = "topics", "calls"
_ASK = "ask_human"
_MODELS = (intents.FILE, emotion.FILE, dialogue_model.FILE)


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


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A folder with the models of ours that an archive of `frontdesk train` holds, while the block lasts."""
    with tempfile.TemporaryDirectory() as name, tarfile.open(archive) as packed:
        folder = Path(name)
        for member in packed.getmembers():
            content = packed.extractfile(member) if Path(member.name).name in _MODELS else None
            if content is not None:
                (folder / Path(member.name).name).write_bytes(content.read())
        yield folder


class Singles:
    """What the models of single messages know, as the dialogue model asks for it."""

    def __init__(self, intents: IntentModel, emotions: EmotionModel, bars: Bars) -> None:
        self._intents, self._emotions, self._bars = intents, emotions, bars
        self.labels, self.moods = intents.labels, emotions.labels
        self.probabilities = intents.probabilities
        self.moods_of = emotions.moods

    def signals(self, text: str, history: Sequence[TurnSignals], turn: int, answered: bool) -> TurnSignals:
        """Signals of a message as they would be without its dialogue."""
        meaning = with_person(text, self._intents.classify(text, self._bars))
        felt = self._emotions.feel(text)
        parse = {
            "text": text,
            "intent": meaning.intent,
            "confidence": meaning.confidence,
            ALSO: meaning.also,
            "entities": [one.to_dict() for one in entities.find(normalise(text))],
            EMOTION: felt.emotion,
            INTENSITY: felt.intensity,
        }
        return signals_from_parse(parse, history, turn=turn, answered=answered)


class Understanding:
    """All models and the rules; the same in Rasa's pipeline, on the command line and in tests."""

    def __init__(
        self,
        intents: IntentModel,
        emotions: EmotionModel,
        dialogues: DialogueModel | None = None,
        bars: Bars | None = None,
    ) -> None:
        self._intents = intents
        self._emotions = emotions
        self._dialogues = dialogues
        self._bars = bars or Bars()

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        feelings: Sequence[Example],
        dialogues: Sequence[Dialogue],
        bars: Bars | None = None,
    ) -> Understanding:
        """Messages with their intents ("intent/topic"), messages with their emotions, dialogues. Raises ValueError."""
        pairs = zip(texts, labels, strict=True)
        plain = [text for text, label in pairs if label.partition(TOPIC)[0] in PLAIN_INTENTS]
        intents, emotions = IntentModel.fit(texts, labels), EmotionModel.fit(feelings, plain)
        singles = Singles(intents, emotions, bars or Bars())
        within = DialogueModel.fit(singles, turns_of(singles, dialogues)) if dialogues else None
        return cls(intents, emotions, within, bars)

    def save(self, folder: Path) -> None:
        for model in (self._intents, self._emotions, self._dialogues):
            if model is not None:
                model.save(folder)

    @classmethod
    def load(cls, folder: Path, bars: Bars | None = None) -> Understanding:
        """Raises ValueError when the folder holds no models of ours."""
        if not all((folder / model).exists() for model in (intents.FILE, emotion.FILE)):
            raise ValueError("the model is not one of ours; run `frontdesk train`")
        known, feelings = IntentModel.load(folder), EmotionModel.load(folder)
        dialogues = None
        if (folder / dialogue_model.FILE).exists():
            dialogues = DialogueModel.load(folder, Singles(known, feelings, bars or Bars()))
        return cls(known, feelings, dialogues, bars)

    @classmethod
    def from_archive(cls, archive: Path, bars: Bars | None = None) -> Understanding:
        """From what `frontdesk train` made. Raises ValueError when it is not ours."""
        with unpacked(archive) as folder:
            return cls.load(folder, bars)

    def read(self, text: str, scene: Scene) -> tuple[Meaning, Felt, dict[str, float]]:
        """Meaning, feeling and the probabilities of calls. The first message of a dialogue means what it says alone."""
        reading = self._dialogues.read(text, scene) if self._dialogues else None
        calls = {name: round(chance, 4) for name, chance in reading.calls.items()} if reading else {}
        if reading is None or scene.is_empty:
            meaning, felt = self._intents.classify(text, self._bars), self._emotions.feel(text)
        else:
            meaning = self._intents.classify(text, self._bars, reading.intents)
            felt = self._emotions.feel_within(text, reading.moods)
        return with_person(text, meaning), felt, calls

    def parse(self, text: str, scene: Scene | None = None, language: str | None = None) -> dict[str, Any]:
        """The `parse` object of the contract. Entity positions count from the text as given."""
        detected = detect(text, language)
        meaning, felt, calls = self.read(text, scene or Scene())
        return {
            "text": text,
            "intent": meaning.intent,
            "confidence": round(meaning.confidence, 4),
            ALSO: list(meaning.also),
            TOPICS: list(meaning.topics),
            "entities": [one.to_dict() for one in entities.find(normalise(text))],
            EMOTION: felt.emotion,
            INTENSITY: felt.intensity,
            LANGUAGE: detected.language,
            VARIANT: detected.variant,
            CALLS: calls,
        }
