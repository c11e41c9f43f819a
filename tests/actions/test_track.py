"""Where is my parcel, in every state a parcel can be in."""

from __future__ import annotations

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.core.reply import Reply
from actions.core.show import DAY_MS
from actions.shop.client import HttpShop
from actions.shop.model import Actor, DeliveryMode, Parcel, ParcelState, Scan, Text
from actions.track import parcel_line
from handoff.wording.texts import load_texts
from tests.actions.chat import Answer, Begin

NOON_MS = 1_796_097_600_000
HUB = Text(zh="浙江省 杭州转运中心", en="Hangzhou hub")
COURIER = Text(zh="圆通速递", en="YTO Express")


def parcel(*scans: tuple[Text, str, str], expected_ms: int | None = NOON_MS + DAY_MS) -> Parcel:
    """On its way, with these scans, the newest first."""
    return Parcel(
        id="p1",
        order="1",
        courier=COURIER,
        tracking="YT1",
        state=ParcelState.IN_TRANSIT,
        shipped_ms=NOON_MS - 2 * DAY_MS,
        expected_ms=expected_ms,
        scans=tuple(
            Scan(at_ms=NOON_MS - ago, place=place, text=Text(zh=zh, en=en))
            for ago, (place, zh, en) in enumerate(scans)
        ),
    )


def line(one: Parcel, language: str = "zh-Hans") -> str:
    return parcel_line(one, Reply(CollectingDispatcher(), load_texts(), language), NOON_MS)


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
    assert answer.choices == ["催一下", "没收到", "申请退款", "解决了"]


async def test_what_was_just_urged_is_not_offered_to_be_urged(chat: Begin) -> None:
    customer = chat("C0005")
    answer = await customer.say("我的快递到哪了", "track_shipment")
    urged = await customer.press(answer, "催一下")
    assert urged.changed[0]["what"] == "urge"
    assert urged.choices == ["没收到", "申请退款", "解决了"]


async def test_a_lost_parcel_is_called_lost(chat: Begin) -> None:
    answer = await track(chat, "C0011")
    assert "丢了" in answer.says[0]["text"]
    assert "申请退款" in answer.choices


async def test_several_parcels_get_a_line_and_a_card_each_in_one_message(chat: Begin) -> None:
    answer = await track(chat, "C0008")
    lines = answer.says[0]["text"].splitlines()
    assert [line.split("：")[0] for line in lines] == ["包裹 1/3", "包裹 2/3", "包裹 3/3"]
    assert [card["kind"] for card in answer.says[0]["card"]["items"]] == ["parcel"] * 3
    assert len(answer.says) == 2


@pytest.mark.parametrize(
    ("said", "intent", "which"),
    [
        ("平底锅到哪了", "track_shipment", ["2/3"]),
        ("灯今天能到吗 锅什么时候", "delivery_time", ["2/3", "3/3"]),
        ("台灯呢", "order_status", ["3/3"]),
    ],
)
async def test_the_parcel_with_the_goods_named_is_told_alone(
    chat: Begin, said: str, intent: str, which: list[str]
) -> None:
    answer = await chat("C0008").say(said, intent)
    lines = [line for line in answer.says[0]["text"].splitlines() if line.startswith("包裹")]
    assert [line[3:6] for line in lines] == which


async def test_who_is_angry_about_several_parcels_is_not_flooded(chat: Begin) -> None:
    answer = await chat("C0008").say(
        "锅和灯都没到，等了半个月了，快递到底在哪，赶紧给我催，什么破店",
        "urge_delivery",
        also=["track_shipment", "delivery_time", "complaint"],
        emotion="angry",
    )
    assert len(answer.says) <= 3
    assert [one["what"] for one in answer.changed] == ["urge"]


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
    [("C0015", "en", "Now at "), ("C0013", "zh-Hant", "正在派送，預計")],
)
async def test_the_answer_is_in_the_customers_language(
    chat: Begin, customer: str, language: str, said: str
) -> None:
    answer = await track(chat, customer, language=language)
    assert said in answer.says[0]["text"]


