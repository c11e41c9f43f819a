"""Who it is: asked for so that it can be answered on the customer's channel."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("text", "intent"),
    [("我要退款", "request_refund"), ("我的快递到哪了", "track_shipment"), ("退款到哪了", "refund_status")],
)
@pytest.mark.parametrize(
    ("language", "shared", "sign_in"),
    [("zh-Hans", "手机号", "登录"), ("zh-Hant", "手機號", "登入"), ("en", "your", "sign in")],
)
async def test_on_telegram_sharing_the_number_is_offered_and_nobody_is_sent_to_the_shop(
    chat: Begin, text: str, intent: str, language: str, shared: str, sign_in: str
) -> None:
    answer = await chat(channel="telegram", language=language).say(text, intent)
    assert answer.asked("contact") == [{"ask": "contact"}]
    assert shared in answer.text
    assert sign_in not in answer.text


async def test_in_the_web_chat_the_customer_signs_in(chat: Begin) -> None:
    answer = await chat(channel="web").say("我要退款", "request_refund")
    assert "登录" in answer.text
    assert answer.asked("contact") == []


async def test_a_shared_number_is_thanked_for_and_no_wrong_answer(chat: Begin, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        (phone,) = connection.execute("select phone from customers where id = 'C0001'").fetchone()
    connection.close()
    visitor = chat(channel="telegram")
    await visitor.say("我的快递到哪了", "track_shipment")
    visitor.meta["contact_phone"] = phone
    answer = await visitor.say("", "inform")
    assert answer.text.startswith("谢谢，已通过手机号确认您的身份。")
    assert "没有对上" not in answer.text


async def test_a_shared_number_of_nobody_is_told_to_be_unknown(chat: Begin) -> None:
    visitor = chat(channel="telegram")
    visitor.meta["contact_phone"] = "13900001111"
    answer = await visitor.say("", "inform")
    assert "没有查到账号" in answer.text


async def test_a_card_of_somebody_else_is_not_taken_for_the_customers_own(chat: Begin) -> None:
    answer = await chat(channel="telegram").say("", "inform", {"media": "contact"})
    assert "别人的名片" in answer.text
    assert answer.asked("contact") == [{"ask": "contact"}]
