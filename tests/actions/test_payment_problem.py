"""Money that went wrong is shown and goes to a person; how paying works is answered."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import PAID


async def test_money_taken_twice_shows_what_the_shop_received_and_goes_to_a_person(
    chat: Begin, shop: HttpShop
) -> None:
    answer = await chat(PAID).say("扣了两次款", "payment_problem")
    assert "已收到付款 ¥" in answer.says[0]["text"]
    assert answer.says[0]["card"]["id"] == shop.orders(PAID)[0].id
    (ask,) = answer.asked("handoff")
    assert ask["reason"] == "authority"
    assert len(ask["snapshot"]["orders"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "我被扣了两次款",
        "付了款显示还没付",
        "I was charged twice",
        "多扣了我 20 块",
        "付款后订单还是未支付，重复扣款",
    ],
)
async def test_money_that_went_wrong_is_no_question_for_the_knowledge_base(chat: Begin, text: str) -> None:
    answer = await chat(PAID).say(text, "payment_problem")
    assert [ask["reason"] for ask in answer.asked("handoff")] == ["authority"]


@pytest.mark.parametrize("customer", [None, "C0001"])
async def test_a_disputed_charge_goes_to_a_person_with_one_message_and_no_form(
    chat: Begin, customer: str | None
) -> None:
    talk = chat(customer)
    answer = await talk.say("扣了两次款", "payment_problem", emotion="anxious")
    assert len(answer.says) == 1
    assert not talk.loop
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]


async def test_a_question_of_paying_that_nobody_wrote_down_asks_for_no_order(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("你们支付的手续费谁定的", "payment_problem")
    assert not talk.loop
    assert "订单号" not in answer.text
