"""Conversations in Redis as they are read: by id, by place in the queue, by their holder, and their log.

Raises Unavailable for everything that Redis does not answer.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from redis import asyncio as aioredis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from handoff.errors import NotFound, Unavailable
from handoff.model import Conversation, Entry, conversation_from
from handoff.store.keys import Keys


@asynccontextmanager
async def reaching_redis() -> AsyncIterator[None]:
    """Translates what the client raises when Redis is away, loading or full."""
    try:
        yield
    except (RedisConnectionError, RedisTimeoutError, OSError) as error:
        raise Unavailable("redis_unavailable", "The message store does not answer; send it again.") from error
    except ResponseError as error:
        if str(error).startswith(("OOM", "LOADING", "MISCONF", "BUSY", "READONLY")):
            raise Unavailable(
                "redis_unavailable", "The message store takes no writes now; send it again."
            ) from error
        raise


class Reads:
    """What `Store` knows without changing anything."""

    def __init__(self, redis: aioredis.Redis, keys: Keys) -> None:
        self.redis: Any = redis
        self.keys = keys

    async def find(self, id: str) -> Conversation | None:
        async with reaching_redis():
            fields: dict[str, str] = await self.redis.hgetall(self.keys.conversation(id))
        return conversation_from(id, fields) if fields.get("state") else None

    async def conversation(self, id: str) -> Conversation:
        """Raises NotFound."""
        found = await self.find(id)
        if found is None:
            raise NotFound("no_such_conversation", f"There is no conversation {id}.")
        return found

    async def entries(
        self, id: str, *, after: str = "0", limit: int = 200, latest: bool = False
    ) -> list[Entry]:
        """Entries in log order with all they hold: the first `limit` after an id, or the latest ones."""
        key = self.keys.log(id)
        async with reaching_redis():
            try:
                if latest:
                    rows = list(reversed(await self.redis.xrevrange(key, count=limit)))
                else:
                    rows = await self.redis.xrange(key, min=f"({after}", count=limit)
            except ResponseError as error:
                if "stream ID" in str(error):
                    raise NotFound(
                        "no_such_entry", f"'{after}' is no entry id; use one that was given."
                    ) from error
                raise
        return [entry_from(row_id, fields) for row_id, fields in rows]

    async def entries_between(self, id: str, first: str, last: str) -> list[Entry]:
        async with reaching_redis():
            rows = await self.redis.xrange(self.keys.log(id), min=first, max=last)
        return [entry_from(row_id, fields) for row_id, fields in rows]

    async def memory(self, id: str) -> dict[str, Any]:
        return await self._json(self.keys.memory(id))

    async def context(self, id: str) -> dict[str, Any]:
        return await self._json(self.keys.context(id))

    async def _json(self, key: str) -> dict[str, Any]:
        async with reaching_redis():
            stored = await self.redis.get(key)
        return dict(json.loads(stored)) if stored else {}

    async def queue(self, limit: int) -> list[Conversation]:
        """Waiting conversations in rank order."""
        async with reaching_redis():
            ids = await self.redis.zrange(self.keys.queue, 0, limit - 1)
        return await self._many(ids)

    async def rank(self, id: str) -> int | None:
        """Score in the queue; None when it does not wait."""
        async with reaching_redis():
            rank = await self.redis.zscore(self.keys.queue, id)
        return None if rank is None else int(rank)

    async def before(self, rank: int, limit: int) -> list[Conversation]:
        """Who waits before that score, in rank order."""
        async with reaching_redis():
            ids = await self.redis.zrangebyscore(self.keys.queue, "-inf", f"({rank}", start=0, num=limit)
        return await self._many(ids)

    async def held(self, agent: str) -> list[Conversation]:
        async with reaching_redis():
            ids = await self.redis.smembers(self.keys.held(agent))
        return await self._many(sorted(ids))

    async def due(self, now_ms: int, limit: int = 100) -> list[Conversation]:
        """Conversations whose next timed rule is to be looked at."""
        async with reaching_redis():
            ids = await self.redis.zrangebyscore(self.keys.due, "-inf", now_ms, start=0, num=limit)
        return await self._many(ids)

    async def _many(self, ids: Sequence[str]) -> list[Conversation]:
        if not ids:
            return []
        async with reaching_redis(), self.redis.pipeline(transaction=False) as pipe:
            for id in ids:
                pipe.hgetall(self.keys.conversation(id))
            rows = await pipe.execute()
        return [conversation_from(id, row) for id, row in zip(ids, rows, strict=True) if row.get("state")]


def entry_from(id: str, fields: Mapping[str, str]) -> Entry:
    """An entry with its stored content, unworded and unfiltered."""
    return {
        "id": id,
        "from": fields["from"],
        "kind": fields["kind"],
        "at_ms": int(fields["at_ms"]),
        "epoch": int(fields["epoch"]),
        **json.loads(fields["data"]),
    }
