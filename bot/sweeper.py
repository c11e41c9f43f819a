"""Does what time asks for: idle conversations close, unanswered ones go back, leases lapse."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from bot.turns import Clock, wall_clock_ms
from bot.waiting.nod import gathered_told, nodded
from bot.waiting.telling import left_told
from handoff.clocks import Due, next_due_ms, overdue
from handoff.errors import Conflict, NotFound
from handoff.model import Conversation, Draft
from handoff.queue.desk import RATING_QUESTION, Desk, resolved_ask
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.transitions import Move, State

log = logging.getLogger(__name__)


class Sweeper:
    """One round looks at every conversation whose time has come. Every change is fenced, so rounds may overlap."""

    def __init__(self, desk: Desk, now: Clock = wall_clock_ms) -> None:
        self._desk = desk
        self._now = now

    async def sweep(self) -> int:
        """Number of conversations changed."""
        changed = 0
        for agent in await self._desk.presence.lapsed(self._now()):
            for c in await self._desk.store.held(agent):
                changed += await self._try(self._requeue(c, "agent_gone", lapsed=agent), c)
        for c in await self._desk.store.due(self._now()):
            due = overdue(c, self._desk.times, self._now())
            if due is None:
                await self._desk.store.schedule(c.id, next_due_ms(c, self._desk.times))
            else:
                changed += await self._try(self._do(due, c), c)
        return changed

    async def _try(self, work: object, c: Conversation) -> int:
        try:
            await work  # type: ignore[misc]
        except (Conflict, NotFound) as error:  # it moved meanwhile: nothing to do
            log.info("conversation %s: %s", c.id, error.code)
            return 0
        return 1

    async def _do(self, due: Due, c: Conversation) -> None:
        match due:
            case Due.CLOSE_IDLE:
                await self._move(c, Move.FINISH, None)
            case Due.RECHECK:
                await self._recheck(c)
            case Due.NOD:
                await self._nod(c)
            case Due.END_RATING:
                await self._move(c, Move.RATE, None)
            case Due.RESOLVE_SILENT:
                data = {**RATING_QUESTION, "agent": c.agent}
                say = resolved_ask("unsolved", (c.agent or {}).get("name", ""))
                entry = Draft(sender="system", say=say, data=data)
                memory = await self._desk.memory_after_silence(c, self._now())
                fields = {"outcome": "unsolved", "rated": "", "last_service_ms": str(self._now())}
                await self._move(c, Move.RESOLVE, entry, memory, **fields)
                await self._desk.settled.add(c, memory["settled"][-1])
            case Due.WARN_AGENT | Due.WARN_SUPERVISOR:
                await self._warn(c, due)
            case Due.REQUEUE:
                await self._requeue(c, "agent_silent")
            case Due.NUDGE:
                await self._nudge(c)
            case Due.WAKE:
                await self._wake(c)

    async def _move(
        self,
        c: Conversation,
        move: Move,
        entry: Draft | None,
        memory: dict[str, Any] | None = None,
        **fields: str,
    ) -> None:
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                move=move,
                entries=[entry] if entry else [],
                fields=fields,
                memory=memory,
                due_ms=self._now() + self._desk.times.rating_ms if move is Move.RESOLVE else 0,
            )
        )

    async def _requeue(self, c: Conversation, why: str, lapsed: str | None = None) -> None:
        """Back to the head of its class with its waiting time; the customer is told that the place is kept.

        A parked conversation waits for its own time: only its waking looks whether the agent is there.
        """
        if c.state is not State.HUMAN:
            return
        now_ms = self._now()
        queued_ms = c.queued_ms or now_ms
        rank = score(queued_ms, c.queue_class, requeued=True)
        told = left_told(await self._desk.place(rank, now_ms, c.queue_class))
        data = {**told.data, "agent": c.agent, "why": why}
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                move=Move.REQUEUE,
                lapsed=lapsed,
                entries=[replace(told, data=data)],
                fields={"queued_ms": str(queued_ms), "waiting_since_ms": str(c.waiting_since_ms or now_ms)},
                queue_score=rank,
                due_ms=0,
            )
        )

    async def _recheck(self, c: Conversation) -> None:
        """A change's outcome was not known: the assistant looks again, without waiting for the customer to ask."""
        after = replace(c, recheck_ms=0)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"recheck:{c.recheck_ms}",
                entries=[Draft(sender="system", kind="move", data={"recheck": True})],
                fields={"recheck_ms": "0"},
                hear=True,
                due_ms=next_due_ms(after, self._desk.times),
            )
        )

    async def _nod(self, c: Conversation) -> None:
        """One word for all that a waiting customer wrote since the last one."""
        now_ms = self._now()
        position = await self._desk.position(c.id, now_ms)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"nod:{c.epoch}:{c.nod_ms}",
                entries=[gathered_told(position or 1)],
                fields={"nod": nodded(c, now_ms)},
                due_ms=0,
            )
        )

    async def _warn(self, c: Conversation, due: Due) -> None:
        warned = 1 if due is Due.WARN_AGENT else 2
        after = replace(c, warned=warned)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"warned:{c.epoch}:{c.waiting_since_ms}:{warned}",
                fields={"warned": str(warned)},
                due_ms=next_due_ms(after, self._desk.times),
            )
        )
        await self._desk.store.announce(
            {"conversation": c.id, "kind": due.value, "agent": (c.agent or {}).get("id", "")}
        )

    async def _nudge(self, c: Conversation) -> None:
        after = replace(c, nudges=c.nudges + 1)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=self._now(),
                once=f"nudge:{c.epoch}:{max(c.last_service_ms, c.last_customer_ms)}:{c.nudges}",
                entries=[Draft(sender="system", say=("nudge", {}))],
                fields={"nudges": str(c.nudges + 1)},
                due_ms=next_due_ms(after, self._desk.times),
            )
        )

    async def _wake(self, c: Conversation) -> None:
        now_ms = self._now()
        there = {row.id for row in await self._desk.agents(now_ms) if row.state != "offline"}
        if c.agent and c.agent["id"] in there:
            fields = {"parked_until_ms": "0", "claimed_ms": str(now_ms), "last_service_ms": str(now_ms)}
            await self._desk.store.commit(
                Commit(
                    conversation=c,
                    now_ms=now_ms,
                    move=Move.WAKE,
                    fields=fields,
                    hold=c.agent["id"],
                    due_ms=now_ms + self._desk.times.nudge_ms[0],
                )
            )
            return
        queued_ms = c.queued_ms or now_ms
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                move=Move.REQUEUE,
                fields={"parked_until_ms": "0", "queued_ms": str(queued_ms)},
                queue_score=score(queued_ms, c.queue_class, requeued=True),
                due_ms=0,
            )
        )
