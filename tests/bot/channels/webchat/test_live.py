"""The live socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

from handoff.model import Draft
from tests.bot.channels.webchat.conftest import Visitor
from tests.bot.serving import AGENT, Served


@asynccontextmanager
async def line(
    site: Served, token: str | None, after: str = "0", protocols: list[str] | None = None
) -> AsyncIterator[ClientConnection]:
    if protocols is None:
        protocols = ["frontdesk", f"bearer.{token}"] if token else ["frontdesk"]
    address = site.url.replace("http", "ws", 1) + f"/api/chat/live?after={after}"
    async with connect(address, subprotocols=protocols or None) as socket:  # type: ignore[arg-type]
        yield socket


async def frame(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next frame of a kind; others in between are passed over."""
    async with asyncio.timeout(10):
        while True:
            got: dict[str, Any] = json.loads(await socket.recv())
            if got["type"] == kind:
                return got


async def closed(socket: ClientConnection) -> int:
    """The code with which the server closes the line."""
    async with asyncio.timeout(15):
        with suppress(ConnectionClosedError):
            async for _ in socket:
                pass
        await socket.wait_closed()
    assert socket.close_code is not None
    return socket.close_code


async def test_messages_are_pushed_as_they_come(site: Served, visitor: Visitor) -> None:
    await visitor.send(client_message_id="m1", text="在吗")
    async with line(site, visitor.token) as socket:
        before = await frame(socket, "messages")
        await site.say(visitor.session, Draft(sender="bot", text="在的"))
        pushed = await frame(socket, "messages")
    assert socket.subprotocol == "frontdesk"
    assert [m["text"] for m in before["messages"]] == ["在吗"]
    assert [(m["from"], m["text"]) for m in pushed["messages"]] == [("bot", "在的")]
    assert pushed["owner"] == "bot"


async def test_a_line_goes_on_where_the_last_one_ended(site: Served, visitor: Visitor) -> None:
    first = (await visitor.send(client_message_id="m1", text="一")).json()["id"]
    await visitor.send(client_message_id="m2", text="二")
    async with line(site, visitor.token, after=first) as socket:
        assert [m["text"] for m in (await frame(socket, "messages"))["messages"]] == ["二"]


async def test_more_than_a_page_arrives_whole_and_in_order(site: Served, visitor: Visitor) -> None:
    for n in range(230):
        await site.say(visitor.session, Draft(sender="bot", text=str(n)))
    async with line(site, visitor.token) as socket:
        got = (await frame(socket, "messages"))["messages"] + (await frame(socket, "messages"))["messages"]
    assert [m["text"] for m in got] == [str(n) for n in range(230)]


async def test_a_change_of_owner_and_typing_are_pushed(site: Served, visitor: Visitor) -> None:
    async with line(site, visitor.token) as socket:
        await frame(socket, "state")
        await site.hand_over(visitor.session)
        queued = await frame(socket, "state")
        await site.desk.claim(visitor.session, AGENT, now_ms=2)
        claimed = await frame(socket, "messages")
        await site.desk.typing(visitor.session, "agent", now_ms=3)
        typing = await frame(socket, "typing")
    assert queued == {"type": "state", "owner": "queue", "position": 1}
    assert (claimed["owner"], claimed["agent"]) == ("human", {"name": "小王"})
    assert typing == {"type": "typing", "from": "agent"}


async def test_the_agents_hear_that_the_customer_types(site: Served, visitor: Visitor) -> None:
    events = site.desk.feed.subscribe()
    heard = asyncio.ensure_future(anext(events))
    async with line(site, visitor.token) as socket:
        await socket.send(json.dumps({"typing": True}))
        event = await asyncio.wait_for(heard, 5)
    assert (event["kind"], event["who"], event["conversation"]) == ("typing", "customer", visitor.session)


async def test_the_token_may_be_the_first_message(site: Served, visitor: Visitor) -> None:
    async with line(site, None) as socket:
        await socket.send(json.dumps({"token": visitor.token}))
        assert (await frame(socket, "state"))["owner"] == "bot"


@pytest.mark.parametrize(
    "first", ["", "x", "[]", '{"token": 5}', '{"token": "a.b.c"}', "[" * 8000, "x" * 9000]
)
async def test_a_wrong_first_message_closes_the_line(site: Served, first: str) -> None:
    async with line(site, None) as socket:
        await socket.send(first)
        assert await closed(socket) == 4401


async def test_a_forged_token_closes_the_line(site: Served) -> None:
    async with line(site, "a.b.c") as socket:
        assert await closed(socket) == 4401


async def test_a_wrong_position_closes_the_line(site: Served, visitor: Visitor) -> None:
    async with line(site, visitor.token, after="x") as socket:
        assert await closed(socket) == 4422


async def test_odd_frames_do_no_harm(site: Served, visitor: Visitor) -> None:
    async with line(site, visitor.token) as socket:
        await frame(socket, "state")
        for odd in ("", "null", "[]", '{"typing": "x"}', "[" * 8000, b"\xff\xfe", "x" * 20_000):
            await socket.send(odd)
        await site.say(visitor.session, Draft(sender="bot", text="还在"))
        assert [m["text"] for m in (await frame(socket, "messages"))["messages"]] == ["还在"]


async def test_one_conversation_cannot_hold_lines_without_end(site: Served, visitor: Visitor) -> None:
    lines = [line(site, visitor.token) for _ in range(8)]
    for opened in lines:
        await frame(await opened.__aenter__(), "state")
    async with line(site, visitor.token) as ninth:
        assert await closed(ninth) == 4429
    for opened in lines:
        await opened.__aexit__(None, None, None)
