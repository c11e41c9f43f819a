"""Boosted trees without the library that grew them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.nlu.learning.trees import Trees

DRAW = np.random.RandomState(0)
ROWS = DRAW.normal(size=(400, 5))
YES = (ROWS[:, 0] * ROWS[:, 1] > 0) | (ROWS[:, 2] > 1)
FITTED = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(ROWS, YES)
NUMBER = st.floats(-4, 4)


@given(st.lists(NUMBER, min_size=5, max_size=5))
def test_they_say_what_the_library_says(row: list[float]) -> None:
    one = np.array(row)
    assert Trees.of(FITTED).chance(one) == pytest.approx(FITTED.predict_proba(one[None, :])[0, 1])


def test_they_learn_what_no_line_separates() -> None:
    trees = Trees.fit(ROWS, YES)
    assert trees.chance(np.array([1.0, 1, 0, 0, 0])) > 0.8
    assert trees.chance(np.array([1.0, -1, 0, 0, 0])) < 0.2


def test_the_same_rows_give_the_same_trees() -> None:
    one, other = Trees.fit(ROWS, YES), Trees.fit(ROWS, YES)
    assert all(one.chance(row) == other.chance(row) for row in ROWS[:50])


def test_kept_as_arrays_they_answer_exactly_as_before() -> None:
    trees = Trees.of(FITTED)
    arrays = trees.to_arrays("due")
    assert all(isinstance(array, np.ndarray) and array.dtype != object for array in arrays.values())
    again = Trees.from_arrays("due", arrays)
    assert all(again.chance(row) == trees.chance(row) for row in ROWS[:50])


def test_answers_all_alike_teach_nothing() -> None:
    with pytest.raises(ValueError, match="one class only"):
        Trees.fit(ROWS, [True] * len(ROWS))
