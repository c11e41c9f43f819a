"""Calling a person: the move into the queue, with everything the person needs and what the customer is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import JSON
from handoff.commit import Commit
from handoff.context import freeze, summary_values
from handoff.desk import Desk
from handoff.escalation import decide
from handoff.model import Conversation, Draft
from handoff.rank import score, wait_estimate_s
from handoff.reasons import REASONS, Policy
from handoff.signals import FAMILY, TurnSignals, signals_from_text
from handoff.transitions import Move

UPSET = ("angry", "disappointed", "anxious")
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
        emotion = str(parse.get("emotion") or c.emotion)
        topic = _topic(str(parse.get("intent") or ""), c.topic)
        # Read out to the customer: in the language of this very turn.
        spoken = replace(c, language=str(turn.fields.get("language") or c.language))
        summary = self._summary(spoken, topic, answer, turn.memory or {}, snapshot, decision["reasons"])
        told = await self._told(c, decision["queue_class"], now_ms)
        passed_on = Draft(sender="system", say=("passed_on", {"summary": summary}))
        return replace(
            turn,
            entries=[*_feeling(emotion, decision["reasons"]), *turn.entries, *told, passed_on],
            move=Move.ESCALATE,
            fields={
                **turn.fields,
                "reasons": ",".join(decision["reasons"]),
                "queue_class": str(decision["queue_class"]),
                "queued_ms": str(now_ms),
                "waiting_since_ms": str(now_ms),
                "skill": "",
                "nudges": "0",
                "topic": topic,
            },
            context=freeze(
                decision=decision,
                parse=parse,
                outcome=answer,
                memory=turn.memory or {},
                snapshot=snapshot,
                summary=summary,
                now_ms=now_ms,
            ),
            queue_score=score(now_ms, decision["queue_class"]),
            due_ms=0,
        )

    def _summary(
        self,
        c: Conversation,
        topic: str,
        answer: Mapping[str, Any],
        memory: Mapping[str, Any],
        snapshot: Mapping[str, Any],
        reasons: Sequence[str],
    ) -> str:
        key, values = summary_values(
            intent=topic, order=_order_tail(answer, memory, snapshot), reasons=reasons
        )
        texts, known = self._desk.texts, set(self._desk.texts.keys())
        worded = {}
        for name, value in values.items():
            named = str(value)[1:] if isinstance(value, str) and value.startswith("@") else None
            worded[name] = (
                value if named is None else (texts.say(named, c.language) if named in known else "")
            )
        return texts.say(key, c.language, **worded)

    async def _told(self, c: Conversation, queue_class: int, now_ms: int) -> list[Draft]:
        """The truth about the wait: place and estimate, or that nobody is there and what can be done."""
        agents = await self._desk.presence.online(now_ms)
        if not agents:
            return [Draft(sender="system", say=("nobody_online", {}), data=NOBODY_CHOICES)]
        ahead = await self._desk.store.ahead(score(now_ms, queue_class))
        busy = all(a.holds >= a.capacity for a in agents)
        if ahead == 0 and not busy:
            return [Draft(sender="system", say=("queued_next", {}), data=QUEUE_CHOICES)]
        estimate = wait_estimate_s(ahead, self._desk.times.mean_handle_ms / 1000, len(agents))
        values = {"ahead": ahead, "minutes": max(1, round(estimate / 60))}
        return [Draft(sender="system", say=("queued", values), data=QUEUE_CHOICES)]


def _topic(intent: str, before: str) -> str:
    """What it is about: "get me a person" is about what was asked before."""
    if intent in FAMILY or not before:
        return intent or "out_of_scope"
    return before


def _feeling(emotion: str, reasons: Sequence[str]) -> list[Draft]:
    """First the feeling, then everything else."""
    if "safety" in reasons:
        return [Draft(sender="bot", say=("feeling_safety", {}))]
    if emotion in UPSET:
        return [Draft(sender="bot", say=(f"feeling_{emotion}", {}))]
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


def _order_tail(
    answer: Mapping[str, Any], memory: Mapping[str, Any], snapshot: Mapping[str, Any]
) -> str | None:
    orders = snapshot.get("orders") or ()
    order = (answer.get("slots") or memory.get("slots") or {}).get("order_id") or (
        orders[0]["id"] if orders else None
    )
    return str(order)[-4:] if order else None
