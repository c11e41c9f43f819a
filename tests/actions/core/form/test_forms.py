"""The form asks, takes what answers it, and lets the rest pass; questions are never swallowed."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import DELIVERED, PAID


async def test_a_question_is_answered_and_the_form_asks_again(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("什么时候发货", "delivery_time")
    assert answer.ran == ["action_delivery_time"]
    assert "最晚" in answer.says[0]["text"]
    again = answer.says[1]
    assert again["text"] == "我们接着办“取消订单”。\n请问是什么原因？"
    assert again["choices"][:5] == asked.says[0]["choices"]
    assert customer.slots["task"] == "cancel_order"
    assert customer.slots[REQUESTED] == "reason"


async def test_anger_while_a_detail_is_asked_for_is_no_detail(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    assert customer.slots[REQUESTED] == "address"
    answer = await customer.say("你们什么破服务我要投诉", "complaint")
    assert answer.ran == ["action_complaint"]
    assert customer.slots.get("address") is None
    assert customer.slots[REQUESTED] == "address"


async def test_buttons_stand_for_intents_and_entities(chat: Begin) -> None:
    asked = await chat(PAID).say("我要取消订单", "cancel_order")
    assert asked.payload("拍错了") == {"intent": "inform", "entities": {"reason": "ordered_by_mistake"}}


async def test_an_answer_that_fits_nothing_is_said_so_and_asked_again(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("嘟嘟嘟", "inform")
    assert answer.says[0] == {"text": "抱歉，这个回答我没有对上。"}
    assert answer.says[1]["text"] == "请点按钮，或回复 1 到 5 的数字。\n请问是什么原因？"
    assert answer.says[1]["choices"][:5] == asked.says[0]["choices"]


async def test_two_answers_that_fit_nothing_are_offered_a_way_out_and_a_person(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("想退货", "request_return")
    once = await customer.say("嘟嘟嘟", "inform")
    assert "转人工" not in once.choices
    twice = await customer.say("嘟嘟嘟嘟", "nlu_fallback")
    assert twice.says[-1]["text"].startswith("换个说法、不办了或转人工")
    assert twice.choices[-2:] == ["不办了", "转人工"]
    taken = await customer.say("1", "inform", {"quantity": "1"})
    assert "转人工" not in taken.choices


async def test_an_upset_answer_is_acknowledged_once_before_the_next_question(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("太慢了", "inform", emotion="disappointed")
    texts = [say["text"] for say in answer.says]
    assert texts[0].startswith("让您失望了")
    assert sum("让您失望了" in text for text in texts) == 1


@pytest.mark.parametrize("said", ["哈哈哈", "今天好冷啊", "明天天气怎么样", "lol", "嗯"])
async def test_small_talk_is_no_address_and_the_address_is_asked_for_again(chat: Begin, said: str) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say(said, "chitchat")
    assert answer.ran == ["action_chitchat"]
    assert "不完整" not in answer.text
    assert answer.says[-1]["text"] == "我们接着办“修改订单”。\n请发新的完整收货地址。"
    assert customer.slots.get("address") is None


async def test_words_without_a_place_are_no_address(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say("随便你们来吧都行", "inform")
    assert answer.says[0]["text"].startswith("地址好像不完整")


async def test_a_short_answer_to_a_later_question_is_kept(chat: Begin) -> None:
    customer = chat(DELIVERED)
    asked = await customer.say("开发票", "invoice")
    answer = await customer.say("公司", "inform")
    assert answer.says == asked.says
    assert customer.slots["option"] == "company"


async def test_the_reason_may_come_before_the_number_of_pieces(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("想退货", "request_return")
    assert customer.slots[REQUESTED] == "quantity"
    answer = await customer.say("七天无理由", "return_policy")
    assert answer.ran == []
    assert customer.slots["reason"] == "no_reason"
    assert customer.slots[REQUESTED] == "quantity"


async def test_a_name_that_faintly_resembles_a_request_is_the_name_asked_for(chat: Begin) -> None:
    customer = chat(DELIVERED)
    asked = await customer.say("开公司发票", "invoice")
    await customer.press(asked, asked.choices[0])
    assert customer.slots[REQUESTED] == "title"
    await customer.say("Acme Trading Ltd", "track_shipment", confidence=0.31)
    assert customer.slots["title"] == "Acme Trading Ltd"


async def test_another_order_is_taken_instead_and_its_details_are_asked_for_anew(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单，拍错了", "cancel_order")
    assert customer.slots[REQUESTED] == "confirm"
    listed = await customer.say("不对，是另一单", "deny")
    orders = [one.id for one in shop.orders(PAID)]
    assert [item["id"] for item in listed.says[-1]["card"]["items"]] == orders
    assert customer.slots["order_id"] is None
    assert customer.slots["reason"] is None


async def test_a_reason_told_anew_in_the_form_counts(chat: Begin) -> None:
    customer = chat(DELIVERED)
    answer = await customer.say("不喜欢，退货", "request_return")
    for _ in range(3):
        if customer.slots[REQUESTED] == "confirm":
            break
        answer = await customer.say("", "inform", {"item": "all", "quantity": "1"})
    assert "七天无理由" in answer.text
    answer = await customer.say("原因改成质量问题", "change_after_sale")
    assert customer.slots["reason"] == "defective"
    assert "没有进行中" not in answer.text
