"""Whether a part can be reached: it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
from redis import asyncio as aioredis
from redis.exceptions import RedisError

Probe = Callable[[], Awaitable[bool]]


def http_probe(url: str, token: str = "") -> Probe:
    """Ready when the address answers 200."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    async def ready() -> bool:
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
                return (await client.get(url, headers=headers)).status_code == 200
        except httpx.HTTPError:
            return False

    return ready


def redis_probe(url: str) -> Probe:
    """Ready when the server answers a ping: not while it still loads its files."""

    async def ready() -> bool:
        client = aioredis.Redis.from_url(url)
        try:
            return bool(await client.ping())
        except (RedisError, OSError):
            return False
        finally:
            await client.aclose()

    return ready
