"""By when a left message is answered: some hours of open desk after it."""

import pytest

from bot.waiting.due import answered_by_ms
from handoff.hours.week import Hours
from tests.handoff.hours.test_week import NINE_TO_NINE, at

WEEKDAYS = Hours(week=(*NINE_TO_NINE[:5], (), ()))
NEVER = Hours(week=((),) * 7)


@pytest.mark.parametrize(
    ("hours", "left", "answered"),
    [
        (Hours(), "2026-11-30T12:00", "2026-11-30T16:00"),
        (WEEKDAYS, "2026-11-30T12:00", "2026-11-30T16:00"),
        (WEEKDAYS, "2026-11-30T23:00", "2026-12-01T13:00"),
        (WEEKDAYS, "2026-12-01T02:00", "2026-12-01T13:00"),
        (WEEKDAYS, "2026-12-04T20:00", "2026-12-07T12:00"),  # an hour on Friday, three on Monday
        (WEEKDAYS, "2026-12-05T10:00", "2026-12-07T13:00"),
        (NEVER, "2026-11-30T12:00", "2026-12-01T12:00"),
    ],
)
def test_it_is_due_when_the_desk_was_open_for_long_enough(hours: Hours, left: str, answered: str) -> None:
    assert answered_by_ms(hours, at(left)) == at(answered)
