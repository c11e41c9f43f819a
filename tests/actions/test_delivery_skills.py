"""Delivery: how long, hurry, another way, and what never came. On the real demo shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from actions.core.show import moment
from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import Actor, DeliveryMode
from tests.actions.chat import Chat

Begin = Callable[..., Chat]
MOVING, PAID, STALLED, SIGNED, SPLIT = "C0001", "C0003", "C0005", "C0006", "C0008"


async def test_the_expected_day_is_the_fact(chat: Begin) -> None:
    answer = await chat(MOVING).say("什么时候能到", "delivery_time")
    assert answer.says[0]["text"].startswith("预计")


async def test_a_visitor_who_names_no_order_gets_the_general_answer(chat: Begin) -> None:
    visitor = chat()
    answer = await visitor.say("一般几天能到", "delivery_time")
    assert "天" in answer.says[0]["text"]
    assert not visitor.loop


async def test_a_stalled_parcel_has_no_expected_day(chat: Begin) -> None:
    answer = await chat(STALLED).say("什么时候能到", "delivery_time")
    assert "没有更新" in answer.says[0]["text"]


async def test_urging_says_where_it_is_and_by_when_to_expect_it(chat: Begin) -> None:
    answer = await chat(MOVING).say("催一下快递", "urge_delivery")
    assert "包裹到了" in answer.says[0]["text"]
    assert "已为您催快递派送" in answer.says[1]["text"]
    assert answer.changed[0]["what"] == "urge"
    assert answer.asked("matter")[0]["status"] == "promised"


async def test_urging_from_a_button_does_not_repeat_what_was_just_said(chat: Begin) -> None:
    customer = chat(MOVING)
    before = await customer.say("我的快递到哪了", "track_shipment")
    answer = await customer.press(before, "催一下")
    assert "已为您催快递派送" in answer.says[0]["text"]


async def test_urging_again_says_when_it_may_be_urged_again(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("催一下快递", "urge_delivery")
    answer = await customer.say("再催一下", "urge_delivery")
    assert "4 小时后可以再催" in answer.text
    assert answer.changed == []


async def test_what_is_not_shipped_is_urged_at_the_warehouse(chat: Begin) -> None:
    answer = await chat(PAID).say("快点发货", "urge_delivery")
    assert "催仓库发货" in answer.text


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


async def test_the_wish_in_the_first_message_is_not_asked_for_again(chat: Begin) -> None:
    customer = chat(MOVING)
    await customer.say("快递放驿站吧", "change_delivery")
    assert customer.slots[REQUESTED] == "confirm"


async def test_with_several_parcels_the_right_one_is_asked_for(chat: Begin, shop: HttpShop) -> None:
    customer = chat(SPLIT)
    asked = await customer.say("放门口", "change_delivery")
    assert asked.says[0]["text"] == "是哪一个包裹？"
    summary = await customer.press(asked, asked.choices[0])
    answer = await customer.press(summary, "确认")
    assert answer.changed[0]["id"] == asked.payload(asked.choices[0])["entities"]["item"]


async def test_a_disputed_signature_shows_the_scan_is_put_on_record_and_goes_to_a_person(chat: Begin) -> None:
    answer = await chat(SIGNED).say("显示签收但我没收到", "not_received")
    assert "已签收" in answer.says[0]["text"]
    assert "CS" in answer.says[1]["text"]
    (ask,) = answer.asked("handoff")
    assert ask["reason"] == "authority"
    assert len(ask["snapshot"]["orders"]) == 1
    assert answer.changed[0]["what"] == "case"


async def test_a_disputed_signature_of_a_visitor_goes_to_a_person_too(chat: Begin, shop: HttpShop) -> None:
    visitor = chat(grants=[shop.orders(SIGNED)[0].id])
    answer = await visitor.say("显示签收但我没收到", "not_received")
    assert answer.changed == []
    assert [ask["reason"] for ask in answer.asked("handoff")] == ["authority"]


async def test_a_stalled_parcel_reported_missing_gets_a_case_and_a_way_out(chat: Begin) -> None:
    answer = await chat(STALLED).say("快递是不是丢了", "not_received")
    assert "没有更新" in answer.says[0]["text"]
    assert "CS" in answer.says[1]["text"]
    assert "申请退款" in answer.choices
    assert answer.asked("handoff") == []


async def test_a_parcel_still_coming_is_no_missing_one(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(MOVING)[0].id
    answer = await chat(MOVING).say("没收到", "not_received", {"order_id": order})
    assert "预计" in answer.says[0]["text"]
    assert answer.changed == []


async def test_a_second_report_names_the_case_that_is_open(chat: Begin) -> None:
    customer = chat(STALLED)
    await customer.say("快递是不是丢了", "not_received")
    answer = await customer.say("快递丢了", "not_received")
    assert "已经登记过了，单号 CS" in answer.text


@pytest.mark.parametrize(
    "said", ["明天不在家，能改天送吗", "明天不在家 能改天送吗", "我明天加班收不了，改天送"]
)
async def test_the_day_somebody_is_away_is_not_the_day_to_deliver(chat: Begin, said: str) -> None:
    customer = chat("C0001")
    answer = await customer.say(said, "change_delivery", {"date": "明天"})
    assert answer.says[0]["text"] == "改到哪一天送？"
    assert len(answer.choices) == 3
    assert "明天" not in answer.choices
    assert customer.slots.get("date") is None


async def test_away_one_day_and_back_on_another_names_the_day(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say("明天不在家，改到后天吧", "change_delivery", {"date": "明天"})
    assert "改到" in answer.says[0]["text"]
    assert "明天" not in answer.says[0]["text"]
    assert customer.slots[REQUESTED] == "confirm"


async def test_another_address_is_a_persons_work_and_said_so(chat: Begin) -> None:
    answer = await chat("C0015", language="en").say("send it to my office instead", "change_delivery")
    assert answer.says[0]["text"].startswith("For a new address a colleague")
    assert answer.choices[-1] == "Talk to a person"


async def test_a_convenience_store_is_a_pickup_point(chat: Begin) -> None:
    customer = chat("C0013", language="zh-Hant")
    await customer.say("可以改送超商嗎", "change_delivery")
    assert customer.slots["option"] == "pickup_station"


@pytest.mark.parametrize(("ahead", "begins"), [(0, "今天可能还到不了"), (20, "按目前进度赶得上")])
async def test_whether_it_comes_by_a_day_is_answered(
    chat: Begin, now_ms: int, ahead: int, begins: str
) -> None:
    day = moment(now_ms).date() + timedelta(days=ahead)
    answer = await chat("C0001").say(f"{day.isoformat()} 能到吗", "delivery_time")
    assert answer.says[0]["text"].startswith(begins)


async def test_what_has_just_been_urged_is_not_offered_to_be_urged(chat: Begin) -> None:
    answer = await chat("C0016").say("怎么还不发货", "urge_delivery")
    assert "可以为您催" not in answer.text
    assert "已为您催仓库发货" in answer.text


async def test_a_parcel_at_its_station_is_not_urged(chat: Begin) -> None:
    answer = await chat("C0002").say("我快递咋还没送来", "urge_delivery")
    assert "取件码" in answer.says[0]["text"]
    assert answer.says[1]["text"].startswith("包裹在取件点等您")
    assert "转人工" in answer.choices
    assert (answer.changed, answer.promises) == ([], [])


async def test_urging_promises_no_day_that_the_shop_does_not_hold(chat: Begin) -> None:
    answer = await chat(STALLED).say("催一下", "urge_delivery")
    assert answer.says[1]["text"] == "已为您催快递派送。\n快递还没有给出送到的日期。"
    assert answer.promises == []
    assert answer.asked("matter")[0]["status"] == "open"
    assert answer.choices == ["没收到", "申请退款", "解决了"]


async def test_urging_names_the_day_of_the_parcel_and_no_other(chat: Begin, shop: HttpShop) -> None:
    expected = shop.parcels(shop.orders(MOVING)[0].id, Actor(customer=MOVING))[0].expected_ms
    answer = await chat(MOVING).say("催一下快递", "urge_delivery")
    assert answer.promises[0]["due_ms"] == expected


async def test_a_late_shipment_is_urged_without_a_new_day(chat: Begin) -> None:
    answer = await chat("C0016").say("怎么还不发货", "urge_delivery")
    assert "还没有给出新的日期" in answer.text
    assert answer.promises == []


async def test_what_is_not_sent_yet_has_a_day_of_sending_and_none_of_arrival(
    chat: Begin, shop: HttpShop
) -> None:
    visitor = chat(grants=[shop.orders(PAID)[0].id])
    answer = await visitor.say("什么时候到", "delivery_time")
    assert "发出" in answer.says[0]["text"]
    assert "送到" not in answer.text
    assert "催一下" not in answer.choices


async def test_a_parcel_at_a_station_can_be_refused_and_nothing_else_is_offered(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat("C0002")
    told = await customer.say("我要取消订单", "cancel_order")
    summary = await customer.press(told, "拒收包裹")
    assert "拒收退回" in summary.text
    answer = await customer.press(summary, "确认")
    assert answer.changed[0]["what"] == "delivery"
    assert shop.orders("C0002")[0].parcels[0].state == "returning"


async def test_delivery_to_the_door_from_a_station_is_a_persons_to_pass_on(chat: Begin) -> None:
    customer = chat("C0002")
    answer = await customer.say("我不想去驿站拿 给我送上门", "change_delivery")
    assert "想送上门，请同事登记" in answer.text
    assert answer.choices == ["拒收退回", "转人工"]
    taken = await customer.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


@pytest.mark.parametrize("said", ["can u leave it with the concierge", "放物业那里", "讓管理室代收"])
async def test_somebody_else_taking_it_is_not_called_the_door(chat: Begin, said: str) -> None:
    customer = chat(MOVING, language="en" if said.isascii() else "zh-Hans")
    answer = await customer.say(said, "change_delivery")
    assert customer.slots[REQUESTED] == "option"
    assert "concierge" in answer.text or "门卫" in answer.text


async def test_a_weekday_alone_is_the_day_wanted(chat: Begin) -> None:
    answer = await chat(MOVING).say("星期三送", "change_delivery", {"date": "星期三"})
    assert "确认这样改派送吗" in answer.text


async def test_an_hour_is_asked_for_its_day_and_not_promised(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("改成晚上送", "change_delivery")
    assert answer.says[-1]["text"] == "日期可以改，几点到由快递员联系。\n改到哪一天送？"
    summary = await customer.say("明天晚上", "inform", {"date": "明天"})
    assert summary.text.endswith("几点到由快递员联系。")


async def test_which_parcel_is_asked_by_what_is_in_it(chat: Begin) -> None:
    asked = await chat(SPLIT).say("放门口", "change_delivery")
    assert any(title.startswith("不粘平底锅") for title in asked.choices)


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


async def test_the_parcel_that_was_named_is_claimed(chat: Begin, shop: HttpShop) -> None:
    answer = await chat(SPLIT).say("平底锅和台灯都没收到，急用", "not_received")
    assert [line[:7] for line in answer.says[0]["text"].splitlines()] == ["包裹 2/3：", "包裹 3/3："]
    assert answer.changed == []


async def test_a_signed_parcel_is_not_claimed_while_others_are_on_their_way(chat: Begin) -> None:
    answer = await chat(SPLIT).say("等了好几天还有两个包裹没到", "not_received")
    assert answer.changed == []
    assert not answer.asked("handoff")
    assert "包裹 1/3" not in answer.text


async def test_a_signed_parcel_is_claimed_when_its_goods_are_named(chat: Begin) -> None:
    answer = await chat(SPLIT).say("床品没收到", "not_received")
    assert [one["what"] for one in answer.changed] == ["case"]
    assert answer.says[0]["text"].startswith("包裹 1/3")


async def test_a_code_that_does_not_work_is_not_told_again(chat: Begin) -> None:
    answer = await chat("C0002").say("取件码不对", "not_received")
    assert "同事联系驿站" in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]


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


async def test_refusing_in_words_after_it_was_too_late_to_cancel_is_the_refusal(chat: Begin) -> None:
    customer = chat("C0015", language="en")
    await customer.say("cancel my order", "cancel_order")
    answer = await customer.say("then refuse it", "cancel_order")
    assert "refuse it" in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_sending_goods_back_from_the_station_is_refusing_them(chat: Begin) -> None:
    answer = await chat("C0002").say("裙子不想要了 直接退回去吧", "request_return")
    assert answer.payload("拒收包裹")["entities"]["option"] == "refuse"


@pytest.mark.parametrize("text", ["裙子先别送了", "裙子先别送了 改到周六"])
async def test_not_to_bring_it_just_now_is_no_refusal(chat: Begin, text: str) -> None:
    answer = await chat("C0002").say(text, "change_delivery")
    assert "确认这样改派送吗" not in answer.text
    assert "拒收退回" in answer.choices


async def test_not_at_the_door_is_not_confirmed_as_at_the_door(chat: Begin) -> None:
    answer = await chat("C0001").say("取消放门口", "change_delivery")
    assert "确认" not in answer.text
