import asyncio
import io
import time
from typing import Any

import httpx
import pytest
from PIL import Image

from handoff.model import Draft, Inbound
from handoff.store.commit import Commit
from tests.handoff.build import LI, WANG, opened, queued
from tests.handoff.console.world import World

NOW = time.time_ns() // 1_000_000
PHONE = "13812345678"


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


async def audited(world: World, id: str = "web-a") -> list[tuple[str, str]]:
    rows = await asyncio.to_thread(world.console.archive.accesses, conversation=id)
    return [(row["action"], row["user_name"]) for row in reversed(rows)]


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


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


async def test_waiting_conversation_shows_nothing_personal_before_it_is_claimed(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    answer = await client.get("/api/conversations/web-a")
    package = answer.json()
    assert (package["mine"], package["masked"], package["customer"]["name"]) == (False, True, "陈**")
    for hidden in (PHONE, "陈晓雯", "20260001", "C0001"):
        assert hidden not in answer.text
    assert await audited(world) == []


async def test_claimed_conversation_is_closed_to_others_and_open_to_supervisors(world: World) -> None:
    await waiting(world)
    await world.desk.claim("web-a", WANG, NOW)
    client, boss = await world.agent("li"), await world.agent("boss")
    for call in ("", "/messages", "/files/abc"):
        answer = await client.get(f"/api/conversations/web-a{call}")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    refused = await client.post("/api/conversations/web-a/claim")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_claimed")
    assert "小王" in refused.json()["error"]
    seen = (await boss.get("/api/conversations/web-a")).json()
    assert (seen["mine"], seen["masked"]) == (False, False)
    assert await audited(world) == [("view", "老张")]


async def test_refreshing_screen_is_one_look_and_another_person_is_another(world: World) -> None:
    await waiting(world)
    client, boss = await world.agent(), await world.agent("boss")
    await client.post("/api/conversations/web-a/claim")
    for _ in range(3):
        await client.get("/api/conversations/web-a")
        await boss.get("/api/conversations/web-a")
    assert await audited(world) == [("claim", "小王"), ("view", "小王"), ("view", "老张")]


async def test_claim_whose_answer_was_lost_can_be_repeated(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    first = await client.post("/api/conversations/web-a/claim")
    again = await client.post("/api/conversations/web-a/claim")
    assert [first.status_code, again.status_code] == [200, 200]
    assert again.json()["epoch"] == first.json()["epoch"]


async def test_many_agents_at_once_get_different_conversations(world: World) -> None:
    for n in range(3):
        await waiting(world, f"web-{n}")
    clients = [await world.agent(name) for name in ("wang", "li", "boss", "wang")]
    answers = await asyncio.gather(*(c.post("/api/conversations/claim-next") for c in clients))
    taken = [answer.json()["id"] for answer in answers if answer.status_code == 200]
    assert sorted(taken) == ["web-0", "web-1", "web-2"]
    assert [answer.status_code for answer in answers].count(204) == 1


async def test_message_sent_twice_is_one_message(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    ids = {
        (await client.post("/api/conversations/web-a/messages", json=a_message())).json()["id"] for _ in "12"
    }
    log = (await client.get("/api/conversations/web-a/messages")).json()["entries"]
    assert [e["id"] for e in log if e["from"] == "agent"] == list(ids)
    assert [e["text"] for e in await world.desk.entries("web-a") if e["from"] == "agent"] == ["您好"]


async def test_note_is_for_agents_only(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    answer = await client.post("/api/conversations/web-a/notes", json=a_message(text="先别承诺"))
    assert answer.status_code == 200
    assert "先别承诺" in (await client.get("/api/conversations/web-a")).text
    assert all("先别承诺" not in str(entry) for entry in await world.desk.entries("web-a"))


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
        answer = await client.post(f"/api/conversations/web-a/{call}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours"), call
    assert (await world.desk.conversation("web-a")).state.value == "human"


@pytest.mark.parametrize(
    ("call", "body", "state"),
    [
        ("park", {"until_ms": NOW + 3_600_000, "note": "等客户照片"}, "parked"),
        ("park", {}, "parked"),
        ("resolve", {"category": "invoice", "outcome": "solved", "note": "已重开"}, "rating"),
        ("return-to-bot", {"note": "已登记"}, "bot"),
        ("transfer", {"skill": "refund", "note": "要退款"}, "queued"),
    ],
)
async def test_move_is_done_and_recorded(world: World, call: str, body: dict[str, Any], state: str) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    answer = await client.post(f"/api/conversations/web-a/{call}", json=body)
    assert answer.status_code == 204
    assert (await world.desk.conversation("web-a")).state.value == state


async def test_transfer_to_a_colleague_prefers_them_and_to_nobody_is_refused(world: World) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    path = "/api/conversations/web-a/transfer"
    assert (await client.post(path, json={"agent": "U-nobody"})).status_code == 404
    for body in ({}, {"agent": "U1", "skill": "refund"}):
        assert (await client.post(path, json=body)).status_code == 422
    designer = world.users.by_name("dora")
    refused = await client.post(path, json={"agent": designer.id})
    assert (refused.status_code, refused.json()["field"]) == (404, "agent")
    li = world.users.by_name("li")
    assert (await client.post(path, json={"agent": li.id})).status_code == 204
    assert (await world.desk.conversation("web-a")).preferred_agent == li.id


async def test_supervisor_takes_over_and_an_agent_may_not(world: World) -> None:
    await waiting(world)
    await world.desk.claim("web-a", LI, NOW)
    client, boss = await world.agent(), await world.agent("boss")
    assert (await client.post("/api/conversations/web-a/take-over")).status_code == 403
    taken = await boss.post("/api/conversations/web-a/take-over")
    assert (taken.status_code, taken.json()["mine"]) == (200, True)
    assert await audited(world) == [("take_over", "老张")]


async def test_agent_starts_a_conversation_to_keep_a_promise(world: World) -> None:
    await opened(world.desk, "web-a", NOW)
    client = await world.agent()
    started = await client.post("/api/conversations/web-a/start")
    assert (started.status_code, started.json()["state"]) == (200, "human")


async def test_mine_are_listed_longest_unanswered_first_with_the_last_words(world: World) -> None:
    client = await world.agent()
    for id in ("web-a", "web-b"):
        await waiting(world, id)
        await client.post(f"/api/conversations/{id}/claim")
    await client.post("/api/conversations/web-a/messages", json=a_message())
    rows = (await client.get("/api/conversations?mine")).json()["rows"]
    assert [(row["id"], row["preview"]) for row in rows] == [
        ("web-b", f"我的电话 {PHONE}"),
        ("web-a", f"我的电话 {PHONE}"),
    ]


async def test_pressed_button_is_the_last_word_in_both_lists(world: World) -> None:
    await waiting(world, "web-a")
    asked = Draft(
        sender="bot", text="解决了吗？", data={"choices": [{"title": "没有解决"}], "payloads": [{}]}
    )
    c = await world.desk.conversation("web-a")
    told = await world.desk.store.commit(Commit(conversation=c, now_ms=NOW, once="asked", entries=[asked]))
    press = Inbound(conversation="web-a", client_message_id="press-1", sent_ms=NOW, choice=f"{told.ids[0]}:0")
    await world.desk.accept(press)
    client = await world.agent()
    assert (await client.get("/api/queue")).json()["rows"][0]["preview"] == "没有解决"
    await client.post("/api/conversations/web-a/claim")
    assert (await client.get("/api/conversations")).json()["rows"][0]["preview"] == "没有解决"


async def test_last_words_are_found_before_much_that_was_noted_since(world: World) -> None:
    client = await world.agent()
    await waiting(world, "web-a")
    await client.post("/api/conversations/web-a/claim")
    for n in range(20):
        note = {"client_message_id": f"note-{n:08}", "text": "查过"}
        await client.post("/api/conversations/web-a/notes", json=note)
    assert (await client.get("/api/conversations")).json()["rows"][0]["preview"] == f"我的电话 {PHONE}"


async def test_advice_is_in_the_language_that_the_agent_has_chosen(world: World) -> None:
    await waiting(world, "web-a")
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    steps = {}
    for language in ("en", "zh"):
        headers = {"Accept-Language": language}
        steps[language] = (await client.get("/api/conversations/web-a", headers=headers)).json()["steps"]
    assert "Say hello and that you will see it through" in steps["en"]
    assert "打招呼并说明会跟进到底" in steps["zh"]


async def test_earlier_contacts_come_from_the_archive(world: World) -> None:
    old = {"conversation": "web-old", "at_ms": NOW - 10**8, "epoch": 1, "from": "system", "kind": "move"}
    about = {"customer": "C0001", "category": "invoice", "outcome": "solved"}
    for n, (name, before, after) in enumerate(
        [("escalate", "bot", "queued"), ("claim", "queued", "human"), ("resolve", "human", "rating")]
    ):
        move = {"name": name, "from": before, "to": after}
        world.console.archive.record({**old, "id": f"{n}-1", "move": move, "about": about})
    await waiting(world)
    client = await world.agent()
    package = (await client.post("/api/conversations/claim-next")).json()
    assert [contact["category"] for contact in package["customer"]["earlier"]] == ["invoice"]


async def test_a_guests_package_shows_no_contact_of_others_at_the_same_address(world: World) -> None:
    old = {"conversation": "web-old", "at_ms": NOW - 10**8, "epoch": 1, "from": "bot", "kind": "message"}
    for n, about in enumerate(({"customer": "C0001", "client": "c1"}, {"client": "c1"})):
        event = {
            **old,
            "conversation": f"web-old{n}",
            "id": f"{n}-1",
            "about": about | {"category": "invoice"},
        }
        world.console.archive.record(event)
    await queued(world.desk, "web-guest", now_ms=NOW)
    client = await world.agent()
    package = (await client.post("/api/conversations/claim-next")).json()
    assert package["customer"]["earlier"] == []


async def test_photo_is_uploaded_sent_and_seen_by_its_people_only(world: World) -> None:
    await waiting(world)
    await waiting(world, "web-b")
    client, other = await world.agent(), await world.agent("li")
    await client.post("/api/conversations/web-a/claim")
    await other.post("/api/conversations/web-b/claim")
    stored = await client.post("/api/conversations/web-a/files", files={"file": a_picture()})
    assert stored.status_code == 201
    file = stored.json()["file"]
    sent = await client.post("/api/conversations/web-a/messages", json=a_message(text=None, file=file))
    assert sent.status_code == 200
    seen = await client.get(f"/api/conversations/web-a/files/{file}")
    assert (seen.headers["content-type"], seen.status_code) == ("image/png", 200)
    assert (await other.get(f"/api/conversations/web-a/files/{file}")).status_code == 403
    assert (await other.get(f"/api/conversations/web-b/files/{file}")).status_code == 404
    stolen = await other.post("/api/conversations/web-b/messages", json=a_message(file=file))
    assert stolen.status_code == 404
    assert ("view_photo", "小王") in await audited(world)


async def test_file_that_is_no_photo_is_refused(world: World) -> None:
    await waiting(world)
    client, other = await world.agent(), await world.agent("li")
    await client.post("/api/conversations/web-a/claim")
    path = "/api/conversations/web-a/files"
    assert (await client.post(path, files={"file": b"<svg onload=alert(1)>"})).status_code == 415
    assert (await client.post(path, files={"file": b"x" * (5 * 1024 * 1024 + 1)})).status_code == 413
    assert (await client.post(path)).status_code == 422
    assert (await other.post(path, files={"file": a_picture()})).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (a_message(text=""), "text"),
        (a_message(text=" \n\u0000\u200e "), "text"),
        (a_message(text="长" * 4001), "text"),
        (a_message(text=7), "text"),
        (a_message(client_message_id="short"), "client_message_id"),
        (a_message(client_message_id="x" * 65), "client_message_id"),
        (a_message(client_message_id="has space 1"), "client_message_id"),
        (a_message(extra=1), "extra"),
        ({"client_message_id": "client-id-1"}, None),
        (a_message(file="../../etc/passwd"), "file"),
    ],
)
async def test_bad_message_is_refused_and_names_its_field(
    world: World, body: dict[str, Any], field: str | None
) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    answer = await client.post("/api/conversations/web-a/messages", json=body)
    assert answer.status_code == 422
    assert answer.json().get("field") == field
    assert not any(e["from"] == "agent" for e in await world.desk.entries("web-a"))


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


@pytest.mark.parametrize("after", ["x", "-1", "1-2-3", "0 OR 1", "9" * 30])
async def test_bad_cursor_is_refused(world: World, after: str) -> None:
    await waiting(world)
    client = await world.agent()
    await client.post("/api/conversations/web-a/claim")
    answer = await client.get("/api/conversations/web-a/messages", params={"after": after})
    assert (answer.status_code, answer.json()["field"]) == (422, "after")
