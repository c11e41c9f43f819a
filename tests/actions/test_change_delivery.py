"""Another day, another place: read from words, asked for where it is missing, confirmed."""

from __future__ import annotations

import pytest

from actions.core.show import moment
from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import Actor, DeliveryMode
from tests.actions.chat import Begin
from tests.actions.customers import MOVING, PAID, SPLIT


async def test_another_day_is_read_from_words_and_confirmed(chat: Begin, shop: HttpShop) -> None:
    customer = chat(MOVING)
    asked = await customer.say("改派送", "change_delivery")
    days = await customer.press(asked, "改时间")
    expected = shop.parcels(str(customer.slots["order_id"]), Actor(customer=MOVING))[0].expected_ms
    assert expected is not None
    offered = [one["payload"]["entities"]["date"] for one in days.says[-1]["choices"]]
    assert offered[0] == moment(expected).date().isoformat()
    summary = await customer.say("后天吧", "inform")
    assert "确认这样改派送吗" in summary.text
    answer = await customer.press(summary, "确认")
    parcel = shop.parcels(str(customer.slots["order_id"]), Actor(customer=MOVING))[0]
    assert parcel.delivery is DeliveryMode.TIME
    assert answer.changed == [{"what": "delivery", "id": parcel.id}]


@pytest.mark.parametrize(
    "said", ["明天不在家，能改天送吗", "明天不在家 能改天送吗", "我明天加班收不了，改天送"]
)
async def test_the_day_somebody_is_away_is_not_the_day_to_deliver(chat: Begin, said: str) -> None:
    customer = chat(MOVING)
    answer = await customer.say(said, "change_delivery", {"date": "明天"})
    assert answer.says[0]["text"] == "改到哪一天送？"
    assert len(answer.choices) == 3
    assert "明天" not in answer.choices
    assert customer.slots.get("date") is None


async def test_away_one_day_and_back_on_another_names_the_day(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("明天不在家，改到后天吧", "change_delivery", {"date": "明天"})
    assert "改到" in answer.says[0]["text"]
    assert "明天" not in answer.says[0]["text"]
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_weekday_alone_is_the_day_wanted(chat: Begin) -> None:
    answer = await chat(MOVING).say("星期三送", "change_delivery", {"date": "星期三"})
    assert "确认这样改派送吗" in answer.text


async def test_an_hour_is_asked_for_its_day_and_not_promised(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("改成晚上送", "change_delivery")
    assert answer.says[-1]["text"] == "日期可以改，几点到由快递员联系。\n改到哪一天送？"
    summary = await customer.say("明天晚上", "inform", {"date": "明天"})
    assert summary.text.endswith("几点到由快递员联系。")


async def test_the_wish_in_the_first_message_is_not_asked_for_again(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("快递放驿站吧", "change_delivery")
    assert customer.slots[REQUESTED] == "confirm"


async def test_with_several_parcels_the_right_one_is_asked_for_by_what_is_in_it(chat: Begin) -> None:
    customer = chat(SPLIT)
    asked = await customer.say("放门口", "change_delivery")
    assert asked.says[0]["text"] == "是哪一个包裹？"
    assert any(title.startswith("不粘平底锅") for title in asked.choices)
    summary = await customer.press(asked, asked.choices[0])
    answer = await customer.press(summary, "确认")
    assert answer.changed[0]["id"] == asked.payload(asked.choices[0])["entities"]["item"]


async def test_another_address_is_a_persons_work_and_said_so(chat: Begin) -> None:
    answer = await chat("C0015", language="en").say("send it to my office instead", "change_delivery")
    assert answer.says[0]["text"].startswith("For a new address a colleague")
    assert answer.choices[-1] == "Talk to a person"


async def test_a_convenience_store_is_a_pickup_point(chat: Begin) -> None:
    customer = chat("C0013", language="zh-Hant")
    await customer.say("可以改送超商嗎", "change_delivery")
    assert customer.slots["option"] == "pickup_station"


@pytest.mark.parametrize("said", ["can u leave it with the concierge", "放物业那里", "讓管理室代收"])
async def test_somebody_else_taking_it_is_not_called_the_door(chat: Begin, said: str) -> None:
    customer = chat(MOVING, language="en" if said.isascii() else "zh-Hans")
    answer = await customer.say(said, "change_delivery")
    assert customer.slots[REQUESTED] == "option"
    assert "concierge" in answer.text or "门卫" in answer.text


@pytest.mark.parametrize("said", ["备注 不要按门铃 放快递柜", "备注：放门卫"])
async def test_a_wish_for_what_is_not_sent_yet_goes_into_the_orders_note(chat: Begin, said: str) -> None:
    customer = chat(PAID)
    answer = await customer.say(said, "change_delivery")
    assert answer.text.startswith("确认把订单备注改成")
    assert customer.slots["task"] == "change_order"


@pytest.mark.parametrize("said", ["可以超商取貨嗎", "支持自提吗"])
async def test_a_general_question_about_delivery_needs_no_identity(chat: Begin, said: str) -> None:
    answer = await chat(None).say(said, "change_delivery")
    assert "订单号" not in answer.text
    assert "自提" in answer.text or "驿站" in answer.text


@pytest.mark.parametrize(
    ("said", "goods"), [("护眼台灯", "护眼台灯"), ("第二个", "护眼台灯"), ("锅", "不粘平底锅")]
)
async def test_a_parcel_is_chosen_by_its_goods_or_its_place(
    chat: Begin, shop: HttpShop, said: str, goods: str
) -> None:
    customer = chat(SPLIT)
    await customer.say("放门口", "change_delivery")
    await customer.say(said, "inform")
    order = shop.orders(SPLIT)[0]
    item = next(one.id for one in order.items if one.name.zh == goods)
    assert customer.slots["item"] == next(one.id for one in order.parcels if item in one.items)
    assert customer.slots[REQUESTED] == "confirm"


async def test_parcel_and_day_in_one_message_are_both_kept(chat: Begin) -> None:
    customer = chat(SPLIT)
    answer = await customer.say("台灯改到周五送", "change_delivery", {"date": "周五"})
    assert customer.slots[REQUESTED] == "confirm"
    assert "周五送" in answer.text


@pytest.mark.parametrize("said", ["书包能改到驿站吗 我不在家", "可以改到超商嗎"])
async def test_changing_it_to_a_pick_up_point_asks_for_no_day(chat: Begin, said: str) -> None:
    answer = await chat(MOVING).say(said, "change_delivery")
    assert "放自提点" in answer.text


async def test_home_after_all_changes_nothing(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("改到驿站", "change_delivery")
    answer = await customer.say("还是送到家里吧", "inform")
    assert "什么都没有改" in answer.text
    assert not customer.loop


async def test_not_at_the_door_is_not_confirmed_as_at_the_door(chat: Begin) -> None:
    answer = await chat(MOVING).say("取消放门口", "change_delivery")
    assert "确认" not in answer.text
