"""A gateway's workers over a real Redis, with a scripted engine."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis import asyncio as aioredis

from bot.inbox.mailbox import Handler
from bot.ownership.handover import Handover
from bot.ownership.moves import CustomerMoves
from bot.shards import ShardReader
from bot.turns import Clock, Turns, wall_clock_ms
from bot.waiting.customer import Waiting
from handoff.archive.archive import Archive
from handoff.archive.database import open_database
from handoff.escalation.reasons import Policy
from handoff.hours.opening import DeskRules
from handoff.model import Inbound
from handoff.queue.desk import Desk
from handoff.tasks import end
from tests.bot.fake_dialogue import FakeDialogue
from tests.handoff.build import a_desk, opened


@dataclass
class Running:
    desk: Desk
    dialogue: FakeDialogue
    archive: Archive
    new_reader: Callable[[], ShardReader]
    numbers: Any = field(default_factory=itertools.count)

    async def say(self, text: str, id: str = "web-a", **kinds: Any) -> str:
        number = next(self.numbers)
        what = kinds or {"text": text}
        message = Inbound(
            conversation=id, client_message_id=f"m{number}", sent_ms=int(time.time() * 1000), **what
        )
        return (await self.desk.accept(message)).id

    async def press(self, title: str, id: str = "web-a") -> str:
        for entry in reversed(await self.desk.entries(id)):
            for choice in entry.get("choices", ()):
                if choice["title"] == title:
                    return await self.say("", id, choice=choice["id"])
        raise AssertionError(f"no choice '{title}' was offered")

    async def texts(self, id: str = "web-a", sender: str | None = None) -> list[str]:
        return [e["text"] for e in await self.desk.entries(id) if sender in (None, e["from"])]

    async def until(self, check: Callable[[], Any], within_s: float = 8.0) -> Any:
        """Waits for the truth of an asynchronous check."""
        deadline = time.monotonic() + within_s
        while True:
            found = await check()
            if found:
                return found
            assert time.monotonic() < deadline, f"not within {within_s} s; the log: {await self.texts()}"
            await asyncio.sleep(0.02)

    async def until_said(self, text: str, id: str = "web-a", within_s: float = 8.0) -> None:
        async def check() -> bool:
            return any(text in said for said in await self.texts(id))

        await self.until(check, within_s)

    async def until_said_times(self, text: str, times: int) -> None:
        """Until so many messages hold the text."""

        async def check() -> bool:
            return sum(text in said for said in await self.texts()) == times

        await self.until(check)


@asynccontextmanager
async def running(
    redis: aioredis.Redis,
    domain: str,
    folder: Path,
    *,
    read: bool = True,
    now: Clock = wall_clock_ms,
    rules: DeskRules | None = None,
) -> AsyncIterator[Running]:
    desk, dialogue = a_desk(redis, domain, rules=rules), FakeDialogue()
    engine = open_database(f"sqlite:///{folder / 'archive.db'}")
    archive = Archive(engine)
    turns = Turns(desk, dialogue, Handover(desk, Policy()), now)
    moves = CustomerMoves(desk, archive, Waiting(desk, dialogue, Policy(), now), now)
    handler = Handler(desk, dialogue, turns, moves, now)
    await opened(desk, now_ms=now())
    tasks = [asyncio.create_task(desk.feed.run())]
    if read:
        tasks.append(asyncio.create_task(ShardReader(desk.store, handler).run()))
    try:
        yield Running(
            desk=desk,
            dialogue=dialogue,
            archive=archive,
            new_reader=lambda: ShardReader(desk.store, handler),
        )
    finally:
        await end(tasks)
        engine.dispose()
