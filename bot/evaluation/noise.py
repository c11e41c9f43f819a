"""How much a figure may move by chance: two standard errors. Pure."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from statistics import pstdev
from typing import TypeVar

ROUNDS = 100
_ERRORS = 2.0
T = TypeVar("T")


def of_share(share: float, count: int) -> float:
    """Noise of a share of independent cases. Two cases of each kind are added: no 100 % of a few is certain."""
    if count == 0:
        return 1.0
    smooth = (share * count + 2) / (count + 4)
    return _ERRORS * math.sqrt(smooth * (1 - smooth) / (count + 4))


def bootstrap(
    cases: Sequence[T], figures: Callable[[Sequence[T]], Mapping[str, float]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Noise of each figure, by drawing the cases anew with replacement; the same cases give the same answer."""
    chance = random.Random(0)
    drawn = [figures(chance.choices(cases, k=len(cases))) for _ in range(rounds)] if cases else []
    names = drawn[0] if drawn else figures(cases)
    return {name: _ERRORS * pstdev([one[name] for one in drawn]) if drawn else 1.0 for name in names}
