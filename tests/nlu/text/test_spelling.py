"""Slips of typing are put right by how the examples write, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.learning.features import Features
from bot.nlu.text.spelling import Spelling

COMMON = [
    "我的快递到哪了", "快递什么时候到", "我要退款", "怎么申请退款", "转人工客服", "人工客服在吗", "是不是发货了", "是不是没货", "什么时候发货",
    "where is my delivery", "delivery date please", "cancel my order", "the order number", "order please", "cancel it please",
]  # fmt: skip


EXAMPLES = [*COMMON * 40, "推荐一款瘪的袋子"]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Features.fit(EXAMPLES).spelling()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("快第到哪了", "快递到哪了"),
        ("我要退宽！！！", "我要退款！！！"),
        ("我要退寬", "我要退款"),
        ("转人供客服", "转人工客服"),
        ("四不是發货了", "是不是發货了"),
        ("法货没，order 1234567", "发货没，order 1234567"),
        ("my delivry?", "my delivery?"),
        ("DELIVEYR please", "delivery please"),
        ("cancle it", "cancel it"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.right(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ？？ ",
        "我的快递到哪了",
        "推宽",  # neither character is that of the word
        "你好呀朋友",  # nothing of ours sounds like it
        "celivery",  # the first letter is seldom the wrong one
        "ordex9",  # part of something with digits
        "dlvry",  # two slips
        "SF1234567890123 ①②",
    ],
)
def test_what_is_no_slip_stays_as_it_was(spelling: Spelling, text: str) -> None:
    assert spelling.right(text) == text


@pytest.mark.parametrize(("often", "meant"), [(400, "退宽"), (1, "退款")])
def test_common_words_side_by_side_are_no_slip(often: int, meant: str) -> None:
    examples = [*["退款", "我要退"] * 400, *["要宽的"] * often, "推荐"]
    assert Features.fit(examples).spelling().right("退宽") == meant


def test_what_one_example_has_may_be_a_slip_and_replaces_nothing() -> None:
    once = Features.fit(["我要退款", "怎么开发票"]).spelling()
    assert once.right("我要退宽") == "我要退宽"


def test_no_examples_put_nothing_right() -> None:
    assert Spelling({}, 0.0, ()).right("快第 delivry") == "快第 delivry"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"快第递退宽款人工供 ，!！①𠮷ßİ", "delivry ", "order"]), max_size=12).map(
        "".join
    )
)
def test_it_never_fails_and_changes_nothing_twice(spelling: Spelling, text: str) -> None:
    right = spelling.right(text)
    assert spelling.right(right) == right
