from pathlib import Path
from typing import Any

from redis import asyncio as aioredis

from handoff.transitions import State
from tests.bot.running import Running, running
from tests.handoff.build import opened

PHONE = "13812345678"


async def waits(gateway: Running, id: str = "web-a") -> None:
    await gateway.say("转人工", id)
    await gateway.until_said("没有客服在线", id)


async def the_ticket(gateway: Running, id: str = "web-a") -> dict[str, Any]:
    await gateway.until_said("留言编号 T", id)
    [ticket] = gateway.archive.tickets()
    assert (await gateway.desk.conversation(id)).state is State.BOT
    return ticket


async def test_a_guest_is_asked_for_the_message_and_then_how_to_be_reached(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.press("留言，稍后联系我")
        await gateway.until_said("请直接写下要留言的内容")
        await gateway.say("我的退款 订单1866854887012272185 太晚了")
        await gateway.until_said("怎么联系您")
        assert (await gateway.desk.conversation("web-a")).state is State.QUEUED
        await gateway.say(PHONE)
        ticket = await the_ticket(gateway)
        assert (ticket["text"], ticket["contact"]) == ("我的退款 订单1866854887012272185 太晚了", PHONE)


async def test_a_message_that_says_how_to_be_reached_is_not_asked_about(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("留言")
        await gateway.until_said("请直接写下要留言的内容")
        await gateway.say(f"包要改颜色，打 {PHONE}")
        ticket = await the_ticket(gateway)
        assert ticket["contact"] == PHONE


async def test_who_is_signed_in_leaves_the_message_only(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await opened(gateway.desk, "web-b", customer="C0001")
        await waits(gateway, "web-b")
        await gateway.press("留言，稍后联系我", "web-b")
        await gateway.until_said("请直接写下要留言的内容", "web-b")
        await gateway.say("我的包要改颜色 麻烦尽快联系我", "web-b")
        ticket = await the_ticket(gateway, "web-b")
        assert (ticket["text"], ticket["customer"]) == ("我的包要改颜色 麻烦尽快联系我", "C0001")


async def test_a_message_typed_at_once_is_taken_at_once(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await opened(gateway.desk, "web-b", customer="C0001")
        await waits(gateway, "web-b")
        await gateway.say("留言吧，我的包要改颜色", "web-b")
        assert "我的包要改颜色" in (await the_ticket(gateway, "web-b"))["text"]


async def test_who_was_asked_for_a_message_may_still_go_back_to_the_assistant(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("留言")
        await gateway.until_said("请直接写下要留言的内容")
        await gateway.say("不等了")
        await gateway.until_said("我继续为您服务")
        assert gateway.archive.tickets() == []


async def test_danger_is_for_the_queue_and_not_for_a_ticket(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await waits(gateway)
        await gateway.say("留言")
        await gateway.until_said("请直接写下要留言的内容")
        await gateway.say("锅漏电了")
        await gateway.until_said("您的安全最重要")
        c = await gateway.desk.conversation("web-a")
        assert (c.state, c.queue_class) == (State.QUEUED, 0)
