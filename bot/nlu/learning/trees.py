"""Boosted trees applied to one row at a time, and their file: arrays only, nothing that could run code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_PARTS = ("roots", "feature", "threshold", "left", "right", "value")


class Trees:
    """The probability of a yes. All trees' nodes stand in one row of arrays; a leaf's `feature` is -1."""

    def __init__(self, base: float, arrays: Mapping[str, np.ndarray]) -> None:
        self._base = base
        self._arrays = {name: arrays[name] for name in _PARTS}
        self._roots, self._feature, self._threshold = (arrays[name] for name in _PARTS[:3])
        self._left, self._right, self._value = (arrays[name] for name in _PARTS[3:])

    @classmethod
    def fit(cls, rows: np.ndarray, yes: Sequence[bool] | np.ndarray) -> Trees:
        """`rows` hold a float a feature. Raises ValueError when all answers are alike."""
        from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 (only training needs them)
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        if len(set(map(bool, yes))) < 2:
            raise ValueError("the dialogues hold one class only; label what is upset or due, and what is not")
        model = HistGradientBoostingClassifier(
            max_iter=120, learning_rate=0.06, max_leaf_nodes=15, l2_regularization=2.0, random_state=0
        )
        # One thread: with more the sums differ from run to run, and a forked process that follows hangs in OpenMP.
        with threadpool_limits(1, user_api="openmp"):
            return cls.of(model.fit(rows, np.asarray(yes, dtype=bool)))

    @classmethod
    def of(cls, fitted: Any) -> Trees:
        """From a fitted HistGradientBoostingClassifier of two classes without categories or missing values."""
        trees = [step[0].nodes for step in fitted._predictors]
        starts = np.cumsum([0, *(len(nodes) for nodes in trees)])[:-1]
        nodes = np.concatenate(trees)
        shift = np.repeat(starts, [len(one) for one in trees])
        leaf = nodes["is_leaf"].astype(bool)
        arrays = {
            "roots": starts.astype(np.int32),
            "feature": np.where(leaf, -1, nodes["feature_idx"].astype(np.int64)).astype(np.int32),
            "threshold": nodes["num_threshold"].astype(np.float64),
            "left": (nodes["left"].astype(np.int64) + shift).astype(np.int32),
            "right": (nodes["right"].astype(np.int64) + shift).astype(np.int32),
            "value": nodes["value"].astype(np.float64),
        }
        return cls(float(np.ravel(fitted._baseline_prediction)[0]), arrays)

    def chance(self, row: np.ndarray) -> float:
        """Probability of a yes for one row."""
        at = self._roots
        while True:
            feature = self._feature[at]
            leaf = feature < 0
            if leaf.all():
                break
            lower = row[feature] <= self._threshold[at]
            at = np.where(leaf, at, np.where(lower, self._left[at], self._right[at]))
        return float(1 / (1 + np.exp(-(self._base + self._value[at].sum()))))

    def to_arrays(self, name: str) -> dict[str, np.ndarray]:
        return {
            f"{name}_base": np.array(self._base),
            **{f"{name}_{part}": array for part, array in self._arrays.items()},
        }

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, np.ndarray]) -> Trees:
        return cls(float(arrays[f"{name}_base"]), {part: arrays[f"{name}_{part}"] for part in _PARTS})
