"""A handover that learns while the customer waits: reasons, feeling, urgency and evidence grow and never shrink. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handoff.escalation import Decision
from handoff.model import Conversation
from handoff.signals import NEGATIVE
from handoff.summary import MATTERS, SAID_CHARS, Request, in_order

EVIDENCE_KEPT = 12  # of each reason
_WORSE = ("pleased", "calm", "anxious", "disappointed", "angry")
_CORRECTS = re.compile(
    r"^(?:不[对對]|不是|[弄搞]?[错錯]了?|更正|我[说說要]的(?:不)?是|[应應][该該]是"
    r"|no(?=[,.!;])|not\b|wrong\b|that(?:'s| is) (?:not|wrong)|i meant\b)(?:[了的]?[,，.。:：;；!！\s]+)?",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"[,，.。:：;；!！]\s*$|[一-鿿]\s+$")  # blanks part Chinese clauses only


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the shop told about what was written: orders and refunds as read, and the order now known."""

    order: str | None = None
    snapshot: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The handover after a further message. `told`: it now stands for something else."""

    request: Request
    reasons: tuple[str, ...]
    queue_class: int
    emotion: str
    intensity: float
    told: bool


def worst(one: str, other: str) -> str:
    return max(one, other, key=lambda e: _WORSE.index(e) if e in _WORSE else 1)


def felt(emotion: str, intensity: float, upset: float, reasons: Sequence[str]) -> tuple[str, float]:
    """Feeling and strength; who is handed over for a feeling has one, whatever the label of the last words."""
    if emotion in NEGATIVE or "emotion" not in reasons:
        return emotion, intensity
    return "disappointed", max(intensity, upset)


def grown(
    c: Conversation, before: Request, parse: Mapping[str, Any], text: str, decision: Decision, facts: Facts
) -> Growth:
    """`parse` of the further message, empty when the engine did not read it."""
    request = _request(before, parse, text, facts)
    reasons = in_order([*c.reasons, *decision.reasons])
    emotion, intensity = felt(
        str(parse.get("emotion") or "calm"),
        float(parse.get("intensity") or 0.0),
        float(parse.get("upset") or 0.0),
        decision.reasons,
    )
    now_worst = worst(c.emotion, emotion)
    queue_class = min(c.queue_class, decision.queue_class) if decision.handoff else c.queue_class
    return Growth(
        request=request,
        reasons=reasons,
        queue_class=queue_class,
        emotion=now_worst,
        intensity=max(c.intensity, intensity) if now_worst == c.emotion else intensity,
        told=request != before,
    )


def _request(before: Request, parse: Mapping[str, Any], text: str, facts: Facts) -> Request:
    """A first matter fills the gap; a known one is replaced only by a correction, in the customer's own words."""
    intents = (str(parse.get("intent") or ""), *map(str, parse.get("also") or ()))
    named = next((intent for intent in intents if intent in MATTERS), None)
    after = replace(before, order=facts.order or before.order)
    said = _correction(text.strip())
    if said:
        after = replace(after, said=said if len(said) <= SAID_CHARS else said[: SAID_CHARS - 1] + "…")
        if named and named != before.topic:  # money and reason belonged to what it was not
            after = replace(after, topic=named, amount="", why="")
    elif named and before.topic not in MATTERS:
        after = replace(after, topic=named)
    return after


def _correction(text: str) -> str:
    """What is right, in the customer's words, without a "no" that stands apart; empty when nothing is corrected."""
    lead = _CORRECTS.match(text)
    if lead is None or lead.end() == len(text):
        return ""
    return text[lead.end() :] if _SEPARATED.search(lead.group()) else text


def with_growth(
    frozen: Mapping[str, Any], growth: Growth, decision: Decision, facts: Facts
) -> dict[str, Any]:
    """The context package's frozen part with what is new; orders read now come first."""
    evidence: dict[str, list[Any]] = {reason: [] for reason in growth.reasons}
    for item in frozen.get("reasons", ()):
        evidence.setdefault(item["reason"], []).extend(item["evidence"])
    for item in decision.to_dict()["evidence"]:
        if item not in evidence[item["reason"]]:
            evidence[item["reason"]].append(item)
    kept = [{"reason": reason, "evidence": items[-EVIDENCE_KEPT:]} for reason, items in evidence.items()]
    snapshot = facts.snapshot or {}
    grown_part = {
        "reasons": kept,
        "score": max(float(frozen.get("score") or 0.0), decision.score if decision.handoff else 0.0),
        "request": growth.request.to_dict(),
        "orders": _joined(snapshot.get("orders", ()), frozen.get("orders", ())),
        "refunds": _joined(snapshot.get("refunds", ()), frozen.get("refunds", ())),
        "customer_name": snapshot.get("customer_name") or frozen.get("customer_name", ""),
    }
    return {**frozen, **grown_part}


def _joined(new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    fresh = {one.get("id") for one in new}
    return [*new, *(one for one in old if one.get("id") not in fresh)]
