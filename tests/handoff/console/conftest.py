from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from redis import asyncio as aioredis

from tests.handoff.console.conversations import held
from tests.handoff.console.world import World, a_world


@pytest.fixture
async def world(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(redis, domain, tmp_path) as world:
        yield world


@pytest.fixture
async def holder(world: World) -> httpx.AsyncClient:
    """The client of 小王, who has claimed the conversation `web-a`."""
    return await held(world)
