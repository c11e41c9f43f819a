"""What a message says of a change is taken whole, and what cannot be changed is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]
UNSENT = "C0003"
CHANGE = "change_order"


async def test_a_name_and_a_number_beside_the_words_for_them_are_taken(chat: Begin) -> None:
    answer = await chat(UNSENT).say("我想改收货人和电话 李雷 13712340000", CHANGE, {"phone": "13712340000"})
    assert "李雷 137****0000" in answer.text


async def test_a_fault_told_after_the_address_does_not_hide_it(chat: Begin) -> None:
    answer = await chat(UNSENT).say("应该送到科苑路165号 地址错了", CHANGE)
    assert "科苑路165号" in answer.text
    assert "地址错了" not in answer.text


@pytest.mark.parametrize("intent", [CHANGE, "order_status", "change_delivery"])
async def test_a_note_is_written_whatever_the_words_were_taken_for(chat: Begin, intent: str) -> None:
    answer = await chat(UNSENT).say("给订单留言 到了打电话", intent)
    assert answer.text.endswith("到了打电话")
    assert "收件人" not in answer.text


async def test_pieces_cannot_be_changed_and_that_is_said(chat: Begin) -> None:
    answer = await chat(UNSENT).say("两个水壶改成一个", CHANGE)
    assert "件数改不了" in answer.text
    assert "申请退款" in answer.choices


async def test_the_summary_of_a_colour_names_the_goods(chat: Begin) -> None:
    answer = await chat(UNSENT).say("保温杯改成绿色", CHANGE)
    assert "不锈钢保温杯 白色 → 绿色" in answer.text
