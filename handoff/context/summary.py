"""The one line on what a conversation is handed over for: the agent reads it, the waiting customer may correct it.

It names the matter, the money, the order and why it is asked for; why a person was called only where the rest does
not tell it. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from handoff.cues.tone import at_bot
from handoff.escalation.reasons import REASONS
from handoff.escalation.signals import FAMILY
from handoff.wording.texts import Texts

UNKNOWN = "out_of_scope"
SAID_WIDTH = 60  # of the customer's own words: 20 Chinese characters, 60 Latin ones
FURTHER = 2  # matters named beside the first
# Who reports one of these is the matter; an order and what is wrong with it are not.
PERSONAL_DANGERS = frozenset({"self_harm", "fraud"})
_OVER = frozenset({"refunded", "completed", "resent", "rejected", "withdrawn"})  # states of an after-sale
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
# What we think of the customer, or of how he is put: people read it, he does not.
_ASSESSED = frozenset({"emotion", "complaint"})
_MONEY = re.compile(r"(?:¥|[A-Z]{2}\$|[A-Z]{3} )\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for. `order` is the whole number, `why` a reason's name, `said` the customer's own words.

    `also` are further matters, `refund` the after-sale under way, `danger` the gravest kind that was told of.
    """

    topic: str = UNKNOWN
    order: str | None = None
    amount: str = ""
    why: str = ""
    said: str = ""
    also: tuple[str, ...] = ()
    refund: str = ""
    danger: str = ""

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Request:
        """Names it does not know are ignored."""
        values: dict[str, Any] = {}
        for name in cls.__dataclass_fields__:
            if name in stored:
                value = stored[name]
                values[name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def topic_of(answer: Mapping[str, Any]) -> str | None:
    """What a turn was about; None when it does not tell. A skill knows best, then the words, then the open form."""
    named = [str(a.get("category")) for a in answer.get("asks", ()) if a.get("ask") == "matter"]
    parse = answer.get("parse") or {}
    scolds = at_bot(str(parse.get("text") or ""))  # which is no complaint
    meant = [] if scolds else [str(parse.get("intent") or ""), *map(str, parse.get("also") or ())]
    task = str((answer.get("slots") or {}).get("task") or "") if answer.get("form") else ""
    return next((topic for topic in (*reversed(named), *meant, task) if topic in MATTERS), None)


def wanted(details: Sequence[str]) -> tuple[str, str]:
    """Amount and reason that skills named as asked for, as in "refund ¥738.00, damaged: amount: ¥738.00 > ¥200.00"."""
    for detail in details:
        asked = detail.partition(":")[0]
        if found := _MONEY.search(asked):
            return found.group(), asked[found.end() :].strip(", ")
    return "", ""


def open_refund(after_sales: Sequence[Mapping[str, Any]]) -> str:
    """Number of the newest refund, return or exchange that is not over; empty when there is none."""
    return next((str(one.get("id")) for one in after_sales if one.get("state") not in _OVER), "")


def shortened(said: str) -> str:
    """The customer's words as a summary holds them."""
    width = 0
    for at, char in enumerate(said):
        width += 3 if unicodedata.east_asian_width(char) in "WF" else 1
        if width > SAID_WIDTH:
            return said[: at - 1].rstrip() + "…"
    return said


def summary(request: Request, reasons: Sequence[str], language: str, texts: Texts) -> str:
    """The line, in one language."""
    known = set(texts.keys())

    def worded(key: str, **values: object) -> str:
        return texts.say(key, language, **values) if key in known else ""

    comma, colon = (", ", ": ") if language == "en" else ("，", "：")
    if request.danger in PERSONAL_DANGERS:
        about, why = worded(f"danger_{request.danger}"), ""
    else:
        topics = [f"{worded(f'topic_{request.topic}')} {request.amount}".strip()]
        about = (comma if language == "en" else "、").join(
            [*topics, *(worded(f"topic_{topic}") for topic in request.also)]
        )
        why = _why(request, reasons, language, worded)
    order = worded("summary_order", order=request.order[-4:]) if request.order else ""
    refund = worded("summary_refund", refund=request.refund) if request.refund else ""
    line = comma.join(part for part in (about, order, refund, why) if part)
    return f"{line}{colon}{request.said}" if request.said else line


def told_line(request: Request, reasons: Sequence[str], language: str, texts: Texts) -> str:
    """The line as the customer hears it: what he asks for, without what was made of him."""
    return summary(request, [reason for reason in reasons if reason not in _ASSESSED], language, texts)


def _why(request: Request, reasons: Sequence[str], language: str, worded: Callable[..., str]) -> str:
    """Why it is asked for, else why a person was called."""
    if request.danger:
        return worded(f"danger_{request.danger}")
    why = worded(f"why_{request.why}")
    if language == "en":
        why = why[:1].lower() + why[1:]
    return why or worded(f"reason_{_telling(request.topic, reasons)}")


def _telling(topic: str, reasons: Sequence[str]) -> str:
    """The reason that says most beside the topic; empty when it would only repeat it."""
    for reason in sorted(reasons, key=_TELLING.index):
        if (topic, reason) not in _SAME:
            return reason
    return ""


def in_order(reasons: Sequence[str]) -> tuple[str, ...]:
    """Each reason once, in the taxonomy's order."""
    return tuple(sorted(set(reasons), key=REASONS.index))
