"""Softmax regression fitted while most features are left out at random: it learns not to lean on any single word.

Dropping features of sparse texts is the regularisation that suits them (Wager, Wang, Liang 2013); beside a support vector machine,
whose mistakes are others, it adds most. Only training needs this module; what it finds is plain weights.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_DROPPED = 0.8
_EPOCHS = 20
_ROWS = 128
_RATE = 0.1
_OFFSET_RATE = 0.002  # offsets are in every message and need small steps
_SEED = 0


def fit(matrix: Any, codes: np.ndarray, labels: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features × labels) and offsets of the logits; rows of the sparse matrix are texts, `codes` their label's place."""
    rng = np.random.default_rng(_SEED)
    weights = np.zeros((matrix.shape[1], labels), np.float32)
    offset = np.zeros(labels, np.float32)
    squares = np.full(matrix.shape[1], 1e-8, np.float32)  # AdaGrad's, one a feature
    rows = matrix.tocsr().astype(np.float32)
    starts = range(0, len(codes), _ROWS)
    for epoch in range(_EPOCHS):
        order = rng.permutation(len(codes))
        for step, start in enumerate(starts):
            left = 1.0 - (epoch * len(starts) + step) / (_EPOCHS * len(starts))
            chosen = order[start : start + _ROWS]
            batch, used = _thinned(rows[chosen], rng)
            known = weights[used]
            error = _chances(batch @ known + offset)
            error[np.arange(len(chosen)), codes[chosen]] -= 1.0
            slope = batch.T @ error
            squares[used] += (slope**2).mean(axis=1)
            weights[used] = known - left * _RATE * slope / np.sqrt(squares[used])[:, None]
            offset -= left * _OFFSET_RATE * error.sum(axis=0)
    return weights, offset


def _thinned(rows: Any, rng: np.random.Generator) -> tuple[Any, np.ndarray]:
    """The rows without the dropped features, the others raised in turn, and which features their columns are."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (only training needs it)

    kept = rng.random(len(rows.data), dtype=np.float32) >= _DROPPED
    ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    used, columns = np.unique(rows.indices[kept], return_inverse=True)
    values = rows.data[kept] / np.float32(1.0 - _DROPPED)
    return csr_matrix((values, columns, ends), shape=(rows.shape[0], len(used))), used


def _chances(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
