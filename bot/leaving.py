"""Leaving a message with the desk: first the message, then how to reach who is not known; both stand in a ticket.

Until it is written the conversation keeps its place: a person who claims it meanwhile just has it.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

from bot.turns import Clock, Piece
from bot.typed import message_in, rest
from handoff.archive.archive import Archive
from handoff.commit import Commit
from handoff.desk import Desk
from handoff.model import Conversation, Draft
from handoff.summary import UNKNOWN
from handoff.transitions import Move, State

TICKET_DUE_MS = 24 * 3_600_000
_REACHED_BY = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\d-])\+?\d(?:[ -]?\d){6,13}(?![ -]?\d)"
    r"|(?:微信|v信|wechat|weixin|line|whatsapp|telegram|qq)\W{0,4}(?:id|号|號)?\W{0,3}[A-Za-z0-9][\w.-]{3,}",
    re.IGNORECASE,
)


class Leaving:
    """The steps from "leave a message" to the ticket."""

    def __init__(self, desk: Desk, archive: Archive, now: Clock) -> None:
        self._desk = desk
        self._archive = archive
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
        text = str(piece.entry.get("text") or piece.entry.get("contact_phone") or "")
        if not text:
            await self._desk.store.acknowledge(c.id, [piece.inbound])
        elif c.leaving == "message":
            await self._take_message(c, piece, message_in(text) or text)
        else:
            left = (await self._desk.store.memory(c.id)).get("left") or {}
            await self._open(c, piece, str(left.get("text") or text), contact=text)

    async def _take_message(self, c: Conversation, piece: Piece, text: str) -> None:
        contact = _REACHED_BY.search(text)
        if c.customer or c.own_client or contact:
            await self._open(c, piece, text, contact=contact.group() if contact else None)
            return
        await self._ask(c, piece, "contact", "leave_contact", {"text": text})

    async def _ask(self, c: Conversation, piece: Piece, what: str, say: str, left: dict[str, Any]) -> None:
        memory = await self._desk.store.memory(c.id)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"leave:{piece.inbound}",
                entries=[Draft(sender="system", say=(say, {}))],
                fields={"leaving": f"{what}:{c.epoch}"},
                memory={**memory, "left": left},
                ack=[piece.inbound],
            )
        )

    async def _open(self, c: Conversation, piece: Piece, text: str, contact: str | None) -> None:
        now_ms = self._now()
        ticket = await asyncio.to_thread(
            self._archive.open_ticket,
            key=f"{c.id}:{c.queued_ms}",
            category=c.topic or UNKNOWN,
            text=text,
            now_ms=now_ms,
            conversation=c.id,
            customer=c.customer,
            client=c.client,
            contact=contact[:200] if contact else None,
            due_ms=now_ms + TICKET_DUE_MS,
        )
        memory = await self._desk.store.memory(c.id)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"move:{piece.inbound}:{Move.LEAVE_TICKET.value}",
                entries=[Draft(sender="system", say=("ticket_opened", {"ticket": ticket}))],
                move=Move.LEAVE_TICKET,
                fields={"waiting_since_ms": "0", "leaving": "", "reasons": ""},
                memory={**memory, "left": {}},
                due_ms=now_ms + 1_000,
                ack=[piece.inbound],
            )
        )
