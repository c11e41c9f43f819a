"""How much a figure may move by chance."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.noise import bootstrap, of_share


def test_noise_of_a_share_is_two_standard_errors() -> None:
    assert of_share(0.5, 9996) == pytest.approx(2 * math.sqrt(0.25 / 10000))


@given(share=st.floats(0, 1), count=st.integers(0, 10_000))
def test_no_share_is_certain_and_more_cases_are_surer(share: float, count: int) -> None:
    assert 0 < of_share(share, count + 100) < of_share(share, count) <= 1


def mean(cases: Sequence[float]) -> dict[str, float]:
    return {"mean": sum(cases) / len(cases) if cases else 0.0}


def test_drawing_anew_finds_the_standard_error_of_a_mean() -> None:
    cases = [0.0, 1.0] * 200
    assert bootstrap(cases, mean, rounds=400)["mean"] == pytest.approx(2 * 0.5 / math.sqrt(400), rel=0.15)


def test_equal_cases_have_no_noise_and_no_cases_all_of_it() -> None:
    assert bootstrap([0.7] * 10, mean) == {"mean": pytest.approx(0)}
    assert bootstrap([], mean) == {"mean": 1.0}


def test_the_same_cases_have_the_same_noise() -> None:
    cases = [0.1, 0.5, 0.9]
    assert bootstrap(cases, mean) == bootstrap(cases, mean)
