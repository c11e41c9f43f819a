"""When a courier shall fetch goods: a day and a part of it, as customers name them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from actions.common.spoken import standard
from actions.core import days, show
from actions.core.form.fields import Field
from actions.core.reply import Choice
from actions.core.visit import Visit
from handoff.wording.texts import simplified

PICKUP_WORDS = re.compile(r"上门|取件|收件(?!人)|揽收|pick.?up|collection", re.IGNORECASE)
FURTHEST = 6  # days ahead that couriers take a booking for
OFFERED = ((1, 10), (1, 14), (2, 10), (2, 14), (3, 10))  # days ahead, hour
MORNING = 10
_HOURS = (
    (re.compile(r"上午|早上|早晨|morning", re.IGNORECASE), MORNING),
    (re.compile(r"中午|noon", re.IGNORECASE), 12),
    (re.compile(r"下午|afternoon", re.IGNORECASE), 14),
    (re.compile(r"傍晚|晚上|晚点|evening", re.IGNORECASE), 18),
)


class PickupField(Field):
    """Slot `date` holds the beginning of the courier's round in ms: a button's, or a day and part of it in words."""

    slot = "date"

    async def take(self, visit: Visit) -> bool:
        at_ms = _read(visit)
        if at_ms is None:
            return False
        visit.put(self.slot, str(at_ms))
        return True

    async def correct(self, visit: Visit) -> bool:
        at_ms, known = _read(visit), int(visit.get(self.slot))
        if at_ms is None:
            at_ms = _another_hour(visit, known)
        if at_ms in (None, known):
            return False
        visit.put(self.slot, str(at_ms))
        return True

    async def ask(self, visit: Visit) -> None:
        today = show.moment(visit.turn.now_ms).date()
        times = [_at(today + timedelta(days=ahead), hour) for ahead, hour in OFFERED]
        choices = [
            Choice("", "inform", {"date": str(at_ms)}, title=pickup_time(visit, at_ms)) for at_ms in times
        ]
        visit.reply.say("ask_pickup_day", choices=choices)


def pickup_time(visit: Visit, at_ms: int) -> str:
    """Day and hour from which the courier comes."""
    day = show.day(at_ms, visit.reply.language, visit.turn.now_ms)
    return visit.reply.text("pickup_time", day=day, hour=show.moment(at_ms).hour)


def speaks_of_pickup(text: str) -> bool:
    return PICKUP_WORDS.search(simplified(text)) is not None


def names_a_time(visit: Visit) -> bool:
    """The turn names a day within reach."""
    return _read(visit) is not None


def _read(visit: Visit) -> int | None:
    """The time meant; None when the turn names no day within reach."""
    now_ms, text = visit.turn.now_ms, standard(visit.turn.text)
    given = visit.turn.first("date") or ""
    if given.isdigit() and int(given) > now_ms:
        return int(given)
    day = days.read_day(text, now_ms) or days.read_day(standard(given), now_ms)
    if day is None or (day - show.moment(now_ms).date()).days > FURTHEST:
        return None
    at_ms = _at(day, _hour(text) or MORNING)
    return at_ms if at_ms > now_ms else None


def _another_hour(visit: Visit, known_ms: int) -> int | None:
    """ "还是下午吧": the same day at another time."""
    hour = _hour(visit.turn.text)
    return _at(show.moment(known_ms).date(), hour) if hour else None


def _hour(text: str) -> int | None:
    return next((hour for sign, hour in _HOURS if sign.search(standard(text))), None)


def _at(day: date, hour: int) -> int:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=show.SHOP_ZONE)
    return round(moment.timestamp() * 1000)
