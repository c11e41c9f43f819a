"""Refunds against the real demo shop: within authority, beyond it, twice, changed and given up."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import Actor, AfterSaleState, OrderState
from tests.actions.chat import Answer, Begin, Chat

PAID, LOST, CHEAP_DELIVERED, DEAR_SIGNED, STALLED = "C0003", "C0011", "C0007", "C0010", "C0005"


async def to_the_confirmation(chat: Chat, *presses: str, text: str = "我要退款") -> Answer:
    """Ask for a refund and press one button for each further question."""
    answer = await chat.say(text, "request_refund")
    for title in presses:
        answer = await chat.press(answer, title)
    return answer


async def until(talk: Chat, slot: str, answer: Answer, **entities: str) -> Answer:
    """Answer the form's questions until it asks for `slot` or ends."""
    for _ in range(6):
        if not talk.loop or talk.slots.get("requested_slot") == slot:
            return answer
        answer = await talk.say("", "inform", {"item": "all", "quantity": "1", "option": "skip"} | entities)
    raise AssertionError(f"the form still asks for {talk.slots.get('requested_slot')}")


async def test_an_order_not_yet_shipped_is_refunded_with_number_and_time(chat: Begin, shop: HttpShop) -> None:
    talk = chat(PAID)
    answer = await to_the_confirmation(talk, "全部商品", "不想要了")
    assert "请确认：退款" in answer.text
    answer = await talk.press(answer, "确认")
    made = shop.after_sales_of(PAID)[0]
    assert made.state is AfterSaleState.REFUNDING
    assert f"单号 {made.id}" in answer.says[0]["text"]
    assert "3 个工作日到账" in answer.says[0]["text"]
    assert answer.changed == [{"what": "refund", "id": made.id}]
    assert answer.promises == [{"text": answer.says[0]["text"], "due_ms": made.expected_ms}]
    assert answer.says[-1]["text"] == "这样解决您的问题了吗？"
    assert answer.asked("handoff") == []
    assert not talk.loop


async def test_one_item_of_several_pieces_is_refunded_by_the_piece(chat: Begin, shop: HttpShop) -> None:
    talk = chat(PAID)
    answer = await to_the_confirmation(talk, "电热水壶 白色", "1", "拍错了")
    order = shop.orders(PAID)[0]
    left = next(
        one for one in shop.options(order.id, Actor(customer=PAID)).items if one.item == order.items[0].id
    )
    await talk.press(answer, "确认")
    made = shop.after_sales_of(PAID)[0]
    assert made.amount.amount == left.refundable.amount // left.quantity


async def test_the_same_turn_run_again_refunds_once_and_says_the_same(chat: Begin, shop: HttpShop) -> None:
    first, again = chat(PAID), chat(PAID)
    told = []
    for talk in (first, again):
        await to_the_confirmation(talk, "全部商品", "不想要了") if talk is first else None
    again.slots, again.loop = dict(first.slots), True
    for talk in (first, again):
        answer = await talk.say("确认", "affirm", turn="t-once")
        told.append(answer.says[0]["text"])
    assert told[0] == told[1]
    assert len(shop.after_sales_of(PAID)) == 1


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_the_number_is_told_in_every_language(chat: Begin, shop: HttpShop, language: str) -> None:
    talk = chat(PAID, language=language)
    answer = await talk.say("refund", "request_refund")
    answer = await talk.say("全部", "inform")
    answer = await talk.say("x", "inform", {"reason": "changed_mind"})
    answer = await talk.say("ok", "affirm")
    made = shop.after_sales_of(PAID)[0]
    words = {"zh-Hans": "预计", "zh-Hant": "預計", "en": "Expect it"}
    assert made.id in answer.text
    assert words[language] in answer.text


async def test_reason_and_order_said_at_once_are_not_asked_for(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(STALLED)[0].id
    talk = chat(STALLED)
    answer = await talk.say(f"{order} 太慢了，退款", "request_refund", {"order_id": order})
    assert "原因：太慢了" in answer.text
    assert talk.slots["requested_slot"] == "confirm"


async def test_beyond_the_amount_a_person_gets_it_with_the_evidence_and_nothing_is_changed(
    chat: Begin, shop: HttpShop
) -> None:
    talk = chat(DEAR_SIGNED)
    answer = await talk.say("质量不好，退款", "request_refund")
    answer = await until(talk, "confirm", answer)
    asked = answer.asked("handoff")
    assert [one["reason"] for one in asked] == ["authority"]
    assert "> ¥200.00" in asked[0]["detail"]
    assert asked[0]["snapshot"]["orders"][0]["id"] == shop.orders(DEAR_SIGNED)[0].id
    assert "需要同事审核" in answer.text
    assert shop.after_sales_of(DEAR_SIGNED) == ()
    assert not talk.loop


async def test_a_supervisors_lower_limit_counts_at_once(chat: Begin, shop: HttpShop) -> None:
    talk = chat(STALLED, policy={"authority": {"refund_minor": 100}})
    answer = await talk.say("太慢了，退款", "request_refund")
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]
    assert "> ¥1.00" in answer.asked("handoff")[0]["detail"]


