"""Live changes: one reader of the domain's event stream a process, any number of listeners."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from handoff.errors import Unavailable
from handoff.store.reads import reaching_redis
from handoff.store.store import Store

Event = dict[str, str]
_BACKLOG = 1_000


class Feed:
    """Events as they are written. A listener that falls behind loses its oldest: the logs hold the truth."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listeners: set[asyncio.Queue[Event]] = set()

    async def run(self) -> None:
        """Reads until cancelled; a Redis that is away is waited for."""
        last = "$"
        while True:
            try:
                last = await self._read(last)
            except Unavailable:
                await asyncio.sleep(0.5)

    async def _read(self, last: str) -> str:
        redis, key = self._store.redis, self._store.keys.events
        async with reaching_redis():
            if last == "$":  # a fixed start, else what is written between two blocking reads is missed
                newest = await redis.xrevrange(key, count=1)
                last = newest[0][0] if newest else "0"
            found = await redis.xread({key: last}, count=500, block=1_000)
        for id, fields in found[0][1] if found else []:
            last = id
            self.publish(dict(fields))
        return last

    def publish(self, event: Event) -> None:
        for listener in self._listeners:
            if listener.full():
                listener.get_nowait()
            listener.put_nowait(event)

    async def subscribe(self) -> AsyncIterator[Event]:
        """Events from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._listeners.discard(queue)

    async def wait_for(self, conversation: str, timeout_s: float) -> None:
        """Returns at the next event of the conversation, or after the time."""
        queue: asyncio.Queue[Event] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    while (await queue.get())["conversation"] != conversation:
                        pass
        finally:
            self._listeners.discard(queue)
