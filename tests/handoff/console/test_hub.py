import asyncio
import time
from typing import Any

import pytest

from handoff.console import hub as hub_module
from handoff.console.desk_hint import desk_hint
from handoff.console.hub import Hub, Listener
from handoff.errors import Unavailable
from handoff.hours.opening import DeskRules
from handoff.hours.week import Hours
from handoff.store.commit import Commit, Committed
from handoff.tasks import end
from handoff.transitions import Move
from tests.handoff.build import WANG, queued
from tests.handoff.console.left_messages import leaves
from tests.handoff.console.world import World
from tests.handoff.hours.test_week import NINE_TO_NINE, at

NOW = time.time_ns() // 1_000_000


async def pictures(listener: Listener, seconds: float) -> list[dict[str, Any]]:
    found = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                push = await listener.pushes.get()
                if push["type"] == "queue":
                    found.append(push)
    except TimeoutError:
        return found


async def test_many_changes_at_once_are_few_pictures_and_the_last_is_right(world: World) -> None:
    feed = asyncio.create_task(world.desk.feed.run())
    hub = Hub(world.desk, world.console.left)
    async with hub.running():
        listener = hub.join()
        await asyncio.sleep(0.1)
        for n in range(20):
            await queued(world.desk, f"web-{n}", now_ms=NOW + n)
        shown = await pictures(listener, 1.0)
    await end([feed])
    assert len(shown) < 10
    assert len(shown[-1]["rows"]) == 20


async def test_listener_that_left_gets_nothing(world: World) -> None:
    hub = Hub(world.desk, world.console.left)
    listener = hub.join()
    hub.leave(listener)
    async with hub.running():
        world.desk.feed.publish({"conversation": "web-a", "kind": "message"})
        await asyncio.sleep(0.3)
    assert listener.pushes.empty()


async def test_store_that_is_away_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "RETRY_S", 0.05)
    hub, asked = Hub(world.desk, world.console.left), []

    async def picture() -> dict[str, Any]:
        asked.append(1)
        if len(asked) < 3:
            raise Unavailable("redis_unavailable", "away")
        return {"type": "queue", "rows": []}

    monkeypatch.setattr(hub, "picture", picture)
    async with hub.running():
        listener = hub.join()
        await asyncio.sleep(0)
        world.desk.feed.publish({"conversation": "", "kind": "presence"})
        assert len(await pictures(listener, 1.5)) == 1
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("now", "state", "off_hours", "opens"),
    [
        ("2026-11-30T23:00", "closed", True, {"zh": "明天 9:00", "en": "tomorrow at 9:00"}),
        ("2026-11-30T12:00", "nobody", False, None),
    ],
)
async def test_agents_see_what_customers_are_told_of_the_desk(
    world: World, now: str, state: str, off_hours: bool, opens: dict[str, str] | None
) -> None:
    world.desk.rules = DeskRules(hours=Hours(week=NINE_TO_NINE))
    told = {"state": state, "minutes": None, "off_hours": off_hours, "opens": opens}
    assert await desk_hint(world.desk, at(now)) == told


async def test_an_agent_who_works_late_sees_that_it_is_off_hours(world: World) -> None:
    world.desk.rules = DeskRules(hours=Hours(week=NINE_TO_NINE))
    night = at("2026-11-30T23:00")
    await world.desk.set_presence(WANG, "online", "", night)
    hint = await desk_hint(world.desk, night)
    assert (hint["state"], hint["off_hours"]) == ("open", True)
    assert "desk" in await Hub(world.desk, world.console.left).picture()


async def test_messages_are_told_to_all_also_when_a_console_that_connects_read_them_first(
    world: World,
) -> None:
    hub = world.console.hub
    listener = hub.join()
    await leaves(world, "web-a", "请回电", contact="13812345678")
    await hub.tickets()
    world.desk.feed.publish({"conversation": "web-a", "kind": "ticket"})
    async with asyncio.timeout(2):
        while (push := await listener.pushes.get())["type"] != "tickets":
            pass
    assert push["open"] == 1


async def test_of_who_is_just_leaving_a_message_the_order_follows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is written before its conversation leaves the queue: whoever reads in between reads again."""
    hub, commit, early = world.console.hub, world.desk.store.commit, []

    async def read_before(change: Commit) -> Committed:
        if change.move is Move.LEAVE_TICKET:
            early.append(await hub.tickets())
        return await commit(change)

    monkeypatch.setattr(world.desk.store, "commit", read_before)
    await leaves(world, "web-a", "请回电")
    orders = [[row["order"] for row in push["rows"]] for push in (*early, await hub.tickets())]
    assert orders == [[""], ["6138"]]


async def test_a_message_that_was_added_to_is_told_to_all_again(world: World) -> None:
    hub = world.console.hub
    number = await leaves(world, "web-a", "请回电", contact="13812345678")
    await hub.tickets()
    listener = hub.join()
    world.console.archive.add_to_ticket(number, "是蓝色那个")
    world.desk.feed.publish({"conversation": "web-a", "kind": "ticket"})
    async with asyncio.timeout(2):
        while (push := await listener.pushes.get())["type"] != "tickets":
            pass
    assert push["rows"][0]["text"] == "请回电\n是蓝色那个"