async def test_goods_delivered_and_simply_not_wanted_are_to_be_returned_first(
    chat: Begin, shop: HttpShop
) -> None:
    talk = chat(CHEAP_DELIVERED)
    answer = await talk.say("不想要了，退款", "request_refund")
    answer = await until(talk, "confirm", answer)
    assert "需要寄回后退款" in answer.text
    assert answer.payload("申请退货")["intent"] == "request_return"
    assert answer.asked("handoff") == []
    assert shop.after_sales_of(CHEAP_DELIVERED) == ()


async def test_a_disputed_delivery_goes_to_a_person(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0006")
    answer = await talk.say("没收到货，退款", "request_refund")
    answer = await until(talk, "confirm", answer)
    assert "disputed_delivery" in answer.asked("handoff")[0]["detail"]
    assert shop.after_sales_of("C0006") == ()


async def test_a_lost_parcel_is_refunded(chat: Begin, shop: HttpShop) -> None:
    talk = chat(LOST)
    answer = await talk.say("丢件了，退款", "request_refund")
    answer = await until(talk, "confirm", answer)
    await talk.press(answer, "确认")
    assert shop.after_sales_of(LOST)[0].state is AfterSaleState.REFUNDING


async def test_a_part_of_the_money_may_be_asked_for(chat: Begin, shop: HttpShop) -> None:
    talk = chat(STALLED)
    answer = await talk.say("太慢了，退我20块就行", "request_refund", {"amount": "20"})
    assert "退款 ¥20.00" in answer.text
    await talk.press(answer, "确认")
    assert shop.after_sales_of(STALLED)[0].amount.amount == 2000


async def test_giving_up_changes_nothing(chat: Begin, shop: HttpShop) -> None:
    talk = chat(PAID)
    answer = await to_the_confirmation(talk, "全部商品", "不想要了")
    answer = await talk.say("算了不退了", "deny")
    assert "什么都没有改" in answer.text
    assert shop.after_sales_of(PAID) == ()
    assert not talk.loop


async def test_a_question_in_between_is_answered_and_the_refund_goes_on(chat: Begin, shop: HttpShop) -> None:
    talk = chat(PAID)
    await to_the_confirmation(talk, "全部商品")
    answer = await talk.say("退款多久到账", "return_policy")
    assert "银行卡" in answer.says[0]["text"]
    assert answer.says[-1]["text"].endswith("请问是什么原因？")
    assert talk.slots["task"] == "request_refund"
    answer = await talk.press(answer, "不想要了")
    assert "请确认：退款" in answer.text


async def test_an_order_that_is_being_refunded_says_so_and_leads_there(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0009")
    order = shop.orders("C0009")[0]
    made = shop.after_sales_of("C0009")[0]
    answer = await talk.say("退款", "request_refund", {"order_id": order.id})
    assert made.id in answer.text
    assert answer.payload("查退款进度") == {"intent": "refund_status", "entities": {"refund": made.id}}


async def test_without_an_identity_nothing_is_asked_and_a_person_is_offered(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("我要退款", "request_refund")
    assert "登录" in answer.text
    assert answer.choices == ["转人工"]
    assert not talk.loop


async def test_a_grant_for_an_order_is_not_enough_for_its_money(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(PAID)[0].id
    talk = chat(grants=[order])
    answer = await talk.say("退款", "request_refund", {"order_id": order})
    assert "登录" in answer.text
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_a_lost_parcel_is_refunded_whole_and_nobody_is_asked_why(chat: Begin) -> None:
    customer = chat("C0011")
    answer = await customer.say("退款", "request_refund")
    assert "没收到货" in answer.text
    assert customer.slots["item"] == "all"
    assert customer.slots[REQUESTED] == "confirm"


async def test_money_back_for_a_deposit_is_about_the_presale(chat: Begin) -> None:
    answer = await chat("C0004").say("能不能退定金", "request_refund")
    assert "定金按规则不退" in answer.says[0]["text"]


async def test_two_goods_of_one_message_are_both_refunded_with_the_pieces_said(chat: Begin) -> None:
    answer = await chat("C0003").say("我要退一个水壶 保温杯也不要了", "request_refund")
    assert "电热水壶 × 1、不锈钢保温杯 × 1" in answer.text


async def test_what_is_not_sent_needs_no_return_to_be_refunded_in_part(chat: Begin) -> None:
    answer = await chat("C0003").say("水壶退一个 保温杯不退", "request_return")
    assert answer.text == "请问是什么原因？"
    assert answer.ran == ["action_request_return"]