async def test_the_language_of_this_message_comes_before_that_of_the_conversation(chat: Begin) -> None:
    answer = await chat("C0001").say("where is my parcel", "track_shipment", language="en")
    assert "Now at " in answer.text


async def test_what_a_person_settled_is_said_once_when_the_customer_comes_back_to_it(chat: Begin) -> None:
    settled = {
        "category": "track_shipment",
        "outcome": "promised",
        "words": ["已联系圆通，明天送到"],
        "agent": "小王",
        "at_ms": 1,
    }
    customer = chat("C0001", settled=[settled])
    first = await customer.say("我的快递到哪了", "track_shipment")
    assert first.says[0]["text"] == "客服小王还在跟进，1月1日周四对您说：\n“已联系圆通，明天送到”"
    assert first.says[1]["card"]["kind"] == "parcel"
    again = await customer.say("我的快递到哪了", "track_shipment")
    assert "card" in again.says[0]
    asked = await customer.say("刚才客服是怎么说的", "chitchat")
    assert [say["text"] for say in asked.says] == [first.says[0]["text"]]


@pytest.mark.parametrize(
    ("language", "left", "arrived"),
    [
        ("zh-Hans", "已发往武汉转运中心，", "包裹到了杭州转运中心，"),
        ("en", "Left for the Wuhan hub, ", "Now at Hangzhou hub, "),
    ],
)
def test_what_has_left_a_place_is_not_said_to_be_there(language: str, left: str, arrived: str) -> None:
    leaving = (HUB, "已发往武汉转运中心", "Left for the Wuhan hub")
    coming = (HUB, "到达杭州转运中心", "Arrived at the Hangzhou hub")
    assert line(parcel(leaving, coming), language).startswith(left)
    assert line(parcel(coming), language).startswith(arrived)


def test_what_the_customer_wished_is_no_place_that_the_parcel_reached() -> None:
    wish = (COURIER, "收件人要求放在门口", "Recipient asked to leave it at the door")
    coming = (HUB, "到达杭州转运中心", "Arrived at the Hangzhou hub")
    assert line(parcel(wish, coming)).startswith("包裹到了杭州转运中心")


def test_a_day_that_is_over_is_called_late_and_no_day_is_made_up() -> None:
    coming = (HUB, "到达杭州转运中心", "Arrived at the Hangzhou hub")
    assert "原定昨天到，晚了，抱歉" in line(parcel(coming, expected_ms=NOON_MS - DAY_MS))
    assert "还没有预计时间" in line(parcel(coming, expected_ms=None))


def test_a_parcel_without_a_scan_is_nowhere() -> None:
    assert line(parcel()) == "圆通速递还没有物流记录，\n有了会显示在这里。"


async def test_after_a_changed_delivery_the_courier_is_not_the_place(chat: Begin, shop: HttpShop) -> None:
    me = Actor(customer="C0001")
    order = shop.orders("C0001")[0].id
    before = (await track(chat, "C0001")).says[0]["text"]
    shop.change_delivery(order, me, mode=DeliveryMode.LEAVE_AT_DOOR, key="t:1")
    after = (await track(chat, "C0001")).says[0]["text"]
    assert after.splitlines()[0] == before.splitlines()[0]


async def test_a_lost_parcel_brings_what_happens_next_and_again_when_asked(chat: Begin) -> None:
    customer = chat("C0011")
    answer = await customer.say("我的快递到哪了", "track_shipment")
    assert "可以申请退款" in answer.says[1]["text"]
    assert answer.choices[0] == "申请退款"
    next = await customer.say("那怎么办", "out_of_scope")
    assert next.says[0]["text"] == answer.says[1]["text"]
    assert "申请退款" in next.choices


async def test_what_now_after_a_stalled_parcel_is_a_case_with_a_day(chat: Begin) -> None:
    customer = chat("C0005")
    await customer.say("我的快递到哪了", "track_shipment")
    answer = await customer.say("那怎么办啊", "nlu_fallback")
    assert "登记核查" in answer.says[0]["text"]
    assert "没收到" in answer.choices
