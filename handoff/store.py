"""Conversations in Redis: reads, and changes by the scripts beside this file.

The scripts compare and swap; what may follow what is decided in `transitions` and by the callers.
Raises Unavailable for everything that Redis does not answer: then nothing may be taken as done, and the same call
with the same ids can be made again.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from redis import asyncio as aioredis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from handoff.commit import PUSHED_CHANNELS, Commit, Committed, command_of, refusal
from handoff.errors import (
    AlreadyClaimed,
    Conflict,
    NotFound,
    Unavailable,
)
from handoff.keys import GROUP, Keys, shard_of
from handoff.model import Accepted, Conversation, Draft, Entry, Inbound, conversation_from
from handoff.transitions import Move, State, step

SCRIPTS = Path(__file__).with_name("scripts")
LOOK_AGAIN_MS = 1_000


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


class Store:
    """One queue domain in Redis. Safe to share between tasks."""

    def __init__(self, redis: aioredis.Redis, keys: Keys) -> None:
        self.redis: Any = redis
        self.keys = keys
        self._scripts = {p.stem: redis.register_script(p.read_text()) for p in SCRIPTS.glob("*.lua")}

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | int]) -> Any:
        async with reaching_redis():
            return await self._scripts[script](keys=list(keys), args=list(args))

    # -- reading

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

    # -- changing

    async def announce(self, event: Mapping[str, str]) -> None:
        """An event for live views that belongs to no log (typing, presence)."""
        async with reaching_redis():
            await self.redis.xadd(self.keys.events, dict(event))

    async def record_turn(self, id: str, turn: str, inbound: Sequence[str]) -> None:
        """Fixes a turn's pieces before it runs, so that a restart runs the same turn and no other."""
        record = json.dumps({"turn": turn, "inbound": list(inbound)})
        async with reaching_redis():
            await self.redis.hset(self.keys.conversation(id), "turn", record)

    async def recorded_turn(self, id: str) -> list[str]:
        """Inbound ids of the turn that was begun and not committed; empty when there is none."""
        async with reaching_redis():
            record = await self.redis.hget(self.keys.conversation(id), "turn")
        return list(json.loads(record)["inbound"]) if record else []

    async def acknowledge(self, id: str, inbound: Sequence[str]) -> None:
        """The messages need nothing more: they stand in the log, where whoever has the conversation sees them."""
        if not inbound:
            return
        key = self.keys.inbound(shard_of(id))
        async with reaching_redis(), self.redis.pipeline(transaction=True) as pipe:
            pipe.xack(key, GROUP, *inbound)
            pipe.xdel(key, *inbound)
            pipe.hset(self.keys.conversation(id), "turn", "")
            await pipe.execute()

    async def schedule(self, id: str, due_ms: int) -> None:
        """Sets when time is looked at next; 0 for never."""
        async with reaching_redis():
            if due_ms:
                await self.redis.zadd(self.keys.due, {id: due_ms})
            else:
                await self.redis.zrem(self.keys.due, id)

    async def open(self, id: str, fields: Mapping[str, str], *, now_ms: int) -> Conversation:
        """The conversation, made when new; an existing one keeps what it has."""
        pairs = [part for pair in fields.items() for part in pair]
        await self.run("open", [self.keys.conversation(id)], [State.BOT.value, now_ms, *pairs])
        return await self.conversation(id)

    async def accept(self, message: Inbound, now_ms: int, *, title: str | None = None) -> Accepted:
        """Takes the message durably; a repeated client id gives the first answer. Raises NotFound.

        `title` is what a choice said on its button: people read that, the dialogue reads the choice.
        """
        id, keys = message.conversation, self.keys
        named = ("text", "choice", "file", "contact_phone", "media")
        content = {name: getattr(message, name) for name in named if getattr(message, name) is not None}
        content["client_message_id"] = message.client_message_id
        if title is not None:
            content["title"] = title
        reply = await self.run(
            "accept",
            [
                keys.conversation(id),
                keys.log(id),
                keys.seen(id),
                keys.inbound(shard_of(id)),
                keys.events,
                keys.due,
            ],
            [
                id,
                f"customer:{message.client_message_id}",
                json.dumps(content, ensure_ascii=False),
                now_ms,
                State.BOT.value,
                now_ms + LOOK_AGAIN_MS,
            ],
        )
        if reply[0] == -1:
            raise NotFound("no_such_conversation", f"There is no conversation {id}; start a new session.")
        return Accepted(id=reply[1], repeated=reply[0] == 2)

    async def commit(self, commit: Commit) -> Committed:
        """Appends and moves in one step. Raises StaleEpoch, NotYours, Conflict, IllegalMove, NotFound."""
        before, keys = commit.conversation, self.keys
        command = command_of(commit)
        id = before.id
        reply = await self.run(
            "commit",
            [
                keys.conversation(id),
                keys.log(id),
                keys.memory(id),
                keys.context(id),
                keys.seen(id),
                keys.queue,
                keys.due,
                keys.events,
                keys.inbound(shard_of(id)),
                keys.held(before.agent["id"] if before.agent else ""),
                keys.held(commit.hold or ""),
                keys.leases,
                keys.outbox,
            ],
            [json.dumps(command, ensure_ascii=False)],
        )
        if reply[0] < 0:
            raise refusal(reply[0], id)
        return Committed(epoch=reply[1], ids=tuple(reply[2:]), repeated=reply[0] == 2)

    async def claim(
        self,
        *,
        agent: Mapping[str, str],
        capacity: int,
        skills: Sequence[str],
        now_ms: int,
        lease_ms: int,
        entry: Draft,
        conversation: str = "",
    ) -> str | None:
        """Id of the conversation that the agent now has; None when nothing suits. Raises AlreadyClaimed, Conflict."""
        keys = self.keys
        reply = await self.run(
            "claim",
            [keys.queue, keys.held(agent["id"]), keys.leases, keys.events, keys.due, keys.outbox],
            [
                keys.conversation(""),
                keys.log(""),
                ",".join(PUSHED_CHANNELS),
                State.QUEUED.value,
                step(State.QUEUED, Move.CLAIM).value,
                agent["id"],
                agent["name"],
                f",{','.join(skills)},",
                capacity,
                now_ms,
                lease_ms,
                conversation,
                json.dumps(entry.content(), ensure_ascii=False),
                now_ms + LOOK_AGAIN_MS,
            ],
        )
        if reply[0] == -1:
            raise NotFound("no_such_conversation", f"There is no conversation {conversation}.")
        if reply[0] == -2:
            raise AlreadyClaimed(conversation, reply[1] or "nobody: it does not wait")
        if reply[0] == -6:
            raise Conflict(
                "at_capacity", f"You hold {capacity} conversations already; finish or park one first."
            )
        return str(reply[1]) if reply[0] == 1 else None

    # -- leases of shards and duties

    async def lease(self, key: str, holder: str, lease_ms: int) -> bool:
        return bool(await self.run("lease", [key], [holder, lease_ms]))

    async def release(self, key: str, holder: str) -> None:
        await self.run("release", [key], [holder])


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
