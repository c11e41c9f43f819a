"""Moments and hours in words, in the reader's language and script."""

from datetime import date

import pytest

from handoff.hours.week import Hours, Spans
from handoff.wording.times import exceptions_text, hours_text, moment, moment_text
from tests.handoff.hours.test_week import NINE_TO_NINE, SHANGHAI, at

NOW = at("2026-11-30T23:00")


@pytest.mark.parametrize(
    ("when", "language", "said"),
    [
        ("2026-12-01T09:00", "zh-Hans", "明天 9:00"),
        ("2026-12-01T09:00", "en", "tomorrow at 9:00"),
        ("2026-11-30T23:30", "zh-Hant", "今天 23:30"),
        ("2026-12-02T13:30", "zh-Hans", "12月2日周三 13:30"),
        ("2026-12-02T13:30", "zh-Hant", "12月2日週三 13:30"),
        ("2026-12-02T13:30", "en", "Wed 2 Dec at 13:30"),
    ],
)
def test_a_moment_is_said_as_people_say_it(when: str, language: str, said: str) -> None:
    assert moment_text(moment(at(when), NOW, SHANGHAI), language) == said


def test_after_midnight_the_same_morning_is_today() -> None:
    assert (
        moment_text(moment(at("2026-12-01T09:00"), at("2026-12-01T00:10"), SHANGHAI), "zh-Hans")
        == "今天 9:00"
    )


OFFICE: Spans = ((9 * 60, 18 * 60),)
SATURDAY: Spans = ((10 * 60, 12 * 60), (13 * 60 + 30, 16 * 60))


@pytest.mark.parametrize(
    ("week", "language", "said"),
    [
        (NINE_TO_NINE, "zh-Hans", "每天 9:00–21:00"),
        (NINE_TO_NINE, "en", "daily 9:00–21:00"),
        ((*[OFFICE] * 5, SATURDAY, ()), "zh-Hans", "周一至周五 9:00–18:00，周六 10:00–12:00、13:30–16:00"),
        ((*[OFFICE] * 5, SATURDAY, ()), "zh-Hant", "週一至週五 9:00–18:00，週六 10:00–12:00、13:30–16:00"),
        ((*[OFFICE] * 5, SATURDAY, ()), "en", "Mon–Fri 9:00–18:00, Sat 10:00–12:00 and 13:30–16:00"),
        ((((18 * 60, 26 * 60),),) * 7, "zh-Hans", "每天 18:00–次日 2:00"),
        (Hours().week, "zh-Hans", "每天 24 小时"),
    ],
)
def test_a_week_is_said_in_one_line(week: tuple[Spans, ...], language: str, said: str) -> None:
    assert hours_text(Hours(week=week), language) == said


def test_coming_holidays_are_said_each_in_a_line() -> None:
    feast = {date(2026, 12, 1): (), date(2026, 12, 4): OFFICE, date(2026, 12, 20): ()}
    desk = Hours(week=NINE_TO_NINE, exceptions=feast)
    assert exceptions_text(desk, NOW, "zh-Hans", days=7) == ["明天 休息", "12月4日周五 9:00–18:00"]
    assert exceptions_text(desk, NOW, "en", days=7) == ["tomorrow closed", "Fri 4 Dec 9:00–18:00"]
