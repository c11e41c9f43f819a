"""How often one caller may do something: a token bucket each, in this process's memory.

Every gateway process counts for itself, so N of them let N times as much through; it is a brake, not an account.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from handoff.errors import TooMany

KEPT = 50_000  # callers remembered; the one seen longest ago is forgotten first


class RateLimit:
    def __init__(self, *, burst: int, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst = burst
        self.per_s = per_s
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Raises TooMany, naming when the next one is allowed."""
        now = self._clock()
        left, since = self._buckets.pop(caller, (float(self.burst), now))
        left = min(float(self.burst), left + (now - since) * self.per_s)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)
        if not allowed:
            wait_s = max(1, math.ceil((1 - left) / self.per_s))
            raise TooMany("too_many_requests", f"Too many at once; try again in {wait_s} s.", wait_s)
