"""Calling a person: the move into the queue, with everything the person needs and what the customer is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import JSON
from bot.ownership.typed import message_in
from bot.waiting.danger import comes_first, danger_told, kinds_of
from bot.waiting.telling import queue_told
from handoff.context.package import freeze
from handoff.context.summary import (
    MATTERS,
    PERSONAL_DANGERS,
    UNKNOWN,
    Request,
    open_refund,
    summary,
    told_line,
    topic_of,
    wanted,
)
from handoff.cues.dangers import gravest
from handoff.cues.tone import at_bot, calmly_put
from handoff.escalation.decision import decide
from handoff.escalation.reasons import REASONS, Policy
from handoff.escalation.signals import TurnSignals, signals_from_text
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.queue.growth import felt
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.transitions import Move

UPSET = ("angry", "disappointed", "anxious")
_AGGRIEVED = ("emotion", "complaint")
CLASS_OF_REASON = {"safety": 0, "complaint": 1}


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
        emotion, intensity = _felt(c, parse, decision["reasons"])
        kinds = _kinds(parse, decision)
        request = in_danger(request_of(c, answer, turn.memory or {}, snapshot), gravest(kinds))
        # Read out to the customer: in the language of this very turn.
        language, why = str(turn.fields.get("language") or c.language), decision["reasons"]
        heard = as_shown(emotion, intensity, str(parse.get("text") or ""))
        left, line = _left(answer, why), told_line(request, why, language, self._desk.texts)
        told = [] if left else await self._told(decision, kinds, line, now_ms)
        return replace(
            turn,
            entries=[*left, *feeling(heard, why, kinds, intents_of(parse)), *turn.entries, *told],
            move=Move.ESCALATE,
            fields={
                **turn.fields,
                **_queued_since(now_ms, decision, f"message:{c.epoch + 1}" if left else ""),
                "topic": request.topic,
                "emotion": emotion,
                "intensity": str(intensity),
            },
            hear=bool(left),
            context=freeze(
                decision=decision,
                parse=parse,
                outcome=answer,
                memory=turn.memory or {},
                snapshot=snapshot,
                request=request,
                summary=summary(request, why, language, self._desk.texts),
                now_ms=now_ms,
            ),
            queue_score=score(now_ms, decision["queue_class"]),
            due_ms=0,
        )

    async def _told(
        self, decision: Mapping[str, Any], kinds: Sequence[str], line: str, now_ms: int
    ) -> list[Draft]:
        """The truth about the wait, what can be done instead, what is passed on; in danger that a person comes first."""
        queue_class = int(decision["queue_class"])
        place = await self._desk.place(score(now_ms, queue_class), now_ms, queue_class)
        first = comes_first(place, kinds) if "safety" in decision["reasons"] else queue_told(place)
        if "self_harm" in kinds:  # which is no line to read out
            return [first]
        return [first, Draft(sender="system", say=("passed_on", {"summary": line}))]


def _felt(c: Conversation, parse: Mapping[str, Any], reasons: Sequence[str]) -> tuple[str, float]:
    emotion, strength = str(parse.get("emotion") or c.emotion), float(parse.get("intensity") or 0.0)
    return felt(emotion, strength, float(parse.get("upset") or 0.0), reasons)


def in_danger(request: Request, danger: str) -> Request:
    """Who tells of a life or of fraud asks for nothing of the shop, whatever the words were classified as."""
    if danger in PERSONAL_DANGERS:
        return replace(request, danger=danger, topic=UNKNOWN, amount="", why="", also=())
    return replace(request, danger=danger)


def _left(answer: Mapping[str, Any], reasons: Sequence[str]) -> list[Draft]:
    """A message left by its very words, which is taken like one that was asked for; danger is for the queue."""
    said = (answer.get("parse") or {}).get("text") or (answer.get("signals") or {}).get("quote")
    message = "" if "safety" in reasons else message_in(str(said or ""))
    return [Draft(sender="system", kind="move", data={"left": message})] if message else []


def _queued_since(now_ms: int, decision: Mapping[str, Any], leaving: str) -> dict[str, str]:
    """What a new wait begins with; category and skill were an earlier matter's."""
    return {
        "reasons": ",".join(decision["reasons"]),
        "queue_class": str(decision["queue_class"]),
        "queued_ms": str(now_ms),
        "waiting_since_ms": str(now_ms),
        "skill": "",
        "category": "",
        "nudges": "0",
        "leaving": leaving,
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
    meant = None if at_bot(str(parse.get("text") or "")) else parse.get("intent")
    before = c.topic if c.topic in MATTERS else str(meant or c.topic or UNKNOWN)
    amount, why = wanted(details)
    order = slots.get("order_id") or (orders[0]["id"] if orders else None)
    return Request(
        topic=topic_of(answer) or before,
        order=str(order) if order else None,
        amount=amount,
        why=str(slots.get("reason") or why),
        refund=open_refund(snapshot.get("refunds") or ()),
    )


def _kinds(parse: Mapping[str, Any], decision: Mapping[str, Any]) -> tuple[str, ...]:
    """Kinds of danger that the turn's words tell; empty where it was handed over for something else."""
    if "safety" not in decision["reasons"]:
        return ()
    quotes = [str(e.get("quote") or "") for e in decision.get("evidence", ()) if e["reason"] == "safety"]
    return kinds_of([str(parse.get("text") or ""), *quotes])


def intents_of(parse: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(parse.get("intent") or ""), *map(str, parse.get("also") or ()))


def as_shown(emotion: str, intensity: float, said: str) -> str:
    """The feeling as it may be named to the customer: who puts a demand calmly does not hear how angry he is."""
    return "calm" if emotion == "angry" and calmly_put(said, intensity) else emotion


def feeling(
    emotion: str, reasons: Sequence[str], kinds: Sequence[str] = (), intents: Sequence[str] = ()
) -> list[Draft]:
    """First the feeling, then everything else; a grievance is acknowledged however calmly it is put.

    `kinds` of danger and `intents` tell what is said where the danger is a reason.
    """
    if "safety" in reasons:
        return danger_told(kinds, intents)
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
