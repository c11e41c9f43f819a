"""Who is at the desk, and when: answered by the desk's own data whatever the question was taken for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.core import attendance
from handoff.hours.opening import DeskRules
from handoff.hours.week import Hours
from tests.actions.chat import Begin
from tests.handoff.hours.test_week import NINE_TO_NINE

CLOSED = {
    "state": "closed",
    "until": {"moment": "2026-12-01T09:00", "in_days": 1},
    "ahead": 0,
    "minutes": None,
}
OPEN = {"state": "open", "until": None, "ahead": 3, "minutes": 4}


@pytest.mark.parametrize("intent", ["ask_human", "chitchat", "greet", "nlu_fallback", "track_shipment"])
async def test_with_nobody_there_the_time_is_named_and_nobody_called(chat: Begin, intent: str) -> None:
    answer = await chat("C0003", desk=CLOSED).say("现在有人工吗", intent)
    assert answer.says[0]["text"].startswith("现在没有客服在线，\n明天 9:00 上班。")
    assert answer.choices == ["转人工"]
    assert answer.asked("handoff") == []


@pytest.mark.parametrize(
    ("desk", "says"),
    [
        (OPEN, "现在有客服在线，\n约 4 分钟可以接入。"),
        ({**OPEN, "state": "full"}, "前面 3 位，约 4 分钟"),
        ({**CLOSED, "state": "nobody"}, "现在没有客服在线，我全天都在"),
        ({**CLOSED, "until": None}, "现在没有客服在线，我全天都在"),
    ],
)
async def test_the_answer_is_what_the_rule_says(chat: Begin, desk: dict[str, object], says: str) -> None:
    assert says in (await chat(desk=desk).say("客服在线吗", "chitchat")).text


async def test_the_question_is_answered_in_its_own_language(chat: Begin) -> None:
    answer = await chat(language="en", desk=CLOSED).say("is anyone there right now", "greet")
    assert "They are back tomorrow at 9:00." in answer.says[0]["text"]


async def test_who_then_says_yes_gets_a_person(chat: Begin) -> None:
    talk = chat(desk=OPEN)
    await talk.say("客服在线吗", "chitchat")
    answer = await talk.say("好的", "affirm")
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


async def test_in_a_form_the_question_is_answered_and_the_form_goes_on(chat: Begin) -> None:
    talk = chat("C0003", desk=CLOSED)
    await talk.say("退款", "request_refund")
    answer = await talk.say("现在有人工吗", "ask_human")
    assert "明天 9:00 上班" in answer.says[0]["text"]
    assert "哪一件要退款" in answer.says[-1]["text"]


def open_on(monkeypatch: pytest.MonkeyPatch, hours: Hours) -> None:
    monkeypatch.setattr(attendance, "load_desk", lambda: DeskRules(hours=hours))


@pytest.mark.parametrize("intent", ["ask_human", "chitchat", "out_of_scope", "account", "nlu_fallback"])
async def test_the_hours_are_those_of_the_desks_file(
    chat: Begin, monkeypatch: pytest.MonkeyPatch, intent: str
) -> None:
    office = (((8 * 60, 17 * 60 + 30),),) * 5 + ((), ())
    open_on(monkeypatch, Hours(week=office))
    answer = await chat().say("客服几点上班", intent)
    assert "周一至周五 8:00–17:30。" in answer.says[0]["text"]
    assert answer.asked("handoff") == []


async def test_a_holiday_of_the_coming_days_is_told_with_the_hours(
    chat: Begin, monkeypatch: pytest.MonkeyPatch, now_ms: int
) -> None:
    tomorrow: date = Hours().today(now_ms) + timedelta(days=1)
    open_on(monkeypatch, Hours(week=NINE_TO_NINE, exceptions={tomorrow: ()}))
    answer = await chat(language="en").say("what are your hours", "chitchat")
    assert [say["text"] for say in answer.says][:2] == [
        "I am here all day.\nPeople: daily 9:00–21:00.\nLeave a message at other times.",
        "tomorrow closed",
    ]
