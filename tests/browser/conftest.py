"""Customers' visits for every browser test; one kind of Redis server is enough for what a page shows."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser
from redis import asyncio as aioredis

from tests.bot.serving import Served, served
from tests.browser.visiting import Visit, browsing, visiting


@pytest.fixture
async def shop_site(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[Served]:
    """The gateway's application with the demo page; nobody answers but the test."""
    async with served(redis, domain, tmp_path) as site:
        yield site


@pytest.fixture
async def customer_browser(chromium: str) -> AsyncIterator[Browser]:
    async with browsing(chromium) as browser:
        yield browser


@pytest.fixture
async def visit(customer_browser: Browser, shop_site: Served) -> AsyncIterator[Visit]:
    """A customer with the chat open."""
    async with visiting(customer_browser, shop_site) as (visit, _):
        await visit.open()
        yield visit
