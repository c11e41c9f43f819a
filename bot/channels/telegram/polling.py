"""Takes updates: each is stored durably before Telegram's offset moves past it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.backoff import Backoff, seconds
from bot.channels.telegram.inbound import CHANNEL, InGroup, Private, read
from bot.channels.telegram.menu import offer_menu_to
from bot.channels.telegram.updates import Given, UpdatesBot
from bot.files import FileStore
from bot.turns import Clock, wall_clock_ms
from handoff.errors import FrontdeskError, Unavailable
from handoff.queue.desk import Desk
from handoff.store.reads import reaching_redis

log = logging.getLogger(__name__)

OFFSET = "telegram_offset"
PHOTO_TRIES = 3
REST_S = 1.0  # at most in one round, so that the duty's lease is renewed in between


class Polling:
    """One round asks for updates and stores them. Whoever polls twice gets the same; repeats are recognised."""

    def __init__(
        self, bot: UpdatesBot, desk: Desk, files: FileStore, *, poll_s: int = 20, now: Clock = wall_clock_ms
    ) -> None:
        self._bot = bot
        self._desk = desk
        self._files = files
        self._poll_s = poll_s
        self._now = now
        self._backoff = Backoff()
        self._rest_until_ms = 0

    @property
    def away(self) -> bool:
        """Telegram has not answered this process for some time."""
        return self._backoff.away

    async def round(self) -> int:
        """Number of updates stored. Raises Unavailable when Redis is away: the offset then stands still."""
        rest_s = (self._rest_until_ms - self._now()) / 1000
        if rest_s > 0:
            await asyncio.sleep(min(rest_s, REST_S))
            return 0
        key, redis = self._desk.store.keys.value(OFFSET), self._desk.store.redis
        async with reaching_redis():
            offset = int(await redis.get(key) or 0)
        updates = await self._given(offset)
        for given in updates:
            if given.update is not None:
                await self._take(given.update)
            async with reaching_redis():
                await redis.set(key, given.id + 1)
        return len(updates)

    async def _given(self, offset: int) -> list[Given]:
        """Nothing while Telegram does not answer, which is then left alone for a while."""
        try:
            updates = await self._bot.updates_after(offset, self._poll_s)
        except (
            Exception
        ) as error:  # not only what the library names: whatever it is must not be asked for at once
            asked_s = seconds(error) if isinstance(error, RetryAfter) else 0.0
            wait_s = self._backoff.failed(asked_s)
            self._rest_until_ms = self._now() + int(wait_s * 1000)
            name, times = type(error).__name__, self._backoff.failures
            log.warning("Telegram gave no updates (%s, %d in a row); next in %.1f s", name, times, wait_s)
            return []
        self._backoff.answered()
        return updates

    async def _take(self, update: Update) -> None:
        """Stores it; what can never be stored is dropped, so that it does not stand before all others."""
        try:
            found = read(update, bot=self._bot.username, now_ms=self._now())
            if isinstance(found, Private):
                await self._accept(found)
            elif isinstance(found, InGroup):
                await self._point_to_private(found)
        except Unavailable:
            raise
        except (FrontdeskError, TelegramError) as error:
            log.info("update %d is dropped: %s", update.update_id, type(error).__name__)
        except Exception as error:  # a fault of ours: it would stand before everybody's messages for good
            log.error("update %d is dropped: %s", update.update_id, type(error).__name__)

    async def _accept(self, found: Private) -> None:
        await self._desk.open_conversation(
            id=found.message.conversation,
            channel=CHANNEL,
            client=f"{CHANNEL}:{found.user}",
            language=found.language,
            customer=None,
            now_ms=self._now(),
        )
        message = found.message
        if found.photo:
            file = await self._fetch(message.conversation, found.photo)
            message = replace(message, file=file) if file else replace(message, media="file")
        try:
            await self._desk.accept(message)
        finally:
            if found.callback:
                await self._stop_spinning(found.callback)
        await offer_menu_to(self._bot, self._desk.texts, found)

    async def _fetch(self, conversation: str, photo: str) -> str | None:
        """Our id of the photo; None when it cannot be had or is none."""
        for _ in range(PHOTO_TRIES):
            try:
                remote = await self._bot.get_file(photo)
                data = bytes(await remote.download_as_bytearray())
                return (await self._files.save(conversation, data)).id
            except BadRequest:
                return None
            except NetworkError:
                continue
            except FrontdeskError as refused:
                log.info("a photo in %s is refused: %s", conversation, refused.code)
                return None
        return None

    async def _stop_spinning(self, callback: str) -> None:
        try:
            await self._bot.answer_callback_query(callback)
        except TelegramError:
            log.debug("a pressed button spins a little longer")

    async def _point_to_private(self, group: InGroup) -> None:
        texts = self._desk.texts
        button = InlineKeyboardButton(
            texts.say("telegram_open_private", group.language),
            url=f"https://t.me/{self._bot.username}?start=group",
        )
        try:
            await self._bot.send_message(
                group.chat,
                texts.say("telegram_group", group.language),
                reply_to_message_id=group.reply_to,
                reply_markup=InlineKeyboardMarkup([[button]]),
            )
        except Forbidden:
            log.info("a group does not let us write")
