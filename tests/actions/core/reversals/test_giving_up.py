"""Giving up what is being done, for nothing or for something else."""

from __future__ import annotations

import pytest

from actions.core import words
from actions.core.reversals import giving_up
from actions.core.turn import Turn


def said(text: str, intent: str = "nlu_fallback") -> Turn:
    return Turn(id="t", text=text, intent=intent)


@pytest.mark.parametrize(
    "text",
    [
        "算了不退了",
        "算了",
        "不退了",
        "那不取消了",
        "先不弄了",
        "沒事了",
        "唔改喇",
        "不改地址了",
        "never mind",
        "forget it",
        "唔要喇，唔搞喇",
        "算喇，唔退喇",
        "都係唔換喇",
        "唔使喇",
        "冇事喇",
        "不要了，没事了",
        "不要了没事了",
        "不搞了",
    ],
)
def test_giving_up(text: str) -> None:
    assert words.abandons(said(text))
    assert giving_up.besides(said(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "不退货，我要换货",
        "能退吗",
        "为什么不能取消",
        "我要退款",
        "不想要了",
        "不要了",
        "唔要喇",
        "尺码不合适",
        "leave it at the door",
    ],
)
def test_what_is_no_giving_up(text: str) -> None:
    assert not words.abandons(said(text))


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("不取消了 改地址吧", "change_order"),
        ("算了退货吧 不换了", "request_return"),
        ("唔係，係換貨", "request_exchange"),
        ("不是，是换货", "request_exchange"),
        ("都係退貨啦", "request_return"),
        ("唔要喇，唔搞喇", None),
        ("算喇，唔退喇", None),
        ("都係唔換喇", None),
        ("算了，开个发票", "invoice"),
        ("no wait, just hurry it", "urge_delivery"),
        ("先别，帮我催一下", "urge_delivery"),
        ("算了不退了", None),
        ("不取消订单了", None),
        ("no, where is my refund?", None),
        ("退货", None),
    ],
)
def test_what_is_wanted_instead(text: str, task: str | None) -> None:
    assert giving_up.wants_instead(said(text)) == task


@pytest.mark.parametrize(
    ("text", "task", "taken_back"),
    [
        ("取消换货", "request_exchange", True),
        ("撤销吧", "request_exchange", True),
        ("取消这个退货", "request_return", True),
        ("withdraw my return", "request_return", True),
        ("取消退货", "request_exchange", False),
        ("取消", "cancel_order", False),
        ("取消订单", "change_order", False),
    ],
)
def test_the_open_task_is_taken_back_by_its_name(text: str, task: str, taken_back: bool) -> None:
    assert giving_up.withdraws(said(text), task) is taken_back


@pytest.mark.parametrize(
    ("text", "rest"),
    [("算了 两件都退", "算了 两件都退"), ("算了 公司吧", "算了 公司吧"), ("算了不改电话了", "")],
)
def test_what_is_said_beside_giving_up(text: str, rest: str) -> None:
    assert giving_up.besides(said(text)) == rest


@pytest.mark.parametrize("text", ["先放着", "以后再说", "先放一放吧", "回头再办", "later", "not now"])
def test_putting_aside(text: str) -> None:
    assert giving_up.says_not_now(text)


@pytest.mark.parametrize(
    "text", ["放门口", "先放驿站", "不办了", "later than Friday", "以后再说的话会过期吗"]
)
def test_what_is_not_put_aside(text: str) -> None:
    assert not giving_up.says_not_now(text)


def test_the_name_may_come_before_its_taking_back() -> None:
    assert giving_up.withdraws(said("取件取消吧"), "return_logistics")
    assert not giving_up.withdraws(said("退货取消掉 换货可以吗"), "request_return")
