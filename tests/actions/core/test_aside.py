"""A task put aside waits with all that is known of it, and is offered again."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin
from tests.actions.customers import MOVING, PAID


async def test_another_task_is_done_first_and_the_one_put_aside_is_offered_again(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["cancel_order"]
    asked = await customer.say("上海市浦东新区张江路 88 号", "inform")
    done = await customer.press(asked, "确认")
    assert done.says[-1]["text"] == "刚才的“取消订单”还要继续吗？"
    again = await customer.press(done, "继续取消订单")
    assert again.says[0]["text"] == "请问是什么原因？"
    assert customer.slots["suspended"] is None


async def test_a_task_put_aside_may_be_dropped(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    asked = await customer.say("上海市浦东新区张江路 88 号", "inform")
    done = await customer.press(asked, "确认")
    answer = await customer.press(done, "不办了")
    assert "什么都没有改" in answer.text
    assert customer.slots["suspended"] is None


async def test_a_task_interrupted_again_and_again_waits_behind_one_button(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    await customer.say("什么时候发货", "delivery_time")
    answer = await customer.say("优惠券怎么用", "promotion")
    assert answer.says[-1]["text"] == "“取消订单”随时可以接着办。"
    again = await customer.press(answer, "继续取消订单")
    assert again.says[0]["text"] == asked.says[0]["text"]
    interrupted = await customer.say("什么时候发货", "delivery_time")
    assert interrupted.says[-1]["text"].startswith("我们接着办")


@pytest.mark.parametrize(("said", "intent"), [("继续", "affirm"), ("继续开发票", "invoice")])
async def test_the_title_is_kept_until_it_goes_on(chat: Begin, said: str, intent: str) -> None:
    customer = chat(MOVING)
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    aside = await customer.say("先放着", "change_delivery")
    assert aside.text == "好的，“开发票”先放着，什么都没有改。\n要接着办，说“继续”就行。"
    assert not customer.loop
    again = await customer.say(said, intent)
    assert "抬头：王小明" in again.text


async def test_it_is_put_aside_whatever_is_asked_for(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("加湿器开发票 个人", "invoice")
    aside = await customer.say("先放着", "change_delivery")
    assert "先放着" in aside.text
    other = await customer.say("我的快递到哪了", "track_shipment")
    assert "继续开发票" in other.choices


async def test_what_is_given_up_is_not_kept(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    await customer.say("不办了", "deny")
    assert not customer.slots.get("suspended")
