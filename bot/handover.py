"""Calling a person: the move into the queue, with everything the person needs and what the customer is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import JSON
from handoff.commit import Commit
from handoff.context import freeze
from handoff.desk import Desk
from handoff.escalation import decide
from handoff.growth import felt
from handoff.model import Conversation, Draft
from handoff.rank import score
from handoff.reasons import REASONS, Policy
from handoff.signals import TurnSignals, signals_from_text
from handoff.summary import MATTERS, UNKNOWN, Request, summary, topic_of, wanted
from handoff.transitions import Move

UPSET = ("angry", "disappointed", "anxious")
_AGGRIEVED = ("emotion", "complaint")
CLASS_OF_REASON = {"safety": 0, "complaint": 1}

QUEUE_CHOICES: JSON = {
    "choices": [{"say": "choice_prefer_bot"}],
    "payloads": [{"move": "prefer_bot"}],
}
NOBODY_CHOICES: JSON = {
    "choices": [{"say": "choice_wait"}, {"say": "choice_leave_ticket"}, {"say": "choice_prefer_bot"}],
    "payloads": [{"move": "wait"}, {"move": "leave_ticket"}, {"move": "prefer_bot"}],
}


class Handover:
    """Escalates conversations of one desk."""

    def __init__(self, desk: Desk, policy: Policy) -> None:
        self._desk = desk
        self.policy = policy

    def failed(self, answer: Mapping[str, Any], text: str, memory: Mapping[str, Any]) -> JSON:
        """What the gateway answers itself when the engine or an action failed: the rules decide on the words alone."""
        history = [TurnSignals.from_dict(s) for s in memory.get("history", ())]
        if answer.get("signals"):
            signals = TurnSignals.from_dict({**answer["signals"], "failure": answer["failure"]})
        else:
            signals = signals_from_text(text, turn=len(history), failure=str(answer["failure"]))
        decision = decide([*history, signals], self.policy)
        return {
            **answer,
            "messages": [{"say": ["outcome_unknown_person" if answer.get("uncertain") else "failed", {}]}],
            "decision": decision.to_dict(),
            "signals": signals.to_dict(),
            "asks": [a for a in answer.get("asks", ()) if a.get("ask") != "handoff"],
        }

    async def escalation(self, turn: Commit, answer: Mapping[str, Any], reasons: Sequence[str]) -> Commit:
        """The turn's commit made into a handover: the move, the queue entry, the context, what the customer is told."""
        c, now_ms = turn.conversation, turn.now_ms
        decision, snapshot = _with_asked(answer, reasons)
        parse = answer.get("parse") or {}
        emotion, intensity = felt(
            str(parse.get("emotion") or c.emotion),
            float(parse.get("intensity") or 0.0),
            float(parse.get("upset") or 0.0),
            decision["reasons"],
        )
        request = request_of(c, answer, turn.memory or {}, snapshot)
        # Read out to the customer: in the language of this very turn.
        language = str(turn.fields.get("language") or c.language)
        line = summary(request, decision["reasons"], language, self._desk.texts)
        told = await self._told(decision["queue_class"], now_ms)
        passed_on = Draft(sender="system", say=("passed_on", {"summary": line}))
        return replace(
            turn,
            entries=[*feeling(emotion, decision["reasons"]), *turn.entries, *told, passed_on],
            move=Move.ESCALATE,
            fields={
                **turn.fields,
                **_queued_since(now_ms, decision),
                "topic": request.topic,
                "emotion": emotion,
                "intensity": str(intensity),
            },
            context=freeze(
                decision=decision,
                parse=parse,
                outcome=answer,
                memory=turn.memory or {},
                snapshot=snapshot,
                request=request,
                summary=line,
                now_ms=now_ms,
            ),
            queue_score=score(now_ms, decision["queue_class"]),
            due_ms=0,
        )

    async def _told(self, queue_class: int, now_ms: int) -> list[Draft]:
        """The truth about the wait: place and estimate, or that nobody is there and what can be done."""
        place = await self._desk.place(score(now_ms, queue_class), now_ms)
        if place.minutes is None:
            return [Draft(sender="system", say=("nobody_online", {}), data=NOBODY_CHOICES)]
        if place.ahead == 0 and place.free:
            return [Draft(sender="system", say=("queued_next", {}), data=QUEUE_CHOICES)]
        values = {"ahead": place.ahead, "minutes": place.minutes}
        return [Draft(sender="system", say=("queued", values), data=QUEUE_CHOICES)]


def _queued_since(now_ms: int, decision: Mapping[str, Any]) -> dict[str, str]:
    """What a new wait begins with; category and skill were an earlier matter's."""
    return {
        "reasons": ",".join(decision["reasons"]),
        "queue_class": str(decision["queue_class"]),
        "queued_ms": str(now_ms),
        "waiting_since_ms": str(now_ms),
        "skill": "",
        "category": "",
        "nudges": "0",
    }


def request_of(
    c: Conversation, answer: Mapping[str, Any], memory: Mapping[str, Any], snapshot: Mapping[str, Any]
) -> Request:
    """What is handed over: "get me a person" is about what was asked before."""
    slots = answer.get("slots") or memory.get("slots") or {}
    orders = snapshot.get("orders") or ()
    details = [
        str(a["detail"]) for a in answer.get("asks", ()) if a.get("ask") == "handoff" and a.get("detail")
    ]
    parse = answer.get("parse") or {}
    before = c.topic if c.topic in MATTERS else str(parse.get("intent") or c.topic or UNKNOWN)
    amount, why = wanted(details)
    order = slots.get("order_id") or (orders[0]["id"] if orders else None)
    return Request(
        topic=topic_of(answer) or before,
        order=str(order) if order else None,
        amount=amount,
        why=str(slots.get("reason") or why),
    )


def feeling(emotion: str, reasons: Sequence[str]) -> list[Draft]:
    """First the feeling, then everything else; a grievance is acknowledged however calmly it is put."""
    if "safety" in reasons:
        return [Draft(sender="bot", say=("feeling_safety", {}))]
    if emotion in UPSET:
        return [Draft(sender="bot", say=(f"feeling_{emotion}", {}))]
    if any(reason in _AGGRIEVED for reason in reasons):
        return [Draft(sender="bot", say=("feeling_aggrieved", {}))]
    return []


def _with_asked(answer: Mapping[str, Any], reasons: Sequence[str]) -> tuple[JSON, JSON]:
    """The decision with what actions asked for as reasons with evidence, and the shop snapshot they read."""
    decision: JSON = dict(answer.get("decision") or {})
    evidence = list(decision.get("evidence", ()))
    snapshot: JSON = {}
    classes = [CLASS_OF_REASON.get(r, 2) for r in reasons]
    for ask in answer.get("asks", ()):
        if ask.get("ask") != "handoff":
            continue
        snapshot |= ask.get("snapshot") or {}
        if ask.get("reason") and ask["reason"] not in {e["reason"] for e in evidence}:
            turn = int((answer.get("signals") or {}).get("turn") or 0)
            rule = str(ask.get("detail") or "action")
            evidence.append(
                {"reason": ask["reason"], "turn": turn, "rule": rule, "threshold": 1.0, "score": 1.0}
            )
    if decision.get("handoff"):
        classes = [int(decision["queue_class"]), *classes[len(decision.get("reasons", ())) :]]
    return {
        **decision,
        "handoff": True,
        "score": max(float(decision.get("score") or 0), 0.5),
        "reasons": sorted(reasons, key=REASONS.index),
        "evidence": evidence,
        "queue_class": min(classes, default=3),
    }, snapshot
