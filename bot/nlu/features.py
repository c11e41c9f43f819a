"""Texts → sparse features: words (jieba) and character n-grams of the normal form, weighted by TF-IDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.normal import normalise
from bot.nlu.words import words

_LONG_NUMBER = re.compile(r"\d{4,}")
_MONEY_LIKE = re.compile(r"\d+(?:\.\d+)?")


def plain(text: str) -> str:
    """What the n-grams see: normal form in lower case, digits only by how many there are."""
    folded = _LONG_NUMBER.sub(
        lambda match: "#" * (1 + (len(match.group()) > 9)), normalise(text).text.lower()
    )
    return _MONEY_LIKE.sub("0", folded)


def word_grams(text: str) -> list[str]:
    """Words and pairs of neighbouring words, with the text's edges marked."""
    found = ["<", *words(text), ">"]
    return [*found[1:-1], *(f"{one} {two}" for one, two in zip(found, found[1:]))]  # noqa: B905, RUF007


def char_grams(text: str) -> list[str]:
    """Runs of 1 to 4 characters, with the text's edges marked; Latin words in runs of 2 to 4 only."""
    marked = f"<{text}>"
    single = [char for char in text if not char.isascii()]
    longer = [marked[start : start + size] for size in (2, 3, 4) for start in range(len(marked) - size + 1)]
    return single + longer


class Features:
    """Fitted once on the training texts; pickled with the model."""

    def __init__(self, *, least: int = 1, char_weight: float = 1.0) -> None:
        self._words = TfidfVectorizer(analyzer=word_grams, sublinear_tf=True, min_df=least)
        self._chars = TfidfVectorizer(analyzer=char_grams, sublinear_tf=True, min_df=max(least, 2))
        self._char_weight = char_weight

    def fit_transform(self, texts: Iterable[str]) -> csr_matrix:
        plain_texts = [plain(text) for text in texts]
        return self._joined(self._words.fit_transform(plain_texts), self._chars.fit_transform(plain_texts))

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        plain_texts = [plain(text) for text in texts]
        return self._joined(self._words.transform(plain_texts), self._chars.transform(plain_texts))

    def _joined(self, by_word: Any, by_char: Any) -> csr_matrix:
        return hstack([by_word, by_char * self._char_weight], format="csr")
