"""The open task's own act, negated or postponed: taken back, and never the choice again."""

from __future__ import annotations

import pytest

from actions.core.reversals import holding_off
from actions.core.turn import REQUESTED, Turn
from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Begin
from tests.actions.customers import CHEAPER, DELIVERED, LATE, MOVING, PAID


@pytest.mark.parametrize(
    ("task", "text", "rest"),
    [
        ("change_delivery", "等等，先别拒收，什么时候到", "等等， ，什么时候到"),
        ("change_delivery", "先不要拒收", " "),
        ("change_delivery", "背包先别拒收", " "),
        ("change_delivery", "不拒收了，改到周六", " ，改到周六"),
        ("change_delivery", "先别放驿站", " "),
        ("change_delivery", "don't refuse it yet, when does it come", " , when does it come"),
        ("cancel_order", "No wait, don't cancel. Where is it?", "No wait,  . Where is it?"),
        ("cancel_order", "Actually don't, tell me when it ships", " , tell me when it ships"),
        ("request_return", "唔退住，件貨幾時到", " ，件货几时到"),
        ("request_return", "T恤先别退了", " "),
        ("price_protection", "先不价保，能退吗", " ，能退吗"),
        ("invoice", "先别开发票", " "),
        ("change_order", "先别", " "),
    ],
)
def test_the_act_is_held_off_and_the_rest_stays(task: str, text: str, rest: str) -> None:
    assert holding_off.holds_off(Turn(id="t", text=text), task)
    assert holding_off.without(text, task) == rest


@pytest.mark.parametrize(
    ("task", "text"),
    [
        ("cancel_order", "不想要了"),
        ("request_return", "不要这个订单了"),
        ("request_return", "I don't want it anymore"),
        ("request_return", "为什么不能退"),
        ("request_return", "特别退"),
        ("request_refund", "不用退货"),
        ("request_exchange", "太小了，不想换大的"),
        ("change_delivery", "别送了"),
        ("change_order", "not 5 but 6"),
    ],
)
def test_what_is_no_holding_off(task: str, text: str) -> None:
    assert not holding_off.holds_off(Turn(id="t", text=text), task)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("我想了想先别帮我取消这个订单哈", True),
        ("我没说要取消", True),
        ("那个我看还是不取消了吧", True),
        ("为什么不取消", False),
        ("不满意才取消的", False),
        ("确认取消", False),
    ],
)
def test_of_a_summary_it_counts_wherever_it_stands(text: str, held: bool) -> None:
    assert holding_off.holds_off(Turn(id="t", text=text, requested="confirm"), "cancel_order") is held


@pytest.mark.parametrize(
    ("customer", "language", "first", "text", "intent", "also", "yes"),
    [
        ("C0001", "zh-Hans", "背包拒收", "等等，先别拒收，什么时候到", "change_delivery", ["delivery_time"], "可以"),
        ("C0015", "en", "refuse the parcel", "wait, don't refuse it yet. when does it arrive?", "delivery_time", ["change_delivery"], "ok"),
        ("C0013", "zh-Hant", "手錶拒收", "先不要拒收，什麼時候到？", "delivery_time", [], "好"),
        ("C0001", "zh-Hans", "背包拒收", "别拒收了，先帮我查到哪", "out_of_scope", [], "好"),
        ("C0001", "zh-Hans", "背包拒收", "不拒收了，先查下到哪了", "change_delivery", [], "好"),
        ("C0001", "zh-Hans", "背包改送驿站", "等等先别改，快递员电话多少", "change_order", ["track_shipment"], "好的"),
    ],
)  # fmt: skip
async def test_a_parcel_is_not_refused_after_dont_refuse_it(
    chat: Begin, customer: str, language: str, first: str, text: str, intent: str, also: list[str], yes: str
) -> None:
    person = chat(customer, language=language)
    await person.say(first, "change_delivery")
    assert person.slots[REQUESTED] == "confirm"
    answer = await person.say(text, intent, also=also)
    assert not person.loop
    assert not person.slots.get("suspended")
    assert len(answer.says) > 1
    agreed = await person.say(yes, "affirm")
    assert not [one for one in agreed.changed if one["what"] == "delivery"]
    assert not person.loop


