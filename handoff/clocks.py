"""What time does to a conversation: pure rules over its clocks, figures as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handoff.model import Conversation
from handoff.transitions import State

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTimes:
    """The desk's figures, all in ms."""

    lease_ms: int = 45_000
    warn_agent_ms: int = 100_000
    warn_supervisor_ms: int = 180_000
    requeue_ms: int = 300_000
    idle_close_ms: int = 30 * MINUTE_MS
    nudge_ms: tuple[int, ...] = (10 * MINUTE_MS, 20 * MINUTE_MS)
    silent_resolve_ms: int = 30 * MINUTE_MS
    rating_ms: int = 10 * MINUTE_MS
    prefer_agent_ms: int = 60_000
    reopen_ms: int = 7 * 24 * 60 * MINUTE_MS
    mean_handle_ms: int = 4 * MINUTE_MS
    gone_ms: int = 30 * MINUTE_MS  # a waiting customer who is silent for so long is not counted for others


class Due(Enum):
    """What is to be done now."""

    CLOSE_IDLE = "close_idle"
    RECHECK = "recheck"
    NOD = "nod"
    WARN_AGENT = "warn_agent"
    WARN_SUPERVISOR = "warn_supervisor"
    REQUEUE = "requeue"
    NUDGE = "nudge"
    RESOLVE_SILENT = "resolve_silent"
    END_RATING = "end_rating"
    WAKE = "wake"


def timetable(c: Conversation, times: ServiceTimes) -> list[tuple[int, Due]]:
    """What lies before the conversation in its present state, if nobody does anything: (when, what), in order."""
    if c.state is State.BOT:
        idle = (max(c.last_customer_ms, c.created_ms, c.updated_ms) + times.idle_close_ms, Due.CLOSE_IDLE)
        return [(c.recheck_ms, Due.RECHECK), idle] if c.recheck_ms else [idle]
    if c.state is State.QUEUED:
        return [(c.nod_ms, Due.NOD)] if c.nod_ms else []
    if c.state is State.RATING:
        return [(max(c.last_service_ms, c.last_customer_ms) + times.rating_ms, Due.END_RATING)]
    if c.state is State.PARKED:
        return [(c.parked_until_ms, Due.WAKE)] if c.parked_until_ms else []
    if c.state is not State.HUMAN:
        return []
    return _unanswered(c, times) if c.waiting_since_ms else _silent(c, times)


def _unanswered(c: Conversation, times: ServiceTimes) -> list[tuple[int, Due]]:
    # A person who has just claimed gets the full time, whatever the customer waited before.
    start = max(c.waiting_since_ms, c.claimed_ms)
    steps = (
        (times.warn_agent_ms, Due.WARN_AGENT),
        (times.warn_supervisor_ms, Due.WARN_SUPERVISOR),
        (times.requeue_ms, Due.REQUEUE),
    )
    return [(start + after, due) for after, due in steps[c.warned :]]


def _silent(c: Conversation, times: ServiceTimes) -> list[tuple[int, Due]]:
    start = max(c.last_service_ms, c.last_customer_ms)
    nudges = [(start + after, Due.NUDGE) for after in times.nudge_ms[c.nudges :]]
    return [*nudges, (start + times.silent_resolve_ms, Due.RESOLVE_SILENT)]


def overdue(c: Conversation, times: ServiceTimes, now_ms: int) -> Due | None:
    """The first thing whose time has come."""
    return next((due for at, due in timetable(c, times) if at <= now_ms), None)


def next_due_ms(c: Conversation, times: ServiceTimes) -> int:
    """When to look again; 0 when time changes nothing."""
    return min((at for at, _ in timetable(c, times)), default=0)
