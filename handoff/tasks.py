"""Ending background tasks for good."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN_S = 0.5


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancels the tasks and returns when all have ended; what they raised is dropped.

    Cancelled again and again, because an HTTP client that is cleaning up a request can swallow a cancellation (seen with
    python-telegram-bot 22.8 on httpx: a poller went on for ever; and with a blocking read of Redis).
    """
    ending = list(tasks)
    pending = {task for task in ending if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN_S)
    for task in ending:
        if not task.cancelled():
            task.exception()  # looked at, else asyncio logs it
