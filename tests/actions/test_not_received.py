"""What never came: the last scan, a case, and a person where the signature is disputed."""

from __future__ import annotations

from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import AT_STATION, MOVING, SIGNED, SPLIT, STALLED


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
    answer = await chat(AT_STATION).say("取件码不对", "not_received")
    assert "同事联系驿站" in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]
