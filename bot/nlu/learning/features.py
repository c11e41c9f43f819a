"""Texts → sparse features: words (jieba), pairs of words and character n-grams of the normal form, weighted by TF-IDF.

Own code rather than scikit-learn's vectorizer: for one short message its checks cost ten times the arithmetic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, combinations, pairwise, repeat
from typing import Any

import numpy as np

from bot.nlu.text.normal import normalise
from bot.nlu.text.remembered import Remembered
from bot.nlu.text.spelling import Spelling
from bot.nlu.text.words import words

_LONG_NUMBER = re.compile(r"\d{4,}")
_SHORT_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CHAR_WEIGHT = 1.5  # against 1 for words: measured on data/nlu
_PAIR_WEIGHT = 0.7  # more gains on long English messages and loses on our short ones
_PAIRED_WORDS = 24  # the pairs grow with the square of the words
# Texts that must hold a word, a run of characters, a pair for it to count; and what is left out besides for small models.
_LEAST = {"w": 1, "c": 2, "p": 2}
_LEAST_OF_MANY = {"w": 2, "c": 4, "p": 3}

Vector = tuple[np.ndarray, np.ndarray]  # positions of the features that a text has, and their weights
NOTHING: Vector = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


@Remembered
def plain(text: str) -> str:
    """What the n-grams see: normal form in lower case, digits only by how many there are."""
    folded = normalise(text).text.lower()
    folded = _LONG_NUMBER.sub(lambda match: "#" * (1 + (len(match.group()) > 9)), folded)
    return _SHORT_NUMBER.sub("0", folded)


def word_grams(text: str) -> list[str]:
    """Words and pairs of neighbouring words, with the text's edges marked; none of an empty text."""
    found = words(text)
    return [*found, *(f"{one} {two}" for one, two in pairwise(["<", *found, ">"]))] if found else []


def word_pairs(text: str) -> list[str]:
    """Every two different words of a text in whatever order: what they ask for together, however far apart."""
    found = sorted(dict.fromkeys(words(text)[:_PAIRED_WORDS]))
    return [f"{one} {two}" for one, two in combinations(found, 2)]


def char_grams(text: str) -> list[str]:
    """Runs of 1 to 4 characters, with the text's edges marked; Latin letters in runs of 2 to 4 only."""
    marked = f"<{text}>" if text else ""
    single = [char for char in text if not char.isascii()]
    longer = [marked[start : start + size] for size in (2, 3, 4) for start in range(len(marked) - size + 1)]
    return single + longer


@Remembered
def _words(short: str) -> tuple[str, ...]:
    """Names of the word features; several models read the same text."""
    return tuple(f"w{gram}" for gram in word_grams(short))


@Remembered
def _chars(short: str) -> tuple[str, ...]:
    return tuple(f"c{gram}" for gram in char_grams(short))


@Remembered
def _pairs(short: str) -> tuple[str, ...]:
    return tuple(f"p{pair}" for pair in word_pairs(short))


class Features:
    """A fixed vocabulary with weights; `fit` finds it, `vector` applies it."""

    def __init__(self, vocabulary: Mapping[str, int], idf: np.ndarray) -> None:
        self._at = vocabulary
        self._idf = idf.astype(np.float32)
        kinds = {gram[0] for gram in vocabulary}
        self._spelled, self._paired = "c" in kinds, "p" in kinds

    def __len__(self) -> int:
        return len(self._idf)

    @classmethod
    def fit(
        cls, texts: Sequence[str], *, chars: bool = True, pairs: bool = False, rare: bool = True
    ) -> Features:
        """`pairs` adds the pairs of words: they help to tell many intents apart, and cost as many rows again.

        Without `chars` only words count: for long, well-written texts. Without `rare`, what few texts hold is left out: most of
        a large vocabulary.
        """
        least = _LEAST if rare else _LEAST_OF_MANY
        counts: Counter[str] = Counter()
        for short, often in Counter(map(plain, texts)).items():
            grams_of = (_words(short), _chars(short) if chars else (), _pairs(short) if pairs else ())
            for grams in grams_of:
                counts.update(dict.fromkeys(grams, often))
        kept = sorted(gram for gram, count in counts.items() if count >= least[gram[0]])
        seen = np.array([counts[gram] for gram in kept], dtype=np.float64)
        idf = np.log((1 + len(texts)) / (1 + seen)) + 1
        return cls({gram: at for at, gram in enumerate(kept)}, idf)

    def vector(self, text: str) -> Vector:
        """Each kind of feature of the length of its weight; what is unknown is left out."""
        short = plain(text)
        blocks = [self._block(_words(short), 1.0)]
        if self._spelled:
            blocks.append(self._block(_chars(short), _CHAR_WEIGHT))
        if self._paired:
            blocks.append(self._block(_pairs(short), _PAIR_WEIGHT))
        return np.concatenate([where for where, _ in blocks]), np.concatenate(
            [values for _, values in blocks]
        )

    def _block(self, grams: Sequence[str], weight: float) -> Vector:
        often = Counter(map(self._at.get, grams))
        often.pop(None, None)
        if not often:
            return NOTHING
        where = np.fromiter(often, np.int32, len(often))
        values = self._idf[where]
        if len(often) < len(grams):
            values = values * (1 + np.log(np.fromiter(often.values(), np.float32, len(often))))
        return where, values * np.float32(weight / np.sqrt(values @ values))

    def matrix(self, texts: Sequence[str]) -> Any:
        """The vectors of many texts as one sparse matrix, for training."""
        shorts = list(map(plain, texts))
        found = self._rows(list(map(_words, shorts)), 1.0)
        if self._spelled:
            found += self._rows(list(map(_chars, shorts)), _CHAR_WEIGHT)
        if self._paired:
            found += self._rows(list(map(_pairs, shorts)), _PAIR_WEIGHT)
        return found

    def _rows(self, grams: Sequence[Sequence[str]], weight: float) -> Any:
        """The blocks of many texts: what `_block` does, without its cost a text."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 (only training needs it)

        sizes = np.fromiter(map(len, grams), np.int64, len(grams))
        flat = chain.from_iterable(grams)
        where = np.fromiter(map(self._at.get, flat, repeat(-1)), np.int32, int(sizes.sum()))
        rows = np.repeat(np.arange(len(grams), dtype=np.int32), sizes)
        known = where >= 0
        often = np.ones(int(known.sum()), np.float32)
        found = csr_matrix((often, (rows[known], where[known])), shape=(len(grams), len(self)))
        found.data = self._idf[found.indices] * (1 + np.log(found.data))
        lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
        found.data *= np.repeat(np.float32(weight) / np.maximum(lengths, 1e-12), np.diff(found.indptr))
        return found

    def spelling(self) -> Spelling:
        """How the texts of the fit were written."""
        rarity = {gram[1:]: float(self._idf[at]) for gram, at in self._at.items() if gram[0] == "w"}
        words = {word: rare for word, rare in rarity.items() if " " not in word}
        pairs = (gram[1:] for gram in self._at if gram[0] == "c" and len(gram) == 3)
        return Spelling(words, max(self._idf, default=0.0), pairs)

    def to_arrays(self) -> dict[str, np.ndarray]:
        grams = sorted(self._at, key=lambda gram: self._at[gram])
        return {"grams": np.frombuffer("\0".join(grams).encode(), dtype=np.uint8), "idf": self._idf}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> Features:
        grams = arrays["grams"].tobytes().decode().split("\0")
        return cls({gram: at for at, gram in enumerate(grams)}, arrays["idf"])
