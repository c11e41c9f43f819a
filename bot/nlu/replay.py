"""A finished dialogue decided entry by entry, as if the service side had been the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from handoff.escalation import Policy, decide
from handoff.signals import TurnSignals, signals_from_parse

# The gateway sends no more history with a turn either (bot/memory.py), and a decision must be the same here.
_HISTORY = 12


class Parser(Protocol):
    def parse(
        self, text: str, history: list[dict[str, Any]] = ..., language: str | None = ...
    ) -> dict[str, Any]: ...


def replay(parser: Parser, dialogue: Mapping[str, Any], policy: Policy) -> list[dict[str, Any]]:
    """One row for every customer entry, decided having seen everything up to and including it.

    Entries with no word of the service between are pieces of one turn.
    """
    rows: list[dict[str, Any]] = []
    history: list[TurnSignals] = []
    language: str | None = None
    answered = True
    for at, turn in enumerate(dialogue["turns"]):
        if turn["who"] != "customer":
            answered = True
            continue
        recent = history[-_HISTORY:]
        parse = parser.parse(turn["text"], [one.to_dict() for one in recent[-1:]], language)
        language = parse["language"]
        signals = signals_from_parse(parse, recent, turn=at, answered=answered)
        decision = decide([*recent, signals], policy)
        history.append(signals)
        answered = False
        rows.append(
            {
                "id": dialogue["id"],
                "turn": at,
                "intent": parse["intent"],
                "emotion": parse["emotion"],
                "handoff": decision.handoff,
                "score": round(decision.score, 4),
                "reasons": list(decision.reasons),
            }
        )
    return rows
