"""A finished dialogue decided entry by entry, as if the service side had been the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from bot.nlu.dialogue.scene import Scene
from handoff.escalation.decision import decide
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import TurnSignals, signals_from_parse


class Parser(Protocol):
    def parse(self, text: str, scene: Scene | None = ..., language: str | None = ...) -> dict[str, Any]: ...


def replay(parser: Parser, dialogue: Mapping[str, Any], policy: Policy) -> list[dict[str, Any]]:
    """One row for every customer entry, decided having seen everything up to and including it.

    Entries with no word of the service between are pieces of one turn.
    """
    rows: list[dict[str, Any]] = []
    history: list[TurnSignals] = []
    said: list[str] = []
    language: str | None = None
    answered = True
    for at, turn in enumerate(dialogue["turns"]):
        if turn["who"] != "customer":
            said = [*said, turn["text"]] if answered else [turn["text"]]
            answered = True
            continue
        scene = Scene.at(said, history, answered=answered)
        parse = parser.parse(turn["text"], scene, language)
        language = parse["language"]
        signals = signals_from_parse(parse, scene.history, turn=at, answered=answered)
        decision = decide([*scene.history, signals], policy)
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
