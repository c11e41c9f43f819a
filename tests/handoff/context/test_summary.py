import json

import pytest

from handoff.context.summary import Request, open_refund, shortened, summary, told_line, topic_of, wanted
from handoff.wording.standards import NARROW_A_LINE
from handoff.wording.texts import load_texts

TEXTS = load_texts()
ORDER = "2026110412347586"
REFUND = Request(topic="request_refund", order=ORDER, amount="¥738.00", why="changed_mind")


def test_matter_amount_order_and_reason_of_the_request_are_named() -> None:
    assert summary(REFUND, ["authority"], "zh-Hans", TEXTS) == "退款 ¥738.00，订单尾号 7586，不想要了"


def test_the_english_line_is_short_and_repeats_nothing() -> None:
    line = summary(REFUND, ["authority"], "en", TEXTS)
    assert line == "refund ¥738.00, order …7586, changed my mind"
    assert len(line) <= NARROW_A_LINE
    asked = summary(Request(topic="ask_human", order=ORDER), ["asked_for_human"], "en", TEXTS)
    assert asked == "asks for a person, order …7586"


@pytest.mark.parametrize(
    ("topic", "reasons", "line"),
    [
        ("ask_human", ["asked_for_human", "emotion"], "找人工，情绪不满"),
        ("complaint", ["emotion", "complaint"], "投诉，情绪不满"),
        ("complaint", ["complaint"], "投诉"),
        ("track_shipment", ["asked_for_human", "complaint"], "查物流，投诉"),
        ("track_shipment", ["asked_for_human"], "查物流，要求人工"),
    ],
)
def test_without_a_reason_of_the_request_the_most_telling_one_for_a_person_stands(
    topic: str, reasons: list[str], line: str
) -> None:
    assert summary(Request(topic=topic), reasons, "zh-Hans", TEXTS) == line


def test_a_correction_stands_in_the_customers_words() -> None:
    request = Request(topic="not_received", said="是平底锅没到")
    assert summary(request, ["emotion"], "zh-Hans", TEXTS) == "未收到货，情绪不满：是平底锅没到"


def test_the_amount_and_reason_that_a_skill_put_to_a_person_are_found() -> None:
    assert wanted(["refund ¥738.00, damaged: amount: ¥738.00 > ¥200.00"]) == ("¥738.00", "damaged")
    assert wanted(["refund HK$1,200.50, : currency: HKD"]) == ("HK$1,200.50", "")
    assert wanted(["disputed signature, order 2026"]) == ("", "")


def test_a_detail_in_a_form_is_about_what_the_skill_or_the_form_is_about() -> None:
    inform = {"intent": "inform"}
    asks = [{"ask": "matter", "category": "request_refund", "status": "open"}]
    assert topic_of({"parse": inform, "asks": asks}) == "request_refund"
    assert topic_of({"parse": inform, "form": "request_form", "slots": {"task": "invoice"}}) == "invoice"
    assert topic_of({"parse": {"intent": "ask_human", "also": ["complaint"]}}) == "complaint"
    assert topic_of({"parse": {"intent": "ask_human"}}) is None


def test_the_after_sale_under_way_is_named() -> None:
    refunds = [{"id": "R1", "state": "refunded"}, {"id": "R5020000001", "state": "requested"}]
    request = Request(topic="complaint", order=ORDER, refund=open_refund(refunds))
    assert (
        summary(request, ["emotion"], "zh-Hans", TEXTS) == "投诉，订单尾号 7586，售后单 R5020000001，情绪不满"
    )
    assert open_refund([refunds[0]]) == ""


def test_further_matters_stand_beside_the_first() -> None:
    request = Request(topic="request_refund", also=("invoice",))
    assert summary(request, [], "zh-Hans", TEXTS) == "退款、发票"
    assert summary(request, [], "en", TEXTS) == "refund, invoice"


@pytest.mark.parametrize(
    ("danger", "line"),
    [
        ("fire", "质量问题，订单尾号 7586，用电起火隐患"),
        ("injury", "质量问题，订单尾号 7586，人身伤害"),
        ("fraud", "疑似诈骗，订单尾号 7586"),
    ],
)
def test_a_danger_is_named_by_its_kind(danger: str, line: str) -> None:
    request = Request(topic="damaged_or_defective", order=ORDER, danger=danger)
    assert summary(request, ["safety"], "zh-Hans", TEXTS) == line


def test_a_request_survives_storing() -> None:
    request = Request(topic="invoice", also=("account",), refund="R1", danger="fire", said="x")
    assert Request.from_dict(json.loads(json.dumps(request.to_dict()))) == request


def test_words_are_cut_where_a_line_ends_in_either_script() -> None:
    assert shortened("it is about the humidifier, it leaks") == "it is about the humidifier, it leaks"
    assert shortened("好" * 30) == "好" * 19 + "…"
    assert len(shortened("x" * 100)) == 60


def test_what_was_made_of_the_customer_is_for_agents_and_not_told() -> None:
    angry = Request(topic="track_shipment", order=ORDER)
    assert summary(angry, ["emotion", "complaint"], "zh-Hans", TEXTS) == "查物流，订单尾号 7586，投诉"
    assert told_line(angry, ["emotion", "complaint"], "zh-Hans", TEXTS) == "查物流，订单尾号 7586"
    assert told_line(angry, ["emotion"], "en", TEXTS) == "tracking, order …7586"
    asked = told_line(angry, ["asked_for_human", "emotion"], "zh-Hans", TEXTS)
    assert asked == "查物流，订单尾号 7586，要求人工"
