"""One gateway process as a program: workers, channels, console and HTTP at one address."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from bot.app import create_app
from bot.gateway import running_gateway
from bot.settings import Settings
from handoff.console.api import console_router
from handoff.console.parts import running_console

STOP_WITHIN_S = 3


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn raises them anew after its own end, before the workers could end theirs."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT."""
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for chatty in (
        "httpx",
        "httpcore",
        "telegram",
        "uvicorn.access",
    ):  # their lines hold addresses and tokens
        logging.getLogger(chatty).setLevel(logging.WARNING)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with running_gateway(settings) as gateway:
        secure = bool(settings.public_url and settings.public_url.startswith("https"))
        async with running_console(
            desk=gateway.desk, engine=gateway.engine, files=gateway.files, secure_cookies=secure
        ) as console:
            app = create_app(gateway)
            app.include_router(console_router())
            app.state.console = console
            config = uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                ws="websockets-sansio",
                timeout_graceful_shutdown=STOP_WITHIN_S,
            )
            server = _Server(config)
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, setattr, server, "should_exit", True)
            await server.serve()
