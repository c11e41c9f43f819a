import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from handoff.console import live
from handoff.console.auth import SESSION_COOKIE
from handoff.console.hub import BACKLOG, Listener
from tests.handoff.build import queued
from tests.handoff.console.left_messages import leaves
from tests.handoff.console.world import World, serving

NOW = time.time_ns() // 1_000_000


@pytest.fixture
async def host(world: World) -> AsyncIterator[str]:
    async with serving(world) as host:
        yield host


@asynccontextmanager
async def socket(
    world: World, host: str, name: str = "wang", origin: str | None = None
) -> AsyncIterator[ClientConnection]:
    user = world.users.by_name(name)
    token = world.console.sessions.start(user, "::1")
    headers = {"Cookie": f"{SESSION_COOKIE}={token}"} | ({"Origin": origin} if origin else {})
    async with connect(f"ws://{host}/api/live", additional_headers=headers) as opened:
        yield opened


async def until(opened: ClientConnection, kind: str, **wanted: Any) -> dict[str, Any]:
    """The next push of this kind that holds what is wanted; pings are answered meanwhile."""
    async with asyncio.timeout(5):
        while True:
            push: dict[str, Any] = json.loads(await opened.recv())
            if push["type"] == "ping":
                await opened.send('{"type": "pong"}')
            if push["type"] == kind and all(push[name] == value for name, value in wanted.items()):
                return push


async def closed_with(opened: ClientConnection) -> int:
    async with asyncio.timeout(5):
        try:
            while True:
                await opened.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


