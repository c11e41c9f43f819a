"""After a message was left: what is added, another way to be reached, taking it back, and where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.dialogue import JSON
from bot.inbox.presses import newest_told
from bot.memory import calmed
from bot.ownership.typed import meant
from bot.turns import Clock, Piece
from bot.waiting.changed import now_wanted
from bot.waiting.due import answered_by_ms
from bot.waiting.heard import REACHED_BY, spoken
from bot.waiting.left_words import (
    About,
    addition_in,
    clauses_of,
    contact_alone,
    contact_in,
    only_reached_otherwise,
    said_of_left,
    wants_more,
)
from bot.waiting.lookup import Lookup, Named
from bot.waiting.written import with_addition
from handoff.archive.archive import Archive
from handoff.console.left import mask_contact
from handoff.context.masking import mask
from handoff.context.summary import MATTERS
from handoff.cues.dangers import dangers
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.queue.growth import correction
from handoff.said.settled import shortened
from handoff.store.commit import Commit
from handoff.transitions import Move, State
from handoff.wording.times import moment

LOOK_BACK = 20
WITHDRAWN = "withdrawn"
_AT_HAND = frozenset(
    {
        "ticket_promised",
        "ticket_promised_here",
        "ticket_contact_noted",
        "ticket_added",
        "ticket_reached",
        "ticket_reached_here",
        "ticket_open",
        "ticket_restored",
        "ticket_says",
    }
)
_GONE = frozenset({"ticket_withdrawn", "ticket_withdrawn_waiting"})
_NO_WAIT = ("prefer_bot", "withdraw")
# Who queues again asks the queue how things stand.
_OF_THE_QUEUE = frozenset({About.STANDS, About.AWAITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a message tells of the left one."""

    about: About
    text: str
    contact: str
    gone: bool  # the customer was told last that it is taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What an answer changes of the conversation."""

    fields: Mapping[str, str] = field(default_factory=dict)
    memory: JSON | None = None
    context: JSON | None = None
    move: Move | None = None


_NOTHING = _Change()


