"""Urging: where it is, that it was urged, and no day that nobody holds."""

from __future__ import annotations

from actions.shop.client import HttpShop
from actions.shop.model import Actor
from tests.actions.chat import Begin
from tests.actions.customers import AT_STATION, LATE, MOVING, PAID, STALLED


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


async def test_what_has_just_been_urged_is_not_offered_to_be_urged(chat: Begin) -> None:
    answer = await chat(LATE).say("怎么还不发货", "urge_delivery")
    assert "可以为您催" not in answer.text
    assert "已为您催仓库发货" in answer.text


async def test_a_parcel_at_its_station_is_not_urged(chat: Begin) -> None:
    answer = await chat(AT_STATION).say("我快递咋还没送来", "urge_delivery")
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
    answer = await chat(LATE).say("怎么还不发货", "urge_delivery")
    assert "还没有给出新的日期" in answer.text
    assert answer.promises == []