async def test_socket_begins_with_the_queue_and_ones_own(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    async with socket(world, host) as opened:
        picture = await until(opened, "queue")
        assert [row["id"] for row in picture["rows"]] == ["web-a"]
        assert (await until(opened, "mine"))["rows"] == []


async def test_claim_of_one_agent_is_told_to_the_others_at_once(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    async with socket(world, host, "li") as opened:
        await until(opened, "mine")
        client = await world.agent("wang")
        begun = time.monotonic()
        await client.post("/api/conversations/claim-next")
        await until(opened, "queue", rows=[])
        assert time.monotonic() - begun < 1.0


async def test_watched_log_is_pushed_from_where_the_page_stands(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client = await world.agent()
    package = (await client.post("/api/conversations/claim-next")).json()
    async with socket(world, host) as opened:
        watch = {"type": "watch", "conversation": "web-a", "after": package["log"][-1]["id"]}
        await opened.send(json.dumps(watch))
        await world.says("web-a", "还在吗", NOW + 1)
        assert [e["text"] for e in (await until(opened, "entries"))["entries"]] == ["还在吗"]
        body = {"client_message_id": "note-id-1", "text": "内部"}
        await client.post("/api/conversations/web-a/notes", json=body)
        assert [e["kind"] for e in (await until(opened, "entries"))["entries"]] == ["note"]


async def test_watched_log_stops_when_the_conversation_is_somebody_elses(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client, boss = await world.agent(), await world.agent("boss")
    await client.post("/api/conversations/claim-next")
    async with socket(world, host) as opened:
        await opened.send(json.dumps({"type": "watch", "conversation": "web-a", "after": "0"}))
        await until(opened, "entries")
        await boss.post("/api/conversations/web-a/take-over")
        await world.says("web-a", "秘密", NOW + 1)
        await until(opened, "mine", rows=[])
        assert await pushed_within(opened, 0.4, "entries") == []


async def pushed_within(opened: ClientConnection, seconds: float, kind: str) -> list[dict[str, Any]]:
    found = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                push = json.loads(await opened.recv())
                if push["type"] == kind:
                    found.append(push)
    except TimeoutError:
        return found


async def test_move_of_the_watched_conversation_asks_to_read_it_anew(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client = await world.agent()
    await client.post("/api/conversations/claim-next")
    async with socket(world, host) as opened:
        await opened.send(json.dumps({"type": "watch", "conversation": "web-a", "after": "0"}))
        await until(opened, "entries")
        await client.post("/api/conversations/web-a/park", json={})
        await until(opened, "changed", conversation="web-a")


async def test_customers_typing_is_shown_and_the_agents_is_told(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client = await world.agent()
    await client.post("/api/conversations/claim-next")
    async with socket(world, host) as opened:
        await opened.send(json.dumps({"type": "watch", "conversation": "web-a", "after": "0"}))
        await until(opened, "entries")
        await world.desk.typing("web-a", "customer", NOW)
        assert (await until(opened, "typing"))["who"] == "customer"
        await opened.send('{"type": "typing"}')
        assert (await until(opened, "typing"))["who"] == "agent"


async def test_answered_ping_keeps_the_lease_and_a_silent_page_is_dropped(
    world: World, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PING_S", 0.05)
    keys, user = world.desk.store.keys, world.users.by_name("wang")
    async with socket(world, host) as opened:
        await until(opened, "ping")
        await world.desk.store.redis.zadd(keys.leases, {user.id: 1})
        await until(opened, "ping")
        await until(opened, "ping")
        lease = await world.desk.store.redis.zscore(keys.leases, user.id)
        assert lease is not None
        assert lease > NOW
        assert await closed_with(opened) == live.TOO_SLOW


async def test_logout_ends_the_open_socket(world: World, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PING_S", 0.05)
    async with socket(world, host) as opened:
        await until(opened, "mine")
        world.users.disable("wang")
        assert await closed_with(opened) == live.LOGGED_OUT


async def test_socket_without_a_session_says_log_in(world: World, host: str) -> None:
    async with connect(f"ws://{host}/api/live") as opened:
        assert await closed_with(opened) == live.LOGGED_OUT


async def test_socket_from_another_origin_or_for_a_designer_is_refused(world: World, host: str) -> None:
    async with socket(world, host, origin="https://evil.test") as opened:
        assert await closed_with(opened) == live.REFUSED
    async with socket(world, host, "dora") as opened:
        assert await closed_with(opened) == live.REFUSED
    async with socket(world, host, origin=f"http://{host}") as opened:
        await until(opened, "mine")


@pytest.mark.parametrize(
    "words", ["", "[]", "{", '{"type": "fly"}', '{"type": "watch"}', '"' + "x" * 3000 + '"', "7"]
)
async def test_nonsense_ends_the_socket(world: World, host: str, words: str) -> None:
    async with socket(world, host) as opened:
        await until(opened, "mine")
        await opened.send(words)
        assert await closed_with(opened) == live.REFUSED


async def test_watching_an_unknown_conversation_is_refused_and_the_socket_stays(
    world: World, host: str
) -> None:
    async with socket(world, host) as opened:
        await opened.send('{"type": "watch", "conversation": "web-none"}')
        assert (await until(opened, "refused"))["code"] == "no_such_conversation"
        await queued(world.desk, "web-a", now_ms=NOW)
        assert [row["id"] for row in (await until(opened, "queue"))["rows"]] == ["web-a"]


def test_console_that_does_not_keep_up_is_lost_instead_of_growing() -> None:
    listener = Listener()
    for _ in range(BACKLOG):
        listener.offer({"type": "queue"})
    assert not listener.lost.is_set()
    listener.offer({"type": "queue"})
    assert listener.lost.is_set()
    assert listener.pushes.qsize() == BACKLOG


async def test_left_messages_are_pushed_when_they_come_and_when_they_are_closed(
    world: World, host: str
) -> None:
    async with socket(world, host, "li") as opened:
        assert (await until(opened, "tickets"))["rows"] == []
        number = await leaves(world, "web-a", "请回电", contact="13812345678")
        shown = await until(opened, "tickets", open=1)
        assert [(row["number"], row["contact"]) for row in shown["rows"]] == [(number, "138****5678")]
        client = await world.agent("wang")
        await client.post(f"/api/tickets/{number}/done", json={"note": "已电话联系"})
        assert (await until(opened, "tickets", open=0))["rows"] == []


async def test_page_that_asks_whether_the_line_carries_is_answered(world: World, host: str) -> None:
    async with socket(world, host) as opened:
        await opened.send('{"type": "ping"}')
        await until(opened, "pong")


async def test_agent_is_told_who_has_the_conversation_that_was_taken_away(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client = await world.agent("wang")
    await client.post("/api/conversations/web-a/claim")
    async with socket(world, host) as opened:
        await opened.send('{"type": "watch", "conversation": "web-a"}')
        await until(opened, "entries", conversation="web-a")
        await (await world.agent("boss")).post("/api/conversations/web-a/take-over")
        lost = await until(opened, "lost")
        assert (lost["conversation"], lost["state"], lost["agent"]) == ("web-a", "human", "老张")


async def test_supervisor_is_told_what_everybody_holds(world: World, host: str) -> None:
    await queued(world.desk, "web-a", now_ms=NOW)
    client = await world.agent("wang")
    await client.post("/api/presence", json={"state": "online"})
    async with socket(world, host, "boss") as opened:
        await until(opened, "held", rows=[])
        await client.post("/api/conversations/web-a/claim")
        rows = (await until(opened, "held"))["rows"]
        assert [(row["id"], row["agent"]["name"]) for row in rows] == [("web-a", "小王")]
