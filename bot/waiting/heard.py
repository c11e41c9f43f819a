"""How a message to the queue is read: its language, and what of the engine's reading counts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import JSON
from bot.nlu.text.language import detect
from handoff.escalation.signals import TurnSignals, signals_from_text

NOTHING_OF_A_MATTER = "inform"
# Ways to reach somebody: they may end a message to be left, and are in no language.
REACHED_BY = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\d-])\+?\d(?:[ -]?\d){6,13}(?![ -]?\d)"
    r"|(?:微信|v信|wechat|weixin|wx|vx|line|whatsapp|telegram|qq)(?:联系|聯繫|聯絡|联络|加|找)?我?\W{0,4}(?:id|号|號)?\W{0,3}[A-Za-z0-9][\w.-]{3,}",
    re.IGNORECASE,
)


def spoken(text: str, before: str) -> str:
    """The language of the words; `before` where there are none that belong to one."""
    return detect(REACHED_BY.sub(" ", text), before).language


def heard(
    text: str, understood: JSON | None, history: Sequence[TurnSignals], *, first: bool, matter: bool
) -> tuple[Mapping[str, Any], TurnSignals]:
    """Parse and signals. What is no `matter` (a question to the queue, a number, a choice) is judged by its words alone.

    Only the handover itself lay between what was asked and the `first` message to the queue, nothing between others.
    """
    parse: Mapping[str, Any] = (understood or {}).get("parse") or understood or {}
    turn = history[-1].turn + 1 if history else 0
    if not understood or not understood.get("signals"):
        return parse, signals_from_text(text, turn=turn, answered=first)
    signals = TurnSignals.from_dict(understood["signals"])
    if matter:
        return parse, replace(signals, answered=first)
    bare = {name: value for name, value in parse.items() if name not in ("also", "calls", "likely", "upset")}
    by_words = signals_from_text(text, turn=signals.turn, answered=first)
    felt = replace(
        by_words,
        intent=NOTHING_OF_A_MATTER,
        confidence=1.0,
        emotion=signals.emotion,
        intensity=signals.intensity,
    )
    return bare | {"intent": NOTHING_OF_A_MATTER}, felt
