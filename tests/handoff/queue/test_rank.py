import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.queue.rank import BOOST_MS, longest_overtaking_ms, raised, score, wait_estimate_s

classes = st.integers(0, len(BOOST_MS) - 1)
times = st.integers(0, 10**13)


@given(classes, classes, times, st.integers(0, 10**9), st.booleans())
def test_nobody_is_overtaken_by_who_queues_after_the_written_bound(
    waiting: int, newer: int, queued_ms: int, later_ms: int, requeued: bool
) -> None:
    newcomer = queued_ms + longest_overtaking_ms(waiting) + later_ms
    assert score(queued_ms, waiting) <= score(newcomer, newer, requeued=requeued)


@given(classes, times, st.integers(0, 10**9))
def test_within_a_class_the_older_is_first(queue_class: int, queued_ms: int, later_ms: int) -> None:
    assert score(queued_ms, queue_class) <= score(queued_ms + later_ms, queue_class)


@given(times)
def test_of_the_same_age_the_higher_class_is_first(queued_ms: int) -> None:
    scores = [score(queued_ms, queue_class) for queue_class in range(len(BOOST_MS))]
    assert scores == sorted(scores)


def test_who_was_left_is_before_who_queued_at_the_same_time() -> None:
    assert score(1_000, 2, requeued=True) < score(1_000, 2)


def test_a_class_that_does_not_exist_raises() -> None:
    with pytest.raises(IndexError):
        score(0, -1)
    with pytest.raises(IndexError):
        score(0, len(BOOST_MS))


def test_the_estimate_grows_with_those_ahead_and_shrinks_with_agents() -> None:
    assert wait_estimate_s(0, 240, 1) == 240
    assert wait_estimate_s(3, 240, 2) == 480
    with pytest.raises(ValueError, match="no agents"):
        wait_estimate_s(0, 240, 0)


@given(times, classes, classes, st.booleans())
def test_a_class_that_rises_while_waiting_ranks_as_if_it_had_been_so_from_the_start(
    queued_ms: int, before: int, after: int, requeued: bool
) -> None:
    risen = raised(score(queued_ms, before, requeued=requeued), before, after)
    assert risen == score(queued_ms, after, requeued=requeued)
