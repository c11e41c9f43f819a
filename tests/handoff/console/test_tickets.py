import asyncio
from typing import Any

import httpx
import pytest

from handoff.console.left import mask_contact
from handoff.transitions import State
from tests.handoff.build import queued
from tests.handoff.console.left_messages import leaves, now_ms
from tests.handoff.console.world import World

PHONE = "13812345678"
TEXT = f"空气炸锅少一个篮子，订单4504230820235146138，打 {PHONE}"
DONE = {"note": "已电话联系：明天补发"}


async def rows(client: httpx.AsyncClient, state: str = "open") -> list[dict[str, Any]]:
    answer = await client.get("/api/tickets", params={"state": state})
    assert answer.status_code == 200
    return list(answer.json()["rows"])


async def refused(answer: httpx.Response) -> tuple[int, str]:
    assert set(answer.json()) <= {"code", "error", "field"}
    return answer.status_code, answer.json()["code"]


async def test_what_was_left_is_listed_by_due_time_and_masked(world: World) -> None:
    later = await leaves(world, "web-a", "改到后天", customer="C0012")
    sooner = await leaves(world, "web-b", TEXT, contact=PHONE, due_in_ms=-1_000)
    client = await world.agent()
    first, second = await rows(client)
    assert (first["number"], second["number"]) == (sooner, later)
    assert first["text"] == "空气炸锅少一个篮子，订单****6138，打 138****5678"
    assert (first["contact"], first["known"], first["order"]) == ("138****5678", False, "6138")
    assert (second["contact"], second["known"], second["name"]) == (None, True, "陈**")
    assert (first["channel"], first["language"], first["category"]) == ("web", "zh-Hans", "not_received")
    assert first["due_ms"] < now_ms() < second["due_ms"]
    for hidden in (PHONE, "陈晓雯", "C0012"):
        assert hidden not in str([first, second])


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        (PHONE, "138****5678"),
        ("wang@qq.com", "w***@qq.com"),
        ("微信 abc123", "微信 ab***"),
        ("wx: abc123", "wx: ab***"),
        ("020 7946 0958", "020****58"),
        ("88886666", "888****66"),
        ("不想留电话", "不想留电话"),
    ],
)
def test_every_way_of_reaching_somebody_is_masked(contact: str, shown: str) -> None:
    assert mask_contact(contact) == shown


