"""Short answers that the forms read by themselves."""

from __future__ import annotations

import pytest

from actions.core import words
from actions.core.turn import Turn


def said(text: str, intent: str = "nlu_fallback") -> Turn:
    return Turn(id="t", text=text, intent=intent)


@pytest.mark.parametrize("text", ["不", "不用了", "不要", "不是", "先不", "no", "nope"])
def test_no(text: str) -> None:
    assert words.says_no(said(text))


@pytest.mark.parametrize(
    "text", ["不对，是另一单", "换一个订单", "选错订单了", "其他订单", "另一筆訂單", "a different order"]
)
def test_another_order(text: str) -> None:
    assert words.means_other_order(said(text))


@pytest.mark.parametrize("text", ["这个订单", "换个颜色", "下单的时候", "我要退这一单"])
def test_no_other_order(text: str) -> None:
    assert not words.means_other_order(said(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第二个", 2),
        ("2", 2),
        ("第3單", 3),
        ("the second one", 2),
        ("第一笔吧", 1),
        ("12", None),
        ("两天前", None),
    ],
)
def test_places_in_a_list(text: str, place: int | None) -> None:
    assert words.ordinal(said(text)) == place
