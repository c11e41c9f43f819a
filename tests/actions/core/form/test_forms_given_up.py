"""A task that is given up, for nothing or for another one."""

from __future__ import annotations

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Begin
from tests.actions.customers import DELIVERED, PAID


async def test_giving_up_changes_nothing_and_says_so(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("算了不取消了", "deny")
    assert "先不办了" in answer.text
    assert not customer.loop
    assert customer.slots["task"] is None
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_giving_up_upset_ends_without_a_stray_apology(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("算了不取消了", "deny", emotion="disappointed")
    assert [("先不办了" in say["text"]) for say in answer.says] == [True]


async def test_giving_up_everything_drops_what_was_put_aside_too(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    answer = await customer.say("算了都不要了", "deny")
    assert "还要继续吗" not in answer.text
    assert customer.slots["suspended"] is None


async def test_the_open_task_ends_by_its_name(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("衣服大了，换货", "request_exchange")
    answer = await customer.say("取消换货", "change_after_sale")
    assert "“申请换货”先不办了" in answer.text
    assert not customer.loop


async def test_leaving_it_at_the_door_gives_nothing_up(chat: Begin) -> None:
    customer = chat("C0015", language="en")
    await customer.say("change the delivery", "change_delivery")
    answer = await customer.say("actually leave it at the door", "change_delivery")
    assert "leave at the door" in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_another_after_sale_instead_takes_over_order_and_reason(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("衣服大了，换货", "request_exchange")
    answer = await customer.say("算了退货吧 不换了", "change_after_sale")
    assert answer.says[0]["text"].startswith("好的，“申请换货”不办了，\n改办“申请退货”。")
    assert customer.slots["task"] == "request_return"
    assert customer.slots["reason"] == "wrong_size"
    assert not customer.slots.get("suspended")


async def test_hurrying_instead_of_cancelling_is_done(chat: Begin) -> None:
    customer = chat(PAID, language="en")
    await customer.say("cancel my order", "cancel_order")
    answer = await customer.say("no wait, just hurry it", "chitchat")
    assert [one["what"] for one in answer.changed] == ["urge"]
    assert customer.slots["task"] is None


async def test_a_company_instead_of_a_person_corrects_the_invoice(chat: Begin) -> None:
    customer = chat(DELIVERED)
    asked = await customer.say("开个人发票", "invoice")
    if customer.slots[REQUESTED] == "order_id":
        await customer.press(asked, asked.choices[0])
    await customer.say("算了 公司吧", "deny")
    assert (customer.slots["task"], customer.slots["option"]) == ("invoice", "company")


async def test_what_is_accepted_grudgingly_and_let_go_is_given_up(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("行吧，算了", "affirm")
    assert "先不办了" in answer.text
    assert not customer.loop


async def test_a_question_that_nothing_answers_is_asked_for_anew(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("不取消了，那个多少克", "deny")
    assert "您问的请再发一遍" in answer.text
    assert not customer.loop
