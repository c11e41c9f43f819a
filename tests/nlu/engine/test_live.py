"""Signals and decision of a turn: questions about the desk name people and call for none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.engine.live import judge


def asked(text: str, **more: Any) -> dict[str, Any]:
    calls = {"asked_for_human": 0.8, "any": 0.8}
    return {"text": text, "intent": "ask_human", "confidence": 0.9, "calls": calls, **more}


@pytest.mark.parametrize("text", ["现在有人工吗", "客服在线吗", "客服几点上班", "is anyone there right now"])
def test_asking_who_is_there_or_when_calls_nobody(text: str) -> None:
    _, decision = judge(asked(text), {})
    assert not decision.handoff


@pytest.mark.parametrize("text", ["转人工", "有人工吗", "48小时太久 现在有人吗"])
def test_calling_for_somebody_still_does(text: str) -> None:
    _, decision = judge(asked(text), {})
    assert decision.reasons == ("asked_for_human",)


def test_anger_in_the_question_is_heard_all_the_same() -> None:
    _, decision = judge(asked("到底现在有没有人", emotion="angry", intensity=0.9), {})
    assert "emotion" in decision.reasons
