"""Some pieces of the same goods back, others exchanged."""

from __future__ import annotations

import pytest

from actions.core.several.requests import requests
from actions.core.several.some_of_each import apart
from tests.actions.chat import Begin

GOODS = ("T恤", "四件套", "T-shirt", "水壶", "保温杯")


def names(part: str) -> list[str]:
    return [goods for goods in GOODS if goods in part]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("T恤一件退一件换S码", ["T恤一件退", "T恤一件换S码"]),
        ("T恤一件换S码一件退", ["T恤一件换S码", "T恤一件退"]),
        ("T恤一退一换", ["T恤一退", "T恤一换"]),
        ("T恤退一件换一件S码", ["T恤退一件", "T恤换一件S码"]),
        ("四件套退一套换一套绿色", ["四件套退一套", "四件套换一套绿色"]),
        ("四件套一套退一套换绿色", ["四件套一套退", "四件套一套换绿色"]),
        ("T恤两件都退", ["T恤两件都退"]),
        ("七天内可以退换吗", ["七天内可以退换吗"]),
        ("保温杯退一个水壶换一个", ["保温杯退一个水壶换一个"]),
    ],
)
def test_pieces_that_go_different_ways_are_told_apart(text: str, pieces: list[str]) -> None:
    assert apart(text, names) == pieces


@pytest.mark.parametrize(
    ("text", "back", "other"),
    [
        ("T恤退一件，另一件换S码", "T恤退一件", "T恤退一件 另一件换S码"),
        (
            "return one T-shirt and exchange the other for size S",
            "return one T-shirt",
            "return one T-shirt exchange the other for size S",
        ),
    ],
)
def test_the_other_one_is_of_the_same_goods(text: str, back: str, other: str) -> None:
    found = requests(text, ["request_exchange"], names)
    assert found == {"request_exchange": other, "request_return": back}


@pytest.mark.parametrize("text", ["T恤一件退一件换S码", "T恤一件换S码一件退", "T恤退一件，另一件换S码"])
async def test_one_is_begun_and_the_other_offered_next(chat: Begin, text: str) -> None:
    customer = chat("C0007")
    first = await customer.say(text, "request_exchange", {"quantity": ["1", "1"]})
    assert first.says[0]["text"] == "好的，一件一件来。\n先办“申请换货”，再办：\n申请退货"
    summary = await customer.press(first, "尺码不合适")
    assert "× 1" in summary.text
    assert "S 码" in summary.text
    done = await customer.say("确认", "affirm")
    again = await customer.press(done, "继续申请退货")
    assert "原因" in again.text
    assert customer.slots["task"] == "request_return"


@pytest.mark.parametrize(
    ("who", "text"),
    [("C0008", "四件套退一套换一套"), ("C0008", "四件套退一套换一套绿色"), ("C0014", "頸巾一條退一條換紅色")],
)
async def test_what_the_classifier_made_of_both_at_once_is_no_request(
    chat: Begin, who: str, text: str
) -> None:
    customer = chat(who)
    answer = await customer.say(text, "change_order")
    assert answer.says[0]["text"] == "好的，一件一件来。\n先办“申请退货”，再办：\n申请换货"
    assert (customer.slots["task"], customer.slots["quantity"]) == ("request_return", "1")
    assert [one["details"]["quantity"] for one in customer.slots["suspended"]] == ["1"]
