"""Reading the inbound streams: a worker leases shards, so order is kept and a dead worker's shard moves on."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterable

from redis.exceptions import ResponseError

from bot.inbox.mailbox import Handler, Mailbox
from handoff.errors import Unavailable
from handoff.store.keys import GROUP, SHARDS, shard_of
from handoff.store.reads import reaching_redis
from handoff.store.store import Store
from handoff.tasks import end

log = logging.getLogger(__name__)

LEASE_MS = 6_000
RENEW_S = 1.5
BLOCK_MS = 500
PAGE = 200
READER = (
    "reader"  # one name for whoever holds the lease: its unacknowledged entries are read again by the next
)


class ShardReader:
    """Hands accepted messages to mailboxes, for the shards it holds. Free shards are taken as they come."""

    def __init__(self, store: Store, handler: Handler, shards: Iterable[int] = range(SHARDS)) -> None:
        self._store = store
        self._handler = handler
        self._shards = tuple(shards)
        self._held: set[int] = set()
        self._boxes: dict[str, Mailbox] = {}
        self.id = secrets.token_hex(8)

    async def run(self) -> None:
        """Until cancelled; then its shards are free at once."""
        renewing = asyncio.create_task(self._renew())
        try:
            while True:
                try:
                    await self._read()
                except Unavailable:
                    await asyncio.sleep(RENEW_S)
        finally:
            await end([renewing])
            await self._stop(self._held)
            for shard in self._held:
                await self._store.release(self._store.keys.shard_lease(shard), self.id)

    async def _renew(self) -> None:
        while True:
            try:
                await self._lease_all()
            except Unavailable:
                log.warning("Redis does not answer; the shards' leases are tried again")
            await asyncio.sleep(RENEW_S)

    async def _lease_all(self) -> None:
        for shard in self._shards:
            key = self._store.keys.shard_lease(shard)
            held = await self._store.lease(key, self.id, LEASE_MS)
            if held and shard not in self._held:
                await self._take(shard)
            elif not held and shard in self._held:
                self._held.discard(shard)
                await self._stop([shard])

    async def _take(self, shard: int) -> None:
        """Starts with what an earlier holder had read and not finished."""
        redis, key = self._store.redis, self._store.keys.inbound(shard)
        async with reaching_redis():
            try:
                await redis.xgroup_create(key, GROUP, id="0", mkstream=True)
            except ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise
        last = "0"
        while True:
            async with reaching_redis():
                found = await redis.xreadgroup(GROUP, READER, {key: last}, count=PAGE)
            rows = found[0][1] if found else []
            if not rows:
                break
            for id, fields in rows:
                last = id
                if fields:  # deleted entries come without fields
                    await self._deliver(id, fields)
        self._held.add(shard)

    async def _read(self) -> None:
        held = sorted(self._held)
        if not held:
            await asyncio.sleep(BLOCK_MS / 1000)
            return
        keys = {self._store.keys.inbound(shard): ">" for shard in held}
        async with reaching_redis():
            try:
                found = await self._store.redis.xreadgroup(GROUP, READER, keys, count=PAGE, block=BLOCK_MS)
            except ResponseError as error:
                if "NOGROUP" not in str(error):
                    raise
                self._held.clear()  # the data folder was emptied under us: begin anew
                return
        for _, rows in found or []:
            for id, fields in rows:
                await self._deliver(id, fields)

    async def _deliver(self, inbound: str, fields: dict[str, str]) -> None:
        conversation = fields["conversation"]
        piece = await self._handler.piece(conversation, inbound, fields["entry"])
        if piece is None:
            return
        box = self._boxes.get(conversation)
        if box is None:
            self._forget_idle()
            box = self._boxes[conversation] = Mailbox(conversation, self._handler)
        box.put(piece)

    def _forget_idle(self) -> None:
        idle = [id for id, box in self._boxes.items() if box.task is None or box.task.done()]
        for id in idle:
            del self._boxes[id]

    async def _stop(self, shards: Iterable[int]) -> None:
        """Ends the mailboxes of shards that are no longer ours; what they had not finished is read by the next."""
        ours = set(shards)
        boxes = [id for id in self._boxes if shard_of(id) in ours]
        tasks = [box.task for id in boxes if (box := self._boxes.pop(id)).task is not None]
        await end(tasks)
