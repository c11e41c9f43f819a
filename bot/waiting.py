"""A message of a waiting customer: judged like any other, and the handover grows by what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import JSON, Dialogue
from bot.handover import feeling
from bot.lookup import Found, Lookup, Named
from bot.memory import after_waiting
from bot.turns import Clock, Piece, meta_of, wall_clock_ms
from handoff.commit import Commit
from handoff.desk import Desk
from handoff.escalation import Decision, decide
from handoff.growth import Growth, grown, with_growth
from handoff.model import Conversation, Draft
from handoff.rank import raised
from handoff.reasons import Policy
from handoff.signals import TurnSignals, signals_from_text
from handoff.summary import MATTERS, Request, summary

NOTED_EVERY_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """One message with all that was known when it came, and what it tells."""

    c: Conversation
    piece: Piece
    memory: JSON
    parse: Mapping[str, Any]
    signals: TurnSignals
    decision: Decision
    named: Named
    found: Found
    growth: Growth


class Waiting:
    """What is said to a queue. One commit a message: what it changed, what the customer hears, the acknowledgement."""

    def __init__(self, desk: Desk, dialogue: Dialogue, policy: Policy, now: Clock = wall_clock_ms) -> None:
        self._desk = desk
        self._policy = policy
        self._now = now
        self._lookup = Lookup(dialogue, policy, now)

    async def note(self, c: Conversation, piece: Piece, understood: JSON | None) -> None:
        """`understood` is the engine's reading of the text; without it the words alone are judged."""
        store = self._desk.store
        memory, frozen = await store.memory(c.id), await store.context(c.id)
        message = await self._read(
            c, piece, understood, memory, Request.from_dict(frozen.get("request") or {})
        )
        now_ms, rank = self._now(), await store.rank(c.id)
        growth, language = message.growth, str(message.parse.get("language") or c.language)
        context = with_growth(frozen, growth, message.decision, message.found.facts)
        context["summary"] = summary(growth.request, growth.reasons, language, self._desk.texts)
        says = await self._says(message, context["summary"], rank or 0, now_ms)
        after = after_waiting(memory, message.signals, message.found.asks, c=c)
        after["named"] = {} if message.found.proved else message.named.to_dict()
        if says:
            after["noted_ms"] = now_ms
        await store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"waits:{piece.inbound}",
                entries=_with_meta(says, message),
                fields={"language": language, **_fields(growth, message.found)},
                memory=after,
                context=context,
                queue_score=None if rank is None else raised(rank, c.queue_class, growth.queue_class),
                ack=[piece.inbound],
            )
        )

    async def _read(
        self, c: Conversation, piece: Piece, understood: JSON | None, memory: JSON, before: Request
    ) -> _Message:
        text = str(piece.entry.get("text") or "")
        parse = (understood or {}).get("parse") or understood or {}
        history = [TurnSignals.from_dict(one) for one in memory.get("history", ())]
        signals = _signals(text, understood, history, first=memory.get("waited") != c.epoch)
        decision = decide([*history, signals], self._policy)
        named = Named.of(parse, text, memory.get("named") or {})
        new = named.is_new(memory.get("named") or {}) or bool(piece.entry.get("contact_phone"))
        found = await self._lookup.read(c, memory, piece, named) if new else Found()
        growth = grown(c, replace(before, topic=c.topic or before.topic), parse, text, decision, found.facts)
        return _Message(
            c=c,
            piece=piece,
            memory=memory,
            parse=parse,
            signals=signals,
            decision=decision,
            named=named,
            found=found,
            growth=growth,
        )

    async def _says(self, message: _Message, line: str, rank: int, now_ms: int) -> list[Draft]:
        """What is new is always acknowledged; a message that adds nothing now and then, or when it was a choice."""
        growth, found = message.growth, message.found
        says = _feeling(message.c, growth)
        if found.proved is False:
            return [*says, _told("noted_not_proved")]
        if growth.told:
            return [*says, _told("noted_changed", summary=line)]
        named = message.named.order
        unproved = not message.c.customer and named not in message.memory.get("grants", ())
        if unproved and named and named != (message.memory.get("named") or {}).get("order"):
            return [*says, _told("noted_digits_wanted")]
        since = now_ms - int(message.memory.get("noted_ms") or 0)
        if says or message.piece.payload or _is_new(message) or since >= NOTED_EVERY_MS:
            place = await self._desk.place(rank, now_ms)
            says = [*says, _told("noted_waiting", position=place.ahead + 1)]
        return says


def _is_new(message: _Message) -> bool:
    """Whether it is about something that the desk had not heard of."""
    known = {message.c.topic, *(m.get("category") for m in message.memory.get("matters", ()))}
    return any(intent in MATTERS and intent not in known for intent in message.signals.intents)


def _signals(
    text: str, understood: JSON | None, history: Sequence[TurnSignals], *, first: bool
) -> TurnSignals:
    """Only the handover itself lay between what was asked and the first message to the queue, nothing between others."""
    if understood and understood.get("signals"):
        return replace(TurnSignals.from_dict(understood["signals"]), answered=first)
    turn = history[-1].turn + 1 if history else 0
    return signals_from_text(text, turn=turn, answered=first)


def _feeling(c: Conversation, growth: Growth) -> list[Draft]:
    """Acknowledged when it got worse, not with every further message."""
    fresh = [reason for reason in growth.reasons if reason not in c.reasons]
    return feeling(growth.emotion if growth.emotion != c.emotion else "calm", fresh)


def _told(key: str, **values: object) -> Draft:
    return Draft(sender="system", say=(key, values))


def _with_meta(says: Sequence[Draft], message: _Message) -> list[Draft]:
    """What is said, the first with what was understood: the course of feelings is read from the log."""
    meta = meta_of(message.parse, f"w-{message.piece.entry['id']}", [message.piece.entry])
    meta["decision"] = message.decision.to_dict()
    if not says:
        return [Draft(sender="bot", kind="move", data={"meta": meta})]
    return [replace(says[0], data={**says[0].data, "meta": meta}), *says[1:]]


def _fields(growth: Growth, found: Found) -> dict[str, str]:
    fields = {
        "reasons": ",".join(growth.reasons),
        "queue_class": str(growth.queue_class),
        "topic": growth.request.topic,
        "emotion": growth.emotion,
        "intensity": str(growth.intensity),
    }
    for ask in found.asks:
        if ask["ask"] == "identify":
            fields |= {"customer": ask["customer"], "level": ask.get("level", "contact")}
    return fields
