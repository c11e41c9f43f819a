"""A wish that the same message gives up again."""

from __future__ import annotations

import pytest

from actions.core.reversals.one_breath import read
from actions.core.turn import REQUESTED, Turn
from tests.actions.chat import Begin
from tests.actions.customers import AT_STATION, DELIVERED, MOVING, PAID


def said(text: str, intent: str, *also: str) -> Turn:
    return Turn(id="t", text=text, intent=intent, also=also)


@pytest.mark.parametrize(
    ("text", "intent", "over"),
    [
        ("裙子拒收吧，算了不拒收了", "change_delivery", "change_delivery"),
        ("裙子拒收吧，還是先別拒收", "change_delivery", "change_delivery"),
        ("背包改送驿站，等等，先别改", "change_order", "change_delivery"),
        ("帮我取消订单，哦不取消了，谢谢", "change_after_sale", "cancel_order"),
        ("T恤换S码，我不换了", "request_exchange", "request_exchange"),
        ("頸巾我想退，唔退住", "request_return", "request_return"),
        ("refuse the parcel, no wait, don't refuse it", "change_delivery", "change_delivery"),
        ("cancel my order, actually don't", "cancel_order", "cancel_order"),
    ],
)
def test_what_is_given_up_and_nothing_else_is_over(text: str, intent: str, over: str) -> None:
    assert read(said(text, intent))[1] == over


@pytest.mark.parametrize(
    ("text", "intent", "also", "left"),
    [
        (
            "T恤换S码，不换了，退掉吧",
            "request_return",
            ("request_exchange", "change_after_sale"),
            ("T恤, 退掉吧", "request_return"),
        ),
        ("背包拒收吧，算了不拒收了，改到周六", "change_delivery", (), ("背包, 改到周六", "change_delivery")),
        ("拒收背包，不拒收了，改到周六", "change_delivery", (), ("背包, 改到周六", "change_delivery")),
        ("取消订单，不取消了，改地址", "cancel_order", ("change_order",), ("改地址", "change_order")),
        ("快递到哪了？拒收吧，算了不拒收了", "change_delivery", ("track_shipment",), ("快递到哪了？", "track_shipment")),
    ],
)  # fmt: skip
def test_what_is_said_beside_goes_on(
    text: str, intent: str, also: tuple[str, ...], left: tuple[str, str]
) -> None:
    turn, over = read(said(text, intent, *also))
    assert over is None
    assert (turn.text, turn.intent, turn.also) == (*left, ())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("我要退款，不退货了", "request_refund"),
        ("我要退款，不要退货", "request_refund"),
        ("改地址，不改电话了", "change_order"),
        ("退掉保温杯，不要退水壶", "request_return"),
        ("能退吗，不退了", "return_policy"),
        ("我要退货，你们说不退了", "request_return"),
        ("不拒收了，改到周六", "change_delivery"),
        ("面霜不退了", "change_after_sale"),
        ("我要退货，不想要了", "request_return"),
        ("T恤退一件，另一件不退了", "request_return"),
        ("退款到哪一步了？面霜不退了", "refund_status"),
        ("取消订单，不取消了，叫人来", "ask_human"),
        ("等太久了，给我退款，算了", "request_refund"),
    ],
)
def test_what_gives_up_no_wish_of_the_same_message_is_left_as_it_was(text: str, intent: str) -> None:
    turn = said(text, intent)
    assert read(turn) == (turn, None)


@pytest.mark.parametrize(
    ("who", "text"), [(AT_STATION, "裙子拒收吧，算了不拒收了"), (MOVING, "背包拒收吧，算了不拒收了")]
)
async def test_a_refusal_given_up_in_one_breath_is_not_begun(chat: Begin, who: str, text: str) -> None:
    customer = chat(who)
    answer = await customer.say(text, "change_delivery")
    assert answer.text == "好的，“改派送”先不办了。\n什么都没有改。"
    assert not (await customer.say("好", "affirm")).changed


async def test_the_day_behind_a_refusal_given_up_is_read(chat: Begin) -> None:
    customer = chat(MOVING)
    answer = await customer.say("背包拒收吧，算了不拒收了，改到周六", "change_delivery")
    assert "周六送" in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_return_in_place_of_an_exchange_is_begun_alone(chat: Begin) -> None:
    customer = chat(DELIVERED)
    also = ["request_exchange", "change_after_sale"]
    answer = await customer.say("T恤换S码，不换了，退掉吧", "request_return", also=also)
    assert "换货" not in answer.text
    assert customer.slots["task"] == "request_return"
    assert not customer.slots.get("suspended")


async def test_another_task_behind_the_one_given_up_is_begun(chat: Begin) -> None:
    customer = chat(PAID)
    answer = await customer.say("取消订单，不取消了，改地址", "cancel_order")
    assert customer.slots["task"] == "change_order"
    assert "取消" not in answer.text
