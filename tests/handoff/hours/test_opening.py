"""One rule says whether somebody is at the desk: who is there counts before the hours, and full turns nobody away."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.hours.opening import URGENT_CLASSES, DeskRules, DeskState, Standing, standing
from handoff.hours.week import Hours, Spans
from tests.handoff.hours.test_week import NINE_TO_NINE, at, hours, moments

NOON, NIGHT = at("2026-11-30T12:00"), at("2026-11-30T23:00")
RULES = DeskRules(hours=Hours(week=NINE_TO_NINE), longest_queue=30, longest_per_agent=10)


def desk(
    now_ms: int = NOON, agents: int = 1, free: int = 0, waiting: int = 0, queue_class: int = 2
) -> Standing:
    return standing(
        RULES, now_ms, agents=agents, capacity=agents * 5, free=free, waiting=waiting, queue_class=queue_class
    )


def test_off_hours_with_nobody_there_it_is_closed_till_the_morning() -> None:
    assert desk(NIGHT, agents=0) == Standing(state=DeskState.CLOSED, until_ms=at("2026-12-01T09:00"))


def test_within_the_hours_with_nobody_there_it_is_not_closed() -> None:
    assert desk(agents=0) == Standing(state=DeskState.NOBODY, until_ms=at("2026-11-30T21:00"))


def test_an_agent_who_works_late_keeps_it_open() -> None:
    assert desk(NIGHT) == Standing(state=DeskState.OPEN)


@pytest.mark.parametrize(
    ("agents", "waiting", "state"),
    [
        (1, 9, DeskState.OPEN),
        (1, 10, DeskState.FULL),
        (2, 19, DeskState.OPEN),
        (2, 20, DeskState.FULL),
        (9, 29, DeskState.OPEN),
        (9, 30, DeskState.FULL),
    ],
)
def test_it_is_full_by_the_smaller_of_both_limits(agents: int, waiting: int, state: DeskState) -> None:
    assert desk(agents=agents, waiting=waiting).state is state


def test_it_is_never_full_for_danger_complaints_and_anger() -> None:
    assert [desk(waiting=500, queue_class=one).state for one in range(4)] == [
        *[DeskState.OPEN] * 2,
        *[DeskState.FULL] * 2,
    ]


def test_who_can_be_taken_at_once_is_not_told_that_it_is_full() -> None:
    assert desk(agents=4, free=21, waiting=20).state is DeskState.OPEN


def test_without_limits_it_is_never_full() -> None:
    found = standing(DeskRules(), NOON, agents=1, capacity=1, free=0, waiting=10_000)
    assert found.state is DeskState.OPEN


counts = st.integers(0, 60)
rules = st.builds(DeskRules, hours=hours(), longest_queue=counts, longest_per_agent=counts)


@given(rules, moments, st.integers(0, 8), counts, counts, st.integers(0, 3))
def test_what_is_told_is_always_the_truth(
    rules: DeskRules, now_ms: int, agents: int, free: int, waiting: int, queue_class: int
) -> None:
    found = standing(
        rules,
        now_ms,
        agents=agents,
        capacity=agents * 5,
        free=min(free, agents * 5),
        waiting=waiting,
        queue_class=queue_class,
    )
    assert (found.state in (DeskState.OPEN, DeskState.FULL)) is (agents > 0)
    if not agents:
        assert (found.state is DeskState.NOBODY) is rules.hours.is_open(now_ms)
    if found.state is DeskState.FULL:
        assert queue_class not in URGENT_CLASSES
        assert waiting >= (rules.longest(agents) or 0)
    if found.until_ms is not None:
        assert found.until_ms > now_ms
        assert rules.hours.is_open(found.until_ms) is (found.state is DeskState.CLOSED)


@given(rules, moments, st.integers(1, 8), counts)
def test_a_longer_queue_never_makes_a_full_desk_open(
    rules: DeskRules, now_ms: int, agents: int, waiting: int
) -> None:
    def full(queue: int) -> bool:
        found = standing(rules, now_ms, agents=agents, capacity=agents * 5, free=0, waiting=queue)
        return found.state is DeskState.FULL

    assert full(waiting) <= full(waiting + 1)


def test_a_break_at_noon_is_told_like_the_night() -> None:
    halves: tuple[Spans, ...] = (((540, 720), (810, 1080)),) * 7
    found = standing(DeskRules(hours=Hours(week=halves)), NOON, agents=0, capacity=0, free=0, waiting=0)
    assert found.until_ms == at("2026-11-30T13:30")
    assert datetime.fromtimestamp(found.until_ms / 1000, Hours().zone).hour == 13
