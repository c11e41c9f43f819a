"""Who asks what was bought gets the list, whatever the words were taken for."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import PAID


@pytest.mark.parametrize(
    "intent", ["order_status", "track_shipment", "chitchat", "out_of_scope", "nlu_fallback"]
)
@pytest.mark.parametrize(
    "said",
    ["我都买了啥", "最近买了什么", "看看我上个月的订单", "我买过什么东西", "what did i buy", "order history"],
)
async def test_who_asks_what_was_bought_gets_the_list_whatever_it_was_taken_for(
    chat: Begin, shop: HttpShop, intent: str, said: str
) -> None:
    answer = await chat(PAID).say(said, intent)
    assert answer.says[0]["card"]["kind"] == "orders"
    assert len(answer.says[0]["choices"]) == len(shop.orders(PAID))


@pytest.mark.parametrize("said", ["我最近的订单到哪了", "我买的什么时候到", "最近的订单怎么退货"])
async def test_one_of_the_orders_is_no_question_for_the_list(chat: Begin, said: str) -> None:
    answer = await chat(PAID).say(said, "order_status")
    assert answer.says[0].get("card", {}).get("kind") != "orders"


@pytest.mark.parametrize("intent", ["request_refund", "cancel_order", "track_shipment"])
async def test_the_list_of_orders_is_shown_whichever_task_the_question_was_taken_for(
    chat: Begin, intent: str
) -> None:
    customer = chat(PAID)
    answer = await customer.say("我都买了啥", intent)
    assert answer.says[-1]["card"]["kind"] == "orders"
    assert not customer.loop
