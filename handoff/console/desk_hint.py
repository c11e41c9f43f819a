"""How the desk stands, as its agents see it: what customers are told now, and when the desk is closed by its hours."""

from __future__ import annotations

from typing import Any

from handoff.hours.opening import DeskState
from handoff.queue.desk import Desk
from handoff.wording.times import moment_text


async def desk_hint(desk: Desk, now_ms: int) -> dict[str, Any]:
    """State, expected minutes, whether it is off hours, and when a closed desk opens, in the console's languages."""
    place = await desk.place_of_next(now_ms)
    opens = place.until if place.state is DeskState.CLOSED else None
    return {
        "state": place.state.value,
        "minutes": place.minutes,
        "off_hours": not desk.rules.hours.is_open(now_ms),
        "opens": {name: moment_text(opens, of) for name, of in (("zh", "zh-Hans"), ("en", "en"))}
        if opens
        else None,
    }
