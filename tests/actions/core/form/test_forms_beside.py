"""What else is asked for, beside a request or where a form waits for the answer to its summary."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from tests.actions.chat import Begin, Chat
from tests.actions.customers import CHEAPER, DELIVERED, MOVING, PAID


async def test_a_question_beside_a_request_is_answered_before_it(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("我的包到哪了 顺便开个发票", "invoice", also=["track_shipment"])
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert answer.says[-1]["text"].startswith("请问开个人还是公司")
    assert customer.slots["task"] == "invoice"


async def test_a_request_beside_a_question_goes_on_after_it(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("我的包到哪了 顺便开个发票", "track_shipment", also=["invoice"])
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert customer.slots["task"] == "invoice"


async def test_hurrying_beside_a_change_of_address_is_done(chat: Begin) -> None:
    customer = chat(PAID)
    answer = await customer.say("催快递 还有我要改地址", "change_order", also=["urge_delivery"])
    assert [one["what"] for one in answer.changed] == ["urge"]
    assert answer.says[-1]["text"] == "请发新的完整收货地址。"
    done = await customer.say("上海市浦东新区张江路 88 号", "inform")
    assert customer.slots["task"] == "change_order"
    assert "张江路" in done.text


async def invoice_summed_up(chat: Begin) -> Chat:
    customer = chat(DELIVERED)
    asked = await customer.say("开个人发票 抬头王五", "invoice")
    if customer.slots[REQUESTED] == "order_id":
        asked = await customer.press(asked, asked.choices[0])
    if customer.slots[REQUESTED] == "title":
        await customer.say("王五", "inform")
    assert customer.slots[REQUESTED] == "confirm"
    return customer


@pytest.mark.parametrize("intent", ["invoice", "affirm", "inform", "request_refund"])
async def test_a_plain_request_at_a_summary_is_begun_whatever_it_was_taken_for(
    chat: Begin, intent: str
) -> None:
    customer = await invoice_summed_up(chat)
    answer = await customer.say("我要退款", intent)
    assert answer.changed == []
    assert "请回复“确认”" not in answer.text
    assert customer.slots["task"] in ("request_refund", "request_return")
    assert customer.slots["suspended"][0]["task"] == "invoice"


async def test_a_way_out_is_offered_once(chat: Begin) -> None:
    customer = await invoice_summed_up(chat)
    for _ in range(3):
        answer = await customer.say("嗯？", "affirm")
    assert answer.choices.count("不办了") == 1


async def test_what_is_asked_for_after_a_wait_is_answered(chat: Begin) -> None:
    customer = chat(CHEAPER)
    await customer.say("炸锅退一个 用不上", "request_return")
    answer = await customer.say("等等 先帮我看看快递到哪了", "track_shipment")
    assert "不急" not in answer.text
    assert customer.slots["task"] == "track_shipment"


@pytest.mark.parametrize(
    ("text", "intent"), [("我再考虑一下", "chitchat"), ("再想想", "nlu_fallback"), ("还没想好", "deny")]
)
async def test_hesitation_inside_a_form_is_waited_for(chat: Begin, text: str, intent: str) -> None:
    customer = chat(PAID)
    await customer.say("帮我退款", "request_refund")
    asked = customer.slots[REQUESTED]
    answer = await customer.say(text, intent)
    assert "好的，不急" in answer.text
    assert customer.slots[REQUESTED] == asked
    resumed = await customer.press(answer, "继续申请退款")
    assert "哪一件要退款" in resumed.text


async def test_hesitation_is_no_value_that_was_asked_for(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改收货人", "change_order", {"option": "recipient"})
    answer = await customer.say("我再想想吧", "chitchat")
    assert "好的，不急" in answer.text
    assert not customer.slots.get("recipient")
