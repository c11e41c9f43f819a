"""Cancelling: asked why, confirmed, done once, and what comes back is said."""

from __future__ import annotations

from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Begin
from tests.actions.customers import PAID


async def test_cancelling_asks_why_and_for_a_yes_and_tells_number_and_time(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(PAID)
    why = await customer.say("我要取消订单", "cancel_order")
    summary = await customer.press(why, "拍错了")
    assert "确认取消" in summary.text
    answer = await customer.press(summary, "确认")
    (refund,) = shop.after_sales_of(PAID)
    assert refund.id in answer.says[0]["text"]
    assert "3 个工作日" in answer.says[0]["text"]
    assert answer.changed == [{"what": "order", "id": customer.slots["order_id"]}]
    assert answer.promises[0]["due_ms"] == refund.expected_ms
    assert shop.orders(PAID)[0].state is OrderState.CANCELLED


async def test_one_of_several_goods_is_refunded_and_the_order_stays(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    why = await customer.say("保温杯不要了 只要水壶", "cancel_order")
    summary = await customer.press(why, "不想要了") if why.choices[0] != "确认" else why
    assert "请确认：退款" in summary.text
    assert "保温杯" in summary.text
    await customer.press(summary, "确认")
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_goods_named_with_the_word_order_cancel_the_whole(chat: Begin) -> None:
    answer = await chat(PAID).say("取消水壶那个订单，拍错了", "cancel_order")
    assert "确认取消这笔订单吗" in answer.text


async def test_a_turn_that_runs_again_cancels_once_and_says_the_same(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("取消订单，拍错了", "cancel_order")
    before = dict(customer.slots)
    first = await customer.say("确认", "affirm", turn="t-1")
    customer.slots, customer.loop = before, True
    again = await customer.say("确认", "affirm", turn="t-1")
    assert again.says == first.says
    assert len(shop.after_sales_of(PAID)) == 1
