"""Who is next: higher classes first, and waiting raises the rank.

A waiting conversation's score is its queueing time less its class's boost; the lowest score is next. So a
conversation of a lower class can be overtaken only by those that queue within the difference of the two boosts
after it: nobody waits for ever behind newer ones.
"""

from __future__ import annotations

BOOST_MS = (60 * 60_000, 20 * 60_000, 5 * 60_000, 0)
REQUEUE_BOOST_MS = 10 * 60_000


def score(queued_ms: int, queue_class: int, *, requeued: bool = False) -> int:
    """Rank in the queue, lower is sooner. `requeued` puts it at the head of its class. Raises IndexError."""
    if queue_class < 0:
        raise IndexError(queue_class)
    return queued_ms - BOOST_MS[queue_class] - (REQUEUE_BOOST_MS if requeued else 0)


def raised(rank: int, before: int, after: int) -> int:
    """The score of who waits with `rank` when the class rises: whatever else went into the score stays."""
    return rank - (BOOST_MS[after] - BOOST_MS[before])


def longest_overtaking_ms(queue_class: int) -> int:
    """Those who queue later than this after a conversation of the class can never be served before it."""
    return BOOST_MS[0] + REQUEUE_BOOST_MS - BOOST_MS[queue_class]


def wait_estimate_s(ahead: int, mean_handle_s: float, agents: int) -> float:
    """Expected wait in seconds for the next in line behind `ahead`, assuming equal agents. Raises ValueError.

    An agent who has several conversations at a time counts as often.
    """
    if agents < 1:
        raise ValueError("no agents: there is no expected wait to tell")
    return (ahead + 1) * mean_handle_s / agents
