"""After a message was left: a way to be reached that comes late joins it, and where it stands is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from bot.inbox.presses import newest_told
from bot.turns import Clock, Piece
from bot.waiting.heard import REACHED_BY
from bot.waiting.lookup import Lookup, Named
from handoff.archive.archive import Archive
from handoff.commit import Commit
from handoff.cues import plain
from handoff.desk import Desk
from handoff.model import Conversation, Draft
from handoff.texts import simplified
from handoff.times import moment
from handoff.transitions import State

LOOK_BACK = 20
_PROMISED = frozenset({"ticket_promised", "ticket_promised_here", "ticket_contact_noted"})
# All that may stand around a way to be reached: with more, something else is told too.
_AROUND = re.compile(
    r"(?:我?的?(?:手机|电话|邮箱|邮件|微信|联系方式|联络方式|号码|号)|(?:可以)?(?:打|联系|加|发)(?:到|这个|我)?|是|为|这个|你好|谢谢|吧|哦|呢"
    r"|my (?:phone|number|e-?mail|mobile)|(?:phone|mobile) ?(?:number)?|e-?mail|number|is|it's|call|reach|contact|me|at|on|please|thanks?|[\s:：,，.。!！~])*"
)
_ASKS = re.compile(
    r"留(?:的|了|过)?(?:言|话|消息|信息)[^，,。]{0,8}(?:处理|回复|答复|看|收到|怎么样|进度|进展|到哪|结果|有人|了吗|了没|呢)"
    r"|(?:处理|回复|答复|看|收到)(?:了|到|过)?(?:没有?|吗)?[^，,。]{0,4}我?留?的?留言"
    r"|\b(?:message i left|my (?:left )?message|ticket)\b[^.!?]{0,24}\b(?:answered|read|seen|handled|status|news|looked|dealt|received|yet)\b"
    r"|\b(?:answered|read|seen|handled|status of|news (?:on|about)|looked at|received)\b[^.!?]{0,12}\b(?:message i left|my (?:left )?message|ticket)\b"
)


class LeftMessage:
    """What is said of a message that was left, by who is back with the assistant."""

    def __init__(self, desk: Desk, archive: Archive, lookup: Lookup, now: Clock) -> None:
        self._desk = desk
        self._archive = archive
        self._lookup = lookup
        self._now = now

    async def heard(self, c: Conversation, piece: Piece) -> bool:
        """Whether the message was about it; then it is answered."""
        text, phone = str(piece.entry.get("text") or ""), piece.entry.get("contact_phone")
        contact = str(phone or contact_alone(text))
        asks = asks_of_left(text)
        if c.state is not State.BOT or piece.payload or not (contact or asks):
            return False
        ticket = await self._newest(c)
        if ticket is None or (contact and not await self._just_promised(c)):
            return False
        if contact:
            return await self._note(c, piece, ticket, contact)
        await self._say(c, piece, "ticket_closed" if ticket["status"] == "closed" else "ticket_open", ticket)
        return True

    async def _newest(self, c: Conversation) -> dict[str, Any] | None:
        number = ((await self._desk.store.context(c.id)).get("left") or {}).get("ticket")
        return await asyncio.to_thread(self._archive.ticket, number) if number else None

    async def _just_promised(self, c: Conversation) -> bool:
        told = newest_told(await self._desk.store.entries(c.id, limit=LOOK_BACK, latest=True))
        return bool(told) and any((entry.get("say") or {}).get("key") in _PROMISED for entry in told)

    async def _note(self, c: Conversation, piece: Piece, ticket: Mapping[str, Any], contact: str) -> bool:
        if not await asyncio.to_thread(self._archive.reach_ticket, ticket["id"], contact[:200]):
            return False
        fields: dict[str, str] = {}
        if piece.entry.get("contact_phone"):  # which may tell as well who it is
            memory = await self._desk.store.memory(c.id)
            for ask in (await self._lookup.read(c, memory, piece, Named())).asks:
                if ask["ask"] == "identify":
                    fields |= {"customer": ask["customer"], "level": ask.get("level", "contact")}
        await self._say(c, piece, "ticket_contact_noted", ticket, fields)
        return True

    async def _say(
        self,
        c: Conversation,
        piece: Piece,
        key: str,
        ticket: Mapping[str, Any],
        fields: Mapping[str, str] | None = None,
    ) -> None:
        now_ms = self._now()
        by = moment(int(ticket["due_ms"] or now_ms), now_ms, self._desk.rules.hours.zone)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"left:{piece.inbound}",
                entries=[Draft(sender="system", say=(key, {"ticket": ticket["id"], "by": by}))],
                fields=dict(fields or {}),
                ack=[piece.inbound],
            )
        )


def contact_alone(text: str) -> str:
    """The way to be reached, where the words hold nothing else; else empty."""
    found = REACHED_BY.search(text)
    if found is None:
        return ""
    around = plain(simplified(f"{text[: found.start()]} {text[found.end() :]}"))
    return found.group() if _AROUND.fullmatch(around) else ""


def asks_of_left(text: str) -> bool:
    """Whether it is asked what has become of a message that was left."""
    return _ASKS.search(plain(simplified(text))) is not None
