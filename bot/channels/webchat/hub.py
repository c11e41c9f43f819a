"""Wakes those who wait for news of one conversation.

One subscription to the desk's feed a process; a listener is registered before it reads the log, so that nothing
falls between the reading and the waiting.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from handoff.errors import TooMany
from handoff.queue.desk import Desk
from handoff.tasks import end

_BACKLOG = 100

Event = dict[str, str]


class Hub:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._listeners: defaultdict[str, set[asyncio.Queue[Event]]] = defaultdict(set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        reader = asyncio.create_task(self._read())
        try:
            yield
        finally:
            await end([reader])

    @contextmanager
    def listen(self, conversation: str, *, most: int) -> Iterator[asyncio.Queue[Event]]:
        """Raises TooMany when one conversation has `most` listeners: nobody has that many tabs open."""
        if len(self._listeners.get(conversation, ())) >= most:
            raise TooMany("too_many_listeners", "This conversation is open too often; close some.", 5)
        queue: asyncio.Queue[Event] = asyncio.Queue(_BACKLOG)
        self._listeners[conversation].add(queue)
        try:
            yield queue
        finally:
            self._listeners[conversation].discard(queue)
            if not self._listeners[conversation]:
                del self._listeners[conversation]

    @property
    def listeners(self) -> int:
        return sum(len(queues) for queues in self._listeners.values())

    async def _read(self) -> None:
        async for event in self._desk.feed.subscribe():
            for queue in self._listeners.get(event.get("conversation", ""), ()):
                if queue.full():
                    queue.get_nowait()  # it only wakes: the log holds the truth
                queue.put_nowait(event)
