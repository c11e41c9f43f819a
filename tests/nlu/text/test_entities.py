"""Ids, phones, amounts, dates and names found by rules, and numbers in Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text.entities import find
from bot.nlu.text.normal import normalise
from bot.nlu.text.numerals import number


def found(text: str) -> list[tuple[str, str]]:
    return [(one.entity, one.value) for one in find(normalise(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单2026010112345678到哪了", [("order_id", "2026010112345678")]),
        ("２０２６ ０１０１ １２３４ ５６７８", [("order_id", "2026010112345678")]),
        ("2026010112345678 5678", [("order_id", "2026010112345678")]),
        ("2026-0101-1234-5678-901", [("order_id", "2026010112345678901")]),
        ("SF1234567890123 到哪", [("tracking_number", "SF1234567890123")]),
        ("yt 8800123456789", [("tracking_number", "YT8800123456789")]),
        ("运单号773012345678901", [("tracking_number", "773012345678901")]),
        ("RB123456789CN", [("tracking_number", "RB123456789CN")]),
        ("手机138 1234 5678", [("phone", "13812345678")]),
        ("+86 13812345678", [("phone", "13812345678")]),
        ("電話 0912-345-678", [("phone", "0912345678")]),
        ("電話91234567", [("phone", "91234567")]),
        ("尾号5678", [("phone_tail", "5678")]),
        ("R20260101的退款", [("ticket_id", "R20260101")]),
        ("退我三百块", [("amount", "300")]),
        ("五十块五", [("amount", "50.5")]),
        ("¥1,299.00", [("amount", "1299")]),
        ("便宜了50", [("amount", "50")]),
        ("refund $20", [("amount", "20")]),
        ("12月5号买的", [("date", "12月5号")]),
        ("上周五", [("date", "上周五")]),
        ("arrive by tomorrow", [("date", "tomorrow")]),
        ("要两件", [("quantity", "2")]),
        ("发圆通吗", [("courier", "圆通")]),
        ("可以发EMS不", [("courier", "EMS")]),
        ("税号91310000MA1FL5E37X", [("tax_id", "91310000MA1FL5E37X")]),
        ("統編 12345678", [("tax_id", "12345678")]),
    ],
)
def test_each_form_is_found_with_a_usable_value(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["", "这件", "第三个", "2号楼", "打八折", "汉口路22号", "能一块儿发吗", "另一个呢", "放菜鸟驿站"]
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=60))
def test_spans_are_inside_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for one in find(normalise(text)):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(st.integers(10**15, 10**19 - 1), st.sampled_from(["", " ", "-"]))
def test_an_order_number_survives_width_and_grouping(order: int, gap: str) -> None:
    digits = str(order)
    wide = gap.join(chr(ord(digit) + 0xFEE0) for digit in digits)
    text = f"单号是{wide}，谢谢"
    (one,) = find(normalise(text))
    assert (one.entity, one.value, text[one.start : one.end]) == ("order_id", digits, wide)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十五", 15), ("二十三", 23), ("两千三", 2300), ("三百零五", 305), ("一万二", 12000),
        ("两千零三", 2003), ("三千四百五十", 3450), ("1,299.5", 1299.5), ("五〇", 50), ("", None), ("abc", None),
    ],
)  # fmt: skip
def test_numbers_in_digits_and_in_chinese(text: str, value: float | None) -> None:
    assert number(text) == value
