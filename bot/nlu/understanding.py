"""The whole of understanding one message without Rasa: what the components do, for the command line and tests.

A trained archive is read directly, because importing Rasa takes 10 s that `frontdesk parse` need not wait.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.dialogue import model as dialogue_model
from bot.nlu.dialogue.model import ANY, DialogueModel
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.wording import Worded
from bot.nlu.learning.beside import each
from bot.nlu.message import emotion, intents
from bot.nlu.message.emotion import PLAIN_INTENTS, EmotionModel, Example, Felt
from bot.nlu.message.intents import NOT_UNDERSTOOD, TOPIC, Bars, IntentModel, Meaning
from bot.nlu.text import entities
from bot.nlu.text.language import detect
from bot.nlu.text.normal import normalise
from handoff.cues.finding import find

ALSO, EMOTION, INTENSITY, LANGUAGE, VARIANT = "also", "emotion", "intensity", "language", "variant"
TOPICS, CALLS, LIKELY, UPSET, SPELLED = "topics", "calls", "likely", "upset", "spelled"
_REMEMBERED, _WORTH_A_MEMORY = 5, 0.02  # intents of a message, and the least probability of one
_ASK, _CALL = "ask_human", "asked_for_human"  # the intent, and what it is called as a reason
_MODELS = (intents.FILE, emotion.FILE, dialogue_model.FILE)


def bars_from(config: Mapping[str, Any]) -> Bars:
    """The bars that a component's config names, defaults for the rest."""
    given = {name: float(config[name]) for name in Bars().to_dict() if name in config}
    return Bars(**given)


def by_words(text: str, meaning: Meaning) -> Meaning:
    """The meaning with a call for a person that only the words showed, and without one that they decline."""
    cues = find(text)
    if "declined_human" in cues:
        return _without_person(meaning)
    if meaning.intent == _ASK or _ASK in meaning.also or "asked_for_human" not in cues:
        return meaning
    if meaning.intent == NOT_UNDERSTOOD:
        return replace(meaning, intent=_ASK, confidence=1.0)
    return replace(meaning, also=(_ASK, *meaning.also))


def _without_person(meaning: Meaning) -> Meaning:
    """What else it may mean, as likely as that is among the rest."""
    chances = dict(meaning.ranking)
    rest = 1.0 - chances.pop(_ASK, 0.0)
    ranking = tuple((name, chance / max(rest, 1e-9)) for name, chance in chances.items())
    also = tuple(name for name in meaning.also if name != _ASK)
    if meaning.intent != _ASK or not ranking:
        return replace(meaning, also=also, ranking=ranking)
    intent, confidence = ranking[0]
    return replace(meaning, intent=intent, confidence=confidence, also=also, ranking=ranking, topics=())


def _calls(text: str, calls: Mapping[str, float]) -> dict[str, float]:
    """Without the call for a person that the words decline, and what it alone made due."""
    kept = {name: round(chance, 4) for name, chance in calls.items()}
    if "declined_human" in find(text):
        asked, due = kept.pop(_CALL, 0.0), kept.pop(ANY, 0.0)
        if any(chance > asked for chance in kept.values()):
            kept[ANY] = due
    return kept


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

    def __init__(self, intents: IntentModel, emotions: EmotionModel) -> None:
        self.labels, self.moods = intents.labels, emotions.labels
        self.probabilities = intents.probabilities
        self.moods_of = emotions.moods
        self._intents, self._emotions = intents, emotions

    def judged(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities and moods of many texts, a row each."""
        return self._intents.probabilities_of_all(texts), self._emotions.moods_of_all(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a message says: `calls`, `likely` and `upset` are those of `TurnSignals`.

    `spelled` is the text with slips of typing put right, as it was read.
    """

    spelled: str
    meaning: Meaning
    felt: Felt
    calls: Mapping[str, float] = field(default_factory=dict)
    likely: Mapping[str, float] = field(default_factory=dict)
    upset: float = 0.0


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
        dialogues: Callable[[], Worded],
        bars: Bars | None = None,
    ) -> Understanding:
        """Messages with their intents ("intent/topic"), messages with their emotions; dialogues, asked for when the models of
        single messages are there. Raises ValueError."""
        pairs = zip(texts, labels, strict=True)
        plain = [text for text, label in pairs if label.partition(TOPIC)[0] in PLAIN_INTENTS]
        fits: list[Callable[[], Any]] = [
            lambda: EmotionModel.fit(feelings, plain),
            lambda: IntentModel.fit(texts, labels),
        ]
        emotions, intents = each(_call, fits)
        singles = Singles(intents, emotions)
        worded = dialogues()
        within = DialogueModel.fit(singles, worded) if worded.turns else None
        return cls(intents, emotions, within, bars)

    def save(self, folder: Path) -> None:
        models = [one for one in (self._dialogues, self._emotions, self._intents) if one is not None]
        each(lambda model: model.save(folder), models)

    @classmethod
    def load(cls, folder: Path, bars: Bars | None = None) -> Understanding:
        """Raises ValueError when the folder holds no models of ours."""
        if not all((folder / model).exists() for model in (intents.FILE, emotion.FILE)):
            raise ValueError("the model is not one of ours; run `frontdesk train`")
        known, feelings = IntentModel.load(folder), EmotionModel.load(folder)
        dialogues = None
        if (folder / dialogue_model.FILE).exists():
            dialogues = DialogueModel.load(folder, Singles(known, feelings))
        return cls(known, feelings, dialogues, bars)

    @classmethod
    def from_archive(cls, archive: Path, bars: Bars | None = None) -> Understanding:
        """From what `frontdesk train` made. Raises ValueError when it is not ours."""
        with unpacked(archive) as folder:
            return cls.load(folder, bars)

    def read(self, text: str, scene: Scene | None) -> Read:
        """The message read in its dialogue; alone without a scene, or when there are no models of dialogues."""
        text = self._intents.right(text)
        if self._dialogues is None or scene is None:
            meaning, felt = self._intents.classify(text, self._bars), self._emotions.feel(text)
            return Read(spelled=text, meaning=by_words(text, meaning), felt=felt)
        reading = self._dialogues.read(text, scene)
        # Dialogues seldom begin with all that a first message may hold: what is clear or angry by itself says so itself.
        opens = scene.is_empty
        within = None if opens and self._intents.is_clear(text, self._bars) else reading.intents
        meaning = self._intents.classify(text, self._bars, within)
        return Read(
            spelled=text,
            meaning=by_words(text, meaning),
            felt=self._emotions.feel_within(text, reading.moods, opens=opens),
            calls=_calls(text, reading.calls),
            likely={
                name: round(chance, 3)
                for name, chance in meaning.ranking[:_REMEMBERED]
                if chance >= _WORTH_A_MEMORY
            },
            upset=round(reading.upset, 4),
        )

    def parse(self, text: str, scene: Scene | None = None, language: str | None = None) -> dict[str, Any]:
        """The `parse` object of the contract. Entity positions count from the text as given.

        Without a scene the message stands for itself; a dialogue's first one has an empty scene.
        """
        detected = detect(text, language)
        read = self.read(text, scene)
        meaning, felt = read.meaning, read.felt
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
            CALLS: dict(read.calls),
            LIKELY: dict(read.likely),
            UPSET: read.upset,
            SPELLED: read.spelled,
        }


def _call(work: Callable[[], Any]) -> Any:
    return work()
