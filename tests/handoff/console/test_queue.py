import time

import pytest

from tests.handoff.build import queued
from tests.handoff.console.world import World

NOW = time.time_ns() // 1_000_000


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
