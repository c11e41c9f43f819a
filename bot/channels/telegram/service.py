"""Telegram as two duties of a gateway: one process polls, one delivers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.polling import Polling
from bot.duty import on_duty
from bot.files import FileStore
from handoff.desk import Desk

log = logging.getLogger(__name__)

POLL_S = 20
POLL_LEASE_MS = 45_000
DELIVER_EVERY_S = 0.2
CONNECT_AGAIN_S = 5.0


def make_bot(token: str, api_url: str) -> Bot:
    """A client of the Bot API at `api_url`; global limits are kept by the library, a chat's pace by Delivery."""
    base = api_url.rstrip("/")
    return ExtBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(connection_pool_size=16, read_timeout=10),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=POLL_S + 10),
        rate_limiter=AIORateLimiter(max_retries=0),
    )


@asynccontextmanager
async def telegram_jobs(
    desk: Desk, files: FileStore, *, token: str | None, api_url: str, poll_s: int = POLL_S
) -> AsyncIterator[list[Coroutine[Any, Any, None]]]:
    """What the gateway is to run for Telegram; nothing without a token."""
    if not token:
        yield []
        return
    bot = make_bot(token, api_url)
    polling, delivery = Polling(bot, desk, files, poll_s=poll_s), Delivery(bot, desk, files)

    async def poll() -> None:
        await _connect(bot)
        await on_duty(desk.store, "telegram-poll", 0.05, polling.round, lease_ms=POLL_LEASE_MS)

    async def deliver() -> None:
        await _connect(bot)
        await on_duty(desk.store, "telegram-send", DELIVER_EVERY_S, delivery.round)

    try:
        yield [poll(), deliver()]
    finally:
        await bot.shutdown()


async def _connect(bot: Bot) -> None:
    """Until Telegram knows us; a wrong token is said once and not tried again."""
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            log.error("TELEGRAM_TOKEN is refused by Telegram; copy it again from @BotFather and restart")
            await asyncio.Event().wait()
        except TelegramError as error:
            log.warning("Telegram cannot be reached (%s); tried again", type(error).__name__)
            await asyncio.sleep(CONNECT_AGAIN_S)
        else:
            return
