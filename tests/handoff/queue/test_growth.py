from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.context.summary import Request
from handoff.escalation.decision import decide
from handoff.escalation.reasons import REASONS, Policy
from handoff.escalation.signals import signals_from_text
from handoff.queue.growth import Facts, Growth, correction, felt, grown, with_growth
from handoff.transitions import State
from tests.handoff.build import a_conversation

BEFORE = Request(topic="ask_human", order="2026", amount="¥5.00", why="damaged")


def after(text: str, before: Request = BEFORE, facts: Facts | None = None, **parse: Any) -> Growth:
    decision = decide([signals_from_text(text)], Policy())
    c = a_conversation(state=State.QUEUED, reasons=("asked_for_human",), queue_class=2)
    return grown(c, before, parse, text, decision, facts or Facts())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("不对，我是要退货", "我是要退货"),
        ("不對 是平底鍋沒到", "是平底鍋沒到"),
        ("不是平底锅", "不是平底锅"),
        ("No, it is the pan", "it is the pan"),
        ("not the pan", "not the pan"),
    ],
)
def test_a_correction_is_kept_in_the_customers_words(text: str, said: str) -> None:
    growth = after(text)
    assert (growth.request.said, growth.told) == (said, True)


@pytest.mark.parametrize("text", ["不对", "No parcel came", "昨天的", "我的锅"])
def test_what_corrects_nothing_leaves_the_request_as_it_is(text: str) -> None:
    assert not after(text).told


def test_a_correction_to_another_matter_drops_money_and_reason_of_the_first() -> None:
    before = Request(topic="request_refund", amount="¥5.00", why="damaged")
    growth = after("不对，我要发票", before, intent="invoice")
    assert (growth.request.topic, growth.request.amount, growth.request.why) == ("invoice", "", "")


def test_a_matter_fills_the_gap_but_does_not_push_a_known_one_aside() -> None:
    assert after("锅坏了", intent="damaged_or_defective").request.topic == "damaged_or_defective"
    known = Request(topic="request_refund")
    assert after("锅坏了", known, intent="damaged_or_defective").request.topic == "request_refund"


def test_an_order_that_was_read_is_the_order_at_issue_and_stands_first() -> None:
    facts = Facts(order="2", snapshot={"orders": [{"id": "2"}]})
    growth = after("订单 2", facts=facts)
    frozen = {"orders": [{"id": "1"}], "reasons": [], "summary": "x"}
    context = with_growth(frozen, growth, decide([signals_from_text("订单 2")], Policy()), facts)
    assert growth.request.order == "2"
    assert [order["id"] for order in context["orders"]] == ["2", "1"]


@given(
    st.lists(st.sampled_from(REASONS), unique=True),
    st.integers(0, 3),
    st.sampled_from(["pleased", "calm", "anxious", "disappointed", "angry"]),
    st.sampled_from(["好的", "转人工", "我要报警", "骗子公司", "漏电了"]),
)
def test_reasons_and_urgency_never_shrink(
    reasons: list[str], queue_class: int, emotion: str, text: str
) -> None:
    c = a_conversation(
        state=State.QUEUED, reasons=tuple(reasons), queue_class=queue_class, emotion=emotion, intensity=0.5
    )
    growth = grown(c, BEFORE, {}, text, decide([signals_from_text(text)], Policy()), Facts())
    assert set(reasons) <= set(growth.reasons)
    assert growth.queue_class <= queue_class
    assert growth.intensity >= 0.5 or growth.emotion != emotion


def test_who_is_handed_over_for_a_feeling_is_not_called_calm() -> None:
    assert felt("calm", 0.2, 0.6, ["emotion"]) == ("disappointed", 0.6)
    assert felt("angry", 0.7, 0.0, ["emotion"]) == ("angry", 0.7)
    assert felt("calm", 0.2, 0.6, ["authority"]) == ("calm", 0.2)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("不是这个订单，是9月买的行李箱轮子坏了", "是9月买的行李箱轮子坏了"),
        ("床品洗了掉色，不是扫地机器人的事", "床品洗了掉色"),
        ("唔係呢張單，係件羽絨", "係件羽絨"),
        ("不是退货，是换货", "是换货"),
        ("更正一下，是登山靴开胶", "是登山靴开胶"),
        ("no, it is about the humidifier, it leaks", "it is about the humidifier, it leaks"),
        ("it's the pan, not the shoes", "it's the pan"),
        ("等了三天，不是说两天吗", ""),
    ],
)
def test_of_a_correction_what_is_so_is_told_from_what_is_not(text: str, right: str) -> None:
    assert correction(text) == right


def test_the_matter_of_a_correction_is_that_of_what_is_so() -> None:
    c = a_conversation(state=State.QUEUED)
    decision = decide([signals_from_text("不是退货，是换货")], Policy())
    whole, right = {"intent": "request_return"}, {"intent": "request_exchange"}
    growth = grown(c, BEFORE, whole, "不是退货，是换货", decision, Facts(), right)
    assert (growth.request.topic, growth.request.said) == ("request_exchange", "是换货")


@pytest.mark.parametrize(
    "text", ["对不起 是1186", "订单号不对，应该是 5529240289536457235", "my order is 1866854887012272185"]
)
def test_a_number_given_is_no_matter_whatever_it_is_classified_as(text: str) -> None:
    request = after(text, intent="wrong_or_missing_item").request
    assert (request.topic, request.said) == ("ask_human", "")


def test_a_guess_changes_nothing_of_the_line() -> None:
    assert not after("嗯那个", intent="wrong_or_missing_item", confidence=0.2).told


def test_a_second_correction_stands_beside_the_first_unless_it_was_understood() -> None:
    first = after("不对，是红色的").request
    assert after("不对，是大号的", first).request.said == "是红色的 / 是大号的"
    assert after("不对，是靴子", first, Facts(order="7")).request.said == "是靴子"


def test_a_demand_takes_the_place_of_a_complaint_and_a_further_matter_joins() -> None:
    complaint = Request(topic="complaint")
    assert after("算了，直接退款吧", complaint, intent="request_refund").request.topic == "request_refund"
    refund = Request(topic="request_refund")
    assert after("还要发票", refund, intent="invoice").request.also == ("invoice",)
    assert not after("还要发票", Request(topic="request_refund", also=("invoice",)), intent="invoice").told


def test_the_gravest_danger_told_of_stays() -> None:
    burnt = after("锅着火了").request
    assert burnt.danger == "fire"
    assert after("有人冒充客服让我转账", burnt).request.danger == "fire"
    assert after("我不想活了", burnt).request.danger == "self_harm"


def test_another_order_has_another_after_sale() -> None:
    before = Request(topic="refund_status", order="1", refund="R1")
    other = Facts(
        order="2", snapshot={"orders": [{"id": "2"}], "refunds": [{"id": "R2", "state": "refunding"}]}
    )
    assert after("不对，是靴子", before, other).request.refund == "R2"
    assert after("不对，是靴子", before, Facts(order="3")).request.refund == ""
    assert after("快点", before).request.refund == "R1"
