"""A parcel that is refused, in whatever words, and what is no refusal."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import AT_STATION


async def test_a_parcel_at_a_station_can_be_refused_and_nothing_else_is_offered(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(AT_STATION)
    told = await customer.say("我要取消订单", "cancel_order")
    summary = await customer.press(told, "拒收包裹")
    assert "拒收退回" in summary.text
    answer = await customer.press(summary, "确认")
    assert answer.changed[0]["what"] == "delivery"
    assert shop.orders(AT_STATION)[0].parcels[0].state == "returning"


async def test_refusing_in_words_after_it_was_too_late_to_cancel_is_the_refusal(chat: Begin) -> None:
    customer = chat("C0015", language="en")
    await customer.say("cancel my order", "cancel_order")
    answer = await customer.say("then refuse it", "cancel_order")
    assert "refuse it" in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_sending_goods_back_from_the_station_is_refusing_them(chat: Begin) -> None:
    answer = await chat(AT_STATION).say("裙子不想要了 直接退回去吧", "request_return")
    assert answer.payload("拒收包裹")["entities"]["option"] == "refuse"


@pytest.mark.parametrize("text", ["裙子先别送了", "裙子先别送了 改到周六"])
async def test_not_to_bring_it_just_now_is_no_refusal(chat: Begin, text: str) -> None:
    answer = await chat(AT_STATION).say(text, "change_delivery")
    assert "确认这样改派送吗" not in answer.text
    assert "拒收退回" in answer.choices


async def test_delivery_to_the_door_from_a_station_is_a_persons_to_pass_on(chat: Begin) -> None:
    customer = chat(AT_STATION)
    answer = await customer.say("我不想去驿站拿 给我送上门", "change_delivery")
    assert "想送上门，请同事登记" in answer.text
    assert answer.choices == ["拒收退回", "转人工"]
    taken = await customer.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


async def test_the_return_that_a_refusal_makes_is_named_and_none_asked_for(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("背包拒收", "change_delivery")
    answer = await customer.say("确认", "affirm")
    assert "退货单 T" in answer.text
    assert "查退款进度" in answer.choices
    assert "申请退款" not in answer.choices


@pytest.mark.parametrize("text", ["背包先别拒收", "背包先不要拒收", "先別拒簽背包"])
async def test_not_to_refuse_it_is_no_refusal_either(chat: Begin, text: str) -> None:
    customer = chat("C0001")
    await customer.say(text, "change_delivery")
    assert customer.slots.get("option") is None
    assert customer.slots[REQUESTED] != "confirm"


async def test_where_not_to_put_it_may_stand_beside_where_to(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("背包不要放驿站，放门口", "change_delivery")
    assert customer.slots["option"] == "leave_at_door"


async def test_a_question_about_the_station_is_answered_and_changes_no_wish(chat: Begin) -> None:
    customer = chat(AT_STATION)
    await customer.say("拒收", "change_delivery")
    answer = await customer.say("等一下，驿站几点关门", "chitchat", also=["track_shipment"])
    assert "09:00-21:00" in answer.text
    assert "派送改不了了" not in answer.text
    assert answer.asked("handoff") == []
    assert answer.changed == []
    assert customer.slots["option"] == "refuse"


async def test_a_murmur_below_the_stations_hours_refuses_nothing(chat: Begin) -> None:
    customer = chat(AT_STATION)
    await customer.say("拒收", "change_delivery")
    await customer.say("等一下，驿站几点关门", "chitchat", also=["track_shipment"])
    assert (await customer.say("嗯嗯", "affirm")).changed == []
    assert (await customer.say("确认", "affirm")).changed
