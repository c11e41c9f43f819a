"""A wrong number of a parcel sent back is handed on with the right one."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin, Chat

AGREED = "C0012"
SENT, RIGHT = "SF1234567890123", "SF1234567890124"


async def has_sent(chat: Begin) -> Chat:
    talk = chat(AGREED)
    await talk.say(f"我自己寄了 顺丰 {SENT}", "return_logistics", {"tracking_number": SENT})
    return talk


@pytest.mark.parametrize("intent", ["change_order", "track_shipment", "return_logistics"])
@pytest.mark.parametrize(
    "said",
    [
        f"单号填错了，改成{RIGHT}",
        f"寄回的單號改成{RIGHT}",
        f"my tracking number is wrong, it should be {RIGHT}",
    ],
)
async def test_a_person_gets_the_right_number(chat: Begin, intent: str, said: str) -> None:
    talk = await has_sent(chat)
    answer = await talk.say(said, intent, {"tracking_number": RIGHT})
    assert RIGHT in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]
    assert SENT in answer.asked("handoff")[0]["detail"]
    assert not answer.changed


async def test_without_goods_on_their_way_back_nothing_is_handed_on(chat: Begin) -> None:
    answer = await chat(AGREED).say(f"单号填错了，改成{RIGHT}", "change_order", {"tracking_number": RIGHT})
    assert not answer.asked("handoff")


async def test_the_number_corrected_in_the_same_message_is_the_one_noted(chat: Begin, shop: HttpShop) -> None:
    talk = chat(AGREED)
    found = {"tracking_number": [SENT, RIGHT]}
    await talk.say(f"我寄了，单号{SENT}，不对是{RIGHT}", "return_logistics", found)
    answer = await talk.say("顺丰", "inform")
    assert RIGHT in answer.text
    assert shop.after_sales_of(AGREED)[0].return_tracking == RIGHT
