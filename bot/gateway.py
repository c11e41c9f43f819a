"""Builds one gateway process: the only place where adapters and workers are put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from redis import asyncio as aioredis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff

from bot.archiver import Archiver
from bot.channels.telegram.service import Telegram, telegram_jobs
from bot.dialogue import RasaDialogue
from bot.duty import on_duty
from bot.files import FileStore
from bot.inbox.mailbox import Handler
from bot.ownership.handover import Handover
from bot.ownership.moves import CustomerMoves
from bot.reaching import Probe, http_probe
from bot.settings import Settings
from bot.shards import ShardReader
from bot.sweeper import Sweeper
from bot.turns import Turns
from bot.waiting.customer import Waiting
from handoff.archive.archive import Archive
from handoff.archive.database import open_database
from handoff.errors import Unavailable
from handoff.escalation.policy import load_policy
from handoff.hours.desk_file import load_desk
from handoff.queue.desk import Desk
from handoff.store.keys import Keys
from handoff.store.reads import reaching_redis
from handoff.store.store import Store
from handoff.tasks import end
from handoff.wording.texts import load_texts

REDIS_TIMEOUT_S = 3.0
SWEEP_EVERY_S = 1.0
ARCHIVE_EVERY_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """What HTTP, channels and workers of one process share."""

    settings: Settings
    store: Store
    desk: Desk
    engine: sa.Engine
    archive: Archive
    files: FileStore
    dialogue: RasaDialogue
    actions_ready: Probe  # the engine calls the action server, not we: asked only for this
    telegram: Telegram

    async def ready(self) -> dict[str, bool]:
        """Each part that a conversation needs, and whether it answers now."""
        dialogue, actions = await asyncio.gather(self.dialogue.ready(), self.actions_ready())
        try:
            async with reaching_redis():
                redis = bool(await self.store.redis.ping())
        except Unavailable:
            redis = False
        parts = {"redis": redis, "dialogue": dialogue, "actions": actions}
        return parts | ({"telegram": self.telegram.reached()} if self.telegram.reached else {})


def connect_redis(settings: Settings) -> aioredis.Redis:
    """A client that waits a bounded time and retries a lost connection a few times."""
    return aioredis.Redis.from_url(
        settings.redis_url,
        decode_responses=True,
        socket_connect_timeout=REDIS_TIMEOUT_S,
        socket_timeout=REDIS_TIMEOUT_S + 2,  # blocking reads wait up to a second themselves
        retry=Retry(ExponentialBackoff(cap=0.2, base=0.02), 3),
        health_check_interval=15,
    )


@asynccontextmanager
async def running_gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway with its workers, until the context ends."""
    redis = connect_redis(settings)
    store = Store(redis, Keys(settings.domain))
    desk = Desk(store, load_texts(), rules=load_desk())
    engine = await asyncio.to_thread(open_database, settings.database_url)
    archive = Archive(engine)
    dialogue = RasaDialogue(settings.engine_url, settings.engine_token)
    files = FileStore(settings.data / "files")
    async with AsyncExitStack() as stack:
        stack.callback(engine.dispose)
        stack.push_async_callback(redis.aclose)
        stack.push_async_callback(dialogue.close)
        telegram = await stack.enter_async_context(
            telegram_jobs(desk, files, token=settings.telegram_token, api_url=settings.telegram_api_url)
        )
        gateway = Gateway(
            settings=settings,
            store=store,
            desk=desk,
            engine=engine,
            archive=archive,
            files=files,
            dialogue=dialogue,
            actions_ready=http_probe(f"{settings.actions_url}/health"),
            telegram=telegram,
        )
        tasks = [asyncio.create_task(work) for work in (*_workers(gateway), *telegram.jobs)]
        stack.push_async_callback(end, tasks)
        yield gateway


def _workers(gateway: Gateway) -> list[Coroutine[Any, Any, None]]:
    desk, store = gateway.desk, gateway.store
    policy = load_policy()
    turns = Turns(desk, gateway.dialogue, Handover(desk, policy))
    moves = CustomerMoves(desk, gateway.archive, Waiting(desk, gateway.dialogue, policy))
    handler = Handler(desk, gateway.dialogue, turns, moves)
    sweeper, archiver = Sweeper(desk), Archiver(store, gateway.archive)
    return [
        desk.feed.run(),
        ShardReader(store, handler).run(),
        on_duty(store, "sweep", SWEEP_EVERY_S, sweeper.sweep),
        on_duty(store, "archive", ARCHIVE_EVERY_S, archiver.carry),
    ]
