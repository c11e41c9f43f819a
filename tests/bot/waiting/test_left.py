from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot.waiting.left import asks_of_left, contact_alone
from tests.bot.running import Running, running


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("13812345678", "13812345678"),
        ("我的手机是 13812345678", "13812345678"),
        ("我的手機是 0912345678", "0912345678"),
        ("test@example.com", "test@example.com"),
        ("my phone is 4155550123", "4155550123"),
        ("把收货电话改成 13812345678", ""),
        ("订单 100326686080486863", ""),
        ("查一下 13812345678 的包裹", ""),
        ("谢谢", ""),
    ],
)
def test_only_a_contact_with_nothing_else_beside_it_is_one(text: str, contact: str) -> None:
    assert contact_alone(text) == contact


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我的留言处理了吗", True),
        ("我的留言處理了嗎", True),
        ("留言有人看吗", True),
        ("has my message been answered", True),
        ("any news about my message", True),
        ("给订单留言 到了打电话", False),
        ("我要留言", False),
        ("my parcel has no news", False),
    ],
)
def test_a_question_after_the_message_is_told_from_a_wish_to_leave_one(text: str, asks: bool) -> None:
    assert asks_of_left(text) is asks


async def leaves_a_message_without_contact(gateway: Running) -> dict[str, Any]:
    await gateway.say("转人工")
    await gateway.until_said("没有客服在线")
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("我的包要改颜色")
    await gateway.until_said("怎么联系您")
    await gateway.say("不想留电话")
    await gateway.until_said("留言编号 T")
    [ticket] = gateway.archive.tickets()
    return ticket


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ({"contact_phone": "8613700001111"}, "8613700001111"),
        ({"text": "我的手机是 13812345678"}, "13812345678"),
        ({"text": "test@example.com"}, "test@example.com"),
    ],
)
async def test_a_contact_given_right_after_the_message_is_kept_with_it_and_thanked_for(
    redis: aioredis.Redis, domain: str, tmp_path: Path, said: dict[str, str], contact: str
) -> None:
    said = dict(said)
    async with running(redis, domain, tmp_path) as gateway:
        ticket = await leaves_a_message_without_contact(gateway)
        assert ticket["contact"] is None
        await gateway.say(said.pop("text", ""), **said)
        await gateway.until_said(f"谢谢，联系方式已记在留言 {ticket['id']} 里")
        [kept] = gateway.archive.tickets()
        assert kept["contact"] == contact


async def test_who_asks_for_the_message_hears_where_it_stands(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        ticket = await leaves_a_message_without_contact(gateway)
        await gateway.say("我的留言处理了吗")
        await gateway.until_said("已交给客服，还没有答复")
        gateway.archive.close_ticket(ticket["id"], now_ms=1)
        await gateway.say("我的留言处理了吗")
        await gateway.until_said("客服已经处理")


async def test_a_number_that_comes_later_belongs_to_what_is_talked_about_then(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with running(redis, domain, tmp_path) as gateway:
        await leaves_a_message_without_contact(gateway)
        await gateway.say("快递到哪了")
        await gateway.until_said("答：快递到哪了")
        await gateway.say("13812345678")
        await gateway.until_said("答：13812345678")
        [kept] = gateway.archive.tickets()
        assert kept["contact"] is None
