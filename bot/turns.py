"""One turn of the assistant: ask the engine once, append what it answered, move if it asks for a person.

A turn's id comes from its log entries. It is Rasa's message id, the seed of the shop's idempotency keys and the
commit's operation id, so whatever is retried takes effect once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue import JSON, Dialogue, DialogueDown, DialogueUncertain
from bot.inbox.gathering import current, joined_text, turn_id
from bot.memory import after_turn, before_last_turn, engine_request
from bot.ownership.handover import Handover
from handoff.clocks import next_due_ms
from handoff.context.summary import topic_of
from handoff.errors import StaleEpoch
from handoff.hours.attendance import asks_of_desk
from handoff.model import Conversation, Draft, Entry
from handoff.queue.desk import Desk
from handoff.store.commit import Commit

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 6.0  # then the customer hears that it takes longer, or that it failed
GIVE_UP_AFTER_S = 60.0
RETRY_S = 0.5
UNCERTAIN = frozenset({"engine_unknown", "action_unknown"})  # asked, and no answer: it may have been done

Clock = Callable[[], int]


def wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One accepted message: its log entry, the inbound entry to acknowledge, and a pressed choice's payload.

    An entry that replaces an earlier one names it as `edits`; what was answered before has nothing to acknowledge.
    """

    entry: Entry
    inbound: str
    payload: Mapping[str, Any] | None = None


class Turns:
    """Runs turns against the engine and commits their outcome."""

    def __init__(
        self, desk: Desk, dialogue: Dialogue, handover: Handover, now: Clock = wall_clock_ms
    ) -> None:
        self._desk = desk
        self._dialogue = dialogue
        self._handover = handover
        self._now = now

    async def run(
        self,
        conversation: Conversation,
        pieces: Sequence[Piece],
        more: Callable[[], Awaitable[Sequence[Piece]]],
        answered: str | None = None,
    ) -> None:
        """Answers the pieces once. `more` gives the pieces that came meanwhile: they replace an answer not yet sent,
        unless it reports a change or a handover. `answered` is the newest turn, where its message was changed since.
        Raises Unavailable when Redis is away (nothing is lost)."""
        replaced = answered
        while True:
            memory = await self._desk.store.memory(conversation.id)
            if answered:
                memory = before_last_turn(memory)
            answer = await self._ask(conversation, pieces, memory, replaced)
            if _settles(answer):
                break
            further = await more()
            if not further:
                break
            replaced = turn_id(conversation.id, [p.entry for p in pieces])
            pieces = [*pieces, *further]
        await self._commit(conversation, pieces, memory, answer)

    async def give_up(self, conversation: Conversation, pieces: Sequence[Piece]) -> None:
        """A person gets what we failed to handle, again and again, for a reason of our own."""
        memory = await self._desk.store.memory(conversation.id)
        await self._commit(conversation, pieces, memory, {"failure": "gateway"})

    async def _ask(
        self, c: Conversation, pieces: Sequence[Piece], memory: JSON, replaced: str | None
    ) -> JSON:
        """The engine's answer, or a failure answer; says in between that it takes longer."""
        id, entries = turn_id(c.id, [p.entry for p in pieces]), current([p.entry for p in pieces])
        await self._desk.store.record_turn(c.id, id, _inbound(pieces))
        agents = len(await self._desk.presence.online(self._now()))
        text = joined_text(entries)
        request = engine_request(
            c,
            memory,
            turn=id,
            text=text,
            choice=_choice(pieces),
            files=[e["file"] for e in entries if e.get("file")],
            contact_phone=next((e["contact_phone"] for e in entries if e.get("contact_phone")), None),
            replaces=replaced,
            agents_online=agents,
            desk=await self._desk_asked_for(text),
            policy=self._handover.policy.to_dict(),
            now_ms=self._now(),
            settled_elsewhere=await self._desk.settled.of(c, self._now()),
        )
        return await self._until_answered(c, id, request)

    async def _desk_asked_for(self, text: str) -> JSON | None:
        """How the desk stands, where the words ask for it: the queue is not read for every turn."""
        return (await self._desk.place_of_next(self._now())).to_dict() if asks_of_desk(text) else None

    async def _until_answered(self, c: Conversation, id: str, request: JSON) -> JSON:
        """Asked again with the same id until it is answered. What may have had an effect is waited for longer."""
        start, late, uncertain = time.monotonic(), False, False
        while True:
            answer = await self._attempt(request)
            if answer.get("failure") in (None, "dialogue"):
                return answer
            uncertain |= answer["failure"] in UNCERTAIN
            waited = time.monotonic() - start
            if waited > (GIVE_UP_AFTER_S if uncertain else ANSWER_WITHIN_S):
                log.warning("turn %s failed for %.0f s: %s", id, waited, answer["failure"])
                return {**answer, "uncertain": uncertain}
            if uncertain and waited > ANSWER_WITHIN_S and not late:
                late = True
                await self._say_late(c, id)
            await asyncio.sleep(RETRY_S)

    async def _attempt(self, request: JSON) -> JSON:
        try:
            return await self._dialogue.turn(request)
        except DialogueDown:
            return {"failure": "engine"}
        except DialogueUncertain:
            return {"failure": "engine_unknown"}

    async def _say_late(self, c: Conversation, id: str) -> None:
        """True whatever comes: the outcome is not known yet."""
        try:
            entry = Draft(sender="bot", say=("still_working", {}))
            await self._desk.store.commit(
                Commit(conversation=c, now_ms=self._now(), once=f"late:{id}", entries=[entry])
            )
        except StaleEpoch:
            log.info("turn %s is late, but a person has the conversation", id)

    async def _commit(self, c: Conversation, pieces: Sequence[Piece], memory: JSON, answer: JSON) -> None:
        entries = [p.entry for p in pieces]
        id = turn_id(c.id, entries)
        if answer.get("failure"):
            answer = self._handover.failed(answer, joined_text(entries), memory)
        now_ms, fields, reasons = self._now(), _fields(answer), wanted_reasons(answer)
        after = replace(c, recheck_ms=int(fields.get("recheck_ms", c.recheck_ms)))
        commit = Commit(
            conversation=c,
            now_ms=now_ms,
            once=f"turn:{id}",
            entries=bot_entries(answer, id, entries),
            fields=fields,
            memory=after_turn(memory, answer, c=c, now_ms=now_ms),
            ack=_inbound(pieces),
            due_ms=next_due_ms(after, self._desk.times),
        )
        try:
            if reasons:
                commit = await self._handover.escalation(commit, answer, reasons)
            await self._desk.store.commit(commit)
        except StaleEpoch:
            # A person took over while the answer was computed: it must never appear, the message stands in the log.
            await self._desk.store.acknowledge(c.id, commit.ack)


