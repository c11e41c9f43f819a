from collections.abc import Iterator
from pathlib import Path

import pytest

from handoff.archive.database import open_database
from handoff.console.attempts import PER_ADDRESS, PER_NAME, PER_PAIR, WINDOW_MS, Attempt, Attempts
from handoff.errors import TooMany

T0 = 1_800_000_000_000


class Clock:
    now_ms = T0

    def __call__(self) -> int:
        return self.now_ms


CLOCK = Clock()


@pytest.fixture
def attempts(tmp_path: Path) -> Iterator[Attempts]:
    CLOCK.now_ms = T0
    engine = open_database(f"sqlite:///{tmp_path / 'archive.db'}")
    yield Attempts(engine, CLOCK)
    engine.dispose()


def from_(address: str, name: str = "anna", device: str | None = None) -> Attempt:
    return Attempt(name=name, address=address, device=device)


def fail(attempts: Attempts, attempt: Attempt, times: int) -> None:
    for _ in range(times):
        attempts.check(attempt)
        attempts.failed(attempt)


def test_failures_are_forgotten_after_their_time(attempts: Attempts) -> None:
    fail(attempts, from_("1.1.1.1"), PER_PAIR)
    with pytest.raises(TooMany) as refused:
        attempts.check(from_("1.1.1.1"))
    assert refused.value.retry_after_s == WINDOW_MS // 1000 + 1
    CLOCK.now_ms += WINDOW_MS
    attempts.check(from_("1.1.1.1"))


def test_same_name_from_elsewhere_may_try(attempts: Attempts) -> None:
    fail(attempts, from_("1.1.1.1"), PER_PAIR)
    attempts.check(from_("2.2.2.2"))
    attempts.check(from_("1.1.1.1", name="bob"))


def test_guessing_one_name_from_many_addresses_ends(attempts: Attempts) -> None:
    for n in range(PER_NAME):
        fail(attempts, from_(f"10.0.0.{n}"), 1)
    with pytest.raises(TooMany):
        attempts.check(from_("10.0.1.1"))
    attempts.check(from_("10.0.1.1", device="known-browser"))


def test_guessing_many_names_from_one_address_ends(attempts: Attempts) -> None:
    for n in range(PER_ADDRESS):
        fail(attempts, from_("1.1.1.1", name=f"user{n}"), 1)
    with pytest.raises(TooMany):
        attempts.check(from_("1.1.1.1", name="fresh"))
    attempts.check(from_("1.1.1.1", name="fresh", device="known-browser"))


def test_success_forgets_the_failures_of_this_name_from_here(attempts: Attempts) -> None:
    fail(attempts, from_("1.1.1.1"), PER_PAIR - 1)
    attempts.succeeded(from_("1.1.1.1"))
    fail(attempts, from_("1.1.1.1"), PER_PAIR)
    with pytest.raises(TooMany):
        attempts.check(from_("1.1.1.1"))


def test_known_browser_has_a_limit_too(attempts: Attempts) -> None:
    fail(attempts, from_("1.1.1.1", device="known-browser"), 5)
    with pytest.raises(TooMany):
        attempts.check(from_("2.2.2.2", device="known-browser"))
