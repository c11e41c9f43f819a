"""Leaving a message with the desk: first the message, then how to reach who is not known; both stand in a ticket.

Until it is written the conversation keeps its place: a person who claims it meanwhile just has it. The message is
judged by its words like any other, and stands in the line that agents read.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from bot.dialogue import JSON
from bot.ownership.typed import drops_message, message_in, rest
from bot.turns import Clock, Piece
from bot.waiting.due import answered_by_ms
from bot.waiting.heard import REACHED_BY
from bot.waiting.lookup import Lookup
from bot.waiting.written import Written, written
from handoff.archive.archive import Archive
from handoff.context.summary import MATTERS, UNKNOWN
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.transitions import Move, State
from handoff.wording.times import moment

# The shop knows it: "the phone on the order".
_KNOWN_CONTACT = re.compile(
    r"(?:订单|訂單|下单|下單|收货|收貨|注册|註冊|账号|帳號|预留|預留|同)[^，,。]{0,4}(?:电话|電話|手机|手機|号码|號碼)"
    r"|\b(?:phone|number|e-?mail) (?:on|of|in) (?:the|my) (?:order|account)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"不(?:想|要|用|方便|愿意?|願意?|肯)?(?:留|给|給|提供|告诉|告訴|透露|说|說)|[没沒冇](?:有)?(?:电话|電話|手机|手機|邮箱|郵箱|email)"
    r"|\b(?:no (?:phone|e-?mail|contact)|rather not|don'?t want to|prefer not|won'?t give)\b",
    re.IGNORECASE,
)


class Leaving:
    """The steps from "leave a message" to the ticket."""

    def __init__(self, desk: Desk, archive: Archive, lookup: Lookup, now: Clock) -> None:
        self._desk = desk
        self._archive = archive
        self._lookup = lookup
        self._now = now

    async def ask_message(self, c: Conversation, piece: Piece) -> None:
        """Asks for the message, unless the words that chose it hold it already."""
        text = str(piece.entry.get("text") or "")
        message = message_in(text) or (text if rest(State.QUEUED, text) else "")
        if message:
            await self._take_message(c, piece, message)
        else:
            await self._ask(c, piece, "message", "leave_message", {})

    async def take(self, c: Conversation, piece: Piece) -> None:
        """The message, or the way to reach who wrote it; a photo stands in the log and the question stays."""
        named = (piece.entry.get(name) for name in ("text", "contact_phone", "left"))
        text = next((str(one) for one in named if one), "")
        if not text:
            await self._desk.store.acknowledge(c.id, [piece.inbound])
        elif drops_message(text):
            await self._drop(c, piece)
        elif c.leaving == "message":
            await self._take_message(c, piece, message_in(text) or text)
        else:
            await self._take_contact(c, piece, text)

    async def _take_contact(self, c: Conversation, piece: Piece, text: str) -> None:
        """Who gives no way to be reached is asked twice and then answered in the chat; other words join the message."""
        left = (await self._desk.store.memory(c.id)).get("left") or {}
        message = str(left.get("text") or text)
        if REACHED_BY.search(text) or _KNOWN_CONTACT.search(text):
            await self._open(c, piece, message, contact=text)
        elif _REFUSES.search(text):
            await self._open(c, piece, message, contact=None)
        elif left.get("asked"):
            await self._open(c, piece, f"{message}\n{text}", contact=None)
        else:
            await self._ask(
                c, piece, "contact", "leave_contact", {"text": f"{message}\n{text}", "asked": True}
            )

    async def _take_message(self, c: Conversation, piece: Piece, text: str) -> None:
        contact = REACHED_BY.search(text)
        if c.customer or c.own_client or contact:
            await self._open(c, piece, text, contact=contact.group() if contact else None)
            return
        await self._ask(c, piece, "contact", "leave_contact", {"text": text})

    async def _drop(self, c: Conversation, piece: Piece) -> None:
        place = await self._desk.position(c.id, self._now())
        await self._ask(c, piece, "", "leave_dropped", {}, position=place or 1)

    async def _ask(
        self, c: Conversation, piece: Piece, what: str, say: str, left: JSON, **values: object
    ) -> None:
        """`what` is asked for next, nothing when it is empty."""
        by = await self._written(c, piece, str(left.get("text") or ""))
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"leave:{piece.inbound}",
                entries=[*by.says, Draft(sender="system", say=(say, values))],
                fields={**by.fields, "leaving": f"{what}:{c.epoch}" if what else ""},
                memory={**by.memory, "left": left},
                context=by.context,
                queue_score=by.rank,
                ack=[piece.inbound],
            )
        )

    async def _open(self, c: Conversation, piece: Piece, text: str, contact: str | None) -> None:
        now_ms, hours = self._now(), self._desk.rules.hours
        due_ms = answered_by_ms(hours, now_ms)
        c = replace(c, topic=await self._topic(c, text))
        ticket = await asyncio.to_thread(
            self._archive.open_ticket,
            key=f"{c.id}:{c.queued_ms}",
            category=c.topic,
            text=text,
            now_ms=now_ms,
            conversation=c.id,
            customer=c.customer,
            client=c.client,
            contact=contact[:200] if contact else None,
            due_ms=due_ms,
        )
        by = await self._written(c, piece, text)
        reachable = contact or c.customer or c.own_client
        say = "ticket_promised" if reachable else "ticket_promised_here"
        told = {"ticket": ticket, "by": moment(due_ms, now_ms, hours.zone)}
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"move:{piece.inbound}:{Move.LEAVE_TICKET.value}",
                entries=[*by.says, Draft(sender="system", say=(say, told))],
                move=Move.LEAVE_TICKET,
                fields={
                    **by.fields,
                    "topic": c.topic,
                    "waiting_since_ms": "0",
                    "leaving": "",
                    "reasons": "",
                },
                memory={**by.memory, "left": {}},
                context={**by.context, "left": {"ticket": ticket}},
                due_ms=now_ms + 1_000,
                ack=[piece.inbound],
            )
        )

    async def _topic(self, c: Conversation, message: str) -> str:
        """What the wait was for, else what the message is about."""
        if c.topic in MATTERS:
            return c.topic
        memory = await self._desk.store.memory(c.id)
        return await self._lookup.matter(message, memory) or c.topic or UNKNOWN

    async def _written(self, c: Conversation, piece: Piece, message: str) -> Written:
        store = self._desk.store
        memory, frozen, rank = await store.memory(c.id), await store.context(c.id), await store.rank(c.id)
        return written(c, piece, message, memory, frozen, rank, self._desk.texts)
