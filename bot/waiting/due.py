"""By when a left message is answered. Pure."""

from __future__ import annotations

from handoff.hours.week import Hours

HOUR_MS = 3_600_000
WORKING_MS = 4 * HOUR_MS  # of open desk that people need for it
UNKNOWN_MS = 24 * HOUR_MS


def answered_by_ms(hours: Hours, now_ms: int) -> int:
    """When the desk will have been open for long enough from now on, whatever hours and days it is closed between."""
    at_ms, left_ms = now_ms, WORKING_MS
    while left_ms > 0:
        opens_ms = hours.opens_ms(at_ms)
        if opens_ms is None:  # nobody knows when: a day after the last opening that is known
            return at_ms + UNKNOWN_MS
        closes_ms = hours.closes_ms(opens_ms) or opens_ms + left_ms
        worked_ms = min(left_ms, closes_ms - opens_ms)
        at_ms, left_ms = opens_ms + worked_ms, left_ms - worked_ms
    return at_ms
