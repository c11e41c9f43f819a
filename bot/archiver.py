"""Carries every event into the archive, in order and at least once; the archive keeps each once."""

from __future__ import annotations

import asyncio
from typing import Any

from handoff.archive.archive import Archive
from handoff.errors import NotFound
from handoff.model import Conversation
from handoff.store.reads import reaching_redis
from handoff.store.store import Store

PAGE = 200
ROUNDS = 10
# Live views read the newest events only; behind the archive's cursor these many stay for them.
KEPT_EVENTS = 5_000
_TOLD = ("message", "note", "move")


class Archiver:
    def __init__(self, store: Store, archive: Archive) -> None:
        self._store = store
        self._archive = archive

    async def carry(self) -> int:
        """Number of events carried in this round; the cursor moves only behind what is kept."""
        carried = 0
        for _ in range(ROUNDS):
            count = await self._page()
            carried += count
            if count < PAGE:
                break
        return carried

    async def _page(self) -> int:
        redis, keys = self._store.redis, self._store.keys
        async with reaching_redis():
            cursor = await redis.get(keys.archived) or "0"
            rows = await redis.xrange(keys.events, min=f"({cursor}", count=PAGE)
        told = [await self._told(fields) for _, fields in rows]
        await asyncio.to_thread(self._keep, [event for event in told if event is not None])
        if rows:
            async with reaching_redis():
                await redis.set(keys.archived, rows[-1][0])
                await redis.xtrim(keys.events, maxlen=KEPT_EVENTS, approximate=True)
        return len(rows)

    def _keep(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            self._archive.record(event)

    async def _told(self, fields: dict[str, str]) -> dict[str, Any] | None:
        if fields["kind"] not in _TOLD:
            return None
        id, entry_id = fields["conversation"], fields["entry"]
        try:
            c = await self._store.conversation(id)
        except NotFound:
            return None
        rows = await self._store.entries_between(id, entry_id, entry_id)
        return {**rows[0], "conversation": id, "about": about(c)} if rows else None


def about(c: Conversation) -> dict[str, Any]:
    """Facts of the conversation as a whole."""
    facts = {
        "client": c.client,
        "customer": c.customer,
        "language": c.language,
        "category": c.category or c.topic,
        "outcome": c.outcome,
        "queue_class": c.queue_class,
        "reasons": list(c.reasons),
    }
    return {name: value for name, value in facts.items() if value not in ("", None)}
