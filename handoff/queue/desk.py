"""What people at the desk do with conversations. Every move is one fenced commit.

`now_ms` is always the caller's clock. An agent's repeated message id gives the first answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handoff.clocks import next_due_ms
from handoff.context.package import build_package
from handoff.errors import Conflict, Forbidden, Invalid, NotYours
from handoff.model import AgentRef, Conversation, Draft
from handoff.queue.rank import score
from handoff.queue.waiting import WaitingQueue, by
from handoff.said.settled import SettledMatters, after_settling, kept
from handoff.store.commit import Commit
from handoff.transitions import Move, State

LOG_PAGE = 500


class Desk(WaitingQueue):
    """Public calls of the human queue, for channels, console and actions."""

    @property
    def settled(self) -> SettledMatters:
        return SettledMatters(self.store)

    # -- with a conversation

    async def say(
        self,
        id: str,
        agent: AgentRef,
        *,
        text: str = "",
        file: str | None = None,
        client_message_id: str,
        now_ms: int,
    ) -> str:
        """Id of the message in the log. A parked conversation wakes. Raises NotYours, StaleEpoch."""
        c = await self._held(id, agent)
        data: dict[str, Any] = {
            "agent": {"id": agent.id, "name": agent.name},
            "client_message_id": client_message_id,
        }
        entry = Draft(sender="agent", text=text, data=data | ({"file": file} if file else {}))
        after = replace(c, waiting_since_ms=0, last_service_ms=now_ms, state=State.HUMAN, warned=0, nudges=0)
        done = await self.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"agent:{agent.id}:{client_message_id}",
                entries=[entry],
                move=Move.WAKE if c.state is State.PARKED else None,
                hold=agent.id if c.state is State.PARKED else None,
                agent=agent.id,
                fields={
                    "waiting_since_ms": "0",
                    "last_service_ms": str(now_ms),
                    "warned": "0",
                    "nudges": "0",
                },
                due_ms=next_due_ms(after, self.times),
            )
        )
        return done.ids[0]

    async def note(self, id: str, agent: AgentRef, *, text: str, client_message_id: str, now_ms: int) -> str:
        """Id of the note; agents see it, the customer never."""
        c = await self._held(id, agent)
        data = {"agent": {"id": agent.id, "name": agent.name}}
        done = await self.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"note:{agent.id}:{client_message_id}",
                entries=[Draft(sender="agent", kind="note", text=text, data=data)],
                agent=agent.id,
            )
        )
        return done.ids[0]

    async def transfer(
        self, id: str, agent: AgentRef, *, to_agent: str | None, skill: str | None, note: str, now_ms: int
    ) -> None:
        """Back into the queue, keeping its waiting time, for another agent first or for a skill only."""
        if not to_agent and not skill:
            raise Invalid("no_target", "Name an agent or a skill to transfer to.", "to_agent")
        c = await self._held(id, agent)
        fields = self._waiting_again(c, now_ms) | {
            "skill": skill or "",
            "preferred_agent": to_agent or "",
            "preferred_until_ms": str(now_ms + self.times.prefer_agent_ms),
        }
        entries = [Draft(sender="system", say=("transferred", {}), data=by(agent, note))]
        await self._move(c, agent, Move.TRANSFER, now_ms, entries, fields)

    async def park(self, id: str, agent: AgentRef, *, until_ms: int | None, note: str, now_ms: int) -> None:
        """Puts it aside until the customer writes, or a time; frees capacity and stops the reply clock."""
        if until_ms is not None and until_ms <= now_ms:
            raise Invalid(
                "past_time", f"{until_ms} is not in the future; park until a later time.", "until_ms"
            )
        c = await self._held(id, agent)
        fields = {"parked_until_ms": str(until_ms or 0), "waiting_since_ms": "0"}
        entries = [Draft(sender="system", kind="note", text=note, data=by(agent, note))]
        await self._move(c, agent, Move.PARK, now_ms, entries, fields, hold=agent.id, due_ms=until_ms or 0)

    async def resolve(
        self, id: str, agent: AgentRef, *, category: str, outcome: str, note: str, now_ms: int
    ) -> None:
        """Ends the person's part: the customer is told, and asked whether it is solved."""
        c = await self._held(id, agent)
        settled = await self._settled(c, agent, category, outcome, note, now_ms)
        fields = {
            "category": category,
            "outcome": outcome,
            "rated": "",
            "last_service_ms": str(now_ms),
            "preferred_agent": agent.id,
        }
        entries = [
            Draft(
                sender="system",
                say=resolved_ask(outcome, agent.name),
                data=by(agent, note)
                | RATING_QUESTION
                | {"settled": {"category": category, "outcome": outcome}},
            )
        ]
        await self._move(
            c,
            agent,
            Move.RESOLVE,
            now_ms,
            entries,
            fields,
            due_ms=now_ms + self.times.rating_ms,
            settled=settled,
        )

    async def return_to_bot(self, id: str, agent: AgentRef, *, note: str, now_ms: int) -> None:
        """Hands the conversation back; the assistant knows what was settled."""
        c = await self._held(id, agent)
        settled = await self._settled(c, agent, c.topic, "handed_back", note, now_ms)
        entries = [
            Draft(
                sender="system",
                say=("back_with_bot", {"agent": agent.name}),
                data=by(agent, note),
            )
        ]
        due_ms = now_ms + self.times.idle_close_ms
        await self._move(c, agent, Move.HAND_BACK, now_ms, entries, {}, due_ms=due_ms, settled=settled)

    async def take_over(self, id: str, supervisor: AgentRef, now_ms: int) -> None:
        """A supervisor becomes the owner under a new epoch; what the first agent was writing is refused."""
        if supervisor.role not in ("supervisor", "admin"):
            raise Forbidden("not_a_supervisor", "Only a supervisor may take a conversation over.")
        c = await self.store.conversation(id)
        entries = [
            Draft(
                sender="system",
                say=("agent_joined", {"agent": supervisor.name}),
                data=by(supervisor),
            )
        ]
        await self._own(c, supervisor, Move.TAKE_OVER, now_ms, entries)

    async def start(self, id: str, agent: AgentRef, now_ms: int) -> None:
        """An agent opens the conversation: a follow-up, a promise kept."""
        c = await self.store.conversation(id)
        entries = [Draft(sender="system", say=("agent_joined", {"agent": agent.name}), data=by(agent))]
        await self._own(c, agent, Move.START, now_ms, entries)

    async def package(self, id: str, language: str = "zh-Hans") -> dict[str, Any]:
        """The context package: what was frozen at the handover, and what is live now."""
        c = await self.store.conversation(id)
        frozen = await self.store.context(id)
        memory = await self.store.memory(id)
        latest = await self.store.entries(id, limit=LOG_PAGE, latest=True)
        log = [entry for e in latest if (entry := self.shown(e, language, private=True))]
        return build_package(c, frozen, memory, log, self.texts, self.times)

    # -- shared steps

    async def _held(self, id: str, agent: AgentRef) -> Conversation:
        c = await self.store.conversation(id)
        if c.agent is None or c.agent["id"] != agent.id:
            raise NotYours(id)
        if c.state not in (State.HUMAN, State.PARKED):
            raise Conflict("not_with_a_person", f"Conversation {id} is in state '{c.state.value}'.")
        return c

    async def _own(
        self, c: Conversation, agent: AgentRef, move: Move, now_ms: int, entries: list[Draft]
    ) -> None:
        fields = {
            "agent": agent.id,
            "agent_name": agent.name,
            "claimed_ms": str(now_ms),
            "waiting_since_ms": str(c.waiting_since_ms or 0),
            "last_service_ms": str(now_ms),
            "warned": "0",
        }
        await self.renew(agent.id, now_ms)
        due_ms = now_ms + self.times.warn_agent_ms
        await self.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                entries=entries,
                move=move,
                fields=fields,
                hold=agent.id,
                due_ms=due_ms,
            )
        )

    async def _move(
        self,
        c: Conversation,
        agent: AgentRef,
        move: Move,
        now_ms: int,
        entries: list[Draft],
        fields: Mapping[str, str],
        *,
        hold: str | None = None,
        due_ms: int = 0,
        settled: Mapping[str, Any] | None = None,
    ) -> None:
        requeued = int(fields.get("queued_ms") or now_ms)
        memory = None
        if settled:  # fenced by the epoch, so nobody writes the memory in between
            memory = after_settling(await self.store.memory(c.id), settled)
        await self.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                entries=entries,
                move=move,
                agent=agent.id,
                fields=fields,
                hold=hold,
                memory=memory,
                queue_score=score(requeued, c.queue_class, requeued=True),
                due_ms=due_ms,
            )
        )
        if settled:
            await self.settled.add(c, settled)

    async def memory_after_silence(self, c: Conversation, now_ms: int) -> dict[str, Any]:
        """The memory of a conversation whose customer answers the person no more; what was told stays known."""
        who = AgentRef(id=(c.agent or {}).get("id", ""), name=(c.agent or {}).get("name", ""))
        matter = await self._settled(c, who, c.category or c.topic, "unsolved", "", now_ms)
        return after_settling(await self.store.memory(c.id), matter)

    async def _settled(
        self, c: Conversation, agent: AgentRef, category: str, outcome: str, note: str, now_ms: int
    ) -> dict[str, Any]:
        """What is kept of the person's part that ends now."""
        log = await self.store.entries(c.id, limit=LOG_PAGE, latest=True)
        return kept(log, category=category, outcome=outcome, note=note, agent=agent.name, now_ms=now_ms)

    @staticmethod
    def _waiting_again(c: Conversation, now_ms: int) -> dict[str, str]:
        return {
            "queued_ms": str(c.queued_ms or now_ms),
            "waiting_since_ms": str(c.waiting_since_ms or now_ms),
        }


def resolved_ask(outcome: str, agent: str) -> tuple[str, dict[str, object]]:
    """The question to the customer; only what is solved is said to be finished."""
    return ("resolved_ask" if outcome == "solved" else f"resolved_ask_{outcome}"), {"agent": agent}


RATING_QUESTION: dict[str, Any] = {
    "choices": [{"say": "choice_solved"}, {"say": "choice_not_solved"}],
    "payloads": [{"rating": "solved"}, {"rating": "not_solved"}],
}
