"""Everything that is measured with: the training data with its languages, the written dialogues, the gold set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.check.examples import Example, read_examples
from bot.check.faults import Fault
from bot.nlu.dialogue.dialogues import Dialogue, read_dialogues
from bot.nlu.message import emotion
from bot.nlu.message.emotion import PLAIN_INTENTS
from bot.nlu.message.intents import TOPIC

GOLD = "data/gold"
GOLD_MESSAGES = f"{GOLD}/messages.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMessage:
    line: int
    intent: str
    language: str
    text: str

    @property
    def same_as(self) -> str:
        return Example(file="", line=self.line, label=self.intent, written=self.text).same_as


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    messages: list[Example]
    feelings: list[emotion.Example]
    dialogues: list[Dialogue]
    gold_messages: list[GoldMessage]
    gold_dialogues: list[Dialogue]

    def counts(self) -> dict[str, int]:
        return {
            "messages": len(self.messages),
            "feelings": len(self.feelings),
            "dialogues": len(self.dialogues),
            "gold_messages": len(self.gold_messages),
            "gold_dialogues": len(self.gold_dialogues),
        }


def read(root: Path) -> Material:
    """Raises ValueError naming the first fault; `frontdesk check` names all."""
    faults: list[Fault] = []
    messages = read_examples(root, "data/nlu", "intent", "examples", faults)
    if faults:
        raise ValueError(f"{faults[0]}; see frontdesk check")
    trained = {one.same_as for one in messages}
    return Material(
        messages=messages,
        feelings=emotion.read_examples(root / "data/emotion"),
        dialogues=read_dialogues(root / "data/dialogues"),
        # What is trained on word for word measures nothing.
        gold_messages=[one for one in read_messages(root / GOLD_MESSAGES) if one.same_as not in trained],
        gold_dialogues=read_dialogues(root / GOLD),
    )


def read_messages(path: Path) -> list[GoldMessage]:
    """Lines of intent, language and text, with tabs between. Raises ValueError naming file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 3 or not all(fields):
            raise ValueError(f"{path.name}, line {number}: write intent, language and text with tabs between")
        found.append(GoldMessage(line=number, intent=fields[0], language=fields[1], text=fields[2]))
    return found


def trained_label(example: Example) -> str:
    """As the models are trained on it."""
    return f"{example.label}{TOPIC}{example.topic}" if example.topic else example.label


def plain_texts(examples: list[Example]) -> list[str]:
    """Messages that the emotions' model takes as most likely calm."""
    return [one.text for one in examples if one.label in PLAIN_INTENTS]
