import asyncio

from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import waits
from tests.bot.waiting.queue_ahead import conversation


async def test_a_further_message_is_acknowledged_now_and_then_with_the_place(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("是昨天的")
    await gateway.until_said("您排在第 1 位")
    await gateway.say("快一点")
    await asyncio.sleep(0.3)
    assert sum("您排在第" in text for text in await gateway.texts()) == 1
    assert (await conversation(gateway)).state is State.QUEUED


async def test_a_correction_changes_what_is_passed_on_and_is_acknowledged(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("不对，我是要退货，不是随便问问")
    await gateway.until_said("已更新并转告客服：\n退货")
    package = await gateway.desk.package("web-a")
    assert package["summary"] == "退货，要求人工：我是要退货"
    assert package["suggest"]["category"] == "request_return"


async def test_a_second_matter_joins_the_first_and_is_acknowledged_at_once(gateway: Running) -> None:
    await waits(gateway)
    for n, text in enumerate(("我要退款", "还有一个要退货"), start=1):
        await gateway.say(text)
        await gateway.until_said_times("收到", n)
    package = await gateway.desk.package("web-a")
    assert package["summary"] == "退款、退货，要求人工"
    assert [m["category"] for m in package["matters"]] == ["request_refund", "request_return"]


async def test_who_says_to_wait_is_not_told_of_a_message(gateway: Running) -> None:
    await waits(gateway)
    await gateway.press("我等客服")
    await gateway.until_said("好的，请稍等")
    assert not any("这条消息" in text for text in await gateway.texts())


async def test_goodbye_and_solved_end_the_waiting(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("不用了 已经解决了")
    await gateway.until_said("已不再排队")
    assert await gateway.desk.waiting() == []
    assert (await conversation(gateway)).state is State.BOT


async def test_what_is_asked_with_not_waiting_is_answered_by_the_assistant(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("不等了，我的包到哪了")
    await gateway.until_said("答：不等了，我的包到哪了")
    assert await gateway.desk.waiting() == []