async def test_the_whole_message_is_shown_to_who_asks_and_the_look_is_noted(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    client = await world.agent()
    whole = (await client.get(f"/api/tickets/{number}")).json()
    assert (whole["text"], whole["contact"], whole["state"]) == (TEXT, PHONE, "open")
    looks = await asyncio.to_thread(world.console.archive.accesses, conversation="web-a")
    assert [(look["action"], look["user_name"]) for look in looks] == [("view_ticket", "小王")]


async def test_the_conversation_is_shown_masked_before_it_is_answered(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    client = await world.agent()
    answer = await client.get("/api/conversations/web-a")
    package = answer.json()
    assert (package["state"], package["masked"], package["mine"]) == ("bot", True, False)
    assert package["log"][0]["text"].startswith("空气炸锅少一个篮子")
    assert PHONE not in answer.text
    await client.post(f"/api/tickets/{number}/done", json=DONE)
    assert await refused(await client.get("/api/conversations/web-a")) == (403, "not_yours")


async def test_answering_takes_up_the_conversation_and_closes_the_message(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    client = await world.agent()
    package = (await client.post(f"/api/tickets/{number}/answer")).json()
    assert (package["id"], package["mine"], package["state"]) == ("web-a", True, "human")
    [left] = package["tickets"]
    assert (left["text"], left["contact"], left["closed"]["how"]) == (TEXT, PHONE, "answered")
    assert package["deadlines"]["first_reply_ms"] == left["due_ms"]
    assert await rows(client) == []
    [done] = await rows(client, "done")
    assert (done["closed"]["by"], done["closed"]["how"]) == ("小王", "answered")
    [held] = (await client.get("/api/conversations")).json()["rows"]
    assert held["waiting_since_ms"] > 0
    said = {"client_message_id": "client-id-1", "text": "明天补发"}
    assert (await client.post("/api/conversations/web-a/messages", json=said)).status_code == 200
    assert [e["text"] for e in await world.desk.entries("web-a") if e["from"] == "agent"] == ["明天补发"]


async def test_answer_that_is_asked_for_again_gives_the_same_conversation(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    client = await world.agent()
    for _ in range(2):
        answer = await client.post(f"/api/tickets/{number}/answer")
        assert (answer.status_code, answer.json()["mine"]) == (200, True)


async def test_of_two_agents_who_answer_one_gets_it(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    wang, li = await world.agent("wang"), await world.agent("li")
    answers = await asyncio.gather(*(c.post(f"/api/tickets/{number}/answer") for c in (wang, li)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    holder = (await world.desk.conversation("web-a")).agent
    assert holder is not None
    [done] = await rows(wang, "done")
    assert done["closed"]["by"] == holder["name"]


async def test_who_came_back_and_queues_is_claimed_by_the_answer(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    await queued(world.desk, "web-a", now_ms=now_ms())
    client = await world.agent()
    assert (await client.post(f"/api/tickets/{number}/answer")).json()["mine"]
    assert await world.desk.store.queue(10) == []
    assert await rows(client) == []


async def test_conversation_of_a_colleague_cannot_be_taken_by_answering(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    wang, li = await world.agent("wang"), await world.agent("li")
    await wang.post("/api/conversations/web-a/start")
    answer = await li.post(f"/api/tickets/{number}/answer")
    assert await refused(answer) == (409, "already_claimed")
    assert "小王" in answer.json()["error"]
    assert await refused(await li.get("/api/conversations/web-a")) == (403, "not_yours")
    assert [row["number"] for row in await rows(li)] == [number]


async def test_done_closes_with_a_note_and_leaves_the_conversation_alone(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    boss = await world.agent("boss")
    assert (await boss.post(f"/api/tickets/{number}/done", json=DONE)).status_code == 204
    assert await rows(boss) == []
    [row] = await rows(boss, "done")
    assert (row["state"], row["closed"]["by"], row["closed"]["note"]) == ("done", "老张", DONE["note"])
    assert (await world.desk.conversation("web-a")).state is State.BOT


async def test_done_twice_is_done_once_and_a_colleague_is_told(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    wang, li = await world.agent("wang"), await world.agent("li")
    for _ in range(2):
        assert (await wang.post(f"/api/tickets/{number}/done", json=DONE)).status_code == 204
    for path, body in (("done", DONE), ("answer", None)):
        answer = await li.post(f"/api/tickets/{number}/{path}", json=body)
        assert await refused(answer) == (409, "ticket_closed")
        assert "小王" in answer.json()["error"]


@pytest.mark.parametrize(
    "body", [{}, {"note": ""}, {"note": "  "}, {"note": "x" * 2001}, {"note": "x", "how": "y"}]
)
async def test_done_without_a_fitting_note_is_refused(world: World, body: dict[str, str]) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    client = await world.agent()
    assert await refused(await client.post(f"/api/tickets/{number}/done", json=body)) == (422, "invalid")
    assert len(await rows(client)) == 1


async def test_message_whose_conversation_is_gone_can_still_be_settled(world: World) -> None:
    number = world.console.archive.open_ticket(
        key="old", category="refund", text="请回电", now_ms=1, conversation="web-gone", contact=PHONE
    )
    client = await world.agent()
    [row] = await rows(client)
    assert (row["channel"], row["language"], row["name"]) == ("web", "", "")
    assert await refused(await client.post(f"/api/tickets/{number}/answer")) == (404, "no_such_conversation")
    assert (await client.post(f"/api/tickets/{number}/done", json=DONE)).status_code == 204


@pytest.mark.parametrize("number", ["T100001", "T1", "100001", "T99999999999999999", "x"])
async def test_number_of_no_message_is_not_found(world: World, number: str) -> None:
    client = await world.agent()
    for method, path in (("GET", ""), ("POST", "/answer"), ("POST", "/done")):
        body = DONE if path == "/done" else None
        answer = await client.request(method, f"/api/tickets/{number}{path}", json=body)
        assert await refused(answer) == (404, "no_such_ticket")


async def test_messages_are_for_agents_and_supervisors(world: World) -> None:
    number = await leaves(world, "web-a", TEXT, contact=PHONE)
    calls = (("GET", ""), ("GET", f"/{number}"), ("POST", f"/{number}/answer"), ("POST", f"/{number}/done"))
    designer, nobody = await world.agent("dora"), world.client()
    for method, path in calls:
        body = DONE if path.endswith("done") else None
        asked = [await c.request(method, f"/api/tickets{path}", json=body) for c in (designer, nobody)]
        assert [await refused(a) for a in asked] == [(403, "not_for_role"), (401, "not_logged_in")]
    assert await refused(await (await world.agent()).get("/api/tickets?state=all")) == (422, "invalid")


def test_openapi_tells_every_call(world: World) -> None:
    paths = world.app.openapi()["paths"]
    told = {(path, method) for path in paths if path.startswith("/api/tickets") for method in paths[path]}
    assert told == {
        ("/api/tickets", "get"),
        ("/api/tickets/{number}", "get"),
        ("/api/tickets/{number}/answer", "post"),
        ("/api/tickets/{number}/done", "post"),
    }
    assert all(paths[path][method]["description"] for path, method in told)
