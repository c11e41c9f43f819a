"""How often a password may be tried. Guessing stops; nobody can shut somebody else out by guessing.

Failures are counted per name and address, per address, and per name. The last two never hold for a browser in which
that user logged in before (it carries a device cookie): it has a count of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from handoff.archive.schema import login_failures
from handoff.console.sessions import clock_ms, token_hash
from handoff.errors import TooMany

WINDOW_MS = 15 * 60_000
PER_DEVICE = 5
PER_PAIR = 5
PER_NAME = 30
PER_ADDRESS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Who tries from where; `device` is the cookie's token only when it belongs to this user."""

    name: str
    address: str
    device: str | None

    def limits(self) -> dict[str, int]:
        """What is counted → how many failures are allowed in the window."""
        name = token_hash(self.name)[:32]
        if self.device is not None:
            return {f"device:{token_hash(self.device)}": PER_DEVICE}
        return {
            f"pair:{name}:{self.address[:64]}": PER_PAIR,
            f"name:{name}": PER_NAME,
            f"address:{self.address[:64]}": PER_ADDRESS,
        }


class Attempts:
    def __init__(self, engine: sa.Engine, now_ms: Callable[[], int] = clock_ms) -> None:
        self._engine = engine
        self._now_ms = now_ms

    def check(self, attempt: Attempt) -> None:
        """Raises TooMany with the time until the oldest counted failure is forgotten."""
        now_ms = self._now_ms()
        with self._engine.connect() as connection:
            for subject, allowed in attempt.limits().items():
                found = (
                    sa.select(login_failures.c.at_ms)
                    .where(login_failures.c.subject == subject, login_failures.c.at_ms > now_ms - WINDOW_MS)
                    .order_by(login_failures.c.at_ms.desc())
                    .limit(allowed)
                )
                times = connection.scalars(found).all()
                if len(times) >= allowed:
                    wait_s = (times[-1] + WINDOW_MS - now_ms) // 1000 + 1
                    raise TooMany(
                        "too_many_logins", f"Too many failed logins; try again in {wait_s} s.", wait_s
                    )

    def failed(self, attempt: Attempt) -> None:
        now_ms = self._now_ms()
        rows = [{"subject": subject, "at_ms": now_ms} for subject in attempt.limits()]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(login_failures).where(login_failures.c.at_ms <= now_ms - WINDOW_MS))
            connection.execute(sa.insert(login_failures), rows)

    def succeeded(self, attempt: Attempt) -> None:
        """Forgets the failures of this name from here; the address's and the name's own count stay."""
        subjects = [subject for subject in attempt.limits() if subject.startswith(("device:", "pair:"))]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(login_failures).where(login_failures.c.subject.in_(subjects)))
