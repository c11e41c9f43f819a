"""A desk, accounts and the console's application on real stores, for tests over HTTP and in browsers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from redis import asyncio as aioredis

from bot.files import FileStore
from bot.web.http_errors import install_error_handlers
from handoff.archive.database import open_database
from handoff.clocks import ServiceTimes
from handoff.console.api import console_router
from handoff.console.parts import Console, running_console
from handoff.model import Inbound
from handoff.queue.desk import Desk
from handoff.tasks import end
from handoff.users import Users
from tests.handoff.build import a_desk

PASSWORD = "correct-horse-7"
# The real cost would make every login of every test take 64 MB and a tenth of a second.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    desk: Desk
    engine: sa.Engine
    users: Users
    console: Console
    app: FastAPI

    def client(self) -> httpx.AsyncClient:
        """A browser's worth of cookies, not logged in."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://desk.test")

    async def agent(self, name: str = "wang") -> httpx.AsyncClient:
        """A client whom `name` has logged in with."""
        client = self.client()
        answer = await client.post("/api/login", json={"user": name, "password": PASSWORD})
        assert answer.status_code == 200
        return client

    async def says(self, conversation: str, text: str, now_ms: int, client_id: str | None = None) -> str:
        """Id of what the customer wrote."""
        message = Inbound(
            conversation=conversation, client_message_id=client_id or f"c-{now_ms}", sent_ms=now_ms, text=text
        )
        return (await self.desk.accept(message)).id


@asynccontextmanager
async def a_world(
    redis: aioredis.Redis, domain: str, folder: Path, times: ServiceTimes | None = None
) -> AsyncIterator[World]:
    engine = open_database(f"sqlite:///{folder / 'archive.db'}")
    desk = a_desk(redis, domain, times)
    users = Users(engine, CHEAP)
    users.add("wang", "agent", PASSWORD, display_name="小王")
    users.add("li", "agent", PASSWORD, display_name="小李", skills=("refund",))
    users.add("boss", "supervisor", PASSWORD, display_name="老张")
    users.add("dora", "designer", PASSWORD, display_name="Dora")
    app = FastAPI()
    install_error_handlers(app)
    app.include_router(console_router())
    async with running_console(desk=desk, engine=engine, files=FileStore(folder / "files")) as console:
        app.state.console = console
        yield World(desk=desk, engine=engine, users=users, console=console, app=app)
    engine.dispose()


@asynccontextmanager
async def serving(world: World, port: int = 0) -> AsyncIterator[str]:
    """Host and port of the world's application on a real socket."""
    server = uvicorn.Server(
        uvicorn.Config(world.app, port=port, log_level="error", ws="websockets-sansio", lifespan="off")
    )
    feed, served = asyncio.create_task(world.desk.feed.run()), asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    yield "127.0.0.1:" + str(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    await served
    await end([feed])
