"""What the words of a message show, by name."""

from __future__ import annotations

import pytest

from handoff.cues.finding import find


@pytest.mark.parametrize(
    "text", ["0912345678", "12345678", "91310000123456789X", "110 元的那件", "身高110cm穿多大", "送到110室"]
)
def test_numbers_that_hold_a_hotline_are_no_threat(text: str) -> None:
    assert "threat" not in find(text)


@pytest.mark.parametrize("text", ["我打12315了", "再不退就打 12345 投诉", "打110"])
def test_a_hotline_is_a_threat(text: str) -> None:
    assert "threat" in find(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("充电的时候冒烟了", "safety"),
        ("用了之后脸过敏了", "safety"),
        ("吃了拉肚子，送醫院了", "safety"),
        ("有人冒充客服让我转账", "safety"),
        ("it gave me an electric shock", "safety"),
        ("我要投訴你們", "threat"),
        ("等着差评吧", "threat"),
        ("12315见", "threat"),
        ("I'll sue you", "threat"),
        ("还是没收到", "still_unsolved"),
        ("問了三遍了", "still_unsolved"),
        ("that didn't help", "still_unsolved"),
    ],
)
def test_danger_threats_and_circles_are_heard(text: str, flag: str) -> None:
    assert flag in find(text)


@pytest.mark.parametrize(
    "text", ["差评怎么删", "会不会过敏", "这款防漏电吗", "地址在法院对面", "怎么取消投诉", "不会给差评的放心"]
)
def test_calm_sentences_with_bad_words_raise_nothing(text: str) -> None:
    assert not {"safety", "threat", "still_unsolved"} & set(find(text))
