"""Sending and receiving over HTTP."""

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from redis import asyncio as aioredis

from bot.channels.webchat.tokens import issue_session
from handoff.model import Draft
from tests.bot.channels.webchat.conftest import NewVisitor, Visitor
from tests.bot.serving import AGENT, SESSION_KEY, Served, served


async def test_a_sent_message_is_there_to_read(visitor: Visitor) -> None:
    sent = await visitor.send(client_message_id="m1", text="  我的快递到哪了 ")
    got = (await visitor.receive()).json()
    message = got["messages"][0]
    assert sent.status_code == 202
    assert got["owner"] == "bot"
    assert message | {"at_ms": 0} == {
        "id": sent.json()["id"],
        "from": "customer",
        "text": "我的快递到哪了",
        "client_message_id": "m1",
        "at_ms": 0,
    }


async def test_a_repeated_client_id_gives_the_same_answer_and_one_message(visitor: Visitor) -> None:
    answers = await asyncio.gather(*(visitor.send(client_message_id="m1", text="在吗") for _ in range(5)))
    later = await visitor.send(client_message_id="m1", text="另一句")
    assert {a.status_code for a in (*answers, later)} == {202}
    assert len({a.json()["id"] for a in (*answers, later)}) == 1
    assert await visitor.texts() == ["在吗"]


async def test_a_choice_that_was_offered_is_taken_and_reads_as_its_title(
    site: Served, visitor: Visitor
) -> None:
    data = {
        "choices": [{"title": "是的"}, {"title": "不用"}],
        "payloads": [{"intent": "affirm"}, {"intent": "deny"}],
    }
    await site.say(visitor.session, Draft(sender="bot", text="要退款吗", data=data))
    offered = (await visitor.receive()).json()["messages"][0]["choices"]
    answer = await visitor.send(client_message_id="c1", choice=offered[1]["id"])
    assert [c["title"] for c in offered] == ["是的", "不用"]
    assert answer.status_code == 202
    assert await visitor.texts() == ["要退款吗", "不用"]


async def test_a_choice_of_another_conversation_is_refused(
    site: Served, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    other = await new_visitor()
    await site.say(other.session, Draft(sender="bot", text="?", data={"choices": [{"title": "好"}]}))
    offered = (await other.receive()).json()["messages"][0]["choices"][0]["id"]
    answer = await visitor.send(client_message_id="c1", choice=offered)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_such_choice")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_message_id": "m"},
        {"client_message_id": "m", "text": ""},
        {"client_message_id": "m", "text": " \u3000\u200b "},
        {"client_message_id": "m", "text": "a\0b"},
        {"client_message_id": "m", "text": "长" * 4097},
        {"client_message_id": "m", "text": 5},
        {"client_message_id": "m", "text": ["a"]},
        {"client_message_id": "m", "text": "a", "choice": "b"},
        {"client_message_id": "m", "choice": "1-0:0"},
        {"client_message_id": "m", "choice": "99999999999999999999999-0:0"},
        {"client_message_id": "m", "file": "a" * 26},
        {"client_message_id": "m", "file": "../../etc/passwd"},
        {"client_message_id": "", "text": "a"},
        {"client_message_id": "x" * 65, "text": "a"},
        {"client_message_id": 7, "text": "a"},
        {"text": "a"},
    ],
)
async def test_a_wrong_body_is_refused_in_the_one_shape(visitor: Visitor, body: dict[str, object]) -> None:
    answer = await visitor.send(**body)
    problem = answer.json()
    assert answer.status_code in (404, 422)
    assert set(problem) <= {"code", "error", "field"}
    assert {"code", "error"} <= set(problem)
    assert await visitor.texts() == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"client_message_id":"m","text":"\xff\xfe"}',
        b'{"client_message_id":"m","text":"\\ud800"}',
        b"[" * 100_000,
        b"[1]",
        b'"a"',
        b"null",
        b'{"client_message_id":"m","text":' + b"9" * 10_000 + b"}",
    ],
)
async def test_a_broken_body_is_refused(visitor: Visitor, raw: bytes) -> None:
    headers = visitor.headers | {"Content-Type": "application/json"}
    answer = await visitor.http.post("/api/chat/messages", content=raw, headers=headers)
    assert answer.status_code in (400, 422)
    assert {"code", "error"} <= set(answer.json())


