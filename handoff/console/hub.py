"""One listener to the desk's feed a process, told on to every open console.

The queue is read once a burst of changes, not once a console: what is pushed is the whole short list, so a console that
missed a push is right again at the next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from handoff.console.desk_hint import desk_hint
from handoff.console.left import Left
from handoff.console.sessions import clock_ms
from handoff.errors import FrontdeskError
from handoff.queue.desk import Desk
from handoff.tasks import end

log = logging.getLogger(__name__)

CALM_S = 0.12  # changes within this time are one push
RETRY_S = 1.0
REFRESH_S = 20.0  # also without any change: positions age, agents lapse
BACKLOG = 200

Push = dict[str, Any]


class Listener:
    """One console's pushes; one that does not keep up is `lost` and has to connect again."""

    def __init__(self) -> None:
        self.pushes: asyncio.Queue[Push] = asyncio.Queue(BACKLOG)
        self.lost = asyncio.Event()

    def offer(self, push: Push) -> None:
        try:
            self.pushes.put_nowait(push)
        except asyncio.QueueFull:
            self.lost.set()


class Hub:
    def __init__(self, desk: Desk, left: Left) -> None:
        self._desk = desk
        self._left = left
        self._left_known: tuple[tuple[int, ...] | None, Push] | None = None
        self._left_told: Push | None = None
        self._listeners: set[Listener] = set()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._tell())]
        try:
            yield
        finally:
            await end(tasks)

    def join(self) -> Listener:
        listener = Listener()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)

    async def picture(self) -> Push:
        """The queue and who is at the desk, as every console shows them."""
        rows, agents = await asyncio.gather(self._desk.waiting(), self._desk.agents(clock_ms()))
        return {
            "type": "queue",
            "rows": [asdict(row) for row in rows],
            "agents": [asdict(row) for row in agents],
            "desk": await desk_hint(self._desk, clock_ms()),
            "now_ms": clock_ms(),
        }

    async def tickets(self) -> Push:
        """The messages that customers left. A row never changes once it is settled, so they are read anew only when some came
        or went."""
        mark = await self._left.mark()
        if self._left_known is None or self._left_known[0] != mark:
            settled = await self._left.settled()
            push = {"type": "tickets", **await self._left.picture()}
            self._left_known = (mark if settled else None, push)
        return self._left_known[1]

    async def _listen(self) -> None:
        async for event in self._desk.feed.subscribe():
            self._send({**event, "type": "event"})
            if event["kind"] != "typing":
                self._changed.set()

    async def _tell(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REFRESH_S):
                    await self._changed.wait()
            self._changed.clear()
            if not self._listeners:
                await asyncio.sleep(CALM_S)
                continue
            try:
                self._send(await self.picture())
                tickets = await self.tickets()
                if tickets is not self._left_told:  # a console that connects reads them too, for itself
                    self._left_told = tickets
                    self._send(tickets)
            except (FrontdeskError, sa.exc.SQLAlchemyError) as error:
                log.warning("the queue cannot be shown: %s", getattr(error, "code", None))
                self._changed.set()
                await asyncio.sleep(RETRY_S)
            await asyncio.sleep(CALM_S)

    def _send(self, push: Push) -> None:
        for listener in self._listeners:
            listener.offer(push)
