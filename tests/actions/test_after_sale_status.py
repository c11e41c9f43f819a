"""How far an after-sale is, and withdrawing or changing it."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from actions.shop.model import Actor, AfterSaleState, Reason
from tests.actions.chat import Begin

REQUESTED, AGREED, NONE = "C0009", "C0012", "C0001"


async def test_the_status_is_told_with_number_date_and_steps(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(REQUESTED)[0]
    answer = await chat(REQUESTED).say("退款到哪了", "refund_status")
    first = answer.says[0]
    assert f"单号 {made.id}" in first["text"]
    assert first["card"]["kind"] == "refund"
    assert any(made.steps[-1].text.zh in line for line in first["card"]["lines"])
    assert answer.says[-1]["text"] == "这样解决您的问题了吗？"


async def test_a_number_of_another_customer_is_unknown(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(REQUESTED)[0]
    talk = chat(NONE)
    answer = await talk.say(f"{made.id} 退款", "refund_status", {"ticket_id": made.id})
    assert "没有查到这个售后单号" in answer.text
    assert str(made.amount) not in answer.text


async def test_who_has_none_hears_that_and_how_to_ask_for_one(chat: Begin) -> None:
    talk = chat(NONE)
    answer = await talk.say("退款到哪了", "refund_status")
    assert "没有退款或退换货记录" in answer.text
    assert not talk.loop


async def test_without_an_identity_nothing_of_a_refund_is_shown(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(REQUESTED)[0]
    answer = await chat(grants=[made.order]).say("退款到哪了", "refund_status", {"ticket_id": made.id})
    assert "先确认是您本人" in answer.text
    assert made.id not in answer.text


async def test_telegram_is_asked_for_the_contact(chat: Begin) -> None:
    answer = await chat(channel="telegram").say("退款到哪了", "refund_status")
    assert answer.asked("contact") == [{"ask": "contact"}]


async def test_past_its_time_it_apologises_and_offers_a_person(
    chat: Begin, shop: HttpShop, now_ms: int
) -> None:
    made = shop.after_sales_of(REQUESTED)[0]
    talk = chat(REQUESTED)
    talk.meta["now_ms"] = made.expected_ms + 1
    answer = await talk.say("怎么还没退", "refund_status")
    assert answer.text.startswith("很抱歉，已经超过预计")
    assert "转人工" in answer.choices
    taken = await talk.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


async def test_withdrawing_is_confirmed_first_and_then_done(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(REQUESTED)[0]
    talk = chat(REQUESTED)
    answer = await talk.say("撤销退款", "change_after_sale")
    assert "请确认：撤销这笔退款" in answer.text
    assert shop.after_sales_of(REQUESTED)[0].state is AfterSaleState.REQUESTED
    answer = await talk.press(answer, "确认")
    assert shop.after_sales_of(REQUESTED)[0].state is AfterSaleState.WITHDRAWN
    assert answer.changed == [{"what": "refund", "id": made.id}]


async def test_the_reason_can_be_changed(chat: Begin, shop: HttpShop) -> None:
    talk = chat(AGREED)
    answer = await talk.say("改一下退货原因", "change_after_sale")
    answer = await talk.press(answer, "质量问题")
    await talk.press(answer, "确认")
    assert shop.after_sales_of(AGREED)[0].reason is Reason.DEFECTIVE


async def test_nothing_open_means_nothing_to_change(chat: Begin) -> None:
    talk = chat(NONE)
    answer = await talk.say("撤销退款", "change_after_sale")
    assert "没有进行中" in answer.text
    assert not talk.loop


async def test_impatience_after_the_state_of_a_refund_is_about_the_refund(chat: Begin) -> None:
    customer = chat("C0009")
    await customer.say("退款到哪了", "refund_status")
    answer = await customer.say("都多久了", "urge_delivery")
    assert answer.says[0]["text"].startswith("进度和刚才一样：审核中")
    assert answer.changed == []


async def test_the_same_state_is_not_told_in_the_same_words_and_the_third_time_a_person_comes(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(REQUESTED)
    first = await customer.say("我的退款呢", "refund_status")
    second = await customer.say("怎么还没到账", "refund_status")
    assert second.says[0]["text"] != first.says[0]["text"]
    assert second.choices == ["转人工"]
    third = await customer.say("都几天了", "urge_delivery")
    (asked,) = third.asked("handoff")
    assert asked["reason"] == "loop"
    assert asked["snapshot"]["refunds"][0]["id"] == shop.after_sales_of(REQUESTED)[0].id


async def test_a_yes_after_the_same_state_brings_a_person(chat: Begin) -> None:
    customer = chat(REQUESTED)
    await customer.say("我的退款呢", "refund_status")
    await customer.say("怎么还没到账", "refund_status")
    taken = await customer.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


@pytest.mark.parametrize("said", ["退款多久到账", "退款幾耐到", "how long does a refund take"])
async def test_how_long_refunds_take_needs_no_identity(chat: Begin, said: str) -> None:
    answer = await chat(language="en" if said.isascii() else "zh-Hans").say(said, "refund_status")
    assert "1–3" in answer.says[0]["text"]


async def test_a_tracking_number_after_the_return_address_is_the_returns(chat: Begin, shop: HttpShop) -> None:
    customer = chat(AGREED)
    await customer.say("寄到哪里", "return_logistics")
    asked = await customer.say(
        "快递单号 SF1234567890123", "track_shipment", {"tracking_number": "SF1234567890123"}
    )
    assert "没有查到" not in asked.text
    answer = await customer.press(asked, "顺丰") if "顺丰" in asked.choices else asked
    assert answer.changed[0]["what"] == "goods_sent"
    assert shop.after_sales_of(AGREED)[0].return_tracking == "SF1234567890123"


@pytest.mark.parametrize("said", ["取消退款申请吧", "撤销退款", "我不要退款 我要货", "cancel the refund"])
async def test_withdrawing_after_the_status_was_shown_is_the_withdrawal(
    chat: Begin, shop: HttpShop, said: str
) -> None:
    customer = chat(REQUESTED)
    await customer.say("退款到哪了", "refund_status")
    answer = await customer.say(said, "refund_status")
    assert answer.text.startswith("请确认：撤销这笔退款")
    await customer.press(answer, "确认")
    assert shop.after_sales_of(REQUESTED)[0].state is AfterSaleState.WITHDRAWN


async def test_whether_it_can_be_withdrawn_is_only_a_question(chat: Begin) -> None:
    answer = await chat(REQUESTED).say("退款可以取消吗", "refund_status")
    assert "请确认" not in answer.text


async def test_money_on_its_way_is_not_asked_to_be_called_back(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders("C0003")[0]
    item = order.items[0].id
    shop.refund(order.id, Actor(customer="C0003"), reason=Reason.CHANGED_MIND, key="t:1", items={item: 1})
    customer = chat("C0003")
    answer = await customer.say("撤销退款", "change_after_sale")
    assert "现在撤销不了" in answer.text
    assert not customer.loop


async def test_what_was_withdrawn_may_be_asked_for_anew(chat: Begin) -> None:
    customer = chat(AGREED)
    await customer.press(await customer.say("取消退货", "change_after_sale"), "确认")
    await customer.say("重新申请退货", "change_after_sale")
    assert customer.slots["task"] == "request_return"


async def test_pieces_of_a_return_cannot_be_changed_and_that_is_said(chat: Begin) -> None:
    customer = chat("C0014", language="zh-Hant")
    await customer.say("我要退一條頸巾 唔啱", "request_return")
    await customer.say("確認", "affirm")
    answer = await customer.say("退貨想改做兩條", "change_after_sale")
    assert "件數改不了" in answer.text
    assert "撤銷申請" in answer.choices


async def test_how_long_the_money_takes_is_told_while_an_order_is_being_cancelled(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("取消订单", "cancel_order")
    answer = await customer.say("能不能先告诉我钱多久到账", "refund_status")
    assert "原支付方式" in answer.says[0]["text"]
    assert "没有退款" not in answer.text
    assert customer.slots["task"] == "cancel_order"
