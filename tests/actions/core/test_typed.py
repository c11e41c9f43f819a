"""What is kept has the marks that the customer typed."""

from __future__ import annotations

import pytest

from actions.core.typed import as_typed, half_width


@pytest.mark.parametrize(
    ("typed", "value", "kept"),
    [
        ("抬头：上海（测试）科技公司", "上海(测试)科技公司", "上海（测试）科技公司"),
        ("抬头 上海(测试)科技公司，谢谢", "上海(测试)科技公司", "上海(测试)科技公司"),
        ("建国路１号（Ａ座），门口", "建国路1号(A座)", "建国路1号（A座）"),
        ("坏了，开不了鸡", "坏了,开不了鸡", "坏了，开不了鸡"),
        ("坏了,开不了鸡", "坏了,开不了鸡", "坏了,开不了鸡"),
    ],
)
def test_marks_stay_as_they_were_typed(typed: str, value: str, kept: str) -> None:
    assert as_typed(value, half_width(typed), typed) == kept


def test_what_was_not_said_in_this_message_stays_as_it_is() -> None:
    assert as_typed("上海(测试)公司", "好的,谢谢", "好的，谢谢") == "上海(测试)公司"


def test_a_value_corrected_in_the_same_breath_has_the_marks_of_its_pieces() -> None:
    typed = "建国路１号（Ａ座），不对，2号"
    assert as_typed("建国路2号(A座)", "建国路2号(A座)", typed) == "建国路2号（A座）"
