"""Whoever waits behind a conversation that moves hears of it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis import asyncio as aioredis

from bot.waiting.places import KIND, Places
from handoff.queue.desk import Desk
from handoff.tasks import end
from tests.conftest import servers
from tests.handoff.build import T0, WANG, a_desk, queued

pytestmark = pytest.mark.parametrize("redis_url", list(servers())[:1], indirect=True)


@pytest.fixture
async def desk(redis: aioredis.Redis, domain: str) -> AsyncIterator[Desk]:
    """Three wait; their places are known and told."""
    desk = a_desk(redis, domain)
    tasks = [asyncio.create_task(desk.feed.run()), asyncio.create_task(Places(desk).run())]
    await asyncio.sleep(0.1)
    for n, id in enumerate(("web-a", "web-b", "web-c")):
        await queued(desk, id, now_ms=T0 + n)
    await asyncio.sleep(0.8)
    yield desk
    await end(tasks)


async def told(desk: Desk, for_s: float = 1.0) -> list[str]:
    """Whose place is told within the time."""
    found: list[str] = []

    async def listen() -> None:
        async for event in desk.feed.subscribe():
            if event["kind"] == KIND:
                found.append(event["conversation"])

    task = asyncio.create_task(listen())
    await asyncio.sleep(for_s)
    await end([task])
    return found


async def test_those_behind_a_claimed_conversation_are_told(desk: Desk) -> None:
    telling = asyncio.create_task(told(desk))
    await desk.claim("web-a", WANG, T0 + 10)
    assert await telling == ["web-b", "web-c"]


async def test_those_ahead_of_it_are_not(desk: Desk) -> None:
    telling = asyncio.create_task(told(desk))
    await desk.claim("web-b", WANG, T0 + 10)
    assert await telling == ["web-c"]


async def test_typing_changes_no_place(desk: Desk) -> None:
    telling = asyncio.create_task(told(desk))
    await desk.typing("web-a", "customer", T0 + 10)
    assert await telling == []
