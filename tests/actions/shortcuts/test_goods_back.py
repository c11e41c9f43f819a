"""Goods that are named and not wanted: back when they are there, refunded when they are not sent yet."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin

UNSENT, DELIVERED = "C0003", "C0007"


@pytest.mark.parametrize("text", ["T恤退一件 不想要了", "退T恤 一件 不想要了"])
async def test_delivered_goods_that_are_not_wanted_go_back_and_cancel_nothing(chat: Begin, text: str) -> None:
    answer = await chat(DELIVERED).say(text, "cancel_order")
    assert answer.text.startswith("请确认：退货")
    assert "× 1" in answer.text


@pytest.mark.parametrize("intent", ["return_policy", "nlu_fallback"])
async def test_pieces_that_do_not_fit_are_a_return_and_no_question_for_the_rule(
    chat: Begin, intent: str
) -> None:
    answer = await chat(DELIVERED).say("T恤退一件 尺码不合适", intent)
    assert answer.text.startswith("请确认：退货")


@pytest.mark.parametrize("text", ["水壶退一个 壶留一个", "水壶退一个 保温杯不退"])
async def test_one_piece_of_what_is_not_sent_yet_is_refunded(chat: Begin, shop: HttpShop, text: str) -> None:
    customer = chat(UNSENT)
    answer = await customer.say(text, "request_return")
    assert answer.text == "请问是什么原因？"
    summary = await customer.press(answer, "不想要了")
    assert "× 1" in summary.text
    assert "保温杯" not in summary.text


async def test_an_order_that_is_cancelled_by_its_name_stays_one(chat: Begin) -> None:
    answer = await chat(UNSENT).say("取消订单", "cancel_order")
    assert "退货" not in answer.text


async def test_goods_of_a_split_order_that_have_arrived_go_back(chat: Begin) -> None:
    answer = await chat("C0008").say("床品退一套 不合适", "return_policy")
    assert answer.text.startswith("请确认：退货")
    assert "床品" in answer.text


async def test_goods_of_a_split_order_still_under_way_do_not_go_back_yet(chat: Begin) -> None:
    answer = await chat("C0008").say("台灯退一个 不合适", "return_policy")
    assert not answer.text.startswith("请确认：退货")
