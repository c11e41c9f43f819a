"""Days as customers name them, on the shop's clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from actions.core.days import noon_ms, read_day
from actions.core.show import SHOP_ZONE, day, moment

# A Friday.
NOW_MS = int(datetime(2026, 11, 20, 23, 30, tzinfo=SHOP_ZONE).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("今天", date(2026, 11, 20)),
        ("明天送", date(2026, 11, 21)),
        ("后天吧", date(2026, 11, 22)),
        ("後天", date(2026, 11, 22)),
        ("大后天", date(2026, 11, 23)),
        ("周六", date(2026, 11, 21)),
        ("星期天", date(2026, 11, 22)),
        ("下周三", date(2026, 11, 25)),
        ("週一", date(2026, 11, 23)),
        ("11月25号", date(2026, 11, 25)),
        ("25号", date(2026, 11, 25)),
        ("3号", date(2026, 12, 3)),
        ("1月2日", date(2027, 1, 2)),
        ("2026-12-01", date(2026, 12, 1)),
        ("tomorrow please", date(2026, 11, 21)),
        ("next Monday", date(2026, 11, 23)),
    ],
)
def test_a_day_is_read_from_words(text: str, meant: date) -> None:
    assert read_day(text, NOW_MS) == meant


@pytest.mark.parametrize("text", ["", "随便", "2020-01-01", "13月40日", "订单 4504230820235145349"])
def test_what_names_no_day_to_come_gives_none(text: str) -> None:
    assert read_day(text, NOW_MS) is None


def test_noon_is_on_the_day_meant() -> None:
    assert moment(noon_ms(date(2026, 11, 25))).date() == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [
        ("zh-Hans", "明天", "11月25日周三"),
        ("zh-Hant", "明天", "11月25日週三"),
        ("en", "tomorrow", "Wed 25 Nov"),
    ],
)
def test_a_day_is_said_as_people_say_it(language: str, near: str, far: str) -> None:
    assert day(noon_ms(date(2026, 11, 21)), language, NOW_MS) == near
    assert day(noon_ms(date(2026, 11, 25)), language, NOW_MS) == far
