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
from handoff.cues.folding import plain
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.transitions import State
from handoff.wording.texts import simplified
from handoff.wording.times import moment

LOOK_BACK = 20
LONGEST = 80  # characters; who writes more tells something
_PROMISED = frozenset({"ticket_promised", "ticket_promised_here", "ticket_contact_noted"})
# All that may stand around a way to be reached: with more, something else is told too.
_AROUND = re.compile(
    r"(?:我?的?(?:手机|电话|邮箱|邮件|微信|联系方式|联络方式|号码|号)|(?:打|联系|加|发)(?:到|我)?|是|为|这个|你好|谢谢|吧|哦|呢"
    r"|早上|上午|中午|下午|晚上|白天|工作日|周末|下班|随时|[一二两三四五六七八九十\d]+点半?|之?[前后]|以后|都?可以|都行|都方便|方便|有空"
    r"|my (?:phone|number|e-?mail|mobile)|(?:phone|mobile) ?(?:number)?|e-?mail|number|is|it's|call|reach|contact|me|at|on|please|thanks?"
    r"|any ?time|after|before|in|the|morning|afternoon|evening|\d{1,2} ?[ap]m|tomorrow|[\s:：,，、.。!！~])*"
)
_MESSAGE = r"(?:留言|留(?:下|低|过|了)?(?:的|嘅)?(?:言|话|说话|消息|信息|讯息))"
_STANDS = r"(?:处理|回[复覆]|答[复覆]|回音|回应|下文|消息|[看睇]|收到|怎么样|点样?|进度|进展|状态|到哪|结果|人理|人跟|有人|冇人|没人|没回|编号|几号|呢|吗|咩|[了咗](?:没有?|未)|没$|未$)"
# Of the message itself, whatever the conversation was about since.
_ASKS = re.compile(
    rf"{_MESSAGE}(?!给|到?订单|备注)[^，,。]{{0,10}}{_STANDS}"
    rf"|(?:处理|回复|答复|[看睇]|收到|回|理)(?:了|到|过|咗)?(?:没有?|吗)?[^，,。]{{0,4}}(?:我|之前|昨天)[^，,。]{{0,4}}{_MESSAGE}"
    rf"|(?:有(?:没|冇)?有?|冇|没)人[^，,。]{{0,3}}(?:[看睇理回]|处理|答复)[^，,。]{{0,5}}{_MESSAGE}|{_MESSAGE}(?:的|嘅)?(?:编号|单号|号码)|(?:什么时候|几时|何时)[^，,。]{{0,6}}{_MESSAGE}"
    r"|\b(?:messages? (?:that )?i left|(?:my|the) (?:left )?(?:message|ticket))\b[^.!?]{0,24}\b(?:answered|read|seen|handled|status|news|looked|dealt|received|yet|number|open|closed|settled)\b"
    r"|\b(?:answer\w*|repl(?:y|ied)|respon\w+|read|see|seen|get|got|handled|status of|news (?:on|about)|update on|looked? at|receive[d]?|what about|happened (?:to|with)|number of)\b"
    r"[^.!?]{0,14}\b(?:messages? (?:that )?i left|my (?:left )?(?:message|ticket))\b|\bwhat(?:'s| is) my ticket\b"
)
# Of an answer from people, which only an open message can be about.
_AWAITS = re.compile(
    r"^(?:请问|那|你好|所以|到底|现在|到现在|都|怎么|[\s，,])*(?:(?:有(?:没|冇)?有?|怎么(?:还|都)?没(?:有)?|还没(?:有)?|冇|没有?)(?:人|客服|同事)(?:来|会|给)?(?:回[复覆]?|答复|联系|联络|理)(?:了|过)?我?(?:了)?(?:吗|么|没|未|啊|呢)?"
    r"|(?:你们?|你哋|客服|同事|人工)?(?:到底|大概)?(?:什么时候|几时|几点|何时|啥时候|多久)(?:会|能|才|可以)*(?:有人)?(?:来|给)?(?:回[复覆]?|覆|答复|联系|联络|打给|打电话给)我?)[\s?？!！。啊呢呀]*$"
    r"|^(?!.*\b(?:courier|driver|seller|bank|warehouse)\b)(?:so )?(?:when|will|did|has|have|is)\b[^.!?]{0,24}\b(?:contact|reply|replied|get back|got back|answer(?:ed)?|call(?:ed)?|respond(?:ed)?|reach)(?: (?:to )?me)?(?: back)?(?: yet)?[\s?!.]*$"
    r"|^any (?:answer|reply|response)(?: yet)?[\s?!.]*$"
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
        asks, awaits = asks_of_left(text), awaits_answer(text)
        if c.state is not State.BOT or piece.payload or not (contact or asks or awaits):
            return False
        ticket = await self._newest(c)
        if ticket is None or (contact and not await self._just_promised(c)):
            return False
        if awaits and not asks and ticket["status"] == "closed":
            return False  # of what people said since
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
    if found is None or len(text) > LONGEST:
        return ""
    around = plain(simplified(f"{text[: found.start()]} {text[found.end() :]}"))
    return found.group() if _AROUND.fullmatch(around) else ""


def asks_of_left(text: str) -> bool:
    """Whether it is asked what has become of a message that was left."""
    return len(text) <= LONGEST and _ASKS.search(plain(simplified(text))) is not None


def awaits_answer(text: str) -> bool:
    """Whether it is asked when people will answer, without naming what they are to answer."""
    return len(text) <= LONGEST and _AWAITS.search(plain(simplified(text)).strip()) is not None
