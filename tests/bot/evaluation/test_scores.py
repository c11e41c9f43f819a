"""Shares, labels, confusions and calibration, on cases counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import scores

PAIRS = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "x"), ("a", "b")]
CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


def test_each_label_has_its_own_precision_and_recall() -> None:
    found = scores.by_label(PAIRS)
    assert list(found) == ["a", "b", "c"]
    assert found["a"] == {"count": 3, "precision": 1.0, "recall": pytest.approx(1 / 3), "f1": 0.5}
    assert found["b"] == {"count": 2, "precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}
    assert found["c"] == {"count": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_the_matrix_counts_every_pair_and_puts_what_is_never_true_last() -> None:
    assert scores.matrix(PAIRS) == {
        "rows": ["a", "b", "c"],
        "columns": ["a", "b", "c", "x"],
        "counts": [[1, 2, 0, 0], [0, 2, 0, 0], [0, 0, 0, 1]],
    }


def test_confusions_come_with_their_places_the_most_common_first() -> None:
    assert scores.confusions(PAIRS) == [(("a", "b"), [1, 5]), (("c", "x"), [4])]


def test_any_negative_label_counts_as_upset() -> None:
    pairs = [("angry", "anxious"), ("anxious", "calm"), ("calm", "angry"), ("calm", "pleased")]
    assert scores.negative_f1(pairs, frozenset({"angry", "anxious"})) == 0.5


def test_a_model_that_is_right_as_often_as_it_says_has_no_calibration_error() -> None:
    honest = [(0.75, True)] * 3 + [(0.75, False)] + [(1.0, True)] * 2
    boastful = [(0.95, True), (0.95, False)]
    assert scores.calibration_error(honest) == pytest.approx(0)
    assert scores.calibration_error(boastful) == pytest.approx(0.45)


@given(cases=CASES)
def test_every_case_is_in_one_tenth_and_the_error_is_a_share(cases: list[tuple[float, bool]]) -> None:
    bins = scores.calibration(cases)
    assert sum(one["count"] for one in bins) == len(cases)
    assert all(one["low"] <= one["sure"] + 1e-9 <= one["low"] + 0.1 + 2e-9 for one in bins)
    assert 0 <= scores.calibration_error(cases) <= 1


def test_nothing_to_be_right_about_is_no_success() -> None:
    assert (scores.share([]), scores.calibration_error([])) == (0.0, 0.0)
