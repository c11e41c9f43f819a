"""A change of mind while waiting: found in the words, and passed on as what is wanted now."""

import pytest

from bot.waiting.changed import now_wanted
from tests.bot.running import Running
from tests.bot.settling import waits


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("算了不退了，修就行", "修就行"),
        ("forget the exchange, i want a refund", "i want a refund"),
        ("no refund, just send a new one", "just send a new one"),
        ("I changed my mind, I want to keep it", "I want to keep it"),
        ("講錯咗，係個碟爛咗", "係個碟爛咗"),
        ("sorry, i meant the plate not the mug", "i meant the plate not the mug"),
        ("不退了", "不退了"),
        ("不是破了，是湿了", "是湿了"),
        ("还是换货吧不退了", "换货"),
        ("我想改成退货", "退货"),
        ("可以改成换货吗", "换货"),
        ("還是要退款", "退款"),
        ("actually a refund instead of the exchange", "a refund"),
        ("I'd rather have a refund", "a refund"),
    ],
)
def test_what_is_wanted_now_is_found_in_the_words(said: str, wanted: str) -> None:
    assert now_wanted(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "还没退吗",
        "你们不退了吗",
        "快递不动了",
        "sorry",
        "不等了",
        "还是没退款",
        "还是修不好",
        "换成红色",
        "改成周五送",
        "是换货还是退货",
        "i want a refund",
        "can i get a refund",
        "抱歉打扰了，我的快递呢",
    ],
)
def test_a_question_and_a_complaint_change_nothing(said: str) -> None:
    assert now_wanted(said) == ""


async def test_a_change_of_mind_stands_in_the_line_that_agents_read(gateway: Running) -> None:
    await waits(gateway)
    await gateway.say("我要退货")
    await gateway.until_said("退货，要求人工")
    await gateway.say("算了不退货了，退款就行")
    await gateway.until_said("退款就行", within_s=5)
    await gateway.until_said("退款，要求人工：退款就行")
    package = await gateway.desk.package("web-a")
    assert package["summary"] == "退款，要求人工：退款就行"
    assert package["suggest"]["category"] == "request_refund"


async def test_what_is_wanted_instead_is_passed_on_though_nothing_is_given_up_in_words(
    gateway: Running,
) -> None:
    await waits(gateway)
    await gateway.say("我要退款")
    await gateway.until_said("退款，要求人工")
    await gateway.say("还是退货吧")
    await gateway.until_said("退货，要求人工：退货", within_s=5)
    assert (await gateway.desk.package("web-a"))["suggest"]["category"] == "request_return"
