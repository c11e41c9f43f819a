"""One gateway process: its workers and its HTTP server, until SIGTERM or SIGINT."""

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

DRAIN_S = 5  # open long polls and sockets get this long to end


class Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise them anew after its own end and skip the gateway's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for noisy in ("httpx", "httpcore"):  # they log addresses, which may hold tokens
        logging.getLogger(noisy).setLevel(logging.WARNING)
    async with running_gateway(settings) as gateway:
        config = uvicorn.Config(
            create_app(gateway),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=DRAIN_S,
        )
        server = Server(config)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, setattr, server, "should_exit", True)
        await server.serve()
