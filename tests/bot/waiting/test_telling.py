from tests.bot.running import Running
from tests.bot.settling import waits


async def test_the_hours_and_who_answers_are_told_in_the_queue_and_change_nothing(gateway: Running) -> None:
    await waits(gateway)
    before = await gateway.desk.package("web-a")
    await gateway.say("明天几点开工")
    await gateway.until_said("人工客服时间：\n每天 24 小时\n您排在第 1 位")
    await gateway.say("你是机器人吗")
    await gateway.until_said("我是智能助手，\n客服接入后由真人回复您。")
    after = await gateway.desk.package("web-a")
    assert (after["summary"], after["matters"]) == (before["summary"], [])


async def test_a_button_of_before_says_in_the_queue_that_it_is_out_of_date(gateway: Running) -> None:
    offers = {
        "text": "要退款吗？",
        "choices": [{"title": "申请退款", "payload": {"intent": "request_refund"}}],
    }
    gateway.dialogue.reply = lambda request, parse: {"messages": [offers]}
    await gateway.say("你好")
    await gateway.until_said("要退款吗？")
    await waits(gateway)
    before = await gateway.desk.package("web-a")
    await gateway.press("申请退款")
    await gateway.until_said("这个按钮在排队时已经过期")
    after = await gateway.desk.package("web-a")
    assert (after["summary"], after["matters"]) == (before["summary"], [])


async def test_scolding_the_assistant_in_the_queue_changes_no_matter(gateway: Running) -> None:
    await waits(gateway)
    before = await gateway.desk.package("web-a")
    await gateway.say("你真笨")
    await gateway.until_said("您排在第 1 位")
    after = await gateway.desk.package("web-a")
    assert (after["summary"], after["matters"]) == (before["summary"], [])
