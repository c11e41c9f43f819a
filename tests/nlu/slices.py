"""A small part of the project's own data: enough to learn from, little enough for every run of the tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.check.examples import read_examples
from bot.nlu.dialogue.dialogues import Dialogue, read_dialogues
from bot.nlu.dialogue.model import DialogueModel
from bot.nlu.dialogue.turns import turns_of
from bot.nlu.dialogue.wording import Worded
from bot.nlu.fingerprints import DIALOGUES, EMOTION_DATA, ROOT
from bot.nlu.message import emotion
from bot.nlu.message.emotion import PLAIN_INTENTS, EmotionModel
from bot.nlu.message.intents import TOPIC, IntentModel
from bot.nlu.understanding import Singles, Understanding

_A_LABEL = 60  # messages
EACH_FEELING = 8  # one of so many
EACH_DIALOGUE = 16  # one of so many


class Trained:
    """Every model, fitted on the slice."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], dialogues: Sequence[Dialogue]) -> None:
        pairs = zip(texts, labels, strict=True)
        calm = [text for text, label in pairs if label.partition(TOPIC)[0] in PLAIN_INTENTS]
        self.intents = IntentModel.fit(texts, labels)
        self.emotions = EmotionModel.fit(emotion.read_examples(EMOTION_DATA)[::EACH_FEELING], calm)
        self.singles = Singles(self.intents, self.emotions)
        self.within = DialogueModel.fit(self.singles, Worded.of(turns_of(dialogues)))
        self.understanding = Understanding(self.intents, self.emotions, self.within)
        self.alone = Understanding(self.intents, self.emotions)

    def save(self, folder: Path) -> None:
        self.understanding.save(folder)


def messages() -> tuple[list[str], list[str]]:
    """The first messages in Simplified Chinese of every label, as they are trained: with their topics."""
    counts: Counter[str] = Counter()
    texts, labels = [], []
    for one in read_examples(ROOT, "data/nlu", "intent", "examples", []):
        label = f"{one.label}{TOPIC}{one.topic}" if one.topic else one.label
        if one.language == "zh-Hans" and counts[label] < _A_LABEL:
            counts[label] += 1
            texts.append(one.text)
            labels.append(label)
    return texts, labels


@cache
def dialogues() -> list[Dialogue]:
    """Some of each file."""
    return read_dialogues(DIALOGUES)[::EACH_DIALOGUE]


def trained() -> Trained:
    return Trained(*messages(), dialogues())
