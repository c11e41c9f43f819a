"""Handoff figures by cases computed by hand, and what must hold for any."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.handoffs import TOLERANCES, Called, floors, golden_transfer, measure, prf


def called(turns: int, due: Sequence[int], predicted: Sequence[int]) -> Called:
    return Called(turns=range(turns), due=frozenset(due), predicted=frozenset(predicted))


@st.composite
def dialogues(draw: st.DrawFn) -> list[Called]:
    made = []
    for size in draw(st.lists(st.integers(1, 12), min_size=1, max_size=6)):
        places = st.frozensets(st.integers(0, size - 1))
        made.append(Called(turns=range(size), due=draw(places), predicted=draw(places)))
    return made


@pytest.mark.parametrize(
    ("due", "predicted", "width", "closeness"),
    [
        ([], [], 1, 1.0),
        ([3], [], 1, 0.0),
        ([], [3], 1, 0.0),
        ([3], [3], 1, 1.0),
        ([3], [4], 1, math.exp(-1 / 2)),
        ([3], [1], 1, math.exp(-4 / 2)),
        ([3], [1], 2, math.exp(-4 / 8)),
        ([3], [0], 3, math.exp(-9 / 18)),
        # Each prediction earns by its nearest true turn; the mean is over the predictions.
        ([2, 8], [3, 8], 1, (math.exp(-1 / 2) + 1) / 2),
        # A true turn that nothing is near costs nothing by itself: recall tells of it.
        ([2, 8], [2], 1, 1.0),
    ],
)
def test_closeness_is_that_of_the_formula(
    due: list[int], predicted: list[int], width: int, closeness: float
) -> None:
    assert golden_transfer([called(10, due, predicted)], width) == pytest.approx(closeness)


def test_golden_transfer_is_the_mean_over_dialogues() -> None:
    three = [called(5, [], []), called(5, [1], []), called(5, [1], [2])]
    assert golden_transfer(three, 1) == pytest.approx((1 + 0 + math.exp(-0.5)) / 3)


@given(made=dialogues())
def test_all_figures_are_shares(made: list[Called]) -> None:
    assert all(0 <= value <= 1 for value in measure(made).values())


@given(made=dialogues())
def test_a_wider_tolerance_never_earns_less(made: list[Called]) -> None:
    earned = [golden_transfer(made, width) for width in TOLERANCES]
    assert earned == sorted(earned)


@given(made=dialogues())
def test_what_foresees_all_and_nothing_else_earns_everything(made: list[Called]) -> None:
    perfect = [Called(turns=one.turns, due=one.due, predicted=one.due) for one in made]
    assert [golden_transfer(perfect, width) for width in TOLERANCES] == [1.0] * 3


def test_precision_recall_and_f1_of_a_hand_counted_case() -> None:
    found = measure([called(4, [1, 2], [2, 3]), called(2, [], [0]), called(2, [], [])])
    assert found["turn_precision"] == pytest.approx(1 / 3)
    assert found["turn_recall"] == 0.5
    assert found["turn_f1"] == pytest.approx(2 / 5)
    assert (found["dialogue_precision"], found["dialogue_recall"]) == (0.5, 1.0)


def test_nothing_true_and_nothing_predicted_is_no_success() -> None:
    assert prf([(False, False)]) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_the_floors_call_as_their_names_say() -> None:
    made = [called(3, [2], []), called(2, [], [])]
    found = floors(made, [["在吗", "退款", "转人工！"], ["HUMAN", "谢谢"]], ("人工", "human"))
    assert found["never"]["turn_recall"] == 0
    assert (found["always"]["turn_precision"], found["always"]["turn_recall"]) == (0.2, 1.0)
    assert (found["last_turn"]["turn_precision"], found["last_turn"]["turn_recall"]) == (0.5, 1.0)
    assert (found["keywords"]["turn_precision"], found["keywords"]["turn_recall"]) == (0.5, 1.0)
    assert found["never"]["gt_1"] == 0.5  # it is right about the dialogue that needs nobody
