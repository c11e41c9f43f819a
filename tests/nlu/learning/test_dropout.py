"""A regression that learns with most words hidden."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.learning import dropout

DRAW = np.random.default_rng(0)
CODES = DRAW.integers(0, 3, 600)
# Ten words a label, of which each text has six; ten more say nothing.
WORDS = np.zeros((600, 40), np.float32)
for text, code in enumerate(CODES):
    WORDS[text, code * 10 + DRAW.choice(10, 6, replace=False)] = 0.3
    WORDS[text, 30 + DRAW.choice(10, 4, replace=False)] = 0.3
MATRIX = csr_matrix(WORDS)


def test_it_tells_labels_apart_by_words_it_has_seen() -> None:
    weights, offset = dropout.fit(MATRIX, CODES, 3)
    assert (np.argmax(MATRIX @ weights + offset, axis=1) == CODES).mean() > 0.99


def test_every_word_of_a_label_speaks_for_it_and_none_decides_alone() -> None:
    weights, _ = dropout.fit(MATRIX, CODES, 3)
    own = np.concatenate([weights[label * 10 : label * 10 + 10, label] for label in range(3)])
    assert own.min() > 0
    assert own.max() < 3 * own.min()
    assert np.abs(weights[30:]).max() < own.min()


def test_the_same_texts_give_the_same_weights() -> None:
    one, other = dropout.fit(MATRIX, CODES, 3), dropout.fit(MATRIX, CODES, 3)
    assert np.array_equal(one[0], other[0])
    assert np.array_equal(one[1], other[1])


def test_a_text_without_a_known_word_is_no_trouble() -> None:
    rows = csr_matrix(np.vstack([WORDS, np.zeros((5, 40), np.float32)]))
    weights, offset = dropout.fit(rows, np.append(CODES, [0] * 5), 3)
    assert np.isfinite(weights).all()
    assert np.isfinite(offset).all()
