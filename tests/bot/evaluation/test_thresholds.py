"""Precision and recall against a threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.thresholds import STEPS, average_precision, curve, measured

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_a_threshold_lets_through_what_reaches_it() -> None:
    points = {point["threshold"]: point for point in curve([(0.9, True), (0.5, False), (0.1, True)])}
    assert points[0.5] == {
        "threshold": 0.5,
        "reached": 2,
        "precision": 0.5,
        "recall": 0.5,
        "f1": pytest.approx(0.5),
    }
    assert points[0.95]["reached"] == 0


@given(cases=CASES)
def test_a_higher_threshold_never_recalls_more(cases: list[tuple[float, bool]]) -> None:
    recalls = [point["recall"] for point in curve(cases)]
    assert len(recalls) == len(STEPS)
    assert recalls == sorted(recalls, reverse=True)


def test_average_precision_of_hand_counted_rankings() -> None:
    assert average_precision([(0.9, True), (0.8, True), (0.1, False)]) == 1.0
    assert average_precision([(0.9, False), (0.8, True)]) == 0.5
    assert average_precision([(0.9, True), (0.8, False), (0.7, True)]) == pytest.approx((1 + 2 / 3) / 2)


@given(cases=CASES)
def test_equal_probabilities_rank_alike_in_any_order(cases: list[tuple[float, bool]]) -> None:
    flat = [(0.5, true) for _, true in cases]
    share = sum(true for _, true in flat) / len(flat)
    assert average_precision(flat) == pytest.approx(share)
    assert average_precision(cases) == pytest.approx(average_precision(cases[::-1]))


def test_what_is_in_force_is_measured_at_its_own_threshold() -> None:
    found = measured([(0.33, True), (0.31, False)], 0.32)
    assert found["count"] == 1
    assert found["now"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert measured([(0.33, True)], None)["now"] is None
