"""The gateway's HTTP application: customers, agents and operators at one address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from fastapi import FastAPI
from starlette.middleware import Middleware

from bot.channels.webchat.context import Chat, Limits
from bot.channels.webchat.hub import Hub
from bot.channels.webchat.routes import router as chat_router
from bot.files import FILE_LIMIT, FileStore
from bot.metrics import CountRequests, Metrics
from bot.settings import Settings
from bot.waiting.places import Places
from bot.web import pages, probes
from bot.web.http_errors import ERRORS, UnexpectedErrors, install_error_handlers
from bot.web.http_guard import BODY_LIMIT, BodyLimit, ForeignPages, SecurityHeaders
from handoff.archive.archive import Archive
from handoff.queue.desk import Desk
from handoff.tasks import end

FORM_AROUND_FILE = 16 * 1024


class Gateway(Protocol):
    """What the application needs of the process it runs in."""

    @property
    def desk(self) -> Desk: ...
    @property
    def archive(self) -> Archive: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def files(self) -> FileStore: ...
    async def ready(self) -> dict[str, bool]: ...


def create_app(gateway: Gateway, *, limits: Limits | None = None) -> FastAPI:
    """The application. Whoever runs it also runs the gateway's workers and `desk.feed`."""
    hub = Hub(gateway.desk)
    metrics = Metrics(gateway.desk, gateway.archive, lambda: hub.listeners)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        places = asyncio.create_task(Places(gateway.desk).run())
        async with hub.running():
            yield
        await end([places])

    app = FastAPI(
        title="Frontdesk",
        summary="Customer chat, agents' desk and operation of one gateway.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses=ERRORS,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(CountRequests, metrics),
            Middleware(UnexpectedErrors),
            Middleware(ForeignPages),
            Middleware(BodyLimit, body_limit),
        ],
    )
    app.state.gateway = gateway
    app.state.metrics = metrics
    app.state.chat = Chat(
        desk=gateway.desk, settings=gateway.settings, files=gateway.files, hub=hub, limits=limits or Limits()
    )
    install_error_handlers(app)
    app.include_router(chat_router)
    app.include_router(probes.router)
    pages.add_pages(app, gateway.settings)
    return app


def body_limit(path: str) -> int:
    return FILE_LIMIT + FORM_AROUND_FILE if path.rstrip("/").endswith("/files") else BODY_LIMIT
