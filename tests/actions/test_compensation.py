"""Amends for our fault: the facts at once, a person for the amount; never an order number first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Chat

Begin = Callable[..., Chat]


@pytest.mark.parametrize(
    ("customer", "fact", "words"),
    [
        ("C0016", "fact_ships_late", "发货"),
        ("C0005", "fact_stalled", "停在路上"),
        ("C0011", "fact_lost", "丢失"),
    ],
)
async def test_the_fact_is_said_and_passed_on(
    chat: Begin, shop: HttpShop, customer: str, fact: str, words: str
) -> None:
    answer = await chat(customer).say("晚了这么久，赔我", "compensation")
    asked = answer.asked("handoff")[0]
    assert words in answer.says[0]["text"]
    assert (asked["reason"], asked["detail"]) == ("authority", f"compensation: {fact}")
    assert asked["snapshot"]["orders"][0]["id"] == shop.orders(customer)[0].id


async def test_who_is_unknown_gets_a_person_without_a_question(chat: Begin) -> None:
    answer = await chat().say("赔钱", "compensation")
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]
    assert "？" not in answer.text


async def test_the_feeling_comes_before_the_fact(chat: Begin) -> None:
    answer = await chat("C0016").say("说好昨天发的", "compensation", emotion="disappointed")
    assert answer.text.startswith("让您失望了，真的很抱歉。")
