"""Whether somebody is at the desk: one rule for everything that customers and agents are told of it. Pure.

Who is there counts before what the hours say: with an agent online outside the hours the desk is open. "Full" turns
nobody away; it is said so that the customer may choose, and never to the urgent classes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from handoff.hours.week import Hours

URGENT_CLASSES = (0, 1)  # danger, complaint and anger: they go before the others whatever the queue's length


class DeskState(Enum):
    """What the desk is for who asks now."""

    OPEN = "open"
    FULL = "full"
    NOBODY = "nobody"  # within the hours, and nobody takes conversations
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """The desk's hours and how long its queue may be, in all and for each agent online; 0 is no limit."""

    hours: Hours = field(default_factory=Hours)
    longest_queue: int = 0
    longest_per_agent: int = 0

    def longest(self, agents: int) -> int | None:
        """How many may wait before the desk is full; None when any number may."""
        limits = [self.longest_queue, self.longest_per_agent * agents]
        return min((limit for limit in limits if limit), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`until_ms`: when a closed desk opens, when an open one closes by its hours; None when neither is known."""

    state: DeskState
    until_ms: int | None = None


def standing(
    rules: DeskRules,
    now_ms: int,
    *,
    agents: int,
    capacity: int,
    free: int,
    waiting: int,
    queue_class: int = 3,
) -> Standing:
    """The desk at `now_ms` for a conversation of the class behind `waiting` others.

    `agents` take conversations now, up to `capacity` in all, and could take `free` at once.
    """
    closes_ms = rules.hours.closes_ms(now_ms)
    if not agents or not capacity:
        if not rules.hours.is_open(now_ms):
            return Standing(state=DeskState.CLOSED, until_ms=rules.hours.opens_ms(now_ms))
        return Standing(state=DeskState.NOBODY, until_ms=closes_ms)
    longest = rules.longest(agents)
    full = (
        longest is not None and waiting >= longest and free <= waiting and queue_class not in URGENT_CLASSES
    )
    return Standing(state=DeskState.FULL if full else DeskState.OPEN, until_ms=closes_ms)
