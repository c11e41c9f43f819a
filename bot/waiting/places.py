"""Who waits is told at once when the place has changed: a move of one conversation is news for those behind it."""

from __future__ import annotations

import asyncio
import logging

from handoff.errors import FrontdeskError
from handoff.queue.desk import Desk

log = logging.getLogger(__name__)

KIND = "place"
NEAR = 20  # places that are told at once; to whoever is further behind, some seconds mean nothing
CALM_S = 0.3  # changes within this time are one look


class Places:
    """Publishes an event of the conversation, in this process alone, for each whose place has changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, int] = {}
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._tell())

    async def _listen(self) -> None:
        async for event in self._desk.feed.subscribe():
            if event.get("kind") not in ("typing", KIND):
                self._changed.set()

    async def _tell(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(CALM_S)
            self._changed.clear()
            try:
                self._publish({c.id: n for n, c in enumerate(await self._desk.store.queue(NEAR))})
            except FrontdeskError as error:
                log.warning("places are not told: %s", error.code)

    def _publish(self, places: dict[str, int]) -> None:
        moved = [id for id, place in places.items() if self._known.get(id) != place]
        self._known = places
        for id in moved:
            self._desk.feed.publish({"conversation": id, "kind": KIND})
