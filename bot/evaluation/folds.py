"""Deals examples into folds so that every kind is spread evenly over them. Pure."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence


def dealt(kinds: Sequence[Hashable], same: Sequence[Hashable], folds: int, seed: int = 0) -> list[int]:
    """The fold of each example. Those that are the `same` share one: none may be tested by what it was trained on.

    Of every kind, two folds differ by no more than one group of same examples.
    """
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(same):
        groups[one].append(at)
    by_kind: dict[Hashable, list[list[int]]] = defaultdict(list)
    for members in groups.values():
        by_kind[kinds[members[0]]].append(members)
    chance = random.Random(seed)
    fold_of = [0] * len(kinds)
    place = 0  # runs on over the kinds, so that the remainders do not all fall into the first folds
    for kind in sorted(by_kind, key=repr):
        chance.shuffle(by_kind[kind])
        for members in by_kind[kind]:
            for at in members:
                fold_of[at] = place % folds
            place += 1
    return fold_of
