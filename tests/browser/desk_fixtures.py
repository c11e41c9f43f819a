"""Fixtures of the console's browser tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser
from redis import asyncio as aioredis

from tests.browser.visiting import browsing
from tests.handoff.console.world import World, a_world, serving


@pytest.fixture
async def world(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(redis, domain, tmp_path) as world:
        yield world


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serving(world) as host:
        yield f"http://{host}"


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with browsing(chromium) as browser:
        yield browser
