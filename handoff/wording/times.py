"""Moments, days and hours as people of each language say them. Pure.

A moment travels as data with the log entry and is worded when it is read: customer and agent each read their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from handoff.hours.week import ALWAYS, DAY_MINUTES, Hours, Spans

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR_ZH, _NEAR_EN = ("今天", "明天"), ("today", "tomorrow")
_WEEK = {"zh-Hans": "周", "zh-Hant": "週"}


def moment(at_ms: int, now_ms: int, zone: tzinfo) -> dict[str, Any]:
    """A moment on the desk's clock, and in how many days it is."""
    at, now = (datetime.fromtimestamp(one / 1000, zone) for one in (at_ms, now_ms))
    return {"moment": f"{at:%Y-%m-%dT%H:%M}", "in_days": (at.date() - now.date()).days}


def is_moment(value: object) -> bool:
    return isinstance(value, Mapping) and "moment" in value


def moment_text(value: Mapping[str, Any], language: str) -> str:
    """ "明天 9:00", "12月2日周三 9:00"; "tomorrow at 9:00", "Wed 2 Dec at 9:00"."""
    at = datetime.fromisoformat(str(value["moment"]))
    between = " at " if language == "en" else " "
    return f"{day_text(at.date(), language, int(value['in_days']))}{between}{at.hour}:{at.minute:02}"


def day_text(day: date, language: str, in_days: int | None = None) -> str:
    """Today and tomorrow by name when they are told to be that, else date and weekday."""
    if in_days in (0, 1):
        return (_NEAR_EN if language == "en" else _NEAR_ZH)[in_days]
    if language == "en":
        return f"{_DAYS_EN[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日{_weekday(day.weekday(), language)}"


def hours_text(hours: Hours, language: str) -> str:
    """The usual week in one line: "每天 9:00–21:00", "周一至周五 9:00–18:00，周六 10:00–16:00"."""
    if hours.week == ALWAYS:
        return _said(language, "每天 24 小时", "at any hour")
    runs = [(first, last, spans) for first, last, spans in hours.alike() if spans]
    between = ", " if language == "en" else "，"
    return between.join(
        f"{_run(first, last, language)} {spans_text(spans, language)}" for first, last, spans in runs
    )


def exceptions_text(hours: Hours, now_ms: int, language: str, *, days: int, most: int = 3) -> list[str]:
    """A line for each near day with other hours: "10月1日周四休息"."""
    today = hours.today(now_ms)
    lines = []
    for day, spans in hours.exceptions_near(now_ms, days)[:most]:
        name = day_text(day, language, (day - today).days)
        closed = _said(language, "休息", "closed")
        lines.append(f"{name} {spans_text(spans, language)}" if spans else f"{name} {closed}")
    return lines


def spans_text(spans: Spans, language: str) -> str:
    """ "9:00–12:00、13:30–18:00"; past midnight "18:00–次日 2:00"."""
    between = " and " if language == "en" else "、"
    return between.join(f"{_clock(begin)}–{_end(end, language)}" for begin, end in spans)


def _run(first: int, last: int, language: str) -> str:
    if (first, last) == (0, 6):
        return _said(language, "每天", "daily")
    ends = [_weekday(day, language) for day in dict.fromkeys((first, last))]
    return ("–" if language == "en" else "至").join(ends)


def _weekday(day: int, language: str) -> str:
    return _DAYS_EN[day] if language == "en" else f"{_WEEK.get(language, '周')}{_DAYS_ZH[day]}"


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _end(minute: int, language: str) -> str:
    if minute <= DAY_MINUTES:
        return _clock(minute)
    clock = _clock(minute - DAY_MINUTES)
    return f"{clock} next day" if language == "en" else f"次日 {clock}"


def _said(language: str, chinese: str, english: str) -> str:
    return english if language == "en" else chinese