async def test_five_megabytes_are_too_large(visitor: Visitor) -> None:
    answer = await visitor.send(client_message_id="m", text="a" * 5_300_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_body_of_unknown_length_is_counted_while_it_arrives(visitor: Visitor) -> None:
    async def chunks() -> object:
        for _ in range(40):
            yield b"a" * 10_000

    answer = await visitor.http.post("/api/chat/messages", content=chunks(), headers=visitor.headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer a.b.c", "Bearer é.é.é"])
async def test_without_a_good_token_nothing_is_told(
    http: httpx.AsyncClient, visitor: Visitor, header: str
) -> None:
    headers = httpx.Headers({"Authorization": header}, encoding="latin-1")
    posted = await http.post(
        "/api/chat/messages", json={"client_message_id": "m", "text": "a"}, headers=headers
    )
    read = await http.get("/api/chat/messages", headers=headers)
    assert (posted.status_code, read.status_code) == (401, 401)
    assert {"code", "error"} == set(read.json())


async def test_a_token_speaks_for_its_own_conversation_only(
    visitor: Visitor, new_visitor: NewVisitor
) -> None:
    other = await new_visitor()
    await visitor.send(client_message_id="m1", text="秘密")
    assert await other.texts() == []


@pytest.mark.parametrize("after", ["x", "-1", "1-", "99999999999999999999", "1-2-3", "$"])
async def test_a_wrong_position_is_refused(visitor: Visitor, after: str) -> None:
    assert (await visitor.receive(after=after)).status_code == 422


@pytest.mark.parametrize("wait", ["nan", "inf", "-1", "x"])
async def test_a_wrong_waiting_time_is_refused(visitor: Visitor, wait: str) -> None:
    assert (await visitor.receive(wait_s=wait)).status_code == 422


async def test_a_long_poll_answers_as_soon_as_something_is_said(site: Served, visitor: Visitor) -> None:
    waiting = asyncio.create_task(visitor.receive(wait_s=20))
    await asyncio.sleep(0.3)
    began = time.monotonic()
    await site.say(visitor.session, Draft(sender="bot", text="您好"))
    got = await waiting
    assert [m["text"] for m in got.json()["messages"]] == ["您好"]
    assert time.monotonic() - began < 2


async def test_a_long_poll_ends_empty_when_nothing_is_said(visitor: Visitor) -> None:
    got = await visitor.receive(wait_s=0.3)
    assert got.json() == {"owner": "bot", "messages": []}


async def test_a_client_that_goes_away_leaves_no_listener_behind(site: Served, visitor: Visitor) -> None:
    for _ in range(12):
        waiting = asyncio.create_task(visitor.receive(wait_s=20))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.05)
    assert (await visitor.receive(wait_s=0.1)).status_code == 200


async def test_a_body_with_a_read_is_limited_too(visitor: Visitor) -> None:
    answer = await visitor.http.request(
        "GET", "/api/chat/messages", content=b"a" * 300_000, headers=visitor.headers
    )
    assert answer.status_code == 413


async def test_after_gives_only_what_is_newer(visitor: Visitor) -> None:
    first = (await visitor.send(client_message_id="m1", text="一")).json()["id"]
    await visitor.send(client_message_id="m2", text="二")
    got = (await visitor.receive(after=first)).json()
    assert [m["text"] for m in got["messages"]] == ["二"]


async def test_notes_and_what_the_bot_thought_are_never_shown(site: Served, visitor: Visitor) -> None:
    private = {
        "meta": {"intent": "greet"},
        "payloads": [{"x": 1}],
        "choices": [{"title": "好"}],
        "note": "n",
        "turn": "t",
    }
    await site.say(visitor.session, Draft(sender="bot", text="您好", data=private))
    await site.say(
        visitor.session,
        Draft(sender="agent", kind="note", text="内部", data={"agent": {"id": "w", "name": "王"}}),
    )
    messages = (await visitor.receive()).json()["messages"]
    assert [set(m) for m in messages] == [{"id", "from", "text", "choices", "at_ms"}]


async def test_owner_place_and_agent_are_told(
    site: Served, visitor: Visitor, new_visitor: NewVisitor
) -> None:
    first = await new_visitor()
    now_ms = time.time_ns() // 1_000_000
    await site.hand_over(first.session, now_ms=now_ms)
    await site.hand_over(visitor.session, now_ms=now_ms + 1)
    queued = (await visitor.receive()).json()
    await site.desk.claim(visitor.session, AGENT, now_ms=3)
    claimed = (await visitor.receive()).json()
    assert (queued["owner"], queued["position"]) == ("queue", 2)
    assert (claimed["owner"], claimed["agent"]) == ("human", {"name": "小王"})
    assert claimed["messages"][-1]["text"] == "小王 来了"


async def test_with_redis_away_nothing_is_acknowledged(domain: str, tmp_path: Path) -> None:
    nowhere = aioredis.Redis(unix_socket_path=str(tmp_path / "nothing.sock"), decode_responses=True)
    headers = {"Authorization": f"Bearer {issue_session(SESSION_KEY, 'web-a', int(time.time()))}"}
    async with served(nowhere, domain, tmp_path) as site, httpx.AsyncClient(base_url=site.url) as http:
        body = {"client_message_id": "m1", "text": "在吗"}
        answers = [
            await http.post("/api/chat/messages", json=body, headers=headers),
            await http.get("/api/chat/messages", headers=headers),
            await http.post("/api/chat/sessions", json={}),
        ]
    await nowhere.aclose()
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(503, "redis_unavailable")] * 3
    assert all(int(a.headers["Retry-After"]) >= 1 for a in answers)


async def test_a_flood_is_braked(visitor: Visitor) -> None:
    answers = [await visitor.send(client_message_id=f"m{n}", text="a") for n in range(70)]
    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
