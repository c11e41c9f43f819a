"""What was given up just now, wanted after all."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from tests.actions.chat import Begin
from tests.actions.customers import DELIVERED, MOVING, PAID


@pytest.mark.parametrize("after_all", ["算了改吧", "那還是改吧", "改吧"])
@pytest.mark.parametrize("intent", ["chitchat", "change_order", "nlu_fallback"])
async def test_a_delivery_change_given_up_is_summed_up_again(
    chat: Begin, after_all: str, intent: str
) -> None:
    customer = chat(MOVING)
    await customer.say("背包改送驿站", "change_delivery")
    await customer.say("先别改", "change_order")
    answer = await customer.say(after_all, intent)
    assert answer.text.startswith("确认这样改派送吗？\n放自提点")
    assert not answer.changed
    assert customer.slots[REQUESTED] == "confirm"
    assert not customer.slots.get("suspended")


async def test_a_return_given_up_goes_on_with_its_goods(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("我要退T恤，退一件", "request_return", {"quantity": "1"})
    await customer.say("算了不退了", "change_after_sale")
    await customer.say("还是退吧", "request_return")
    assert (customer.slots["task"], customer.slots["quantity"]) == ("request_return", "1")


@pytest.mark.parametrize("text", ["好", "好吧", "那退吧", "不改了", "改地址吧", "嗯，谢谢"])
async def test_other_words_do_not_take_it_up(chat: Begin, text: str) -> None:
    customer = chat(MOVING)
    await customer.say("背包改送驿站", "change_delivery")
    await customer.say("先别改", "change_order")
    answer = await customer.say(text, "affirm")
    assert "放自提点" not in answer.text
    assert not answer.changed


async def test_it_is_known_for_one_turn_only(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("取消订单", "cancel_order")
    await customer.say("不取消了", "change_after_sale")
    await customer.say("你好", "greet")
    await customer.say("那办吧", "chitchat")
    assert not customer.loop
