"""Days as customers name them ("周六", "后天", "11月25号", "tomorrow"), read into a moment of the shop's clock."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from actions.core.show import SHOP_ZONE, moment
from handoff.wording.texts import simplified

_NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1}
_WEEK_ZH = re.compile(r"(下)?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEK_EN = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[月/.]\s*(\d{1,2})")
_DAY_ONLY = re.compile(r"(?<!\d)(\d{1,2})\s*[号日]")
_WEEKDAYS = "一二三四五六日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON = 12


def read_day(text: str, now_ms: int) -> date | None:
    """The day meant, today or later; None when the text names none."""
    text, today = simplified(text).lower(), moment(now_ms).date()
    for word in sorted(_NEAR, key=len, reverse=True):
        if word in text:
            return today + timedelta(days=_NEAR[word])
    found = _iso(text) or _by_month(text, today) or _by_weekday(text, today)
    return found if found and found >= today else None


def noon_ms(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, NOON, tzinfo=SHOP_ZONE).timestamp() * 1000)


def _iso(text: str) -> date | None:
    found = _ISO.search(text)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _by_month(text: str, today: date) -> date | None:
    found = _MONTH_DAY.search(text)
    if found:
        day = _date(today.year, int(found[1]), int(found[2]))
        return _date(today.year + 1, int(found[1]), int(found[2])) if day and day < today else day
    alone = _DAY_ONLY.search(text)
    if not alone:
        return None
    day = _date(today.year, today.month, int(alone[1]))
    if day and day >= today:
        return day
    month = today.month % 12 + 1
    return _date(today.year + (month == 1), month, int(alone[1]))


def _by_weekday(text: str, today: date) -> date | None:
    chinese, english = _WEEK_ZH.search(text), _WEEK_EN.search(text)
    if chinese:
        wanted = _WEEKDAYS.index("日" if chinese[2] == "天" else chinese[2])
        if chinese[1]:
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
            return monday + timedelta(days=wanted)
    elif english:
        wanted = _ENGLISH.index(english[1].lower())
    else:
        return None
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