def _settles(answer: JSON) -> bool:
    return bool(answer.get("changed") or answer.get("failure") or wanted_reasons(answer))


def wanted_reasons(answer: JSON) -> tuple[str, ...]:
    """Reasons for a person: the rules' decision, and what actions asked for."""
    decision = answer.get("decision") or {}
    reasons = list(decision.get("reasons", ())) if decision.get("handoff") else []
    asks = [a for a in answer.get("asks", ()) if a.get("ask") == "handoff"]
    asked = [a["reason"] for a in asks if a.get("reason")]  # one without a reason only brings what it read
    return tuple(dict.fromkeys([*reasons, *asked]))


def _inbound(pieces: Sequence[Piece]) -> list[str]:
    return [p.inbound for p in pieces if p.inbound]


def _choice(pieces: Sequence[Piece]) -> JSON | None:
    """What the engine gets instead of text: a pressed choice, or that something without text came."""
    last = pieces[-1]
    if last.payload and "intent" in last.payload:
        return {"intent": last.payload["intent"], "entities": dict(last.payload.get("entities") or {})}
    if any(p.entry.get("text") for p in pieces):
        return None
    media = next((p.entry["media"] for p in pieces if p.entry.get("media")), None)
    return {"intent": "inform", "entities": {"media": media} if media else {}}


def meta_of(parse: Mapping[str, Any], id: str, about: Sequence[Entry]) -> JSON:
    """What was understood of the customer's entries, as it is kept with the answer to them."""
    names = ("intent", "confidence", "also", "entities", "emotion", "intensity", "language")
    meta: JSON = {"turn": id, "about": [e["id"] for e in about]}
    return meta | {name: parse[name] for name in names if name in parse}


def bot_entries(answer: JSON, id: str, about: Sequence[Entry]) -> list[Draft]:
    """The answer as log entries; the first carries what was understood and done."""
    meta = meta_of(answer.get("parse") or {}, id, about) | {"actions": answer.get("actions", [])}
    if answer.get("decision"):
        meta["decision"] = answer["decision"]
    if answer.get("changed"):
        meta["changed"] = True
    drafts = []
    for message in answer.get("messages", ()):
        data: JSON = {"turn": id} | {name: message[name] for name in ("card", "file") if message.get(name)}
        if message.get("choices"):
            data["choices"] = [{"title": c["title"]} for c in message["choices"]]
            data["payloads"] = [c["payload"] for c in message["choices"]]
        say = message.get("say")
        drafts.append(
            Draft(sender="bot", text=message.get("text", ""), say=tuple(say) if say else None, data=data)
        )
    if drafts:
        drafts[0] = replace(drafts[0], data={**drafts[0].data, "meta": meta})
    else:
        drafts.append(Draft(sender="bot", kind="move", data={"meta": meta}))
    if any(ask.get("ask") == "contact" for ask in answer.get("asks", ())):
        return _asking_contact(drafts, id)
    return drafts


def _asking_contact(drafts: list[Draft], id: str) -> list[Draft]:
    """With the offer to share the number: a channel that can shows a button, which has no room beside other ones."""
    if drafts[-1].data.get("choices"):
        return [
            *drafts,
            Draft(sender="bot", say=("share_number", {}), data={"turn": id, "request": "contact"}),
        ]
    return [*drafts[:-1], replace(drafts[-1], data={**drafts[-1].data, "request": "contact"})]


def _fields(answer: JSON) -> dict[str, str]:
    """What the conversation's hash learns from the turn."""
    parse = answer.get("parse") or {}
    fields = {"turn": ""}
    if parse.get("language"):
        fields["language"] = parse["language"]
    if parse.get("emotion"):
        fields |= {"emotion": parse["emotion"], "intensity": str(parse.get("intensity") or 0)}
    if topic := topic_of(answer):
        fields["topic"] = topic
    for ask in answer.get("asks", ()):
        if ask.get("ask") == "recheck":
            fields["recheck_ms"] = str(ask["due_ms"])
        if ask.get("ask") == "identify":
            fields |= {"customer": ask["customer"], "level": ask.get("level", "contact")}
    return fields
