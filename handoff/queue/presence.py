"""Who is at the desk, and the leases on what they hold."""

from __future__ import annotations

from handoff.clocks import ServiceTimes
from handoff.model import AgentRef, AgentRow
from handoff.store.reads import reaching_redis
from handoff.store.store import Store
from handoff.transitions import State


class PresenceBoard:
    """Presence and leases in Redis. A lease is one agent's; it covers everything that the agent holds."""

    def __init__(self, store: Store, times: ServiceTimes) -> None:
        self._store = store
        self._times = times

    async def set(self, agent: AgentRef, state: str, reason: str, now_ms: int) -> None:
        """Notes the state; `offline` ends the lease at once, so that what they hold goes back to the queue."""
        redis, keys = self._store.redis, self._store.keys
        fields = {
            "name": agent.name,
            "state": state,
            "reason": reason,
            "skills": ",".join(agent.skills),
            "languages": ",".join(agent.languages),
            "capacity": str(agent.capacity),
            "since_ms": str(now_ms),
        }
        async with reaching_redis(), redis.pipeline(transaction=True) as pipe:
            pipe.hset(keys.agent(agent.id), mapping=fields)
            pipe.sadd(keys.agents, agent.id)
            pipe.zadd(
                keys.leases, {agent.id: now_ms if state == "offline" else now_ms + self._times.lease_ms}
            )
            await pipe.execute()
        await self._store.announce(
            {"conversation": "", "kind": "presence", "agent": agent.id, "state": state}
        )

    async def renew(self, agent_id: str, now_ms: int) -> None:
        """Keeps what the agent holds for another lease time."""
        redis, keys = self._store.redis, self._store.keys
        async with reaching_redis():
            await redis.zadd(keys.leases, {agent_id: now_ms + self._times.lease_ms}, gt=True)

    async def agents(self, now_ms: int) -> list[AgentRow]:
        """Everybody ever seen; whoever's lease has ended is `offline`."""
        redis, keys = self._store.redis, self._store.keys
        rows = []
        async with reaching_redis():
            for id in sorted(await redis.smembers(keys.agents)):
                fields = await redis.hgetall(keys.agent(id))
                lease = await redis.zscore(keys.leases, id) or 0
                rows.append(
                    AgentRow(
                        id=id,
                        name=fields.get("name", id),
                        state=fields.get("state", "offline") if lease > now_ms else "offline",
                        reason=fields.get("reason", ""),
                        skills=tuple(s for s in fields.get("skills", "").split(",") if s),
                        holds=sum(held.state is State.HUMAN for held in await self._store.held(id)),
                        capacity=int(fields.get("capacity") or 5),
                        since_ms=int(fields.get("since_ms") or 0),
                    )
                )
        return rows

    async def online(self, now_ms: int) -> list[AgentRow]:
        """Those who take conversations now."""
        return [row for row in await self.agents(now_ms) if row.state == "online"]

    async def there(self, now_ms: int) -> list[AgentRow]:
        """Those who take conversations now, or as soon as they have written up the last one."""
        return [row for row in await self.agents(now_ms) if row.state in ("online", "wrap_up")]

    async def lapsed(self, now_ms: int) -> list[str]:
        """Agents whose lease has ended while they hold something."""
        redis, keys = self._store.redis, self._store.keys
        async with reaching_redis():
            ended = await redis.zrangebyscore(keys.leases, "-inf", now_ms)
            return [agent for agent in ended if await redis.scard(keys.held(agent))]
