"""Folds are even, whole, and keep what is the same together."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.folds import dealt

KINDS = st.lists(st.tuples(st.sampled_from(["退款", "物流", "闲聊"]), st.integers(0, 30)), min_size=1)


@given(examples=KINDS, folds=st.integers(2, 5), seed=st.integers(0, 3))
def test_what_is_the_same_is_never_on_both_sides(
    examples: list[tuple[str, int]], folds: int, seed: int
) -> None:
    fold_of = dealt([kind for kind, _ in examples], [same for _, same in examples], folds, seed)
    placed = {(same, fold) for (_, same), fold in zip(examples, fold_of, strict=True)}
    assert len(placed) == len({same for _, same in examples})
    assert set(fold_of) <= set(range(folds))


@given(kinds=st.lists(st.sampled_from("abc"), min_size=1), folds=st.integers(2, 5))
def test_every_kind_is_spread_evenly(kinds: list[str], folds: int) -> None:
    fold_of = dealt(kinds, range(len(kinds)), folds)
    for kind in set(kinds):
        sizes = Counter(fold for one, fold in zip(kinds, fold_of, strict=True) if one == kind)
        counts = [sizes[fold] for fold in range(folds)]
        assert max(counts) - min(counts) <= 1


def test_another_seed_deals_otherwise_and_the_same_one_alike() -> None:
    kinds = ["a"] * 40
    assert dealt(kinds, range(40), 4, 1) == dealt(kinds, range(40), 4, 1)
    assert dealt(kinds, range(40), 4, 1) != dealt(kinds, range(40), 4, 2)
