import asyncio
import time
from typing import Any

import pytest

from handoff.console import hub as hub_module
from handoff.console.hub import Hub, Listener
from handoff.errors import Unavailable
from handoff.tasks import end
from tests.handoff.build import queued
from tests.handoff.console.world import World

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
    hub = Hub(world.desk)
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
    hub = Hub(world.desk)
    listener = hub.join()
    hub.leave(listener)
    async with hub.running():
        world.desk.feed.publish({"conversation": "web-a", "kind": "message"})
        await asyncio.sleep(0.3)
    assert listener.pushes.empty()


async def test_store_that_is_away_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "RETRY_S", 0.05)
    hub, asked = Hub(world.desk), []

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
