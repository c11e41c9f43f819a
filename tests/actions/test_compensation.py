"""Amends for our fault: the facts at once, a person for the amount; never an order number first."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from tests.actions.chat import Begin


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


async def test_one_message_says_fact_and_who_decides_and_leaves_the_feeling_to_the_gateway(
    chat: Begin,
) -> None:
    answer = await chat("C0016").say("说好昨天发的", "compensation", emotion="disappointed")
    (said,) = answer.says
    assert "发货，\n现在已经晚了" in said["text"]
    assert said["text"].endswith("赔付由同事核实后决定。")
    assert "抱歉" not in said["text"]


async def test_with_nothing_visibly_wrong_one_message_goes_and_the_order_goes_with_it(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat("C0001")
    answer = await customer.say("赔我50块钱", "compensation", emotion="angry")
    assert [said["text"] for said in answer.says] == ["赔付由同事核实后决定，\n我把情况一并转告。"]
    (asked,) = answer.asked("handoff")
    (order,) = asked["snapshot"]["orders"]
    assert order["id"] == customer.slots["order_id"] == shop.orders("C0001")[0].id
