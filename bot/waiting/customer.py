"""A message of a waiting customer: judged like any other, and the handover grows by what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import JSON, Dialogue, DialogueDown, DialogueUncertain
from bot.memory import after_waiting
from bot.ownership.handover import as_shown, feeling, intents_of
from bot.turns import Clock, Piece, meta_of, wall_clock_ms
from bot.waiting.asked import Asked, asked_of_waiting, is_question
from bot.waiting.changed import now_wanted, with_change
from bot.waiting.danger import comes_first, danger_told, kinds_of
from bot.waiting.heard import heard, spoken
from bot.waiting.lookup import Found, Lookup, Named
from bot.waiting.nod import nodded, nods_at_ms, nods_at_once
from bot.waiting.promised import promise_told
from bot.waiting.telling import asked_told, pressed_told
from handoff.context.summary import MATTERS, PERSONAL_DANGERS, Request, summary, told_line
from handoff.cues.dangers import dangers
from handoff.cues.tone import at_bot
from handoff.escalation.decision import Decision, decide
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import FAMILY, TurnSignals
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.queue.growth import Growth, about, correction, grown, is_numbering, with_growth
from handoff.queue.rank import raised
from handoff.queue.waiting import Place
from handoff.store.commit import Commit
from handoff.wording.times import hours_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """One message with all that was known when it came, and what it tells."""

    c: Conversation
    piece: Piece
    text: str
    memory: JSON
    parse: Mapping[str, Any]
    signals: TurnSignals
    decision: Decision
    named: Named
    found: Found
    growth: Growth

    @property
    def kinds(self) -> tuple[str, ...] | None:
        """Kinds of danger that it tells of; None when it tells of none."""
        return kinds_of([self.text]) if "safety" in self.decision.reasons else None


class Waiting:
    """What is said to a queue. One commit a message: what it changed, what the customer hears, the acknowledgement."""

    def __init__(self, desk: Desk, dialogue: Dialogue, policy: Policy, now: Clock = wall_clock_ms) -> None:
        self._desk = desk
        self._dialogue = dialogue
        self._policy = policy
        self._now = now
        self.lookup = Lookup(dialogue, policy, now)

    async def note(self, c: Conversation, piece: Piece, understood: JSON | None) -> None:
        """`understood` is the engine's reading of the text; without it the words alone are judged."""
        store = self._desk.store
        memory, frozen = await store.memory(c.id), await store.context(c.id)
        message = await self._read(
            c, piece, understood, memory, Request.from_dict(frozen.get("request") or {})
        )
        now_ms, rank = self._now(), await store.rank(c.id)
        growth, language = message.growth, str(message.parse["language"])
        if rank is not None:
            rank = raised(rank, c.queue_class, growth.queue_class)
        context = with_growth(frozen, growth, message.decision, message.found.facts)
        context["summary"] = summary(growth.request, growth.reasons, language, self._desk.texts)
        place = await self._desk.place(rank or 0, now_ms, growth.queue_class)
        line = told_line(growth.request, growth.reasons, language, self._desk.texts)
        hours = self._desk.rules.hours
        promised = promise_told(message.text, memory.get("settled", ()), now_ms, hours.zone)
        says = _says(message, promised, line, place, now_ms, hours_text(hours, language))
        due_ms = 0 if says else nods_at_ms(c, now_ms)
        nod = nodded(c, now_ms if says else c.noted_ms, due_ms)
        await store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"waits:{piece.inbound}",
                entries=_with_meta(says, message),
                fields={"language": language, **_fields(growth, message.found), "nod": nod},
                memory=_remembered(message),
                context=context,
                queue_score=rank,
                due_ms=due_ms,
                ack=[piece.inbound],
            )
        )

    async def _read(
        self, c: Conversation, piece: Piece, understood: JSON | None, memory: JSON, before: Request
    ) -> _Message:
        text = str(piece.entry.get("text") or "")
        history = [TurnSignals.from_dict(one) for one in memory.get("history", ())]
        matter = not (asked_of_waiting(text) or piece.payload or is_numbering(text) or _of_no_matter(text))
        parse, signals = heard(
            text, understood, history, first=memory.get("waited") != c.epoch, matter=matter
        )
        parse = {**parse, "language": spoken(text, c.language)}
        decision = decide([*history, signals], self._policy)
        before = replace(before, topic=c.topic or before.topic)
        right = now_wanted(text)
        meant = await self._meant(right, text, memory) if right else None
        named = Named.of((understood or {}).get("parse") or understood or {}, text, memory.get("named") or {})
        names = right or (text if matter and before.topic not in FAMILY and about(parse) else "")
        found = await self._find(c, memory, piece, named, names, before.order)
        growth = grown(c, before, parse, text, decision, found.facts, meant)
        if right and not correction(text) and matter:
            growth = with_change(growth, before, right, meant)
        return _Message(
            c=c,
            piece=piece,
            text=text,
            memory=memory,
            parse=parse,
            signals=signals,
            decision=decision,
            named=named,
            found=found,
            growth=growth,
        )

    async def _meant(self, right: str, text: str, memory: JSON) -> Mapping[str, Any] | None:
        """The reading of what a correction says is so, without what it says is not."""
        if right == text.strip() or is_numbering(right):
            return None
        try:
            understood = await self._dialogue.parse(right, memory.get("history", ()), "")
        except (DialogueDown, DialogueUncertain):
            return None
        return dict(understood.get("parse") or understood)

    async def _find(
        self, c: Conversation, memory: JSON, piece: Piece, named: Named, names: str, known: str | None
    ) -> Found:
        """What the shop tells about the order or the goods that the message names."""
        if named.is_new(memory.get("named") or {}) or piece.entry.get("contact_phone"):
            return await self.lookup.read(c, memory, piece, named, known)
        if names and c.customer:
            return await self.lookup.by_goods(c, memory, piece, names, known)
        return Found()


