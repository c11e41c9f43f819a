"""Telegram as two duties of a gateway: one process polls, one delivers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

from bot.channels.telegram.delivery import AT_ONCE, Delivery
from bot.channels.telegram.menu import offer_menu
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.updates import UpdatesBot
from bot.duty import on_duty
from bot.files import FileStore
from handoff.queue.desk import Desk

log = logging.getLogger(__name__)

# A round of polling is shorter than its lease; a process that was killed keeps all others waiting for the rest of it.
POLL_S = 5
POLL_LEASE_MS = 8_000
DELIVER_EVERY_S = 0.2
CONNECT_AGAIN_S = 5.0


def make_bot(token: str, api_url: str) -> UpdatesBot:
    """A client of the Bot API at `api_url`; global limits are kept by the library, a chat's pace by Delivery."""
    base = api_url.rstrip("/")
    return UpdatesBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(connection_pool_size=2 * AT_ONCE, read_timeout=10),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=POLL_S + 10),
        rate_limiter=AIORateLimiter(max_retries=0),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """What the gateway is to run, and whether Telegram answers this process; None where it is not used."""

    jobs: list[Coroutine[Any, Any, None]] = field(default_factory=list)
    reached: Callable[[], bool] | None = None


@asynccontextmanager
async def telegram_jobs(
    desk: Desk, files: FileStore, *, token: str | None, api_url: str, poll_s: int = POLL_S
) -> AsyncIterator[Telegram]:
    """Nothing to run without a token."""
    if not token:
        yield Telegram()
        return
    bot = make_bot(token, api_url)
    polling, delivery = Polling(bot, desk, files, poll_s=poll_s), Delivery(bot, desk, files)
    known = asyncio.Event()

    async def poll() -> None:
        await _connect(bot)
        known.set()
        await offer_menu(bot, desk.texts)
        await on_duty(desk.store, "telegram-poll", 0.05, polling.round, lease_ms=POLL_LEASE_MS)

    async def deliver() -> None:
        await _connect(bot)
        await on_duty(desk.store, "telegram-send", DELIVER_EVERY_S, delivery.round)

    try:
        yield Telegram(jobs=[poll(), deliver()], reached=lambda: known.is_set() and not polling.away)
    finally:
        await delivery.close()
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
