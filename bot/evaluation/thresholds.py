"""Precision and recall of a probability at every threshold, to choose one by. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.handoffs import prf

STEPS = tuple(step / 20 for step in range(1, 20))


def curve(cases: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Of (probability, true): precision, recall, F1 and how many reach it, for thresholds of 0.05 to 0.95."""
    points = []
    for least in STEPS:
        reached = sum(chance >= least for chance, _ in cases)
        found = prf((true, chance >= least) for chance, true in cases)
        points.append({"threshold": least, "reached": float(reached), **found})
    return points


def average_precision(cases: Sequence[tuple[float, bool]]) -> float:
    """Area under precision over recall; cases of equal probability come in together. 0 when none is true."""
    ranked = sorted(cases, key=lambda case: -case[0])
    true = sum(is_true for _, is_true in ranked)
    area, hits, before = 0.0, 0, 0
    for at, (chance, is_true) in enumerate(ranked, start=1):
        hits += is_true
        if at == len(ranked) or ranked[at][0] != chance:
            area += (hits - before) * hits / at
            before = hits
    return area / true if true else 0.0


def measured(cases: Sequence[tuple[float, bool]], in_force: float | None) -> dict[str, Any]:
    """All of one head; `in_force` is the threshold that the policy has now."""
    now = prf((true, chance >= in_force) for chance, true in cases) if in_force is not None else None
    return {
        "count": sum(true for _, true in cases),
        "average_precision": average_precision(cases),
        "curve": curve(cases),
        "in_force": in_force,
        "now": now,
    }
