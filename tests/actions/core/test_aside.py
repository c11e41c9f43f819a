"""A task put aside by the customer waits with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]


@pytest.mark.parametrize(("said", "intent"), [("继续", "affirm"), ("继续开发票", "invoice")])
async def test_the_title_is_kept_until_it_goes_on(chat: Begin, said: str, intent: str) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    aside = await customer.say("先放着", "change_delivery")
    assert aside.text == "好的，“开发票”先放着，什么都没有改。\n要接着办，说“继续”就行。"
    assert not customer.loop
    again = await customer.say(said, intent)
    assert "抬头：王小明" in again.text


async def test_it_is_put_aside_whatever_is_asked_for(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人", "invoice")
    aside = await customer.say("先放着", "change_delivery")
    assert "先放着" in aside.text
    other = await customer.say("我的快递到哪了", "track_shipment")
    assert "继续开发票" in other.choices


async def test_what_is_given_up_is_not_kept(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    await customer.say("不办了", "deny")
    assert not customer.slots.get("suspended")
