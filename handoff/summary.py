"""The one line on what a conversation is handed over for: the agent reads it, the waiting customer may correct it.

It names the matter, the money, the order and why it is asked for; why a person was called only where the rest does
not tell it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from handoff.reasons import REASONS
from handoff.signals import FAMILY
from handoff.texts import Texts

UNKNOWN = "out_of_scope"
SAID_CHARS = 20  # of the customer's own words in a correction
# What a conversation can be about; greetings, details and "get me a person" say nothing of it.
MATTERS = frozenset({*FAMILY, "complaint"})
_TELLING = (
    "safety",
    "complaint",
    "authority",
    "failure",
    "loop",
    "emotion",
    "out_of_scope",
    "asked_for_human",
)
_SAME = frozenset(
    {("ask_human", "asked_for_human"), ("complaint", "complaint"), ("out_of_scope", "out_of_scope")}
    | {("nlu_fallback", "out_of_scope")}
)
_MONEY = re.compile(r"(?:¥|[A-Z]{2}\$|[A-Z]{3} )\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for. `order` is the whole number, `why` a reason's name, `said` the customer's own words."""

    topic: str = UNKNOWN
    order: str | None = None
    amount: str = ""
    why: str = ""
    said: str = ""

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Request:
        """Names it does not know are ignored."""
        return cls(**{name: stored[name] for name in cls.__dataclass_fields__ if name in stored})

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def topic_of(answer: Mapping[str, Any]) -> str | None:
    """What a turn was about; None when it does not tell. A skill knows best, then the words, then the open form."""
    named = [str(a.get("category")) for a in answer.get("asks", ()) if a.get("ask") == "matter"]
    parse = answer.get("parse") or {}
    meant = [str(parse.get("intent") or ""), *map(str, parse.get("also") or ())]
    task = str((answer.get("slots") or {}).get("task") or "") if answer.get("form") else ""
    return next((topic for topic in (*reversed(named), *meant, task) if topic in MATTERS), None)


def wanted(details: Sequence[str]) -> tuple[str, str]:
    """Amount and reason that skills named as asked for, as in "refund ¥738.00, damaged: amount: ¥738.00 > ¥200.00"."""
    for detail in details:
        asked = detail.partition(":")[0]
        if found := _MONEY.search(asked):
            return found.group(), asked[found.end() :].strip(", ")
    return "", ""


def summary(request: Request, reasons: Sequence[str], language: str, texts: Texts) -> str:
    """The line, in one language."""
    known = set(texts.keys())

    def worded(key: str, **values: object) -> str:
        return texts.say(key, language, **values) if key in known else ""

    comma, colon = (", ", ": ") if language == "en" else ("，", "：")
    topic = worded(f"topic_{request.topic}")
    order = worded("summary_order", order=request.order[-4:]) if request.order else ""
    why = worded(f"why_{request.why}")
    if language == "en":
        why = why[:1].lower() + why[1:]
    if not why:
        why = worded(f"reason_{_telling(request.topic, reasons)}")
    line = comma.join(part for part in (f"{topic} {request.amount}".strip(), order, why) if part)
    return f"{line}{colon}{request.said}" if request.said else line


def _telling(topic: str, reasons: Sequence[str]) -> str:
    """The reason that says most beside the topic; empty when it would only repeat it."""
    for reason in sorted(reasons, key=_TELLING.index):
        if (topic, reason) not in _SAME:
            return reason
    return ""


def in_order(reasons: Sequence[str]) -> tuple[str, ...]:
    """Each reason once, in the taxonomy's order."""
    return tuple(sorted(set(reasons), key=REASONS.index))
