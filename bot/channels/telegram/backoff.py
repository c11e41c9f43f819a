"""How long to leave a service alone that does not answer."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import RetryAfter

FIRST_S = 0.5
LONGEST_S = 30.0
TROUBLE = 3  # failures in a row, from which on it counts as away


class Backoff:
    """Doubles with each failure in a row, up to half a minute; the service's own word counts more."""

    def __init__(self) -> None:
        self.failures = 0

    @property
    def away(self) -> bool:
        return self.failures >= TROUBLE

    def failed(self, asked_s: float = 0.0) -> float:
        """Seconds to wait now."""
        self.failures += 1
        return max(asked_s, min(FIRST_S * 2.0 ** min(self.failures - 1, 10), LONGEST_S))

    def answered(self) -> None:
        self.failures = 0


def seconds(wait: RetryAfter) -> float:
    """What Telegram asks for; the library says it as a number or as a duration."""
    asked: timedelta | float = wait.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else asked