@pytest.mark.parametrize(
    ("customer", "language", "text", "intent", "also"),
    [
        (PAID, "zh-Hans", "等等，先别取消，帮我看看几号发货", "cancel_order", ["order_status"]),
        (PAID, "zh-Hans", "不取消了，先帮我查一下什么时候发货", "cancel_order", ["order_status"]),
        (LATE, "en", "No wait, don't cancel. Where is it now?", "track_shipment", ["cancel_order"]),
        (LATE, "en", "Don't cancel it, check my delivery", "cancel_order", []),
        (LATE, "en", "Actually don't, just tell me when it ships", "order_status", []),
    ],
)
@pytest.mark.parametrize("confirming", [False, True])
async def test_cancelling_held_off_is_not_asked_for_again(
    chat: Begin, shop: HttpShop, customer: str, language: str, text: str, intent: str, also: list[str], confirming: bool
) -> None:  # fmt: skip
    person = chat(customer, language=language)
    asked = await person.say("取消订单" if customer == PAID else "cancel my order", "cancel_order")
    if confirming and person.slots[REQUESTED] != "confirm":
        await person.press(asked, asked.choices[0])
    answer = await person.say(text, intent, also=also)
    assert "先不办了" in answer.says[0]["text"] or "I stopped" in answer.says[0]["text"]
    assert len(answer.says) > 1
    assert not person.loop
    await person.say("好", "affirm")
    assert shop.orders(customer)[0].state is not OrderState.CANCELLED


@pytest.mark.parametrize("text", ["不拒收了，改到周六", "先别拒收，周六送吧", "還是改到週六送吧"])
async def test_a_day_beside_a_refusal_taken_back_is_the_day_to_deliver(chat: Begin, text: str) -> None:
    person = chat(MOVING)
    await person.say("背包拒收", "change_delivery")
    answer = await person.say(text, "change_delivery")
    assert "周六送" in answer.text
    assert (person.slots["option"], person.slots[REQUESTED]) == ("time", "confirm")
    agreed = await person.say("好", "affirm")
    assert [one["what"] for one in agreed.changed] == ["delivery"]


async def test_to_ask_for_a_day_beside_a_refusal_changes_nothing(chat: Begin) -> None:
    person = chat(MOVING)
    await person.say("背包拒收", "change_delivery")
    await person.say("周六能送到吗", "delivery_time")
    assert person.slots["option"] == "refuse"


async def test_another_way_beside_one_held_off_is_taken(chat: Begin) -> None:
    person = chat(MOVING)
    await person.say("背包拒收", "change_delivery")
    await person.say("先别拒收了，放门口吧", "change_delivery")
    assert (person.slots["option"], person.slots[REQUESTED]) == ("leave_at_door", "confirm")


async def test_a_return_held_off_for_the_parcel_is_dropped_and_the_parcel_told(chat: Begin) -> None:
    person = chat("C0014", language="zh-Hant")
    await person.say("頸巾想退貨", "request_return")
    answer = await person.say("唔退住，幫我睇下件貨幾時到㗎", "change_after_sale", also=["delivery_time"])
    assert not person.loop
    assert len(answer.says) > 1


async def test_a_question_beside_giving_up_is_answered_by_its_rule(chat: Begin) -> None:
    person = chat(DELIVERED)
    await person.say("我要退T恤", "request_return")
    answer = await person.say("不退了，运费险怎么用", "return_policy", also=["change_after_sale"])
    assert answer.ran[0] == "action_return_policy"
    assert "先不办了" in answer.says[-1]["text"]
    assert not person.loop


async def test_another_task_beside_giving_up_begins(chat: Begin) -> None:
    person = chat(DELIVERED)
    await person.say("我要退T恤", "request_return")
    await person.say("不退了，帮我查下T恤的发票", "invoice", also=["change_after_sale"])
    assert person.slots["task"] == "invoice"
    assert not person.slots.get("suspended")


async def test_a_rule_asked_for_beside_giving_up_begins_no_task(chat: Begin) -> None:
    person = chat(MOVING)
    await person.say("背包改送驿站", "change_delivery")
    also = ["change_order", "refund_status"]
    answer = await person.say("先别改，帮我查退款政策", "change_after_sale", also=also)
    assert "申请退款" not in answer.text
    assert not person.loop


async def test_price_protection_held_off_for_a_return_is_not_gone_on_with(chat: Begin) -> None:
    person = chat(CHEAPER)
    await person.say("我要价保", "price_protection")
    answer = await person.say("先不价保，空气炸锅能退吗", "return_policy")
    assert answer.ran[0] == "action_return_policy"
    assert not person.loop
