"""The customer's messages of written dialogues, each with its scene: what the dialogue's models are fitted on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.nlu.dialogue.dialogues import Dialogue
from bot.nlu.dialogue.scene import Scene
from handoff.escalation.signals import TurnSignals, signals_from_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A labelled customer message with what surrounds it."""

    dialogue: str
    text: str
    scene: Scene
    intent: str
    emotion: str
    handoff: tuple[str, ...]


def turns_of(dialogues: Sequence[Dialogue]) -> list[Turn]:
    """Every customer message with its scene, as a replay would meet it; of earlier ones only what their words say."""
    return [turn for dialogue in dialogues for turn in _turns(dialogue)]


def _turns(dialogue: Dialogue) -> Iterator[Turn]:
    history: list[TurnSignals] = []
    said: list[str] = []
    answered = True
    for at, entry in enumerate(dialogue.entries):
        if not entry.by_customer:
            said = [*said, entry.text] if answered else [entry.text]
            answered = True
            continue
        yield Turn(
            dialogue=dialogue.id,
            text=entry.text,
            scene=Scene.at(said, history, answered=answered),
            intent=entry.intent,
            emotion=entry.emotion,
            handoff=entry.handoff,
        )
        history.append(signals_from_text(entry.text, turn=at, answered=answered))
        answered = False