class LeftMessage:
    """What is said of a message that was left, by who is back with the assistant or queues again."""

    def __init__(self, desk: Desk, archive: Archive, lookup: Lookup, now: Clock) -> None:
        self._desk = desk
        self._archive = archive
        self._lookup = lookup
        self._now = now

    async def heard(self, c: Conversation, piece: Piece) -> bool:
        """Whether the message was about it and about nothing else; then it is answered."""
        said = await self._read(c, piece)
        ticket = await asyncio.to_thread(self._newest_kept, c, said) if said else None
        if said is None or ticket is None:
            return False
        if said.about is About.SAYS:
            await self._say(c, piece, "ticket_says", ticket, words=mask(shortened(ticket["text"])))
            return True
        if ticket["status"] == "closed":
            return await self._of_closed(c, piece, ticket, said)
        changes = {About.WITHDRAWS: self._withdraw, About.CONTACT: self._reach, About.ADDS: self._add}
        if answer := changes.get(said.about):
            return await answer(c, piece, ticket, said)
        if said.about is About.WRONG_WAY:  # agents see it until the right one is given
            change = await self._joined(c, ticket, said.text)
            await self._tell_contact(c, piece, ticket, change or _NOTHING)
        elif said.about is About.REACHED:
            await self._tell_contact(c, piece, ticket, _NOTHING)
        else:
            await self._say(c, piece, "ticket_open", ticket)
        return True

    async def _read(self, c: Conversation, piece: Piece) -> _Said | None:
        """None where nothing is said of it; danger is never kept for later."""
        text, phone = str(piece.entry.get("text") or ""), str(piece.entry.get("contact_phone") or "")
        waits = c.state is State.QUEUED and not c.leaving
        if not (c.state is State.BOT or waits) or piece.payload or not (text or phone) or dangers(text):
            return None
        if not (phone or said_of_left(text, at_hand=True, gone=True)):
            return None  # without a look at the log
        told = await self._told(c)
        at_hand, gone = bool(told & _AT_HAND), bool(told & _GONE)
        about = said_of_left(text, at_hand=at_hand, gone=gone)
        if phone and at_hand:
            about = About.CONTACT
        of_the_queue = waits and about in _OF_THE_QUEUE and not (gone and about is About.STANDS)
        if about is None or of_the_queue:
            return None
        contact = phone or contact_in(text, at_hand=at_hand)
        return _Said(about=about, text=text, contact=contact, gone=gone)

    def _newest_kept(self, c: Conversation, said: _Said) -> dict[str, Any] | None:
        """The one just taken back, else the customer's last message that is open, else the last of this conversation."""
        closed = self._archive.tickets(status="closed", conversation=c.id, limit=1)
        if said.gone and closed and said.about in (About.KEEPS, About.STANDS):
            return closed[0]
        whose: list[dict[str, Any]] = [{"conversation": c.id}]
        if c.customer:
            whose.append({"customer": c.customer})
        found = [one for who in whose for one in self._archive.tickets(**who)]
        return max(found or closed, key=lambda one: int(one["created_ms"]), default=None)

    async def _told(self, c: Conversation) -> set[str]:
        """What the customer was told last."""
        told = newest_told(await self._desk.store.entries(c.id, limit=LOOK_BACK, latest=True))
        return {str((entry.get("say") or {}).get("key")) for entry in told}

    async def _of_closed(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        """What people said since is asked of them; what names the message hears that it is settled."""
        if said.about is About.KEEPS and ticket["how"] == WITHDRAWN:
            return await self._restore(c, piece, ticket)
        if said.about not in (About.STANDS, About.WITHDRAWS):
            return False
        goes_on = said.about is About.WITHDRAWS and wants_more(said.text)
        key = "ticket_withdrawn" if ticket["how"] == WITHDRAWN else "ticket_closed"
        await self._say(c, piece, key, ticket, ack=not goes_on)
        return not goes_on

    async def _withdraw(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        """What else the message wants is then the assistant's."""
        await asyncio.to_thread(
            self._archive.close_ticket, ticket["id"], now_ms=self._now(), how=WITHDRAWN, note=said.text
        )
        goes_on = wants_more(said.text)
        if c.state is not State.QUEUED:
            await self._say(c, piece, "ticket_withdrawn", ticket, ack=not goes_on)
        elif any((meant(c.state, one) or {}).get("move") in _NO_WAIT for one in clauses_of(said.text)):
            await self._say(c, piece, "ticket_withdrawn", ticket, await self._no_wait(c), ack=not goes_on)
        else:
            place = await self._desk.position(c.id, self._now()) or 1
            await self._say(
                c, piece, "ticket_withdrawn_waiting", ticket, ack=not goes_on, position=str(place)
            )
        return not goes_on

    async def _no_wait(self, c: Conversation) -> _Change:
        """Who needs nobody any more leaves the queue as well."""
        return _Change(
            fields={"reasons": "", "waiting_since_ms": "0", "leaving": ""},
            memory=calmed(await self._desk.store.memory(c.id)),
            move=Move.PREFER_BOT,
        )

    async def _restore(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any]) -> bool:
        """Due as before, unless that has passed meanwhile."""
        now_ms, due_ms = self._now(), int(ticket["due_ms"] or 0)
        if due_ms <= now_ms:
            due_ms = answered_by_ms(self._desk.rules.hours, now_ms)
        if not await asyncio.to_thread(
            self._archive.reopen_ticket, ticket["id"], how=WITHDRAWN, due_ms=due_ms
        ):
            return False
        await self._say(c, piece, "ticket_restored", {**ticket, "due_ms": due_ms})
        return True

    async def _reach(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        """What stands beside the contact ("after six", "it is the blue one") joins the message."""
        if not await asyncio.to_thread(self._archive.reach_ticket, ticket["id"], said.contact[:200]):
            return False
        beside = said.text and not contact_alone(said.text)
        change = (await self._joined(c, ticket, said.text) if beside else None) or _NOTHING
        fields = dict(change.fields)
        if piece.entry.get("contact_phone"):  # which may tell as well who it is
            memory = await self._desk.store.memory(c.id)
            for ask in (await self._lookup.read(c, memory, piece, Named())).asks:
                if ask["ask"] == "identify":
                    fields |= {"customer": ask["customer"], "level": ask.get("level", "contact")}
        await self._say(c, piece, "ticket_contact_noted", ticket, replace(change, fields=fields))
        return True

    async def _add(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        change = await self._joined(c, ticket, said.text)
        if change is None:
            return False
        await self._say(c, piece, "ticket_added", ticket, change)
        return True

    async def _joined(self, c: Conversation, ticket: Mapping[str, Any], text: str) -> _Change | None:
        """The text joins the message, and the handover that stands behind it where that is of this conversation.

        None when the message was closed meanwhile.
        """
        store = self._desk.store
        memory, frozen = await store.memory(c.id), await store.context(c.id)
        category = await self._category(str(ticket["category"]), text, memory)
        if not await asyncio.to_thread(self._archive.add_to_ticket, ticket["id"], text, category):
            return None
        if (frozen.get("left") or {}).get("ticket") != ticket["id"]:
            return _NOTHING
        context = with_addition(frozen, addition_in(text), category, c.language, self._desk.texts)
        return _Change(fields={"topic": category}, context=context)

    async def _category(self, known: str, text: str, memory: JSON) -> str:
        """What the message is about with the text: what is wanted instead, else a first matter where none is known."""
        text = REACHED_BY.sub(" ", addition_in(text)).strip()
        instead = "" if correction(text) else now_wanted(text)
        if not instead and (known in MATTERS or only_reached_otherwise(text)):
            return known
        return await self._lookup.matter(instead or text, memory) or known

    async def _tell_contact(
        self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], change: _Change
    ) -> None:
        """Masked: the conversation may be read over a shoulder."""
        contact = str(ticket["contact"] or "")
        found = REACHED_BY.search(contact)
        key = "ticket_reached" if found else "ticket_reached_here"
        await self._say(c, piece, key, ticket, change, contact=mask_contact(found.group()) if found else "")

    async def _say(
        self,
        c: Conversation,
        piece: Piece,
        key: str,
        ticket: Mapping[str, Any],
        change: _Change = _NOTHING,
        *,
        ack: bool = True,
        **values: str,
    ) -> None:
        now_ms = self._now()
        by = moment(int(ticket["due_ms"] or now_ms), now_ms, self._desk.rules.hours.zone)
        language = spoken(str(piece.entry.get("text") or ""), c.language)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"left:{piece.inbound}",
                entries=[Draft(sender="system", say=(key, {"ticket": ticket["id"], "by": by, **values}))],
                fields={"language": language, **change.fields},
                memory=change.memory,
                context=change.context,
                move=change.move,
                due_ms=now_ms + 1_000 if change.move else None,
                ack=[piece.inbound] if ack else [],
            )
        )
        await self._desk.store.announce({"conversation": c.id, "kind": "ticket"})
