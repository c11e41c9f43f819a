"""On Telegram nobody signs in: the number is shared, or it goes without."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin, Chat


@pytest.fixture
def phone(shop: HttpShop, tmp_path: Path) -> str:
    """Of a customer whose parcel waits at a pick-up point."""
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        (phone,) = connection.execute("select phone from customers where id = 'C0002'").fetchone()
    connection.close()
    return str(phone)


async def share(customer: Chat, phone: str) -> str:
    customer.meta["contact_phone"] = phone
    answer = await customer.say("", "inform")
    return answer.text


@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [("取件码是多少", "track_shipment", "取件码 "), ("我有多少积分", "promotion", "现在有")],
)
async def test_what_was_asked_for_is_told_as_soon_as_the_number_is_shared(
    chat: Begin, phone: str, said: str, intent: str, told: str
) -> None:
    guest = chat(channel="telegram")
    asked = await guest.say(said, intent)
    assert asked.asked("contact")
    assert "登录" not in asked.text
    assert told in await share(guest, phone)


async def test_the_code_hidden_from_a_guest_comes_with_the_number(
    chat: Begin, phone: str, shop: HttpShop, tmp_path: Path
) -> None:
    [order] = [
        order
        for order in shop.orders("C0002", limit=9)
        if any(parcel.station is not None for parcel in order.parcels)
    ]
    guest = chat(channel="telegram")
    hidden = await guest.say(f"{order.id} {phone[-4:]}", "inform", {"order_id": order.id})
    assert hidden.asked("contact")
    assert "取件码 " in await share(guest, phone)


@pytest.mark.parametrize(
    ("said", "language"),
    [("我不想给手机号", "zh-Hans"), ("I don't want to share my number", "en")],
)
@pytest.mark.parametrize("intent", ["deny", "nlu_fallback", "out_of_scope", "account"])
async def test_who_does_not_share_the_number_hears_what_goes_without(
    chat: Begin, said: str, language: str, intent: str
) -> None:
    guest = chat(channel="telegram", language=language)
    await guest.say("退款", "request_refund")
    answer = await guest.say(said, intent)
    assert answer.asked("contact") == []
    assert ("四位" if language == "zh-Hans" else "four digits") in answer.text
    assert len(answer.choices) == 2


async def test_a_number_without_an_account_leads_on(chat: Begin) -> None:
    guest = chat(channel="telegram")
    await guest.say("退款", "request_refund")
    text = await share(guest, "8613800009999")
    assert "没有查到账号" in text
    assert "订单号" in text
    assert "您想办哪一件" not in text


async def test_how_to_sign_in_is_answered_by_the_button(chat: Begin) -> None:
    guest = chat(channel="telegram", language="zh-Hant")
    answer = await guest.say("那我要怎麼登入？我是在Telegram", "account")
    assert answer.asked("contact")
    assert "不用登入" in answer.text


async def test_a_rule_that_speaks_of_signing_in_comes_with_the_button(chat: Begin) -> None:
    answer = await chat(channel="telegram", language="en").say("how do I track my parcel", "track_shipment")
    assert "No need to sign in here" in answer.text
    assert answer.asked("contact")


async def test_on_the_web_it_is_still_signing_in(chat: Begin) -> None:
    answer = await chat().say("我有多少积分", "promotion")
    assert "登录" in answer.text
    assert answer.asked("contact") == []
