"""One spelling for what is written in many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text.normal import normalise

chinese = st.text(alphabet="我的快遞到哪了嗎體裏０１２３ＡＢａ　 !！?？。😀著", max_size=40)


def test_width_script_blanks_and_repeats_are_folded() -> None:
    assert normalise("　我的快遞　　到哪了！！！！ＡＢ１２ ").text == "我的快递 到哪了!!AB12"


def test_digits_are_never_squeezed() -> None:
    assert normalise("2026000011112222").text == "2026000011112222"


def test_invisible_characters_vanish() -> None:
    assert normalise("退\u200b款\ufe0f\u2060").text == "退款"


@given(st.text(max_size=80))
def test_every_character_points_into_the_original(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.text) + 1
    assert list(normal.starts) == sorted(normal.starts)
    assert all(0 <= start <= len(text) for start in normal.starts)


@given(chinese)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.text(alphabet="0123456789 ", min_size=1, max_size=30), st.integers(0, 5))
def test_a_span_of_digits_comes_back_from_the_original(digits: str, lead: int) -> None:
    text = "！" * lead + digits
    normal = normalise(text)
    for at, char in enumerate(normal.text):
        if char.isdigit():
            start, end = normal.original_span(at, at + 1)
            assert text[start:end] == char
