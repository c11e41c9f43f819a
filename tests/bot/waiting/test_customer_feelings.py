"""Anger, threats and danger told to a queue."""

from tests.bot.running import Running
from tests.bot.settling import waits
from tests.bot.waiting.queue_ahead import conversation, online_with


async def test_anger_and_threats_raise_reasons_class_and_feeling_and_are_answered(gateway: Running) -> None:
    await waits(gateway)
    before = await conversation(gateway)
    rank = await gateway.desk.store.rank("web-a")
    await gateway.say("骗子公司 我要投诉")
    await gateway.until_said("让您这么生气")
    after = await conversation(gateway)
    assert after.reasons == ("asked_for_human", "emotion", "complaint")
    assert (before.queue_class, after.queue_class, after.emotion) == (2, 1, "angry")
    assert rank is not None
    assert await gateway.desk.store.rank("web-a") == rank - 15 * 60_000
    package = await gateway.desk.package("web-a")
    quotes = {r["reason"]: [e["quote"] for e in r["evidence"]] for r in package["reasons"]}
    assert quotes["emotion"] == ["骗子公司 我要投诉"]
    assert package["emotion_curve"][-1]["emotion"] == "angry"


async def test_what_is_made_of_an_angry_customer_is_for_agents_and_never_told(gateway: Running) -> None:
    await waits(gateway, "骗子，我的包到哪了，转人工")
    await gateway.say("骗子公司，不对，是退货")
    await gateway.until_said("已更新并转告客服")
    told = "\n".join(await gateway.texts())
    assert "情绪不满" not in told
    assert "emotion" in (await conversation(gateway)).reasons
    assert (await gateway.desk.package("web-a"))["summary"].startswith("查物流、退货，情绪不满")


async def test_what_was_once_known_stays_when_the_customer_calms_down(gateway: Running) -> None:
    await waits(gateway, "骗子公司 我要投诉")
    before = await conversation(gateway)
    await gateway.say("是昨天的")
    await gateway.until_said("您排在第 1 位")
    after = await conversation(gateway)
    assert (after.reasons, after.queue_class, after.emotion) == (
        before.reasons,
        before.queue_class,
        "angry",
    )


async def test_with_the_engine_down_the_words_alone_are_judged(gateway: Running) -> None:
    await waits(gateway)
    gateway.dialogue.parse_down = True
    await gateway.say("我要报警")
    await gateway.until_said("非常抱歉")
    assert "complaint" in (await conversation(gateway)).reasons


async def test_in_danger_of_life_help_is_named_and_neither_place_nor_matter(gateway: Running) -> None:
    await waits(gateway)
    gateway.dialogue.parse_down = True
    for n in (1, 2):
        await gateway.say("我不想活了")
        await gateway.until_said_times("12356", n)
    c = await conversation(gateway)
    told = "\n".join((await gateway.texts())[-4:])
    assert (c.queue_class, "safety" in c.reasons) == (0, True)
    assert "最先联系您" in told
    assert "位。" not in told
    assert "轻生" not in told


async def test_who_is_handed_over_in_danger_hears_the_advice_for_it_and_no_place(gateway: Running) -> None:
    await online_with(gateway, 3, queue_class=0)
    await gateway.say("锅漏电了")
    await gateway.until_said("用电起火隐患")
    told = "\n".join(await gateway.texts())
    assert "能断电就断电" in told
    assert "最先接待您" in told
    assert "前面还有" not in told
