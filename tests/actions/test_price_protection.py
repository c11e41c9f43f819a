"""The price dropped: the difference is named and paid, or that there is none."""

from __future__ import annotations

from actions.shop.client import HttpShop
from actions.shop.model import Actor
from tests.actions.chat import Begin
from tests.actions.customers import CHEAPER, DELIVERED


async def test_price_protection_names_the_difference_before_and_the_number_after(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(CHEAPER)
    order = shop.orders(CHEAPER)[0].id
    drop = shop.options(order, Actor(customer=CHEAPER)).price_drop
    summary = await customer.say("降价了能补差价吗", "price_protection", {"order_id": order})
    assert str(drop) in summary.text
    answer = await customer.press(summary, "确认")
    refund = shop.after_sales(order, Actor(customer=CHEAPER))[0]
    assert refund.id in answer.text
    assert refund.amount == drop


async def test_no_price_drop_is_said_before_anything_is_asked(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    answer = await customer.say("补差价", "price_protection", {"order_id": shop.orders(DELIVERED)[0].id})
    assert "没有低于" in answer.text
    assert not customer.loop


async def test_how_far_price_protection_is_is_no_new_request(chat: Begin) -> None:
    customer = chat(CHEAPER)
    summary = await customer.say("空气炸锅便宜了", "price_protection")
    await customer.press(summary, "确认")
    answer = await customer.say("价保进度", "price_protection")
    assert "原路退回" in answer.says[0]["text"]
    assert not customer.loop
