"""When people are at the desk: hours by weekday and by date in the desk's time zone. Pure.

A span runs in wall-clock minutes from the midnight of the day it begins on; one that ends after midnight goes beyond
1440 and belongs to that day. What the clocks do in a night when they are set is the time zone's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
LOOK_AHEAD_DAYS = 62  # nobody is told of an opening that lies further away
Span = tuple[int, int]
Spans = tuple[Span, ...]
ALWAYS: tuple[Spans, ...] = (((0, DAY_MINUTES),),) * 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """`week` has the spans of Monday to Sunday; a day in `exceptions` has its own, none when the desk is closed."""

    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    week: tuple[Spans, ...] = ALWAYS
    exceptions: Mapping[date, Spans] = field(default_factory=dict)

    def of(self, day: date) -> Spans:
        return self.exceptions.get(day, self.week[day.weekday()])

    def today(self, now_ms: int) -> date:
        return datetime.fromtimestamp(now_ms / 1000, self.zone).date()

    def is_open(self, now_ms: int) -> bool:
        return self._open_to(now_ms) is not None

    def closes_ms(self, now_ms: int) -> int | None:
        """When the desk that is open now closes; None when it is closed now, or does not close as far as we look."""
        end = self._open_to(now_ms)
        return None if end is None or self.today(end) > self._horizon(now_ms) else end

    def opens_ms(self, now_ms: int) -> int | None:
        """When the desk opens next, now while it is open; None when that is further away than we look."""
        return next((max(start, now_ms) for start, end in self._openings(now_ms) if end > now_ms), None)

    def _open_to(self, now_ms: int) -> int | None:
        """End of the opening that holds now; openings that meet are one."""
        end = None
        for start_ms, end_ms in self._openings(now_ms):
            if start_ms > (end or now_ms):
                break
            if end_ms > (end or now_ms):
                end = end_ms
        return end

    def _horizon(self, now_ms: int) -> date:
        return self.today(now_ms) + timedelta(days=LOOK_AHEAD_DAYS)

    def _openings(self, now_ms: int) -> Iterator[tuple[int, int]]:
        """From yesterday's on, in order of their beginning; what clocks set forward swallow whole is left out."""
        today = self.today(now_ms)
        for number in range(-1, LOOK_AHEAD_DAYS + 1):
            day = today + timedelta(days=number)
            for begin, end in self.of(day):
                start_ms, end_ms = self._at_ms(day, begin), self._at_ms(day, end)
                if start_ms < end_ms:
                    yield start_ms, end_ms

    def _at_ms(self, day: date, minute: int) -> int:
        days, rest = divmod(minute, DAY_MINUTES)
        wall = datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=self.zone)
        return int((wall + timedelta(days=days)).timestamp() * 1000)

    def exceptions_near(self, now_ms: int, days: int) -> list[tuple[date, Spans]]:
        """Days from today on whose hours are not the usual ones, in order."""
        first = self.today(now_ms)
        return [
            (day, spans)
            for day, spans in sorted(self.exceptions.items())
            if first <= day < first + timedelta(days=days) and spans != self.week[day.weekday()]
        ]

    def alike(self) -> list[tuple[int, int, Spans]]:
        """First and last weekday (Monday is 0) of each run of days with the same hours."""
        found = []
        for spans, days in groupby(range(7), key=lambda day: self.week[day]):
            run = list(days)
            found.append((run[0], run[-1], spans))
        return found
