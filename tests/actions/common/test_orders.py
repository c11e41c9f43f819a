"""Which order is meant, and who may hear of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Begin

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
    assert [item["kind"] for item in shown["card"]["items"]] == ["order"] * (len(shown["choices"]) - 2)
    assert asked.choices[-2:] == ["不办了", "转人工"]
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


@pytest.mark.parametrize(
    ("customer", "text", "intent", "goods"),
    [
        ("C0015", "the humidifier I got is leaking water", "damaged_or_defective", "加湿器"),
        ("C0001", "加湿器坏了 不出雾", "damaged_or_defective", "加湿器"),
        ("C0001", "枕头发错了", "wrong_or_missing_item", "记忆棉枕头"),
        ("C0002", "行李箱的轮子坏了", "damaged_or_defective", "20 寸行李箱"),
        ("C0007", "键盘有个键失灵", "damaged_or_defective", "机械键盘 87 键"),
        ("C0011", "手表怎么退", "request_return", "智能手表"),
        ("C0010", "空气炸锅便宜了100多", "price_protection", "空气炸锅 5 升"),
        ("C0003", "水壶那单开个公司发票", "invoice", "电热水壶"),
        ("C0002", "瑜伽垫到哪了", TRACK, "瑜伽垫"),
    ],
)
async def test_goods_that_the_customer_names_choose_the_order_in_every_skill(
    chat: Begin, shop: HttpShop, customer: str, text: str, intent: str, goods: str
) -> None:
    talk = chat(customer)
    await talk.say(text, intent)
    orders = shop.orders(customer)
    assert talk.slots["order_id"] == next(
        one.id for one in orders if goods in [item.name.zh for item in one.items]
    )


async def test_what_is_asked_next_is_still_about_the_goods_that_were_named(
    chat: Begin, shop: HttpShop
) -> None:
    talk = chat("C0015", language="en")
    await talk.say("the humidifier I got is leaking water", "damaged_or_defective")
    humidifier = talk.slots["order_id"]
    answer = await talk.say("i want my money back", "request_refund")
    assert talk.slots["order_id"] == humidifier
    assert answer.says[0]["card"]["id"] == humidifier


async def test_the_order_asked_for_may_be_told_by_its_goods(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0010")
    asked = await talk.say("退差价", "price_protection")
    assert "哪一笔" in asked.text
    answer = await talk.say("空气炸锅那个", "damaged_or_defective")
    assert talk.slots["order_id"] == shop.orders("C0010")[0].id
    assert "哪一笔" not in answer.text


async def test_goods_of_two_orders_leave_only_these_to_choose(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0008")
    answer = await talk.say("台灯开发票", "invoice")
    lamps = [one.id for one in shop.orders("C0008") if "护眼台灯" in [item.name.zh for item in one.items]]
    assert [item["id"] for item in answer.says[0]["card"]["items"]] == lamps


async def test_the_choice_of_an_order_has_a_way_out(chat: Begin) -> None:
    talk = chat("C0007")
    asked = await talk.say("开发票", "invoice")
    assert asked.payload("转人工") == {"intent": "ask_human"}
    answer = await talk.press(asked, "不办了")
    assert "先不办了" in answer.text
    assert not talk.loop


async def test_goods_of_another_order_correct_the_one_taken(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0001")
    await talk.say("发票", "invoice")
    await talk.say("加湿器的", "inform")
    await talk.say("不对，是枕头的", "inform")
    assert talk.slots["order_id"] == shop.orders("C0001")[2].id


async def test_who_gives_no_order_number_hears_where_it_is(chat: Begin) -> None:
    customer = chat()
    await customer.say("查订单", "order_status")
    answer = await customer.say("订单号我不记得了", "order_status")
    assert "我的订单" in answer.text
    assert "转人工" in answer.choices


async def test_a_refusal_shows_the_order_it_is_about(chat: Begin) -> None:
    answer = await chat("C0001").say("我要取消订单", "cancel_order")
    assert answer.says[0]["card"]["kind"] == "order"


async def test_goods_that_nobody_bought_choose_no_order(chat: Begin, shop: HttpShop) -> None:
    customer = chat("C0001")
    answer = await customer.say("耳机坏了一只", "damaged_or_defective")
    assert "没有找到“耳机”" in answer.text
    assert customer.slots.get("order_id") is None
    shown = [choice["payload"]["entities"].get("order_id") for choice in answer.says[-1]["choices"][:-2]]
    assert shown == [order.id for order in shop.orders("C0001")]


async def test_goods_that_nobody_bought_are_not_the_order_in_talk(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("我的快递到哪了", TRACK)
    answer = await customer.say("手机壳到哪了", TRACK)
    assert "没有找到“手机壳”" in answer.text


async def test_another_task_for_goods_is_no_answer_to_which_order(chat: Begin) -> None:
    customer = chat("C0014", language="zh-Hant")
    await customer.say("件野幾時到呀", "delivery_time")
    answer = await customer.say("條頸巾想退貨", "request_return")
    assert customer.slots["task"] == "request_return"
    assert "羊毛圍巾" in answer.text
