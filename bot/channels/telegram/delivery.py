"""Delivers what the log holds to Telegram, in log order, each conversation at its own pace.

`sendMessage` has no idempotency key: when its answer is lost the entry is marked uncertain and sent again, because a
message seen twice does less harm than one never seen.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiolimiter import AsyncLimiter
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.inbound import CHANNEL
from bot.files import FileStore
from bot.turns import Clock, wall_clock_ms
from handoff.desk import Desk
from handoff.errors import FrontdeskError, NotFound
from handoff.model import Entry
from handoff.store import reaching_redis

log = logging.getLogger(__name__)

AT_ONCE = 8
BURST = 3  # Telegram allows about one message a second and chat; short bursts pass
TEXT_MAX = 4_096
PAUSE_MS = 2_000


class Refused(Exception):
    """Telegram will never take this message."""


class Delivery:
    """One round sends what waits in the outbox. Only one process at a time does rounds."""

    def __init__(self, bot: Bot, desk: Desk, files: FileStore, *, now: Clock = wall_clock_ms) -> None:
        self._bot = bot
        self._desk = desk
        self._files = files
        self._now = now
        self._pace: dict[str, AsyncLimiter] = {}
        self._not_before: dict[str, int] = {}

    async def round(self) -> int:
        """Number of conversations brought up to date."""
        store = self._desk.store
        async with reaching_redis():
            waiting = await store.redis.zrange(store.keys.outbox, 0, -1)
        due = [id for id in waiting if self._not_before.get(id, 0) <= self._now()]
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(id: str) -> bool:
            async with gate:
                return await self._bring_up_to_date(id)

        done = await asyncio.gather(*(one(id) for id in due if id.startswith(CHANNEL)))
        return sum(done)

    async def _bring_up_to_date(self, id: str) -> bool:
        """False when Telegram asks to wait: the rest follows later, in order."""
        store = self._desk.store
        async with reaching_redis():
            cursor = await store.redis.hget(store.keys.delivered(id), "entry") or "0"
        try:
            language = (await self._desk.conversation(id)).language
        except NotFound:
            async with reaching_redis():
                await store.redis.zrem(store.keys.outbox, id)
            return True
        for entry in await store.entries(id, after=cursor):
            seen = self._desk.shown(entry, language) if entry["from"] != "customer" else None
            if seen and not await self._deliver(id, seen, language):
                return False
            await self._mark(id, entry["id"])
        return True

    async def _mark(self, id: str, entry: str) -> None:
        keys = self._desk.store.keys
        await self._desk.store.run("delivered", [keys.delivered(id), keys.log(id), keys.outbox], [id, entry])

    async def _deliver(self, id: str, entry: Entry, language: str) -> bool:
        pace = self._pace.setdefault(id, AsyncLimiter(BURST, BURST))
        async with pace:
            try:
                await self._send(id, entry, language)
            except RetryAfter as wait:
                seconds = wait.retry_after
                pause = seconds.total_seconds() if hasattr(seconds, "total_seconds") else float(seconds)
                self._not_before[id] = self._now() + int(pause * 1000)
                return False
            except (Forbidden, BadRequest, Refused) as error:
                log.info("entry %s of %s is refused for good: %s", entry["id"], id, type(error).__name__)
            except TimedOut:
                await self._uncertain(id, entry)
                return False
            except NetworkError:
                self._not_before[id] = self._now() + PAUSE_MS
                return False
        return True

    async def _uncertain(self, id: str, entry: Entry) -> None:
        log.warning("entry %s of %s may have arrived; it is sent again", entry["id"], id)
        self._not_before[id] = self._now() + PAUSE_MS
        async with reaching_redis():
            await self._desk.store.redis.hset(self._desk.store.keys.delivered(id), "uncertain", entry["id"])

    async def _send(self, id: str, entry: Entry, language: str) -> None:
        chat = int(id.removeprefix(f"{CHANNEL}-"))
        text, markup = text_of(entry), self._markup(entry, language)
        if entry.get("file"):
            try:
                _, data = await self._files.read(id, entry["file"])
            except FrontdeskError as error:
                raise Refused(error.code) from error
            await self._bot.send_photo(chat, data, caption=text[:1_024] or None, reply_markup=markup)
        elif text:
            await self._bot.send_message(chat, text[:TEXT_MAX], reply_markup=markup)

    def _markup(self, entry: Entry, language: str) -> Any:
        if entry.get("choices"):
            rows = [[InlineKeyboardButton(c["title"], callback_data=c["id"])] for c in entry["choices"]]
            return InlineKeyboardMarkup(rows)
        if entry.get("request") == "contact":
            title = self._desk.texts.say("telegram_share_contact", language)
            button = KeyboardButton(title, request_contact=True)
            return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
        return ReplyKeyboardRemove() if entry.get("agent") else None


def text_of(entry: Entry) -> str:
    """An entry as plain text: who speaks when it is a person, the text, then the card's lines."""
    agent = (entry.get("agent") or {}).get("name")
    text = entry.get("text") or ""
    parts = [f"{agent}：{text}" if agent and entry["from"] == "agent" and text else text]
    card = entry.get("card")
    if card:
        parts += _card_lines(card)
    return "\n".join(part for part in parts if part)


def _card_lines(card: dict[str, Any]) -> list[str]:
    title = " · ".join(str(card[name]) for name in ("title", "state") if card.get(name))
    lines = [f"▪ {title}", *(str(line) for line in card.get("lines", ()))]
    return [*lines, *(line for item in card.get("items", ()) for line in _card_lines(item))]
