"""Conversations and desks for tests."""

from dataclasses import replace
from typing import Any

from redis import asyncio as aioredis

from handoff.clocks import ServiceTimes
from handoff.hours.opening import DeskRules
from handoff.model import AgentRef, Conversation, Draft, conversation_from
from handoff.queue.desk import Desk
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.store.keys import Keys
from handoff.store.store import Store
from handoff.transitions import Move
from handoff.wording.texts import load_texts

WANG = AgentRef(id="wang", name="小王")
LI = AgentRef(id="li", name="小李", skills=("refund",))
BOSS = AgentRef(id="boss", name="老张", role="supervisor")
T0 = 1_800_000_000_000


def a_conversation(**changed: Any) -> Conversation:
    """A fresh one with the bot, with fields changed."""
    return replace(conversation_from("web-x", {"state": "bot", "epoch": "1"}), **changed)


def a_desk(
    redis: aioredis.Redis, domain: str, times: ServiceTimes | None = None, rules: DeskRules | None = None
) -> Desk:
    return Desk(Store(redis, Keys(domain)), load_texts(), times, rules)


async def opened(desk: Desk, id: str = "web-a", now_ms: int = T0, **fields: Any) -> Conversation:
    known = {"channel": "web", "client": "c1", "language": "zh-Hans", "customer": None} | fields
    return await desk.open_conversation(id=id, now_ms=now_ms, **known)


async def queued(
    desk: Desk, id: str = "web-a", *, now_ms: int = T0, queue_class: int = 2, **fields: str
) -> Conversation:
    """A conversation that waits since `now_ms`."""
    c = await opened(desk, id, now_ms)
    await desk.store.commit(
        Commit(
            conversation=c,
            now_ms=now_ms,
            move=Move.ESCALATE,
            entries=[Draft(sender="system", say=("queued_next", {}))],
            fields={
                "queued_ms": str(now_ms),
                "queue_class": str(queue_class),
                "waiting_since_ms": str(now_ms),
                "reasons": "asked_for_human",
                **fields,
            },
            queue_score=score(now_ms, queue_class),
        )
    )
    return await desk.conversation(id)
