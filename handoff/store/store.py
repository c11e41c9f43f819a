"""Conversations in Redis: what `reads` tells of them, and changes by the scripts beside this file.

The scripts compare and swap; what may follow what is decided in `transitions` and by the callers.
Raises Unavailable for everything that Redis does not answer: then nothing may be taken as done, and the same call
with the same ids can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from redis import asyncio as aioredis

from handoff.errors import AlreadyClaimed, Conflict, NotFound
from handoff.model import Accepted, Conversation, Draft, Inbound
from handoff.store.commit import PUSHED_CHANNELS, Commit, Committed, command_of, refusal
from handoff.store.keys import GROUP, Keys, shard_of
from handoff.store.reads import Reads, reaching_redis
from handoff.transitions import Move, State, step

SCRIPTS = Path(__file__).with_name("scripts")
LOOK_AGAIN_MS = 1_000


class Store(Reads):
    """One queue domain in Redis. Safe to share between tasks."""

    def __init__(self, redis: aioredis.Redis, keys: Keys) -> None:
        super().__init__(redis, keys)
        self._scripts = {p.stem: redis.register_script(p.read_text()) for p in SCRIPTS.glob("*.lua")}

    async def run(self, script: str, keys: Sequence[str], args: Sequence[str | int]) -> Any:
        async with reaching_redis():
            return await self._scripts[script](keys=list(keys), args=list(args))

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
