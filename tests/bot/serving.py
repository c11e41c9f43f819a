"""A gateway's HTTP application on a port of its own, with a real desk behind it and no workers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from redis import asyncio as aioredis

from bot.app import create_app
from bot.channels.webchat.context import Limits
from bot.files import FileStore
from bot.settings import Settings
from handoff.archive.archive import Archive
from handoff.archive.database import open_database
from handoff.model import AgentRef, Draft
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.tasks import end
from handoff.transitions import Move
from handoff.wording.texts import Texts

IDENTITY_SECRET = "the shop's own secret, long enough for a longer algorithm than ours too"
SESSION_KEY = "the gateway's own secret, 32 bytes or more"
AGENT = AgentRef(id="wang", name="小王")
TEXTS = Texts(
    {
        key: {"zh-Hans": zh, "zh-Hant": zh, "en": en}
        for key, zh, en in (
            ("agent_joined", "{agent} 来了", "{agent} joined"),
            ("resolved_ask", "解决了吗", "Is it solved?"),
            ("choice_solved", "解决了", "Solved"),
            ("choice_not_solved", "没有", "Not solved"),
        )
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeGateway:
    desk: Desk
    archive: Archive
    settings: Settings
    files: FileStore
    parts: dict[str, bool]

    async def ready(self) -> dict[str, bool]:
        return self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    url: str
    gateway: FakeGateway

    @property
    def desk(self) -> Desk:
        return self.gateway.desk

    async def say(self, id: str, draft: Draft, now_ms: int = 1) -> str:
        """Appends an entry as the gateway's worker would."""
        thread = await self.desk.conversation(id)
        once = f"test:{asyncio.get_running_loop().time()}"
        done = await self.desk.store.commit(
            Commit(conversation=thread, now_ms=now_ms, once=once, entries=[draft], fenced=False)
        )
        return done.ids[0]

    async def hand_over(self, id: str, now_ms: int = 1) -> None:
        """Into the queue, as an escalation does."""
        thread = await self.desk.conversation(id)
        await self.desk.store.commit(
            Commit(
                conversation=thread,
                now_ms=now_ms,
                move=Move.ESCALATE,
                fields={"queued_ms": str(now_ms)},
                queue_score=now_ms,
            )
        )


def settings_for(data: Path, **changed: object) -> Settings:
    named: dict[str, object] = {"data": data, "identity_secret": IDENTITY_SECRET, "session_key": SESSION_KEY}
    return Settings(**(named | changed))  # type: ignore[arg-type]


@asynccontextmanager
async def served(
    redis: aioredis.Redis,
    domain: str,
    data: Path,
    *,
    limits: Limits | None = None,
    port: int = 0,
    **changed: object,
) -> AsyncIterator[Served]:
    gateway = FakeGateway(
        desk=Desk(Store(redis, Keys(domain)), TEXTS),
        archive=Archive(open_database(f"sqlite:///{data / 'archive.db'}")),
        settings=settings_for(data, **changed),
        files=FileStore(data / "files"),
        parts={"redis": True},
    )
    app = create_app(gateway, limits=limits)
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1)
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    reader = asyncio.create_task(gateway.desk.feed.run())
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110 (the server offers no event)
            await asyncio.sleep(0.01)
        bound = server.servers[0].sockets[0].getsockname()[1]
        yield Served(url=f"http://127.0.0.1:{bound}", gateway=gateway)
    finally:
        server.should_exit = True
        await serving
        await end([reader])
        gateway.archive.engine.dispose()
