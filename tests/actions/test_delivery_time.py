"""When it will be there: the day that is known, and none that is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.core.show import moment
from actions.shop.client import HttpShop
from tests.actions.chat import Begin
from tests.actions.customers import MOVING, PAID, STALLED


async def test_the_expected_day_is_the_fact(chat: Begin) -> None:
    answer = await chat(MOVING).say("什么时候能到", "delivery_time")
    assert answer.says[0]["text"].startswith("预计")


async def test_a_visitor_who_names_no_order_gets_the_general_answer(chat: Begin) -> None:
    visitor = chat()
    answer = await visitor.say("一般几天能到", "delivery_time")
    assert "天" in answer.says[0]["text"]
    assert not visitor.loop


async def test_a_stalled_parcel_has_no_expected_day(chat: Begin) -> None:
    answer = await chat(STALLED).say("什么时候能到", "delivery_time")
    assert "没有更新" in answer.says[0]["text"]


@pytest.mark.parametrize(("ahead", "begins"), [(0, "今天可能还到不了"), (20, "按目前进度赶得上")])
async def test_whether_it_comes_by_a_day_is_answered(
    chat: Begin, now_ms: int, ahead: int, begins: str
) -> None:
    day = moment(now_ms).date() + timedelta(days=ahead)
    answer = await chat(MOVING).say(f"{day.isoformat()} 能到吗", "delivery_time")
    assert answer.says[0]["text"].startswith(begins)


async def test_what_is_not_sent_yet_has_a_day_of_sending_and_none_of_arrival(
    chat: Begin, shop: HttpShop
) -> None:
    visitor = chat(grants=[shop.orders(PAID)[0].id])
    answer = await visitor.say("什么时候到", "delivery_time")
    assert "发出" in answer.says[0]["text"]
    assert "送到" not in answer.text
    assert "催一下" not in answer.choices
