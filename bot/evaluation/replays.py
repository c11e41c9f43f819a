"""Replayed dialogues beside their labels, and the figures of many. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.handoffs import Called, measure, prf
from bot.evaluation.scores import negative_f1, share
from bot.nlu.dialogue.dialogues import Dialogue
from handoff.escalation.signals import FAMILY, NEGATIVE

ANY = "any"
ASKED = "asked_for_human"
REQUESTS = frozenset(
    intent for intent, family in FAMILY.items() if family not in ("account", "review", "product")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A customer entry: place in the dialogue, its labels, and what the replay said of it."""

    at: int
    text: str
    intent: str
    emotion: str
    due: tuple[str, ...]
    said_intent: str
    said_emotion: str
    reasons: tuple[str, ...]
    calls: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    id: str
    turns: tuple[Turn, ...]

    @property
    def called(self) -> Called:
        return Called(
            turns=[one.at for one in self.turns],
            due={one.at for one in self.turns if one.due},
            predicted={one.at for one in self.turns if one.reasons},
        )


def beside(
    dialogue: Dialogue, rows: Sequence[Mapping[str, Any]], calls: Sequence[Mapping[str, float]]
) -> Replayed:
    """`rows` and `calls` are what a replay gave, one for every customer entry."""
    turns = tuple(
        Turn(
            at=at,
            text=entry.text,
            intent=entry.intent,
            emotion=entry.emotion,
            due=entry.handoff,
            said_intent=str(row["intent"]),
            said_emotion=str(row["emotion"]),
            reasons=tuple(row["reasons"]),
            calls=dict(chances),
        )
        for (at, entry), row, chances in zip(dialogue.customer(), rows, calls, strict=True)
    )
    return Replayed(id=dialogue.id, turns=turns)


def summary(replayed: Sequence[Replayed]) -> dict[str, float]:
    """Handoffs (see `handoffs.measure`), intents, those of order, logistics and after-sales, emotion, calls for a person."""
    turns = [turn for one in replayed for turn in one.turns]
    asked = [turn for turn in turns if ASKED in turn.due]
    requests = [turn for turn in turns if turn.intent in REQUESTS]
    return {
        **measure([one.called for one in replayed]),
        "intents": share(turn.intent == turn.said_intent for turn in turns),
        "requests": share(turn.intent == turn.said_intent for turn in requests),
        "emotions": share(turn.emotion == turn.said_emotion for turn in turns),
        "negative_f1": negative_f1(((turn.emotion, turn.said_emotion) for turn in turns), NEGATIVE),
        "asked_recall": share(ASKED in turn.reasons for turn in asked),
        "asked_called": share(bool(turn.reasons) for turn in asked),
    }


def by_reason(replayed: Sequence[Replayed], reasons: Sequence[str]) -> dict[str, dict[str, float]]:
    """How well each reason was named, on the turns of all dialogues."""
    turns = [turn for one in replayed for turn in one.turns]
    return {
        reason: {
            "count": float(sum(reason in turn.due for turn in turns)),
            **prf((reason in turn.due, reason in turn.reasons) for turn in turns),
        }
        for reason in reasons
    }


def mistakes(replayed: Sequence[Replayed], most: int) -> dict[str, list[dict[str, Any]]]:
    """The missed turns that seemed least due, and the needless calls that seemed most due."""
    turns = [(one.id, turn) for one in replayed for turn in one.turns]
    missed = [case for case in turns if case[1].due and not case[1].reasons]
    needless = [case for case in turns if case[1].reasons and not case[1].due]
    missed.sort(key=lambda case: case[1].calls.get(ANY, 0.0))
    needless.sort(key=lambda case: -case[1].calls.get(ANY, 0.0))
    return {"missed": _told(missed[:most]), "needless": _told(needless[:most])}


def _told(cases: Sequence[tuple[str, Turn]]) -> list[dict[str, Any]]:
    return [
        {
            "dialogue": name,
            "turn": turn.at,
            "text": turn.text,
            "due": list(turn.due),
            "reasons": list(turn.reasons),
            "chance": turn.calls.get(ANY, 0.0),
        }
        for name, turn in cases
    ]
