"""Any sequence of what customers, agents and time may do keeps the promises of the queue."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from redis import asyncio as aioredis

from bot.sweeper import Sweeper
from handoff.errors import Conflict, Forbidden
from handoff.model import AgentRef, Draft, Inbound
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.transitions import Move, State
from tests.handoff.build import T0, a_desk, opened

AGENTS = [AgentRef(id=f"a{n}", name=f"A{n}", capacity=2) for n in range(3)]
IDS = [f"web-{n}" for n in range(3)]
T = TypeVar("T")

conversations = st.sampled_from(IDS)
agents = st.sampled_from(AGENTS)


class QueueMachine(RuleBasedStateMachine):
    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.redis = aioredis.Redis.from_url(self.url, decode_responses=True)
        self.desk = a_desk(self.redis, f"m{secrets.token_hex(6)}")
        self.now = T0
        self.sent: dict[str, list[str]] = {id: [] for id in IDS}
        self.epochs = dict.fromkeys(IDS, 1)
        for id in IDS:
            self.do(opened(self.desk, id, self.now))

    def do(self, work: Awaitable[T]) -> T:
        async def run() -> T:
            return await work

        return self.runner.run(run())

    def try_(self, work: Awaitable[Any]) -> None:
        """Refusals are allowed; what they leave behind is checked by the invariants."""
        with suppress(Conflict, Forbidden):
            self.do(work)

    def teardown(self) -> None:
        self.do(self.redis.aclose())
        self.runner.close()

    @rule(id=conversations, repeat=st.integers(1, 3))
    def customer_writes(self, id: str, repeat: int) -> None:
        self.now += 1
        key = f"m{len(self.sent[id])}"
        message = Inbound(conversation=id, client_message_id=key, sent_ms=self.now, text=key)
        taken = {self.do(self.desk.accept(message)).id for _ in range(repeat)}
        assert len(taken) == 1
        self.sent[id] += taken

    @rule(id=conversations, queue_class=st.integers(0, 3))
    def bot_escalates(self, id: str, queue_class: int) -> None:
        c = self.do(self.desk.conversation(id))
        if c.state is not State.BOT:
            return
        self.now += 1
        fields = {
            "queued_ms": str(self.now),
            "queue_class": str(queue_class),
            "waiting_since_ms": str(self.now),
        }
        rank = score(self.now, queue_class)
        commit = Commit(conversation=c, now_ms=self.now, move=Move.ESCALATE, fields=fields, queue_score=rank)
        self.do(self.desk.store.commit(commit))

    @rule(id=conversations)
    def bot_answers_late(self, id: str) -> None:
        c = self.do(self.desk.conversation(id))
        stale = Commit(
            conversation=c,
            now_ms=self.now,
            once=secrets.token_hex(4),
            entries=[Draft(sender="bot", text="x")],
        )
        if c.state is State.BOT:
            self.do(self.desk.store.commit(stale))

    @rule(agent=agents)
    def agent_claims_next(self, agent: AgentRef) -> None:
        self.try_(self.desk.claim_next(agent, self.now))

    @rule(agent=agents, id=conversations)
    def agent_claims(self, agent: AgentRef, id: str) -> None:
        self.try_(self.desk.claim(id, agent, self.now))

    @rule(agent=agents, id=conversations, key=st.integers(0, 9))
    def agent_replies(self, agent: AgentRef, id: str, key: int) -> None:
        self.try_(self.desk.say(id, agent, text="您好", client_message_id=f"k{key}", now_ms=self.now))

    @rule(agent=agents, id=conversations, to=agents)
    def agent_transfers(self, agent: AgentRef, id: str, to: AgentRef) -> None:
        self.try_(self.desk.transfer(id, agent, to_agent=to.id, skill=None, note="", now_ms=self.now))

    @rule(agent=agents, id=conversations)
    def agent_parks(self, agent: AgentRef, id: str) -> None:
        self.try_(self.desk.park(id, agent, until_ms=self.now + 5_000, note="", now_ms=self.now))

    @rule(agent=agents, id=conversations)
    def agent_resolves(self, agent: AgentRef, id: str) -> None:
        self.try_(self.desk.resolve(id, agent, category="x", outcome="solved", note="", now_ms=self.now))

    @rule(agent=agents, id=conversations)
    def agent_hands_back(self, agent: AgentRef, id: str) -> None:
        self.try_(self.desk.return_to_bot(id, agent, note="", now_ms=self.now))

    @rule(agent=agents)
    def agent_is_there(self, agent: AgentRef) -> None:
        self.do(self.desk.renew(agent.id, self.now))

    @rule(seconds=st.sampled_from([1, 10, 50, 110, 310, 2_000]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * 1000
        self.do(Sweeper(self.desk, lambda: self.now).sweep())

    @precondition(lambda self: self.desk is not None)
    @invariant()
    def promises_hold(self) -> None:
        keys = self.desk.store.keys
        queue = set(self.do(self.redis.zrange(keys.queue, 0, -1)))
        held = {a.id: set(self.do(self.redis.smembers(keys.held(a.id)))) for a in AGENTS}
        for id in IDS:
            c = self.do(self.desk.conversation(id))
            holders = [agent for agent, ids in held.items() if id in ids]
            with_person = c.state in (State.HUMAN, State.PARKED)
            assert (id in queue) == (c.state is State.QUEUED)
            assert holders == ([c.agent["id"]] if with_person and c.agent else [])
            assert (c.agent is not None) == with_person
            assert c.epoch >= self.epochs[id]
            self.epochs[id] = c.epoch
            log = self.do(self.desk.store.entries(id, limit=1_000))
            assert [e["id"] for e in log if e["from"] == "customer"] == self.sent[id]


def test_any_sequence_keeps_the_promises(redis_url: str) -> None:
    machine = type("Machine", (QueueMachine,), {"url": redis_url})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
