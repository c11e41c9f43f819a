import time

from tests.handoff.build import queued
from tests.handoff.console.world import World

NOW = time.time_ns() // 1_000_000


async def taken(world: World, name: str, id: str) -> None:
    await queued(world.desk, id, now_ms=NOW, topic="request_refund")
    await world.says(id, "我的电话 13800138000", NOW, client_id=f"first-{id}")
    client = await world.agent(name)
    assert (await client.post(f"/api/conversations/{id}/claim")).status_code == 200
    await client.post("/api/presence", json={"state": "online"})


async def test_supervisor_sees_what_everybody_holds_masked(world: World) -> None:
    await taken(world, "wang", "web-a")
    await taken(world, "li", "web-b")
    boss = await world.agent("boss")
    rows = (await boss.get("/api/held")).json()["rows"]
    assert sorted((row["agent"]["name"], row["id"], row["state"]) for row in rows) == [
        ("小李", "web-b", "human"),
        ("小王", "web-a", "human"),
    ]
    assert {row["preview"] for row in rows} == {"我的电话 138****8000"}


async def test_agent_does_not_see_what_others_hold(world: World) -> None:
    client = await world.agent()
    refused = await client.get("/api/held")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_supervisor")
