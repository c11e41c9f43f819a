"""The customer's side over real HTTP, with real Redis."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from redis import asyncio as aioredis

from bot.channels.webchat.context import Limits
from bot.web.rate_limit import RateLimit
from tests.bot.serving import Served, served


@pytest.fixture
async def site(redis: aioredis.Redis, domain: str, tmp_path: Path) -> AsyncIterator[Served]:
    brakes = Limits(sessions=RateLimit(burst=30, per_s=2), messages=RateLimit(burst=40, per_s=4))
    async with served(redis, domain, tmp_path, limits=brakes) as site:
        yield site


@pytest.fixture
async def http(site: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.url, timeout=40) as client:
        yield client


class Visitor:
    """A customer with a session."""

    def __init__(self, http: httpx.AsyncClient, session: str, token: str) -> None:
        self.http = http
        self.session = session
        self.token = token
        self.headers = {"Authorization": f"Bearer {token}"}

    async def send(self, **body: object) -> httpx.Response:
        return await self.http.post("/api/chat/messages", json=body, headers=self.headers)

    async def receive(self, **query: str | float) -> httpx.Response:
        return await self.http.get("/api/chat/messages", params=query, headers=self.headers)

    async def texts(self) -> list[str]:
        return [m["text"] for m in (await self.receive()).json()["messages"]]


NewVisitor = Callable[[], Awaitable[Visitor]]


@pytest.fixture
def new_visitor(http: httpx.AsyncClient) -> NewVisitor:
    async def start() -> Visitor:
        answer = (await http.post("/api/chat/sessions", json={})).json()
        return Visitor(http, answer["session"], answer["token"])

    return start


@pytest.fixture
async def visitor(new_visitor: NewVisitor) -> Visitor:
    return await new_visitor()
