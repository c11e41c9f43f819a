"""Something else wanted while a form is open."""

from __future__ import annotations

import pytest

from actions.core.form import interrupting
from actions.core.turn import REQUESTED, Turn
from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("先放着吧，先帮我查下快递", "先帮我查下快递"),
        ("等等，先放着，运费谁出", "运费谁出"),
        ("先放着吧，谢谢", ""),
        ("leave it for now, where is my parcel", "where is my parcel"),
        ("快递先放着吧，过几天再说", ""),
        ("先帮我查下快递", ""),
    ],
)
def test_what_a_message_asks_for_beside_putting_aside(text: str, rest: str) -> None:
    assert interrupting.rest(Turn(id="t", text=text)) == rest


async def test_a_task_put_aside_for_the_parcel_is_offered_again_after_it(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤我想退货", "request_return")
    answer = await customer.say("先放着吧，先帮我查下快递", "change_delivery", confidence=0.5)
    assert "已送达" in answer.says[0]["text"]
    assert "改派送" not in answer.text
    assert "继续申请退货" in answer.choices
    assert not customer.loop
    again = await customer.say("继续", "affirm")
    assert "需要办理几件" in again.text


async def test_a_task_put_aside_for_a_rule_is_not_asked_for_at_once(chat: Begin) -> None:
    customer = chat("C0010")
    await customer.say("空气炸锅想退", "request_return")
    answer = await customer.say("先放着，运费谁出", "return_policy", also=["change_delivery"])
    assert "运费" in answer.says[0]["text"]
    assert "先放着，什么都没有改" in answer.says[1]["text"]
    again = await customer.say("继续", "affirm")
    assert "需要办理几件" in again.text


async def test_a_task_put_aside_for_one_with_questions_waits_for_its_end(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤我想退货", "request_return")
    text = "先放着吧，先帮我查下纸尿裤那单能不能开发票"
    answer = await customer.say(text, "invoice", also=["change_delivery"])
    assert "抬头" in answer.text
    assert customer.slots["task"] == "invoice"
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["request_return"]
    ended = await customer.say("算了不开了", "deny")
    assert "继续申请退货" in ended.choices


async def test_both_wishes_after_putting_aside_are_done(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤我想退货", "request_return")
    answer = await customer.say("先放着吧，先帮我查下快递，再开个发票", "invoice")
    assert "已送达" in answer.says[0]["text"]
    assert customer.slots[REQUESTED] == "option"


async def test_thanks_after_putting_aside_ask_for_nothing(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤我想退货", "request_return")
    answer = await customer.say("先放着吧，谢谢", "change_delivery")
    assert [say["text"].splitlines()[0] for say in answer.says] == ["好的，“申请退货”先放着，什么都没有改。"]


async def test_a_parcel_asked_for_beside_giving_up_is_told(chat: Begin) -> None:
    customer = chat("C0010")
    await customer.say("空气炸锅想退", "request_return")
    answer = await customer.say("不退了，先帮我查下手表的快递", "change_after_sale")
    assert "先不办了" in answer.says[0]["text"]
    assert answer.says[1]["card"]["kind"] == "parcel"
    assert not customer.loop
    assert not customer.slots.get("suspended")


@pytest.mark.parametrize("text", ["算了，不退款了", "不退了，取消吧", "不退了，谢谢"])
async def test_giving_up_in_two_ways_begins_nothing(chat: Begin, text: str) -> None:
    customer = chat("C0010")
    await customer.say("空气炸锅想退", "request_return")
    answer = await customer.say(text, "deny")
    assert "先不办了" in answer.text
    assert not customer.loop
