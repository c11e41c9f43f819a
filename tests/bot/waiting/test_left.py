from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from bot.waiting.left import asks_of_left, awaits_answer, contact_alone
from tests.bot.running import Running, running


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("13812345678", "13812345678"),
        ("我的手机是 13812345678", "13812345678"),
        ("我的手機是 0912345678", "0912345678"),
        ("test@example.com", "test@example.com"),
        ("my phone is 4155550123", "4155550123"),
        ("我电话13812345678 晚上联系", "13812345678"),
        ("手机13812345678，下午都可以", "13812345678"),
        ("my number is 13812345678, call me after 6pm", "13812345678"),
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


@pytest.mark.parametrize(
    "text",
    [
        "留言有人看了吗", "我昨天留的话呢", "any answer to my message?", "did anyone read my message", "留言處理了未",
        "did you get my message?", "我留的言收到了吗", "留言编号多少", "留言有回覆了嗎", "我的留言有下文吗", "有人看我留言没",
        "有冇人睇我留言", "我留低嘅說話有人理嗎", "what about my message", "has my message been read",
        "any reply to the message I left?", "what's my ticket number", "什麼時候回我留言", "你们看到我留的信息了吗",
        "之前留言怎么没人回", "when will someone answer my message", "留言处理得怎么样", "我嘅留言呢", "is my ticket still open",
    ],
)  # fmt: skip
def test_a_left_message_is_asked_for_in_many_words(text: str) -> None:
    assert asks_of_left(text)


@pytest.mark.parametrize(
    "text",
    [
        "有人回我吗",
        "你们什么时候联系我",
        "幾時覆我",
        "有人联系我吗",
        "when will you contact me",
        "did anyone reply yet?",
    ],
)
def test_an_answer_is_awaited_without_naming_the_message(text: str) -> None:
    assert awaits_answer(text)
    assert not asks_of_left(text)


@pytest.mark.parametrize(
    "text",
    [
        "什么时候联系快递", "快递员什么时候联系我", "几点送到", "买家留言怎么写", "给卖家留言怎么留", "留言给客服", "怎么留言",
        "订单留言写错了", "will you refund me", "when will my parcel arrive", "when will the courier call me",
    ],
)  # fmt: skip
def test_other_questions_are_of_no_left_message(text: str) -> None:
    assert not asks_of_left(text)
    assert not awaits_answer(text)


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
        await gateway.say("你们什么时候联系我")

        async def told_twice() -> bool:
            told = [said for said in await gateway.texts("web-a") if "已交给客服，还没有答复" in said]
            return len(told) == 2

        await gateway.until(told_twice)
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
