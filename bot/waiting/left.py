"""After a message was left: what is added, another way to be reached, taking it back, and where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.inbox.presses import newest_told
from bot.turns import Clock, Piece
from bot.waiting.heard import REACHED_BY, spoken
from bot.waiting.left_words import About, contact_alone, contact_in, said_of_left, wants_more
from bot.waiting.lookup import Lookup, Named
from handoff.archive.archive import Archive
from handoff.console.left import mask_contact
from handoff.cues.dangers import dangers
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.transitions import State
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
    }
)
# Who queues again asks the queue how things stand.
_OF_THE_QUEUE = frozenset({About.STANDS, About.AWAITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a message tells of the left one."""

    about: About
    text: str
    contact: str


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
        ticket = await self._newest(c) if said else None
        if said is None or ticket is None:
            return False
        if ticket["status"] == "closed":
            return await self._of_closed(c, piece, ticket, said)
        changes = {About.WITHDRAWS: self._withdraw, About.CONTACT: self._reach, About.ADDS: self._add}
        if change := changes.get(said.about):
            return await change(c, piece, ticket, said)
        if said.about is About.WRONG_WAY:  # agents see it until the right one is given
            await asyncio.to_thread(self._archive.add_to_ticket, ticket["id"], said.text)
        if said.about in (About.REACHED, About.WRONG_WAY):
            await self._tell_contact(c, piece, ticket)
        else:
            await self._say(c, piece, "ticket_open", ticket)
        return True

    async def _read(self, c: Conversation, piece: Piece) -> _Said | None:
        """None where nothing is said of it; danger is never kept for later."""
        text, phone = str(piece.entry.get("text") or ""), str(piece.entry.get("contact_phone") or "")
        waits = c.state is State.QUEUED and not c.leaving
        if not (c.state is State.BOT or waits) or piece.payload or not (text or phone) or dangers(text):
            return None
        if not (phone or said_of_left(text, at_hand=True)):
            return None  # without a look at the log
        at_hand = await self._at_hand(c)
        about = said_of_left(text, at_hand=at_hand)
        if phone and at_hand:
            about = About.CONTACT
        if about is None or (waits and about in _OF_THE_QUEUE):
            return None
        return _Said(about=about, text=text, contact=phone or contact_in(text, at_hand=at_hand))

    async def _newest(self, c: Conversation) -> dict[str, Any] | None:
        """The customer's last message that is open, else the last of this conversation."""
        return await asyncio.to_thread(self._newest_kept, c)

    def _newest_kept(self, c: Conversation) -> dict[str, Any] | None:
        whose: list[dict[str, Any]] = [{"conversation": c.id}]
        if c.customer:
            whose.append({"customer": c.customer})
        found = [one for who in whose for one in self._archive.tickets(**who)]
        if not found:
            found = self._archive.tickets(status="closed", conversation=c.id, limit=1)
        return max(found, key=lambda one: int(one["created_ms"]), default=None)

    async def _at_hand(self, c: Conversation) -> bool:
        told = newest_told(await self._desk.store.entries(c.id, limit=LOOK_BACK, latest=True))
        return any((entry.get("say") or {}).get("key") in _AT_HAND for entry in told)

    async def _of_closed(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        """What people said since is asked of them; what names the message hears that it is settled."""
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
        await self._say(c, piece, "ticket_withdrawn", ticket, ack=not goes_on)
        return not goes_on

    async def _reach(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        """What stands beside the contact ("after six", "it is the blue one") joins the message."""
        if not await asyncio.to_thread(self._archive.reach_ticket, ticket["id"], said.contact[:200]):
            return False
        if said.text and not contact_alone(said.text):
            await asyncio.to_thread(self._archive.add_to_ticket, ticket["id"], said.text)
        fields: dict[str, str] = {}
        if piece.entry.get("contact_phone"):  # which may tell as well who it is
            memory = await self._desk.store.memory(c.id)
            for ask in (await self._lookup.read(c, memory, piece, Named())).asks:
                if ask["ask"] == "identify":
                    fields |= {"customer": ask["customer"], "level": ask.get("level", "contact")}
        await self._say(c, piece, "ticket_contact_noted", ticket, fields)
        return True

    async def _add(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], said: _Said) -> bool:
        if not await asyncio.to_thread(self._archive.add_to_ticket, ticket["id"], said.text):
            return False
        await self._say(c, piece, "ticket_added", ticket)
        return True

    async def _tell_contact(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any]) -> None:
        """Masked: the conversation may be read over a shoulder."""
        contact = str(ticket["contact"] or "")
        found = REACHED_BY.search(contact)
        key = "ticket_reached" if found else "ticket_reached_here"
        await self._say(c, piece, key, ticket, contact=mask_contact(found.group()) if found else "")

    async def _say(
        self,
        c: Conversation,
        piece: Piece,
        key: str,
        ticket: Mapping[str, Any],
        fields: Mapping[str, str] | None = None,
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
                fields={"language": language, **(fields or {})},
                ack=[piece.inbound] if ack else [],
            )
        )
        await self._desk.store.announce({"conversation": c.id, "kind": "ticket"})
