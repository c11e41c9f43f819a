"""The queue as the desk sees it: who waits, what an agent holds, and claiming the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handoff.clocks import ServiceTimes
from handoff.context.package import preview_of
from handoff.hours.opening import DeskRules, DeskState, standing
from handoff.model import AgentRef, Conversation, Draft, WaitingRow
from handoff.queue.presence import PresenceBoard
from handoff.queue.rank import score, wait_estimate_s
from handoff.store.conversations import Conversations
from handoff.store.store import Store
from handoff.wording.texts import Texts
from handoff.wording.times import moment

CLAIMED = {"move": {"name": "claim", "from": "queued", "to": "human"}}
LEAST_URGENT = 3  # queue class
COUNTED = 1_000  # of those ahead; more than that is a long wait whatever the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a waiting customer is told: how many are ahead, the minutes (None when nobody is online), how the desk stands."""

    ahead: int
    minutes: int | None
    free: bool  # somebody can take this conversation at once
    state: DeskState
    until: Mapping[str, Any] | None  # the moment a closed desk opens, or an open one closes

    def to_dict(self) -> dict[str, Any]:
        """As the engine's metadata and the console carry it."""
        until = None if self.until is None else dict(self.until)
        return {"state": self.state.value, "until": until, "ahead": self.ahead, "minutes": self.minutes}


class WaitingQueue(Conversations):
    """Claims are atomic: of many agents that ask at once, each gets another conversation or none."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        times: ServiceTimes | None = None,
        rules: DeskRules | None = None,
    ) -> None:
        super().__init__(store, texts)
        self.times = times or ServiceTimes()
        self.rules = rules or DeskRules()
        self.presence = PresenceBoard(store, self.times)
        self.set_presence = self.presence.set
        self.renew = self.presence.renew
        self.agents = self.presence.agents

    async def waiting(self, limit: int = 200) -> list[WaitingRow]:
        """Who waits, the next one first; previews are masked."""
        rows = []
        for position, c in enumerate(await self.store.queue(limit), start=1):
            latest = await self.store.entries(c.id, limit=24, latest=True)
            rows.append(
                WaitingRow(
                    id=c.id,
                    position=position,
                    reasons=c.reasons,
                    queue_class=c.queue_class,
                    queued_ms=c.queued_ms,
                    emotion=c.emotion,
                    intensity=c.intensity,
                    topic=c.topic,
                    skill=c.skill,
                    language=c.language,
                    channel=c.channel,
                    preview=preview_of(latest),
                    preferred_agent=c.preferred_agent,
                )
            )
        return rows

    async def place(self, rank: int, now_ms: int, queue_class: int = LEAST_URGENT) -> Place:
        """The truth about a place in the queue: who has silently left is not ahead of anybody."""
        since_ms = now_ms - self.times.gone_ms
        before = await self.store.before(rank, COUNTED)
        ahead = sum(max(c.last_customer_ms, c.queued_ms) >= since_ms for c in before)
        agents = await self.presence.there(now_ms)
        capacity = sum(a.capacity for a in agents)
        free = sum(max(a.capacity - a.holds, 0) for a in agents if a.state == "online")
        desk = standing(
            self.rules,
            now_ms,
            agents=len(agents),
            capacity=capacity,
            free=free,
            waiting=ahead,
            queue_class=queue_class,
        )
        until = None if desk.until_ms is None else moment(desk.until_ms, now_ms, self.rules.hours.zone)
        return Place(
            ahead=ahead,
            minutes=self._minutes(ahead, free, capacity),
            free=ahead < free,
            state=desk.state,
            until=until,
        )

    def _minutes(self, ahead: int, free: int, capacity: int) -> int | None:
        if not capacity:
            return None
        if ahead < free:
            return 1
        estimate = wait_estimate_s(ahead - free, self.times.mean_handle_ms / 1000, capacity)
        return max(1, round(estimate / 60))

    async def place_of_next(self, now_ms: int) -> Place:
        """The place of who would join the queue now with no urgent matter: how the desk stands for all who ask."""
        return await self.place(score(now_ms, LEAST_URGENT), now_ms)

    async def position(self, id: str, now_ms: int) -> int | None:
        """Place among those who really wait, from 1; None when it does not wait."""
        rank = await self.store.rank(id)
        return None if rank is None else (await self.place(rank, now_ms)).ahead + 1

    async def mine(self, agent: str) -> list[Conversation]:
        """What the agent holds, the longest unanswered first, then the rest by age."""
        held = await self.store.held(agent)
        return sorted(held, key=lambda c: (not c.waiting_since_ms, c.waiting_since_ms or c.claimed_ms))

    async def claim_next(self, agent: AgentRef, now_ms: int) -> str | None:
        """The most urgent one that suits, now the agent's; None when nothing waits. Raises Conflict when full."""
        return await self._claim(agent, now_ms, "")

    async def claim(self, id: str, agent: AgentRef, now_ms: int) -> None:
        """Raises AlreadyClaimed, NotFound."""
        await self._claim(agent, now_ms, id)

    async def _claim(self, agent: AgentRef, now_ms: int, id: str) -> str | None:
        return await self.store.claim(
            agent={"id": agent.id, "name": agent.name},
            capacity=agent.capacity,
            skills=agent.skills,
            now_ms=now_ms,
            lease_ms=self.times.lease_ms,
            entry=Draft(
                sender="system", say=("agent_joined", {"agent": agent.name}), data=by(agent) | CLAIMED
            ),
            conversation=id,
        )


def by(agent: AgentRef, note: str = "") -> dict[str, Any]:
    """Who did it, and why, as the log keeps it."""
    data: dict[str, Any] = {"agent": {"id": agent.id, "name": agent.name}}
    return data | ({"note": note} if note else {})
