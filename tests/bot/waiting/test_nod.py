"""What a waiting customer adds is acknowledged: at once, or with what comes close behind it."""

from __future__ import annotations

import asyncio

from bot.sweeper import Sweeper
from bot.waiting.nod import nodded, nods_at_ms, nods_at_once
from tests.bot.running import Running
from tests.bot.settling import now, waits
from tests.handoff.build import T0, WANG, a_conversation, queued

TOGETHER = "您刚才写的都收到了"


def test_what_comes_a_minute_after_the_last_word_is_acknowledged_at_once() -> None:
    c = a_conversation(noted_ms=T0)
    assert not nods_at_once(c, T0 + 59_999)
    assert nods_at_once(c, T0 + 60_000)


def test_pieces_are_acknowledged_when_they_have_ended_and_within_a_minute_of_the_last_word() -> None:
    c = a_conversation(noted_ms=T0)
    assert [nods_at_ms(c, T0 + s * 1000) - T0 for s in (5, 20, 40, 59)] == [30_000, 30_000, 48_000, 60_000]


def test_what_is_stored_is_of_one_wait() -> None:
    assert nodded(a_conversation(epoch=3), T0, 0) == f"{T0}:0:3"


async def nod_is_due(gateway: Running) -> int:
    async def due() -> int:
        return (await gateway.desk.conversation("web-a")).nod_ms

    return int(await gateway.until(due))


async def test_facts_in_quick_succession_get_one_word_together(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("是昨天的")
    await gateway.until_said("您排在第 1 位")
    for fact in ("盒子破了", "灰色的", "还少了个盖子"):
        await gateway.say(fact)
    due_ms = await nod_is_due(gateway)
    assert now() < due_ms <= now() + 60_000
    await asyncio.sleep(0.3)
    sweeper = Sweeper(gateway.desk, lambda: now() + 60_000)
    assert await sweeper.sweep() == 1
    assert await sweeper.sweep() == 0
    told = [text for text in await gateway.texts() if TOGETHER in text]
    assert told == ["您刚才写的都收到了，\n客服接入就能看到。\n您排在第 1 位。"]


async def test_a_word_that_comes_meanwhile_stands_for_all(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("是昨天的")
    await gateway.until_said("您排在第 1 位")
    await gateway.say("盒子破了")
    await nod_is_due(gateway)
    await gateway.say("还要等多久")
    await gateway.until_said_times("您排在第 1 位", 2)
    assert await Sweeper(gateway.desk, lambda: now() + 60_000).sweep() == 0


async def test_who_is_with_a_person_meanwhile_needs_no_word(gateway: Running) -> None:
    c = await queued(gateway.desk, "web-b", now_ms=now(), nod=f"{now()}:{now()}:2")
    assert c.nod_ms
    await gateway.desk.claim("web-b", WANG, now())
    assert (await gateway.desk.conversation("web-b")).nod_ms == 0
