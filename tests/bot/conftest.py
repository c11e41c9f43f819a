from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis import asyncio as aioredis

from tests.bot.running import Running, running


@pytest.fixture
async def gateway(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[Running]:
    """A gateway that reads what is said to it, with the conversation `web-a` open."""
    async with running(redis, domain, tmp_path) as gateway:
        yield gateway
