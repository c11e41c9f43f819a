"""A matter that a person had settled comes back: by words, by few stars, by a complaint."""

import pytest

from handoff.transitions import State
from tests.bot.running import Running
from tests.bot.settling import now, ratings, resolved, state
from tests.handoff.build import WANG


@pytest.mark.parametrize("said", ["差评", "1", "2星", "很差", "0分"])
async def test_few_stars_at_the_question_whether_it_is_solved_say_that_it_is_not(
    gateway: Running, said: str
) -> None:
    await resolved(gateway)
    await gateway.say(said)
    await gateway.until_said("已重新为您接入客服")
    c = await gateway.desk.conversation("web-a")
    assert (c.state, c.outcome, c.preferred_agent) == (State.QUEUED, "unsolved", "wang")
    assert await ratings(gateway) in ([(1, False)], [(2, False)])


async def test_few_stars_after_solved_are_thanked_with_a_way_back(gateway: Running) -> None:
    await resolved(gateway)
    await gateway.press("解决了")
    await gateway.until_said("请为这次服务打分")
    await gateway.press("★ 很不满意")
    await gateway.until_said("抱歉没有让您满意")
    assert await ratings(gateway) == [(1, False)]
    assert "祝您生活愉快" not in "".join(await gateway.texts())
    await gateway.press("没有解决")
    await gateway.until_said("已重新为您接入客服")


async def test_middling_stars_are_kept_and_the_question_is_asked_again(gateway: Running) -> None:
    await resolved(gateway)
    await gateway.say("一般般吧，三颗星")
    await gateway.until_said("谢谢您的评价。\n您的问题解决了吗？")
    assert await ratings(gateway) == [(3, None)]
    await gateway.say("解决了")
    await gateway.until_said("谢谢您，有需要随时找我")
    assert await ratings(gateway) == [(3, True)]


@pytest.mark.parametrize("said", ["100分", "5分", "好评"])
async def test_many_stars_say_that_it_is_solved(gateway: Running, said: str) -> None:
    await resolved(gateway)
    await gateway.say(said)
    await gateway.until_said("谢谢您的评价")
    assert await ratings(gateway) == [(5, True)]


async def test_a_complaint_at_the_rating_says_that_it_is_not_solved(gateway: Running) -> None:
    await resolved(gateway)
    await gateway.say("什么服务，我要投诉")
    await gateway.until_said("已重新为您接入客服")
    assert (await gateway.desk.conversation("web-a")).preferred_agent == "wang"


async def test_who_reopens_is_handed_over_with_the_new_words_and_what_was_promised(gateway: Running) -> None:
    await resolved(gateway, told="退款158元，1-3天到账")
    await gateway.say("谢谢")
    await gateway.until_said("谢谢您，有需要随时找我")
    assert await state(gateway) is State.CLOSED
    await gateway.say("还是没解决，钱没到账")
    await gateway.until_said("已重新为您接入客服")
    assert await state(gateway) is State.QUEUED
    package = await gateway.desk.package("web-a")
    assert "还是没解决，钱没到账 （客服答复过：退款158元，1-3天到账）" in package["summary"]
    assert [one["reason"] for one in package["reasons"]] == ["loop"]
    assert package["emotion_curve"][-1]["quote"] == "还是没解决，钱没到账"


async def test_who_reopens_angrily_is_heard_and_comes_before_others(gateway: Running) -> None:
    await resolved(gateway)
    await gateway.say("骗子，根本没解决")
    await gateway.until_said("已重新为您接入客服")
    c = await gateway.desk.conversation("web-a")
    assert (c.emotion, c.queue_class) == ("angry", 1)
    assert "emotion" in c.reasons


async def test_whose_matter_comes_back_when_nobody_is_there_is_told_so_and_may_choose(
    gateway: Running,
) -> None:
    await resolved(gateway)
    await gateway.desk.set_presence(WANG, "offline", "", now())
    await gateway.press("没有解决")
    await gateway.until_said("现在没有客服在线")
    assert not any("已重新为您接入客服" in text for text in await gateway.texts())
    await gateway.press("留言，稍后联系我")
    await gateway.until_said("请直接写下要留言的内容")
