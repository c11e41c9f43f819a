import pytest

from handoff.summary import Request, summary, topic_of, wanted
from handoff.texts import load_texts
from handoff.wording import NARROW_A_LINE

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
