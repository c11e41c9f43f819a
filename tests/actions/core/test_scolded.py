"""Who scolds the assistant is heard, whatever the words were taken for."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("你真笨", "complaint"),
        ("你咩料", "nlu_fallback"),
        ("你是不是傻", "bot_challenge"),
        ("stupid bot", "complaint"),
    ],
)
async def test_scolding_is_answered_with_sorry_and_a_person_and_is_no_complaint(
    chat: Begin, said: str, intent: str
) -> None:
    answer = await chat().say(said, intent, emotion={"name": "angry"}, intensity=0.6)
    assert len(answer.says) == 1
    assert answer.asked("handoff") == []
    assert answer.asked("matter") == []
    assert answer.choices in (["转人工"], ["Talk to a person"])


async def test_a_complaint_of_a_courier_is_a_complaint(chat: Begin) -> None:
    answer = await chat("C0001").say("快递员太笨了", "complaint")
    assert [one["reason"] for one in answer.asked("handoff")] == ["complaint"]
