"""Figures of guesses against labels: shares, precision and recall of each label, confusions, calibration. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.handoffs import prf

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was said of example `at`; `sure` is the confidence, `also` the further labels, `slipped` what was said of it
    with a slip of typing."""

    at: int
    said: str
    sure: float = 1.0
    also: tuple[str, ...] = ()
    slipped: str | None = None


def share(rights: Iterable[bool]) -> float:
    """0 when there is nothing to be right about."""
    counted = list(rights)
    return sum(counted) / len(counted) if counted else 0.0


def by_label(pairs: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Of pairs (true, said): precision, recall, F1 and number of each label that is true of any."""
    true = Counter(label for label, _ in pairs)
    said = Counter(guess for _, guess in pairs)
    hits = Counter(label for label, guess in pairs if label == guess)
    return {
        label: {
            "count": float(true[label]),
            "precision": hits[label] / said[label] if said[label] else 0.0,
            "recall": hits[label] / true[label],
            "f1": 2 * hits[label] / (true[label] + said[label]),
        }
        for label in sorted(true)
    }


def negative_f1(pairs: Iterable[tuple[str, str]], negative: frozenset[str]) -> float:
    """F1 of "the customer is upset", whichever of the negative labels it is."""
    return prf((true in negative, said in negative) for true, said in pairs)["f1"]


def matrix(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Rows are true labels, columns what was said: numbers of examples. Labels never true stand last."""
    true = sorted({label for label, _ in pairs})
    columns = true + sorted({guess for _, guess in pairs} - set(true))
    counts = Counter(pairs)
    return {
        "rows": true,
        "columns": columns,
        "counts": [[counts[row, column] for column in columns] for row in true],
    }


def confusions(pairs: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], list[int]]]:
    """The pairs of different labels, those that happen most first, each with the places where it did."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (true, said) in enumerate(pairs):
        if true != said:
            found[true, said].append(at)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def calibration(cases: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Of (confidence, right): for each tenth of the scale that has cases their number, mean confidence, share right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in cases:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return [
        {
            "low": at / BINS,
            "count": float(len(bins[at])),
            "sure": sum(sure for sure, _ in bins[at]) / len(bins[at]),
            "right": share(right for _, right in bins[at]),
        }
        for at in sorted(bins)
    ]


def calibration_error(cases: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean distance of confidence and share right, weighted by number."""
    bins = calibration(cases)
    total = sum(one["count"] for one in bins)
    return sum(one["count"] * abs(one["sure"] - one["right"]) for one in bins) / total if total else 0.0
