"""Token buckets on a clock of their own."""

import pytest

from bot.web.rate_limit import RateLimit
from handoff.errors import TooMany


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def allowed(limit: RateLimit, caller: str) -> bool:
    try:
        limit.take(caller)
    except TooMany:
        return False
    return True


def test_a_burst_is_let_through_and_then_the_pace_counts() -> None:
    clock = Clock()
    limit = RateLimit(burst=3, per_s=0.5, clock=clock)
    assert [allowed(limit, "a") for _ in range(4)] == [True, True, True, False]
    clock.now += 2
    assert [allowed(limit, "a") for _ in range(2)] == [True, False]


def test_each_caller_counts_apart() -> None:
    limit = RateLimit(burst=1, per_s=0.1, clock=Clock())
    assert [allowed(limit, caller) for caller in ("a", "b", "a")] == [True, True, False]


def test_a_refusal_names_when_to_come_back() -> None:
    clock = Clock()
    limit = RateLimit(burst=1, per_s=0.1, clock=clock)
    limit.take("a")
    clock.now += 3
    with pytest.raises(TooMany) as refused:
        limit.take("a")
    assert refused.value.retry_after_s == 7
    clock.now += 7
    assert allowed(limit, "a")


def test_being_refused_does_not_put_the_next_one_off() -> None:
    clock = Clock()
    limit = RateLimit(burst=1, per_s=1, clock=clock)
    limit.take("a")
    for _ in range(10):
        allowed(limit, "a")
    clock.now += 1
    assert allowed(limit, "a")


def test_rest_does_not_save_up_more_than_a_burst() -> None:
    clock = Clock()
    limit = RateLimit(burst=2, per_s=1, clock=clock)
    limit.take("a")
    clock.now += 1000
    assert [allowed(limit, "a") for _ in range(3)] == [True, True, False]


def test_callers_are_forgotten_before_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.rate_limit.KEPT", 2)
    limit = RateLimit(burst=1, per_s=0.001, clock=Clock())
    for caller in ("a", "b", "c"):
        limit.take(caller)
    assert [allowed(limit, caller) for caller in ("c", "a")] == [False, True]
