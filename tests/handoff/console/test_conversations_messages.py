"""What an agent writes in a conversation, and its log."""

from typing import Any

import httpx
import pytest

from tests.handoff.console.conversations import WEB_A, a_message
from tests.handoff.console.world import World


async def from_agents(world: World) -> list[str]:
    return [e["text"] for e in await world.desk.entries("web-a") if e["from"] == "agent"]


async def test_message_sent_twice_is_one_message(world: World, holder: httpx.AsyncClient) -> None:
    ids = {(await holder.post(f"{WEB_A}/messages", json=a_message())).json()["id"] for _ in "12"}
    log = (await holder.get(f"{WEB_A}/messages")).json()["entries"]
    assert [e["id"] for e in log if e["from"] == "agent"] == list(ids)
    assert await from_agents(world) == ["您好"]


async def test_note_is_for_agents_only(world: World, holder: httpx.AsyncClient) -> None:
    answer = await holder.post(f"{WEB_A}/notes", json=a_message(text="先别承诺"))
    assert answer.status_code == 200
    assert "先别承诺" in (await holder.get(WEB_A)).text
    assert all("先别承诺" not in str(entry) for entry in await world.desk.entries("web-a"))


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
    world: World, holder: httpx.AsyncClient, body: dict[str, Any], field: str | None
) -> None:
    answer = await holder.post(f"{WEB_A}/messages", json=body)
    assert answer.status_code == 422
    assert answer.json().get("field") == field
    assert await from_agents(world) == []


@pytest.mark.parametrize("after", ["x", "-1", "1-2-3", "0 OR 1", "9" * 30])
async def test_bad_cursor_is_refused(holder: httpx.AsyncClient, after: str) -> None:
    answer = await holder.get(f"{WEB_A}/messages", params={"after": after})
    assert (answer.status_code, answer.json()["field"]) == (422, "after")
