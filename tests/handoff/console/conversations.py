"""Conversations that wait for the console's agents, and one that an agent holds."""

import asyncio
import time
from typing import Any

import httpx

from handoff.store.commit import Commit
from tests.handoff.build import opened, queued
from tests.handoff.console.world import World

NOW = time.time_ns() // 1_000_000
PHONE = "13812345678"
WEB_A = "/api/conversations/web-a"


def a_message(n: int = 1, **changed: Any) -> dict[str, Any]:
    return {"client_message_id": f"client-id-{n}", "text": "您好"} | changed


async def waiting(world: World, id: str = "web-a", **fields: Any) -> None:
    """A conversation in the queue whose customer wrote a phone number; its handover froze an order and a name."""
    await opened(world.desk, id, NOW, customer="C0001")
    await world.says(id, f"我的电话 {PHONE}", NOW, client_id=f"first-{id}")
    await queued(world.desk, id, now_ms=NOW, **fields)
    c = await world.desk.conversation(id)
    frozen = {
        "summary": f"客户 {PHONE} 催单",
        "orders": [{"id": "20260001", "state": "shipped", "parcels": []}],
        "customer_name": "陈晓雯",
        "slots": {"phone": PHONE},
        "reasons": [{"reason": "loop", "evidence": [{"turn": 0, "rule": "angry", "quote": PHONE}]}],
    }
    await world.desk.store.commit(
        Commit(conversation=c, now_ms=NOW, once=f"frozen-{id}", entries=[], context=frozen)
    )


async def held(world: World, id: str = "web-a", name: str = "wang") -> httpx.AsyncClient:
    """The client of the agent who has claimed it."""
    await waiting(world, id)
    client = await world.agent(name)
    claimed = await client.post(f"/api/conversations/{id}/claim")
    assert claimed.status_code == 200
    return client


async def state(world: World) -> str:
    return (await world.desk.conversation("web-a")).state.value


async def audited(world: World) -> list[tuple[str, str]]:
    """What was looked at and by whom, the first look first."""
    rows = await asyncio.to_thread(world.console.archive.accesses, conversation="web-a")
    return [(row["action"], row["user_name"]) for row in reversed(rows)]