def _of_no_matter(text: str) -> bool:
    """Scolding the assistant, and danger that is nobody's goods, whatever they are classified as."""
    return at_bot(text) or not PERSONAL_DANGERS.isdisjoint(dangers(text))


def _says(
    message: _Message, promised: Sequence[Draft], line: str, place: Place, now_ms: int, hours: str
) -> list[Draft]:
    """Danger and questions are always answered, what is new is acknowledged; of the rest what comes close behind a word
    of ours is acknowledged later, all together."""
    growth = message.growth
    if (kinds := message.kinds) is not None:
        return [*danger_told(kinds, intents_of(message.parse)), comes_first(place, kinds)]
    says = [*_feeling(message.c, growth, message.text), *promised]
    if message.found.proved is False:
        return [*says, _told("noted_not_proved")]
    if growth.told:
        private = growth.request.danger == "self_harm"  # which is no line to read out
        return [
            *says,
            comes_first(place, ("self_harm",)) if private else _told("noted_changed", summary=line),
        ]
    if missing := _asked_for(message):
        return [*says, _told(missing)]
    if asked := asked_of_waiting(message.text):
        # "Are you a machine?" sounds let down, and is a question.
        return [*([] if asked is Asked.WHO else says), asked_told(asked, place, hours)]
    payload = message.piece.payload or {}
    if payload.get("intent"):
        return [*says, pressed_told(payload, place)]
    if payload.get("move") == "wait":
        return [*says, _told("noted_wait", position=place.ahead + 1)]
    at_once = says or message.piece.payload or _is_new(message) or is_question(message.text)
    if at_once or nods_at_once(message.c, now_ms):
        says = [*says, _told("noted_waiting", position=place.ahead + 1)]
    return says


def _asked_for(message: _Message) -> str:
    """What is still missing before the order that a guest names can be opened."""
    named, before = message.named, message.memory.get("named") or {}
    if message.c.customer or named.order in message.memory.get("grants", ()):
        return ""
    if named.part:
        return "noted_order_wanted"
    return "noted_digits_wanted" if named.order and named.order != before.get("order") else ""


def _is_new(message: _Message) -> bool:
    """Whether it is about something that the desk had not heard of."""
    known = {message.c.topic, *(m.get("category") for m in message.memory.get("matters", ()))}
    return any(intent in MATTERS and intent not in known for intent in message.signals.intents)


def _remembered(message: _Message) -> JSON:
    """The memory after it; an order that has become known is that of its matter."""
    request, found = message.growth.request, message.found
    after = after_waiting(message.memory, message.signals, found.asks, c=message.c)
    after["named"] = {} if found.proved else message.named.to_dict()
    after["matters"] = [
        {
            **one,
            "order_id": one.get("order_id")
            or (request.order if one.get("category") == request.topic else None),
        }
        for one in after.get("matters", ())
    ]
    return after


def _feeling(c: Conversation, growth: Growth, said: str) -> list[Draft]:
    """Acknowledged when it got worse, not with every further message."""
    fresh = [reason for reason in growth.reasons if reason not in c.reasons]
    felt = as_shown(growth.emotion, growth.intensity, said)
    return feeling(felt if growth.emotion != c.emotion else "calm", fresh)


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
