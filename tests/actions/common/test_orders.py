"""Which order is meant, and who may hear of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Chat

Begin = Callable[..., Chat]
TRACK = "track_shipment"


@pytest.fixture
def moving(shop: HttpShop) -> str:
    """An order on its way, of C0001."""
    return next(one.id for one in shop.orders("C0001") if one.state is OrderState.SHIPPED)


@pytest.fixture
def tail(moving: str, tmp_path: Path) -> str:
    """Its phone digits, which the shop never gives away."""
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        phone = connection.execute("select phone from orders where id = ?", (moving,)).fetchone()[0]
    connection.close()
    return str(phone)[-4:]


def wrong(tail: str) -> str:
    return f"{(int(tail) + 1) % 10_000:04d}"


async def test_the_only_order_on_its_way_is_taken_without_asking(chat: Begin, moving: str) -> None:
    customer = chat("C0001")
    answer = await customer.say("我的快递到哪了", TRACK)
    assert customer.slots["order_id"] == moving
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert not customer.loop


async def test_an_unknown_visitor_is_asked_for_number_and_digits_and_sees_the_parcel_in_the_same_turn(
    chat: Begin, moving: str, tail: str
) -> None:
    visitor = chat()
    asked = await visitor.say("我的快递到哪了", TRACK)
    assert "订单号" in asked.text
    assert "后四位" in asked.text
    half = await visitor.say(moving, "inform", {"order_id": moving})
    assert "手机号后四位" in half.text
    answer = await visitor.say(tail, "inform")
    assert answer.asked("grant") == [{"ask": "grant", "order_id": moving}]
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert visitor.meta["grants"] == [moving]


async def test_number_and_digits_may_come_with_the_first_message(chat: Begin, moving: str, tail: str) -> None:
    answer = await chat().say(f"单号{moving} 尾号{tail} 到哪了", TRACK, {"order_id": moving})
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert answer.asked("grant") == [{"ask": "grant", "order_id": moving}]


async def test_an_unknown_order_and_wrong_digits_get_the_same_answer(
    chat: Begin, moving: str, tail: str
) -> None:
    unknown = await chat().say("999999999999999 8888 到哪了", TRACK, {"order_id": "999999999999999"})
    digits = await chat().say(f"{moving} {wrong(tail)} 到哪了", TRACK, {"order_id": moving})
    assert unknown.says == digits.says
    assert unknown.asks == digits.asks == []


async def test_too_many_tries_say_when_to_try_again_and_offer_a_person(
    chat: Begin, moving: str, tail: str
) -> None:
    visitor = chat()
    for _ in range(10):
        answer = await visitor.say(f"{moving} {wrong(tail)}", TRACK, {"order_id": moving})
        if "核对次数太多" in answer.text:
            break
    assert "后再试" in answer.text
    assert answer.payload("转人工") == {"intent": "ask_human"}
    assert not visitor.loop


async def test_a_grant_shows_no_goods_no_money_and_no_buttons_for_changes(
    chat: Begin, moving: str, tail: str
) -> None:
    visitor = chat()
    await visitor.say(f"{moving} {tail}", TRACK, {"order_id": moving})
    answer = await visitor.say("订单什么状态", "order_status")
    assert answer.choices == ["转人工", "解决了"]
    assert "¥" not in str(answer.says)


@pytest.mark.parametrize(
    "intent", ["cancel_order", "change_order", "invoice", "change_delivery", "price_protection"]
)
async def test_a_grant_is_not_enough_for_a_change(chat: Begin, moving: str, tail: str, intent: str) -> None:
    visitor = chat()
    await visitor.say(f"{moving} {tail}", TRACK, {"order_id": moving})
    answer = await visitor.say("帮我办", intent, {"order_id": moving})
    assert "登录" in answer.text
    assert answer.changed == []
    assert not visitor.loop


async def test_an_order_id_in_a_slot_gives_no_right(chat: Begin, moving: str) -> None:
    visitor = chat()
    visitor.slots["order_id"] = moving
    answer = await visitor.say("我的快递到哪了", TRACK)
    assert "订单号" in answer.text
    assert all("card" not in say for say in answer.says)


async def test_another_customers_order_is_not_found(chat: Begin, moving: str) -> None:
    answer = await chat("C0002").say(f"{moving} 到哪了", TRACK, {"order_id": moving})
    assert "没有查到" in answer.says[0]["text"]
    assert all(say.get("card", {}).get("kind") != "parcel" for say in answer.says)


async def test_a_shared_phone_number_identifies_and_what_waited_for_it_goes_on(
    chat: Begin, moving: str, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        (phone,) = connection.execute("select phone from customers where id = 'C0001'").fetchone()
    connection.close()
    visitor = chat(channel="telegram")
    refused = await visitor.say("改派送", "change_delivery")
    assert refused.asked("contact") == [{"ask": "contact"}]
    visitor.meta["contact_phone"] = phone
    answer = await visitor.say("", "inform")
    assert answer.asked("identify") == [{"ask": "identify", "customer": "C0001", "level": "contact"}]
    assert answer.says[-1]["text"] == "想怎么改派送？"
    assert visitor.slots["order_id"] == moving


async def test_several_orders_that_fit_are_shown_as_cards_and_buttons_and_chosen_by_place(
    chat: Begin,
) -> None:
    customer = chat("C0007")
    asked = await customer.say("开发票", "invoice")
    shown = asked.says[0]
    assert [item["kind"] for item in shown["card"]["items"]] == ["order"] * len(shown["choices"])
    await customer.say("第二个", "inform")
    assert customer.slots["order_id"] == shown["card"]["items"][1]["id"]


async def test_where_no_recent_order_fits_one_may_be_chosen_all_the_same_to_hear_why(
    chat: Begin, moving: str
) -> None:
    customer = chat("C0007")
    answer = await customer.say("我要取消订单", "cancel_order")
    assert "都办不了" in answer.text
    again = await customer.say("嘟嘟嘟", "inform")
    assert again.says[-1]["text"] == "要办“取消订单”，请发我订单号。"
    why = await customer.press(answer, answer.choices[0])
    assert "已经送达" in why.text
    assert why.payload("申请退货")["intent"] == "request_return"
    assert not customer.loop


async def test_where_only_the_order_on_its_way_can_be_meant_its_own_answer_says_why_not(
    chat: Begin, moving: str
) -> None:
    customer = chat("C0001")
    answer = await customer.say("我要取消订单", "cancel_order")
    assert "已经发出" in answer.text
    assert answer.payload("拒收包裹")["intent"] == "change_delivery"
    assert not customer.loop


async def test_who_gives_no_order_number_hears_where_it_is(chat: Begin) -> None:
    customer = chat()
    await customer.say("查订单", "order_status")
    answer = await customer.say("订单号我不记得了", "order_status")
    assert "我的订单" in answer.text
    assert "转人工" in answer.choices


async def test_a_refusal_shows_the_order_it_is_about(chat: Begin) -> None:
    answer = await chat("C0001").say("我要取消订单", "cancel_order")
    assert answer.says[0]["card"]["kind"] == "order"
