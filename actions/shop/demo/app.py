"""The demo shop as an HTTP service. Its OpenAPI page is at `/docs`."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from actions.shop.demo import routes_changing, routes_reading
from actions.shop.demo.database import open_engine
from actions.shop.demo.guards import BodyLimit, LateAnswer
from actions.shop.demo.http import Shop, add_error_handlers
from actions.shop.demo.seeding import wake


def wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


def create_app(
    data: Path,
    *,
    token: str,
    identity_secret: str,
    now_ms: Callable[[], int] = wall_clock_ms,
    delay_ms: int = 0,
) -> FastAPI:
    """The shop over `data/shop.db`, seeded when the file is new.

    `delay_ms` holds every answer back after its change is committed; only tests of slow shops use it.
    """
    data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(data / "shop.db")
    wake(engine, now_ms())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    app = FastAPI(title="Frontdesk demo shop", version="1", lifespan=lifespan)
    app.state.shop = Shop(engine=engine, token=token, identity_secret=identity_secret, now_ms=now_ms)
    add_error_handlers(app)
    app.include_router(routes_reading.api)
    app.include_router(routes_changing.api)
    app.include_router(routes_reading.open_api)
    app.add_middleware(BodyLimit)
    if delay_ms:
        app.add_middleware(LateAnswer, delay_s=delay_ms / 1000)
    return app
