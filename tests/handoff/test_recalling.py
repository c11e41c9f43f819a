"""Asking what a person said names one and calls for none."""

from __future__ import annotations

import pytest

from handoff.recalling import asks_what_was_settled, without_the_call
from handoff.signals import TurnSignals


@pytest.mark.parametrize(
    "said", ["刚才客服怎么说的", "客服說了什麼", "几时能给我个回音", "what did your colleague say?"]
)
def test_what_a_colleague_said_is_asked_in_every_language(said: str) -> None:
    assert asks_what_was_settled(said)


@pytest.mark.parametrize(
    "said",
    [
        "我刚才说的你听见了吗",
        "什么时候发货",
        "客服几点上班",
        "什么时候退回我卡里",
        "转人工",
        "让客服给我解决",
    ],
)
def test_what_the_customer_said_or_waits_for_is_not_what_a_colleague_said(said: str) -> None:
    assert not asks_what_was_settled(said)


def test_the_question_calls_for_nobody() -> None:
    turn = TurnSignals(
        turn=0,
        intent="ask_human",
        confidence=0.9,
        also=("ask_human", "complaint"),
        flags=("asked_for_human", "insult"),
        calls={"asked_for_human": 0.7, "loop": 0.2, "any": 0.8},
    )
    asked = without_the_call(turn)
    assert (asked.intent, asked.also, asked.flags) == ("inform", ("complaint",), ("insult",))
    assert dict(asked.calls) == {"loop": 0.2}


def test_a_person_who_is_due_for_another_reason_stays_due() -> None:
    turn = TurnSignals(
        turn=0,
        intent="refund_status",
        confidence=0.9,
        calls={"asked_for_human": 0.3, "loop": 0.6, "any": 0.8},
    )
    assert dict(without_the_call(turn).calls) == {"loop": 0.6, "any": 0.8}
