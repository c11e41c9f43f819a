"""A linear model applied to one text at a time, and its file: arrays only, nothing that could run code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.learning.features import Vector

_KEPT = np.float16  # half the file and the time to write it


class Linear:
    """One column of weights a label."""

    def __init__(self, labels: list[str], weights: np.ndarray, offset: np.ndarray) -> None:
        self.labels = labels
        # As exact as the file keeps them, so that a model reads the same before and after; a feature a row: a text reads few.
        self._weights = np.ascontiguousarray(weights.astype(_KEPT), dtype=np.float32)
        self._offset = offset.astype(np.float32)

    @classmethod
    def of(cls, fitted: object) -> Linear:
        """From a fitted scikit-learn classifier with `coef_`; two classes get a column each."""
        labels = [str(label) for label in getattr(fitted, "classes_", ["value"])]
        weights = np.atleast_2d(fitted.coef_)  # type: ignore[attr-defined]
        offset = np.atleast_1d(fitted.intercept_)  # type: ignore[attr-defined]
        if len(labels) == 2 and len(weights) == 1:
            weights, offset = np.vstack([-weights, weights]), np.concatenate([-offset, offset])
        return cls(labels, weights.T, offset)

    def scores(self, vector: Vector, dense: np.ndarray | None = None) -> np.ndarray:
        """A score a label; `dense` are features that every text has and that stand after the sparse ones."""
        where, values = vector
        found = self._offset + values @ self._weights[where]
        return found if dense is None else found + dense @ self._weights[-len(dense) :]

    def score_rows(self, matrix: Any) -> np.ndarray:
        """The same for a sparse matrix of many texts, dense features in its last columns; for training."""
        return np.asarray(matrix @ self._weights) + self._offset

    def mixed(self, share: float, weights: np.ndarray, offset: np.ndarray, other_share: float) -> Linear:
        """One model whose scores are the weighted sum of this one's and of another with the same labels."""
        return Linear(
            self.labels,
            share * self._weights + other_share * weights,
            share * self._offset + other_share * offset,
        )

    def named(self, name: Callable[[str], str | None]) -> Linear:
        """The same with its labels renamed; those without a new name are left out."""
        new = [name(label) for label in self.labels]
        kept = [at for at, label in enumerate(new) if label is not None]
        return Linear([str(new[at]) for at in kept], self._weights[:, kept], self._offset[kept])

    def beside(self, *others: Linear) -> Linear:
        """One model with the labels of all, so that a text reads its rows once."""
        models = (self, *others)
        return Linear(
            [label for model in models for label in model.labels],
            np.hstack([model._weights for model in models]),
            np.concatenate([model._offset for model in models]),
        )

    def to_arrays(self, name: str) -> dict[str, np.ndarray]:
        return {
            f"{name}_labels": np.array(self.labels),
            f"{name}_weights": self._weights.astype(_KEPT),
            f"{name}_offset": self._offset,
        }

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, np.ndarray]) -> Linear:
        labels = [str(label) for label in arrays[f"{name}_labels"]]
        return cls(labels, arrays[f"{name}_weights"], arrays[f"{name}_offset"])


def save(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    np.savez_compressed(path, **arrays)


def load(path: Path) -> dict[str, np.ndarray]:
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
