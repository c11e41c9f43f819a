"""Jobs that one process at a time does: whoever holds the duty's lease."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable

from handoff.errors import FrontdeskError, Unavailable
from handoff.store.store import Store

log = logging.getLogger(__name__)

LEASE_MS = 6_000


async def on_duty(
    store: Store,
    name: str,
    every_s: float,
    work: Callable[[], Awaitable[object]],
    *,
    lease_ms: int = LEASE_MS,
) -> None:
    """Calls `work` again and again while we hold the duty, until cancelled. A failed round is logged and repeated.

    A round must be shorter than the lease, or harmless when two processes do it: all writes are fenced.
    """
    holder, key = secrets.token_hex(8), store.keys.duty(name)
    try:
        while True:
            try:
                if await store.lease(key, holder, lease_ms):
                    await work()
            except Unavailable:
                log.warning("duty %s: Redis does not answer; tried again", name)
            except FrontdeskError as error:
                log.info("duty %s: %s", name, error.code)
            except Exception:
                log.exception("duty %s: tried again", name)
            await asyncio.sleep(every_s)
    finally:
        await store.release(key, holder)
