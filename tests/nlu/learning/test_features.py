"""Words and characters of a text as numbers: one text at a time in service, many at once in a training."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.learning.features import Features, Vector, char_grams, word_grams

TEXTS = [
    "我要退款",
    "退款退款什么时候到",
    "快递到哪了",
    "快递到了吗",
    "where is my parcel",
    "where is my refund",
]
FITTED = Features.fit(TEXTS, pairs=True)


def dense(vector: Vector) -> np.ndarray:
    where, values = vector
    found = np.zeros(len(FITTED))
    found[where] = values
    return found


@given(
    st.lists(
        st.sampled_from([*TEXTS, "", "  ", "退款退款退款", "你好", "退了吗"]) | st.text(max_size=12),
        max_size=6,
    )
)
def test_many_texts_have_the_numbers_that_each_has_alone(texts: list[str]) -> None:
    each = [dense(FITTED.vector(text)) for text in texts]
    assert np.allclose(FITTED.matrix(texts).toarray(), np.reshape(each, (len(texts), len(FITTED))), atol=1e-6)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_a_text_without_a_character_has_no_numbers(text: str) -> None:
    assert not dense(FITTED.vector(text)).any()


def test_an_empty_text_has_no_edges_either() -> None:
    assert word_grams("") == char_grams("") == []


def test_features_come_back_from_their_file() -> None:
    again = Features.from_arrays(FITTED.to_arrays())
    for text in TEXTS:
        assert np.array_equal(dense(again.vector(text)), dense(FITTED.vector(text)))
