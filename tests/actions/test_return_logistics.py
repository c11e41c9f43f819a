"""The way of the goods back: address, pick-up, own parcel; and questions about the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.core.show import moment
from actions.shop.client import HttpShop
from actions.shop.model import AfterSaleState
from tests.actions.chat import Chat

Begin = Callable[..., Chat]
AGREED, NONE = "C0012", "C0001"
DAY_MS = 86_400_000


async def test_the_address_is_given_with_both_ways_to_send(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(AGREED)[0]
    answer = await chat(AGREED).say("退货寄到哪", "return_logistics")
    assert made.return_address is not None
    assert answer.says[0]["card"]["lines"][0] == made.return_address.zh
    assert answer.choices == ["约上门取件", "我已寄出", "解决了"]


@pytest.mark.parametrize(("said", "ahead"), [("明天", 1), ("后天上午", 2), ("大后天吧", 3)])
async def test_a_pick_up_is_booked_for_the_day_that_was_said(
    chat: Begin, shop: HttpShop, now_ms: int, said: str, ahead: int
) -> None:
    talk = chat(AGREED)
    answer = await talk.say("上门取件", "return_logistics")
    assert answer.choices[0] == "明天"
    answer = await talk.say(said, "inform")
    booked = shop.after_sales_of(AGREED)[0].pickup_ms
    assert booked is not None
    assert (moment(booked).date() - moment(now_ms).date()).days == ahead
    assert answer.changed == [{"what": "pickup", "id": shop.after_sales_of(AGREED)[0].id}]


async def test_a_parcel_already_sent_is_noted(chat: Begin, shop: HttpShop) -> None:
    talk = chat(AGREED)
    answer = await talk.say("我寄出了", "return_logistics")
    assert "快递单号" in answer.text
    answer = await talk.say("YT1234567890123", "inform", {"tracking_number": "YT1234567890123"})
    answer = await talk.press(answer, "圆通")
    made = shop.after_sales_of(AGREED)[0]
    assert (made.state, made.return_tracking) == (AfterSaleState.GOODS_SENT, "YT1234567890123")
    assert "YT1234567890123" in answer.says[0]["text"]


async def test_a_question_about_the_rules_is_answered_from_the_knowledge_base(chat: Begin) -> None:
    talk = chat(NONE)
    answer = await talk.say("退货运费谁出", "return_logistics")
    assert "运费由我们承担" in answer.text
    assert not talk.loop


async def test_who_has_nothing_to_send_hears_how_to_begin(chat: Begin) -> None:
    answer = await chat(NONE).say("寄到哪里", "return_logistics")
    assert "没有待寄回的退换货" in answer.text
