"""The place in the queue that a customer hears of."""

from tests.bot.running import Running
from tests.bot.waiting.queue_ahead import online_with


async def test_who_has_silently_left_is_not_ahead_of_anybody(gateway: Running) -> None:
    await online_with(gateway, 6, minutes=40)
    await gateway.say("转人工")
    await gateway.until_said("您是下一位")


async def test_with_somebody_free_the_wait_is_a_minute_whoever_is_ahead(gateway: Running) -> None:
    await online_with(gateway, 3)
    await gateway.say("转人工")
    await gateway.until_said("前面还有 3 位，约 1 分钟")


async def test_a_question_to_the_queue_is_answered_and_is_no_matter(gateway: Running) -> None:
    await online_with(gateway, 6)
    await gateway.say("转人工")
    await gateway.until_said("前面还有 6 位")
    before = await gateway.desk.package("web-a")
    for n, text in enumerate(("还要等多久", "收到我的消息了吗"), start=1):
        await gateway.say(text)
        await gateway.until_said_times("您排在第 7 位，约", n)
    after = await gateway.desk.package("web-a")
    assert (after["summary"], after["matters"]) == (before["summary"], [])


async def test_the_place_that_is_told_is_that_after_the_class_has_risen(gateway: Running) -> None:
    await online_with(gateway, 7)
    await gateway.say("转人工")
    await gateway.until_said("前面还有 7 位")
    await gateway.say("骗子公司")
    await gateway.until_said("您排在第 1 位")
