"""What the growth of a turn with its conversation is taken from."""

from __future__ import annotations

import pytest

from benchmarks.conversation import growth
from benchmarks.turns import SAID


@pytest.mark.parametrize(("slower", "expected"), [(1.0, 1.0), (2.5, 2.5)])
def test_growth_compares_the_same_messages_early_and_late(slower: float, expected: float) -> None:
    round_of = [float(n + 1) for n in range(len(SAID))]
    took = round_of * 25 + [slower * value for value in round_of] * 26
    assert growth(took) == pytest.approx(expected)


def test_one_late_answer_is_no_growth() -> None:
    took = [1.0] * 404
    took[400] = 60.0
    assert growth(took) == 1.0


def test_a_conversation_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="404"):
        growth([1.0] * 403)
