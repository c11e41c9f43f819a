"""A handover that learns while the customer waits: reasons, feeling, urgency and evidence grow and never shrink. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handoff.context.summary import (
    FURTHER,
    MATTERS,
    PERSONAL_DANGERS,
    Request,
    in_order,
    open_refund,
    shortened,
)
from handoff.cues.dangers import dangers, gravest
from handoff.escalation.decision import Decision
from handoff.escalation.signals import FAMILY, NEGATIVE
from handoff.model import Conversation

EVIDENCE_KEPT = 12  # of each reason
_WORSE = ("pleased", "calm", "anxious", "disappointed", "angry")
_BETWEEN = " / "  # two corrections
_SURE = 0.4  # confidence from which a further message may change what the line is about
_LEAD = re.compile(
    r"^(?:(?:订单|訂單)?(?:单|單)?[号號]?(?:不[对對]|[弄搞写寫发發打填]?[错錯]了?)|更正(?:一下|下)?|纠正一下|我[说說要]的(?:不)?是"
    r"|[应應][该該]是|no(?=[,.!;])|wrong\b|that(?:'s| is) (?:not|wrong)|i meant\b|correction\b)(?:[了的]?[,，.。:：;；!！\s]+)?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"^(?:并不是|不是|[唔不][係系]|not\b|it(?:'s| is) not\b|isn't\b)(?!.*[?？吗嗎]$)", re.IGNORECASE
)
_DENIED_CHARS = 24  # a longer clause that begins with "not" tells more than what is not meant
_SEPARATED = re.compile(r"[,，.。:：;；!！]\s*$|[一-鿿]\s+$")  # blanks part Chinese clauses only
_CLAUSE = re.compile(r"\s*[,，.。;；!！\n]+\s*|(?<=[一-鿿])\s+")
# Numbers and the words they are given with: which order, never what is the matter with it.
_NUMBERING = re.compile(
    r"(?:订单|訂單|单号|單號|编号|編號|号码|號碼|尾[号號]|手机|手機|电话|電話|后四位|後四位|最[后後]|[号號]|[应應][该該]|是|[係系]|我|的|不[对對]|[打写寫发發填]?[错錯]了?"
    r"|对不起|對不起|抱歉|不好意思|刚才|剛才|\b(?:orders?|numbers?|no|my|phone|it'?s|is|ends?|ending|in|with|the|last|four|digits?|sorry|should|be)\b"
    r"|[\d\s,，.。:：;；!！#…-])+",
    re.IGNORECASE,
)


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
    c: Conversation,
    before: Request,
    parse: Mapping[str, Any],
    text: str,
    decision: Decision,
    facts: Facts,
    right: Mapping[str, Any] | None = None,
) -> Growth:
    """`parse` of the further message, empty when the engine did not read it; `right` of what a correction says is so."""
    told = dangers(text) if "safety" in decision.reasons else ()
    danger = gravest([before.danger, *told])
    no_matter = is_numbering(text) or not PERSONAL_DANGERS.isdisjoint(told)
    named = None if no_matter else about(parse if right is None else right)
    request = _request(before, named, text, facts, danger)
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


def is_numbering(text: str) -> bool:
    """Whether the words only tell which order, or prove it: nothing that they are classified as is a matter."""
    return any(map(str.isdigit, text)) and _NUMBERING.fullmatch(text) is not None


def correction(text: str) -> str:
    """What is right, in the customer's words, without what it is not; empty when nothing is corrected."""
    said = text.strip()
    lead = _LEAD.match(said)
    if lead and lead.end() == len(said):
        return ""
    clauses = [clause for clause in _CLAUSE.split(said[lead.end() :] if lead else said) if clause]
    denied = [one for one in clauses if _DENIED.match(one) and len(one) <= _DENIED_CHARS]
    right = [one for one in clauses if one not in denied]
    if lead and not denied:
        return said[lead.end() :] if _SEPARATED.search(lead.group()) else said
    if not denied or (not right and not _DENIED.match(said)):
        return ""
    return " ".join(right) or said


def about(parse: Mapping[str, Any]) -> str | None:
    """The matter that the words name, unless that is a guess."""
    sure = float(parse.get("confidence", 1.0)) >= _SURE
    intents = (str(parse.get("intent") or "") if sure else "", *map(str, parse.get("also") or ()))
    return next((intent for intent in intents if intent in MATTERS), None)


def _request(before: Request, named: str | None, text: str, facts: Facts, danger: str) -> Request:
    """A first matter fills the gap, a further one joins; a correction replaces, in the customer's own words."""
    snapshot = facts.snapshot or {}
    after = replace(
        before,
        order=facts.order or before.order,
        danger=danger,
        refund=open_refund(snapshot.get("refunds", ()))
        or ("" if facts.order and facts.order != before.order else before.refund),
    )
    if right := correction(text):
        return _corrected(after, before, named, "" if is_numbering(right) else shortened(right))
    if named is None or named == before.topic or named in before.also:
        return after
    if before.topic not in FAMILY and (named in FAMILY or before.topic not in MATTERS):
        return replace(after, topic=named)
    if named in FAMILY and len(before.also) < FURTHER:
        return replace(after, also=(*before.also, named))
    return after


def _corrected(after: Request, before: Request, named: str | None, said: str) -> Request:
    """What was understood of it stands in the other fields; words that nothing else holds stay beside the new ones."""
    if named and named != before.topic:  # money and reason belonged to what it was not
        after = replace(after, topic=named, amount="", why="", also=())
    taken = (after.topic, after.order) != (before.topic, before.order)
    if not said:
        return after
    earlier = before.said.rpartition(_BETWEEN)[2]
    return replace(after, said=said if taken or not earlier else f"{earlier}{_BETWEEN}{said}")


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
    if facts.order:
        grown_part["slots"] = {**frozen.get("slots", {}), "order_id": facts.order}
    return {**frozen, **grown_part}


def _joined(new: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    fresh = {one.get("id") for one in new}
    return [*new, *(one for one in old if one.get("id") not in fresh)]
