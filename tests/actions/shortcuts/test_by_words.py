"""What the words themselves say is answered, whatever they were taken for."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin
from tests.actions.customers import LOST


@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nlu_fallback"])
@pytest.mark.parametrize("said", ["我瑜伽垫去哪了", "瑜伽垫呢", "查查我的瑜伽垫"])
async def test_goods_that_are_asked_for_are_found_whatever_the_question_was_taken_for(
    chat: Begin, intent: str, said: str
) -> None:
    answer = await chat(LOST).say(said, intent)
    assert "丢了" in answer.says[0]["text"]
    assert "可以申请退款" in answer.says[1]["text"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("what are your hours", "daily 9:00–21:00"),
        ("opening times", "daily 9:00–21:00"),
        ("what hours is customer service open", "daily 9:00–21:00"),
        ("what hours do you keep", "daily 9:00–21:00"),
        ("what is your phone number", "right here, without calling"),
    ],
)
@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nlu_fallback"])
async def test_hours_and_phone_number_are_known_in_english(
    chat: Begin, intent: str, said: str, words: str
) -> None:
    answer = await chat(language="en").say(said, intent)
    assert words in answer.says[0]["text"]


async def test_a_title_beside_the_word_for_an_invoice_is_for_one(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤开发票，抬头是退款有限公司", "inform", also=["invoice"], confidence=0.46)
    assert customer.slots["task"] == "invoice"
    assert customer.slots["title"] == "退款有限公司"
