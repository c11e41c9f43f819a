from typing import Any

import httpx
import pytest

from tests.handoff.build import LI, WANG, opened
from tests.handoff.console.conversations import NOW, WEB_A, a_message, audited, state, waiting
from tests.handoff.console.world import World


async def test_claim_whose_answer_was_lost_can_be_repeated(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    first = await client.post(f"{WEB_A}/claim")
    again = await client.post(f"{WEB_A}/claim")
    assert [first.status_code, again.status_code] == [200, 200]
    assert again.json()["epoch"] == first.json()["epoch"]


async def test_nobody_writes_into_a_conversation_of_somebody_else(world: World) -> None:
    await waiting(world)
    await world.desk.claim("web-a", WANG, NOW)
    client = await world.agent("li")
    calls: dict[str, dict[str, Any]] = {
        "messages": a_message(),
        "notes": a_message(),
        "park": {},
        "resolve": {"category": "invoice", "outcome": "solved"},
        "return-to-bot": {},
        "transfer": {"skill": "refund"},
    }
    for call, body in calls.items():
        answer = await client.post(f"{WEB_A}/{call}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours"), call
    assert await state(world) == "human"


@pytest.mark.parametrize(
    ("call", "body", "after"),
    [
        ("park", {"until_ms": NOW + 3_600_000, "note": "等客户照片"}, "parked"),
        ("park", {}, "parked"),
        ("resolve", {"category": "invoice", "outcome": "solved", "note": "已重开"}, "rating"),
        ("return-to-bot", {"note": "已登记"}, "bot"),
        ("transfer", {"skill": "refund", "note": "要退款"}, "queued"),
    ],
)
async def test_move_is_done_and_recorded(
    world: World, holder: httpx.AsyncClient, call: str, body: dict[str, Any], after: str
) -> None:
    answer = await holder.post(f"{WEB_A}/{call}", json=body)
    assert answer.status_code == 204
    assert await state(world) == after


async def test_transfer_to_a_colleague_prefers_them_and_to_nobody_is_refused(
    world: World, holder: httpx.AsyncClient
) -> None:
    path = f"{WEB_A}/transfer"
    assert (await holder.post(path, json={"agent": "U-nobody"})).status_code == 404
    for body in ({}, {"agent": "U1", "skill": "refund"}):
        assert (await holder.post(path, json=body)).status_code == 422
    designer = world.users.by_name("dora")
    refused = await holder.post(path, json={"agent": designer.id})
    assert (refused.status_code, refused.json()["field"]) == (404, "agent")
    li = world.users.by_name("li")
    assert (await holder.post(path, json={"agent": li.id})).status_code == 204
    assert (await world.desk.conversation("web-a")).preferred_agent == li.id


async def test_supervisor_takes_over_and_an_agent_may_not(world: World) -> None:
    await waiting(world)
    await world.desk.claim("web-a", LI, NOW)
    client, boss = await world.agent(), await world.agent("boss")
    assert (await client.post(f"{WEB_A}/take-over")).status_code == 403
    taken = await boss.post(f"{WEB_A}/take-over")
    assert (taken.status_code, taken.json()["mine"]) == (200, True)
    assert await audited(world) == [("take_over", "老张")]


async def test_agent_starts_a_conversation_to_keep_a_promise(world: World) -> None:
    await opened(world.desk, "web-a", NOW)
    client = await world.agent()
    started = await client.post(f"{WEB_A}/start")
    assert (started.status_code, started.json()["state"]) == (200, "human")


@pytest.mark.parametrize(
    "id", ["web-none", "x" * 200, "..%2f..%2fetc", "web%00a", "%F0%9F%98%80", "claim-next"]
)
async def test_unknown_conversation_is_a_4xx_in_the_one_shape(world: World, id: str) -> None:
    client = await world.agent()
    calls: list[httpx.Response] = [
        await client.get(f"/api/conversations/{id}"),
        await client.get(f"/api/conversations/{id}/messages"),
        await client.post(f"/api/conversations/{id}/claim"),
        await client.post(f"/api/conversations/{id}/messages", json=a_message()),
        await client.post(f"/api/conversations/{id}/park", json={}),
    ]
    for answer in calls:
        assert answer.status_code in (403, 404, 405)
        assert set(answer.json()) - {"field"} == {"code", "error"}
