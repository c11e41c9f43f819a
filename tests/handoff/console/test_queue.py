import asyncio

import pytest

from tests.handoff.build import queued
from tests.handoff.console.conversations import NOW, audited, waiting
from tests.handoff.console.world import World


async def test_queue_is_masked_and_in_order_of_urgency(world: World) -> None:
    await waiting(world, "web-a", queue_class=3)
    await waiting(world, "web-b", queue_class=0)
    client = await world.agent()
    rows = (await client.get("/api/queue")).json()["rows"]
    assert [row["id"] for row in rows] == ["web-b", "web-a"]
    assert rows[0]["preview"] == "我的电话 138****5678"


async def test_claim_next_gives_the_package_and_is_audited(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    answer = await client.post("/api/conversations/claim-next")
    package = answer.json()
    assert next(iter(package)) == "id"
    assert (package["id"], package["mine"], package["masked"]) == ("web-a", True, False)
    assert package["customer"]["name"] == "陈晓雯"
    assert package["draft"] != ""
    assert (await client.post("/api/conversations/claim-next")).status_code == 204
    assert await audited(world) == [("claim", "小王")]


async def test_many_agents_at_once_get_different_conversations(world: World) -> None:
    for n in range(3):
        await waiting(world, f"web-{n}")
    clients = [await world.agent(name) for name in ("wang", "li", "boss", "wang")]
    answers = await asyncio.gather(*(c.post("/api/conversations/claim-next") for c in clients))
    taken = [answer.json()["id"] for answer in answers if answer.status_code == 200]
    assert sorted(taken) == ["web-0", "web-1", "web-2"]
    assert [answer.status_code for answer in answers].count(204) == 1


@pytest.mark.parametrize("state", ["online", "away", "wrap_up", "offline"])
async def test_presence_is_seen_by_colleagues(world: World, state: str) -> None:
    client, other = await world.agent(), await world.agent("li")
    assert (await client.post("/api/presence", json={"state": state})).status_code == 204
    rows = (await other.get("/api/agents")).json()["rows"]
    assert [(row["name"], row["state"]) for row in rows] == [("小王", state)]


@pytest.mark.parametrize(
    "body", [{}, {"state": "asleep"}, {"state": "away", "reason": "x" * 81}, {"state": "away", "until": 1}]
)
async def test_bad_presence_is_refused(world: World, body: dict[str, object]) -> None:
    client = await world.agent()
    assert (await client.post("/api/presence", json=body)).status_code == 422


async def test_skills_of_people_who_left_are_no_targets(world: World) -> None:
    client = await world.agent()
    assert (await client.get("/api/agents")).json()["skills"] == ["refund"]
    world.users.disable("li")
    assert (await client.get("/api/agents")).json()["skills"] == []


async def test_agent_with_full_hands_is_told_so(world: World) -> None:
    world.users.change("wang", capacity=1)
    client = await world.agent()
    for id in ("web-a", "web-b"):
        await queued(world.desk, id, now_ms=NOW)
    assert (await client.post("/api/conversations/claim-next")).status_code == 200
    refused = await client.post("/api/conversations/claim-next")
    assert (refused.status_code, refused.json()["code"]) == (409, "at_capacity")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/me"),
        ("GET", "/api/queue"),
        ("GET", "/api/agents"),
        ("GET", "/api/phrases"),
        ("GET", "/api/conversations"),
        ("GET", "/api/conversations/web-a"),
        ("POST", "/api/logout"),
        ("POST", "/api/presence"),
        ("POST", "/api/conversations/claim-next"),
        ("POST", "/api/conversations/web-a/claim"),
        ("POST", "/api/conversations/web-a/take-over"),
        ("POST", "/api/conversations/web-a/resolve"),
    ],
)
async def test_nothing_is_given_without_a_login(world: World, method: str, path: str) -> None:
    answer = await world.client().request(method, path, json={"state": "online"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_logged_in")
