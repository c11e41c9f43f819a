"""Where is my parcel, in every state a parcel can be in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.chat import Answer, Chat

Begin = Callable[..., Chat]


async def track(chat: Begin, customer: str, **meta: str) -> Answer:
    return await chat(customer, **meta).say("我的快递到哪了", "track_shipment")


async def test_the_latest_scan_the_courier_and_the_expected_day_come_first(chat: Begin) -> None:
    fact = (await track(chat, "C0001")).says[0]
    assert "包裹到了" in fact["text"]
    assert "预计" in fact["text"]
    assert fact["card"]["kind"] == "parcel"
    assert len(fact["text"].splitlines()) == 2


async def test_a_parcel_at_a_station_brings_its_code_and_how_long_it_is_kept(chat: Begin) -> None:
    fact = (await track(chat, "C0002")).says[0]["text"]
    assert "取件码" in fact
    assert "前取" in fact


async def test_a_stalled_parcel_is_called_stalled_and_ways_out_are_offered(chat: Begin) -> None:
    answer = await track(chat, "C0005")
    assert "天没有更新了，抱歉" in answer.says[0]["text"]
    assert "预计" not in answer.says[0]["text"]
    assert answer.choices == ["没收到", "申请退款", "解决了"]


async def test_a_lost_parcel_is_called_lost(chat: Begin) -> None:
    answer = await track(chat, "C0011")
    assert "丢了" in answer.says[0]["text"]
    assert "申请退款" in answer.choices


async def test_several_parcels_get_one_line_and_one_card_each(chat: Begin) -> None:
    answer = await track(chat, "C0008")
    lines = [say["text"] for say in answer.says[:-1]]
    assert [line.split("：")[0] for line in lines] == ["包裹 1/3", "包裹 2/3", "包裹 3/3"]
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert [say["card"]["kind"] for say in answer.says[:-1]] == ["parcel"] * 3


async def test_next_steps_are_buttons_about_this_order_and_a_yes_settles_the_matter(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say("我的快递到哪了", "track_shipment")
    order = customer.slots["order_id"]
    assert answer.payload("催一下") == {"intent": "urge_delivery", "entities": {"order_id": order}}
    assert answer.asked("matter") == [
        {"ask": "matter", "category": "track_shipment", "order_id": order, "status": "open"}
    ]
    done = await customer.press(answer, "解决了")
    assert [ask["ask"] for ask in done.asks] == ["matter", "done"]
    assert done.asks[0]["status"] == "done"
    assert "谢谢" in done.text


async def test_a_no_offers_a_person_and_a_yes_to_that_asks_for_one(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("我的快递到哪了", "track_shipment")
    answer = await customer.say("没有", "deny")
    assert answer.payload("转人工") == {"intent": "ask_human"}
    accepted = await customer.say("好的", "affirm")
    assert [ask["reason"] for ask in accepted.asked("handoff")] == ["asked_for_human"]


async def test_an_upset_customer_hears_that_first(chat: Begin) -> None:
    answer = await chat("C0001").say("怎么还没到啊", "track_shipment", emotion="anxious")
    assert answer.says[0]["text"].startswith("让您着急了")
    assert len(answer.says[0]["text"].splitlines()) == 3


@pytest.mark.parametrize(
    ("customer", "language", "said"),
    [("C0015", "en", "Your parcel is in"), ("C0013", "zh-Hant", "正在派送，預計")],
)
async def test_the_answer_is_in_the_customers_language(
    chat: Begin, customer: str, language: str, said: str
) -> None:
    answer = await track(chat, customer, language=language)
    assert said in answer.says[0]["text"]


async def test_the_language_of_this_message_comes_before_that_of_the_conversation(chat: Begin) -> None:
    answer = await chat("C0001").say("where is my parcel", "track_shipment", language="en")
    assert "Your parcel is in" in answer.text


async def test_what_a_person_settled_is_said_once_when_the_customer_comes_back_to_it(chat: Begin) -> None:
    settled = {
        "category": "track_shipment",
        "outcome": "promised",
        "note": "已联系圆通，明天送到",
        "agent": "小王",
        "at_ms": 1,
    }
    customer = chat("C0001", settled=[settled])
    first = await customer.say("我的快递到哪了", "track_shipment")
    assert first.says[0]["text"] == "刚才客服小王已为您处理：\n已联系圆通，明天送到"
    assert first.says[1]["card"]["kind"] == "parcel"
    again = await customer.say("我的快递到哪了", "track_shipment")
    assert "card" in again.says[0]
    asked = await customer.say("刚才客服是怎么说的", "chitchat")
    assert [say["text"] for say in asked.says] == [first.says[0]["text"]]
