"""Delivers what the log holds to Telegram, in log order, each conversation at its own pace.

`sendMessage` has no idempotency key: when its answer is lost the entry is marked uncertain and sent again, because a
message seen twice does less harm than one never seen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from aiolimiter import AsyncLimiter
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram.backoff import seconds
from bot.channels.telegram.inbound import CHANNEL
from bot.channels.telegram.wording import markup_of, pieces_of, text_of
from bot.files import FileStore
from bot.turns import Clock, wall_clock_ms
from handoff.errors import FrontdeskError, NotFound, Unavailable
from handoff.model import Conversation, Draft, Entry
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.store.reads import reaching_redis
from handoff.tasks import end

log = logging.getLogger(__name__)

AT_ONCE = 16
BURST = 3  # Telegram allows about one message a second and chat; short bursts pass
PAUSE_MS = 2_000
WAIT_S = 0.2  # for what is being sent, before the outbox is looked at again

Send = Callable[..., Awaitable[object]]


class Refused(Exception):
    """Telegram will never take this message."""


class Delivery:
    """One round sends what waits in the outbox. Only one process at a time does rounds.

    Each conversation is sent to by itself: one whose answer is slow keeps its own place and nobody else's.
    """

    def __init__(
        self,
        bot: Bot,
        desk: Desk,
        files: FileStore,
        *,
        now: Clock = wall_clock_ms,
        wait_s: float = WAIT_S,
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._files = files
        self._now = now
        self._wait_s = wait_s
        self._pace: dict[str, AsyncLimiter] = {}
        self._not_before: dict[str, int] = {}
        self._sending: dict[str, asyncio.Task[bool]] = {}

    async def round(self) -> int:
        """Number of conversations brought up to date. What takes longer than the wait goes on beside later rounds."""
        store = self._desk.store
        async with reaching_redis():
            waiting = await store.redis.zrange(store.keys.outbox, 0, -1)
        for id in waiting:
            due = self._not_before.get(id, 0) <= self._now()
            if id.startswith(CHANNEL) and due and id not in self._sending and len(self._sending) < AT_ONCE:
                self._sending[id] = asyncio.create_task(self._bring_up_to_date(id), name=f"send {id}")
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=self._wait_s)
        return sum(self._outcome(id) for id in [id for id, task in self._sending.items() if task.done()])

    async def close(self) -> None:
        await end(list(self._sending.values()))

    def _outcome(self, id: str) -> bool:
        """Whether it is up to date; what failed for a reason of ours is tried again after a pause."""
        task = self._sending.pop(id)
        error = task.exception()
        if error is None:
            return task.result()
        if not isinstance(error, Unavailable):
            log.error("sending to %s failed: %s", id, type(error).__name__)
        self._not_before[id] = self._now() + PAUSE_MS
        return False

    async def _bring_up_to_date(self, id: str) -> bool:
        """False when Telegram asks to wait: the rest follows later, in order."""
        store = self._desk.store
        async with reaching_redis():
            cursor = await store.redis.hget(store.keys.delivered(id), "entry") or "0"
        try:
            c = await self._desk.conversation(id)
        except NotFound:
            async with reaching_redis():
                await store.redis.zrem(store.keys.outbox, id)
            return True
        for entry in await store.entries(id, after=cursor):
            seen = self._desk.shown(entry, c.language) if entry["from"] != "customer" else None
            if seen and not await self._deliver(c, seen):
                return False
            await self._mark(id, entry["id"])
        return True

    async def _mark(self, id: str, entry: str) -> None:
        keys = self._desk.store.keys
        await self._desk.store.run("delivered", [keys.delivered(id), keys.log(id), keys.outbox], [id, entry])

    async def _deliver(self, c: Conversation, entry: Entry) -> bool:
        id = c.id
        try:
            await self._send(id, entry, c.language)
        except RetryAfter as wait:
            self._not_before[id] = self._now() + int(seconds(wait) * 1000)
            return False
        except (Forbidden, BadRequest, Refused) as error:
            log.info("entry %s of %s is refused for good: %s", entry["id"], id, type(error).__name__)
            if isinstance(error, Forbidden):
                await self._tell_blocked(c, entry)
        except TimedOut:
            await self._uncertain(id, entry)
            return False
        except NetworkError:
            self._not_before[id] = self._now() + PAUSE_MS
            return False
        return True

    async def _tell_blocked(self, c: Conversation, entry: Entry) -> None:
        """For the people at the desk: what they wrote has not arrived."""
        if entry["from"] != "agent":
            return
        note = Draft(
            sender="system", kind="note", say=("telegram_blocked", {}), data={"undelivered": entry["id"]}
        )
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"blocked:{entry['id']}",
                entries=[note],
                fenced=False,  # true whoever owns the conversation by now
            )
        )

    async def _uncertain(self, id: str, entry: Entry) -> None:
        log.warning("entry %s of %s may have arrived; it is sent again", entry["id"], id)
        self._not_before[id] = self._now() + PAUSE_MS
        async with reaching_redis():
            await self._desk.store.redis.hset(self._desk.store.keys.delivered(id), "uncertain", entry["id"])

    async def _send(self, id: str, entry: Entry, language: str) -> None:
        """All messages that the entry takes; those that had arrived before a failure are not sent again."""
        store, pace = self._desk.store, self._pace.setdefault(id, AsyncLimiter(BURST, BURST))
        sends = await self._sends(id, entry, language)
        async with reaching_redis():
            sent = await store.redis.hget(store.keys.delivered(id), "sending") or ""
        done = int(sent.rpartition(":")[2]) if sent.startswith(f"{entry['id']}:") else 0
        for number, send in enumerate(sends[done:], start=done + 1):
            async with pace:
                await send()
            if number < len(sends):
                async with reaching_redis():
                    await store.redis.hset(store.keys.delivered(id), "sending", f"{entry['id']}:{number}")

    async def _sends(self, id: str, entry: Entry, language: str) -> Sequence[Send]:
        """The calls in order. The buttons stand under the last message."""
        chat = int(id.removeprefix(f"{CHANNEL}-"))
        photo = await self._photo(id, entry["file"]) if entry.get("file") else None
        caption, texts = pieces_of(text_of(entry), photo=photo is not None)
        sends: list[Send] = [partial(self._bot.send_message, chat, text) for text in texts]
        if photo is not None:
            sends.insert(0, partial(self._bot.send_photo, chat, photo, caption=caption))
        if sends:
            sends[-1] = partial(sends[-1], reply_markup=markup_of(entry, language, self._desk.texts))
        return sends

    async def _photo(self, id: str, file: str) -> bytes:
        try:
            return (await self._files.read(id, file))[1]
        except FrontdeskError as error:
            raise Refused(error.code) from error
