"""How an order stands and when it ships."""

from __future__ import annotations

from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import LATE, PAID, PRESALE


async def test_the_one_open_order_is_shown_with_what_may_be_done(chat: Begin) -> None:
    answer = await chat(PAID).say("我的订单怎么样了", "order_status")
    assert "最晚" in answer.says[0]["text"]
    assert answer.says[0]["card"]["kind"] == "order"
    assert answer.choices == ["催一下", "改订单", "取消订单", "解决了"]


async def test_the_list_of_orders_has_a_button_for_each(chat: Begin, shop: HttpShop) -> None:
    answer = await chat(PAID).say("我的订单", "order_status")
    orders = shop.orders(PAID)
    assert [item["id"] for item in answer.says[0]["card"]["items"]] == [one.id for one in orders]
    assert [choice["payload"]["entities"]["order_id"] for choice in answer.says[0]["choices"]] == [
        one.id for one in orders
    ]


async def test_a_presale_names_the_balance_and_the_day(chat: Begin) -> None:
    answer = await chat(PRESALE).say("我的订单怎么样了", "order_status")
    assert "尾款 ¥" in answer.says[0]["text"]


async def test_an_order_that_is_late_is_called_late(chat: Begin) -> None:
    answer = await chat(LATE, language="en").say("why has it not shipped", "order_status")
    assert "Sorry for the delay" in answer.says[0]["text"]


async def test_a_visitor_who_asks_how_soon_we_ship_needs_no_order(chat: Begin) -> None:
    answer = await chat().say("多久发货", "order_status")
    assert "48 小时" in answer.says[0]["text"]
    assert not answer.asked("handoff")
