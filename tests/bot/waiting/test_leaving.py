from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as aioredis

from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import waits
from tests.bot.test_opening_hours import NIGHT, desk_at
from tests.handoff.build import WANG, opened

PHONE = "13812345678"


async def the_ticket(gateway: Running, id: str = "web-a") -> dict[str, Any]:
    await gateway.until_said("留言编号 T", id)
    [ticket] = gateway.archive.tickets()
    assert (await gateway.desk.conversation(id)).state is State.BOT
    return ticket


async def test_a_guest_is_asked_for_the_message_and_then_how_to_be_reached(gateway: Running) -> None:
    await waits(gateway)
    await gateway.press("留言，稍后联系我")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("我的退款 订单1866854887012272185 太晚了")
    await gateway.until_said("怎么联系您")
    assert (await gateway.desk.conversation("web-a")).state is State.QUEUED
    await gateway.say(PHONE)
    ticket = await the_ticket(gateway)
    assert (ticket["text"], ticket["contact"]) == ("我的退款 订单1866854887012272185 太晚了", PHONE)


async def test_a_message_that_says_how_to_be_reached_is_not_asked_about(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say(f"包要改颜色，打 {PHONE}")
    ticket = await the_ticket(gateway)
    assert ticket["contact"] == PHONE


async def test_who_is_signed_in_leaves_the_message_only(gateway: Running) -> None:
    await opened(gateway.desk, "web-b", customer="C0001")
    await waits(gateway, id="web-b")
    await gateway.press("留言，稍后联系我", "web-b")
    await gateway.until_said("请直接写下要留言的内容", "web-b")
    await gateway.say("我的包要改颜色 麻烦尽快联系我", "web-b")
    ticket = await the_ticket(gateway, "web-b")
    assert (ticket["text"], ticket["customer"]) == ("我的包要改颜色 麻烦尽快联系我", "C0001")


async def test_a_message_typed_at_once_is_taken_at_once(gateway: Running) -> None:
    await opened(gateway.desk, "web-b", customer="C0001")
    await waits(gateway, id="web-b")
    await gateway.say("留言吧，我的包要改颜色", "web-b")
    assert "我的包要改颜色" in (await the_ticket(gateway, "web-b"))["text"]


async def test_who_was_asked_for_a_message_may_still_go_back_to_the_assistant(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("不等了")
    await gateway.until_said("我继续为您服务")
    assert gateway.archive.tickets() == []


async def test_danger_is_for_the_queue_and_not_for_a_ticket(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("锅漏电了")
    await gateway.until_said("您的安全最重要")
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.queue_class) == (State.QUEUED, 0)


async def test_who_leaves_none_after_all_keeps_the_place(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("算了不留了")
    await gateway.until_said("没有留言")
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.leaving, gateway.archive.tickets()) == (State.QUEUED, "", [])


async def test_who_gives_no_contact_is_answered_in_the_chat(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言：我的包要改颜色")
    await gateway.until_said("怎么联系您")
    await gateway.say("不想留电话")
    ticket = await the_ticket(gateway)
    assert (ticket["text"], ticket["contact"]) == ("我的包要改颜色", None)
    assert any("在这里回复您" in text for text in await gateway.texts())


async def test_what_is_no_contact_joins_the_message_and_is_asked_about_once(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("留言：我的包要改颜色")
    await gateway.until_said("怎么联系您")
    await gateway.say("要蓝色的")
    await gateway.until_said_times("怎么联系您", 2)
    await gateway.say(PHONE)
    ticket = await the_ticket(gateway)
    assert (ticket["text"], ticket["contact"]) == ("我的包要改颜色\n要蓝色的", PHONE)


async def test_an_angry_message_is_acknowledged_and_stands_in_the_line_and_the_course_of_feelings(
    gateway: Running,
) -> None:
    await waits(gateway)
    await gateway.say("留言")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("快递员骂人，气死我了！！！")
    await gateway.until_said("让您这么生气")
    await gateway.until_said("怎么联系您")
    package = await gateway.desk.package("web-a")
    assert package["summary"].endswith("：快递员骂人，气死我了！！！")
    assert package["emotion_curve"][-1]["emotion"] == "angry"
    assert (await gateway.desk.conversation("web-a")).queue_class == 1


async def test_the_day_that_is_promised_is_the_tickets_and_no_closed_one(
    redis: aioredis.Redis, domain: str, tmp_path: Path
) -> None:
    async with desk_at(redis, domain, tmp_path, NIGHT) as gateway:
        await waits(gateway)
        await gateway.say(f"留言：包要改颜色，打 {PHONE}")
        await gateway.until_said("明天 13:00 前会有客服联系您")
        [ticket] = gateway.archive.tickets()
        assert ticket["due_ms"] == NIGHT + 14 * 3_600_000


@pytest.mark.parametrize("customer", ["C0001", None])
async def test_a_typed_message_that_calls_for_a_person_is_left_and_holds_no_place(
    gateway: Running, customer: str | None
) -> None:
    await opened(gateway.desk, "web-b", customer=customer)
    await gateway.say("留言：请转人工，让客服给我回个电话", "web-b")
    if customer is None:
        await gateway.until_said("怎么联系您", "web-b")
        await gateway.say(PHONE, "web-b")
    ticket = await the_ticket(gateway, "web-b")
    assert ticket["text"] == "请转人工，让客服给我回个电话"
    told = "\n".join(await gateway.texts("web-b"))
    assert "排上队" not in told
    assert "已转告" not in told
    assert await gateway.desk.waiting() == []


async def test_danger_in_a_typed_message_is_for_the_queue(gateway: Running) -> None:
    await gateway.say("留言：锅漏电了，转人工")
    await gateway.until_said("您的安全最重要")
    assert [row.id for row in await gateway.desk.waiting()] == ["web-a"]


async def test_who_answers_a_left_message_finds_a_draft_that_names_it(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say(f"留言：包要改颜色，打 {PHONE}")
    ticket = await the_ticket(gateway)
    await gateway.desk.start("web-a", WANG, NIGHT)
    draft = (await gateway.desk.package("web-a"))["draft"]
    assert draft == f"您好，我是客服小王。\n您的留言 {ticket['id']} 我看到了，正在处理。"


async def test_who_types_the_words_of_the_button_is_asked_and_the_next_message_is_left(
    gateway: Running,
) -> None:
    await waits(gateway)
    await gateway.say("留言，稍后联系我")
    await gateway.until_said("请直接写下要留言的内容")
    await gateway.say("我想问发票抬头能不能改")
    await gateway.until_said("怎么联系您")
    await gateway.say(PHONE)
    ticket = await the_ticket(gateway)
    assert (ticket["text"], ticket["contact"]) == ("我想问发票抬头能不能改", PHONE)


async def test_a_wait_for_nothing_but_a_person_gets_the_matter_that_the_message_names(
    gateway: Running,
) -> None:
    await waits(gateway)
    assert (await gateway.desk.conversation("web-a")).topic in ("", "ask_human")
    await gateway.say(f"留言：T恤破了个洞想退款，打 {PHONE}")
    assert (await the_ticket(gateway))["category"] == "request_refund"
    package = await gateway.desk.package("web-a")
    assert package["summary"].startswith("退款")


async def test_a_message_that_names_no_matter_keeps_the_waits_own(gateway: Running) -> None:
    await waits(gateway)
    topic = (await gateway.desk.conversation("web-a")).topic
    await gateway.say(f"留言：包要改颜色，打 {PHONE}")
    assert (await the_ticket(gateway))["category"] == topic
