"""By when a left message is answered. Pure."""

from __future__ import annotations

from handoff.hours.week import Hours

HOUR_MS = 3_600_000
AT_LEAST_MS = 24 * HOUR_MS
WORKING_MS = 4 * HOUR_MS  # of open desk that people need for it


def answered_by_ms(hours: Hours, now_ms: int) -> int:
    """A day from now, or later: when the desk will have been open for long enough, whatever days it is closed."""
    at_ms, left_ms = now_ms, WORKING_MS
    while left_ms > 0:
        opens_ms = hours.opens_ms(at_ms)
        if opens_ms is None:  # nobody knows when: a day after the last opening that is known
            return max(now_ms, at_ms) + AT_LEAST_MS
        closes_ms = hours.closes_ms(opens_ms) or opens_ms + left_ms
        worked_ms = min(left_ms, closes_ms - opens_ms)
        at_ms, left_ms = opens_ms + worked_ms, left_ms - worked_ms
    return max(now_ms + AT_LEAST_MS, at_ms)
