"""The service standards for texts: length and forbidden phrases."""

from __future__ import annotations

import pytest

from handoff.wording.standards import breaches


def test_three_lines_of_twenty_chinese_characters_are_fine() -> None:
    assert breaches("\n".join(["退" * 20] * 3)) == []


def test_a_fourth_line_is_one_too_many() -> None:
    assert breaches("一\n二\n三\n四") == ["has 4 lines; 3 are allowed"]


@pytest.mark.parametrize("line", ["退" * 21, "a" * 47, "退" * 15 + "a" * 14])
def test_a_line_too_long_is_named(line: str) -> None:
    assert breaches(line) == [f"line is too long: '{line}'"]


def test_a_placeholder_counts_as_a_short_value_whatever_its_name() -> None:
    assert breaches("退" * 17 + "{a_very_long_placeholder_name}") == []


@pytest.mark.parametrize(
    "text",
    [
        "这个我不知道",
        "不清楚呢",
        "不歸我管",
        "100% 正品",
        "绝对没问题",
        "我们保证",
        "一定能到",
        "I don't know",
        "It is guaranteed.",
    ],
)
def test_forbidden_phrases_are_found(text: str) -> None:
    assert len(breaches(text)) == 1
