"""Several requests in one message: nothing is dropped."""

from __future__ import annotations

from collections.abc import Callable

from actions.core.turn import REQUESTED
from tests.actions.chat import Chat

Begin = Callable[..., Chat]


async def test_three_requests_are_named_and_done_one_after_the_other(chat: Begin) -> None:
    customer = chat("C0003")
    first = await customer.say(
        "取消订单，拍错了 开个人发票 改电话13711112222",
        "cancel_order",
        {"phone": "13711112222"},
        also=["invoice"],
    )
    assert first.says[0]["text"] == "好的，一件一件来。\n先办“取消订单”，再办：\n开发票、修改订单"
    assert customer.slots["task"] == "cancel_order"
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["invoice", "change_order"]


async def test_what_the_message_says_of_a_later_request_is_not_asked_again(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("开发票 改电话13711112222", "invoice", {"phone": "13711112222"})
    dropped = await customer.say("算了不开了", "deny")
    again = await customer.press(dropped, "继续修改订单")
    assert customer.slots["phone"] == "13711112222"
    assert customer.slots[REQUESTED] == "confirm"
    assert "1371" in again.text or "137" in again.text


async def test_questions_are_answered_before_the_requests(chat: Begin) -> None:
    customer = chat("C0003")
    answer = await customer.say(
        "订单什么时候发 顺便改个电话13911112222 再开张发票",
        "invoice",
        {"phone": "13911112222"},
        also=["order_status"],
    )
    assert "最晚" in answer.says[0]["text"]
    assert "再办" in answer.says[1]["text"]
    assert customer.slots["task"] == "invoice"
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["change_order"]


async def test_a_guests_second_request_is_named_too(chat: Begin) -> None:
    guest = chat()
    answer = await guest.say("我的包到哪了 顺便开个发票", "track_shipment", also=["invoice"])
    assert "先办“查物流”，再办：\n开发票" in answer.says[0]["text"]
    assert guest.slots["task"] == "track_shipment"
    assert [entry["task"] for entry in guest.slots["suspended"]] == ["invoice"]


async def test_a_request_that_cannot_be_done_does_not_hide_the_next(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("取消订单 顺便开个发票", "cancel_order", also=["invoice"])
    assert "继续开发票" in answer.choices or customer.loop


async def test_the_ground_of_a_return_is_no_request_of_its_own(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("衣服破了，退货", "request_return", also=["damaged_or_defective"])
    assert "再办" not in answer.text
    assert customer.slots["task"] == "request_return"
