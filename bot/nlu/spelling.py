"""Slips of typing, put right before a message is read: 退宽 means 退款, "delievery" means "delivery".

Most people type Chinese by its sound and take the wrong character of those that sound alike; in English they swap, drop or
double a letter. Either way the words that tell what is wanted are lost, and one slip cost a tenth of the messages their
request. What is right is whatever the examples write, so no word list is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.normal import Normal, normalise
from bot.nlu.words import spans

_LATIN = re.compile(r"(?<![a-z0-9])[a-z]{5,}(?![a-z0-9])")  # shorter words are too near to one another
_WINDOWS = (4, 3, 2)  # characters of the words that are looked for, the longest first
_ONE_SOUND = (("zh", "z"), ("ch", "c"), ("sh", "s"))  # in the south few tell them apart


class Spelling:
    """Knows how the examples write; `right` writes a message like them."""

    def __init__(self, words: Mapping[str, float], certain: float, pairs: Iterable[str]) -> None:
        """`words` with how rare each is; one rarer than `certain` may itself be a slip, and replaces none.

        `pairs` are the neighbouring characters that more than one example has: where all are, nothing was mistyped.
        """
        self._words = words
        self._pairs = frozenset(pair for pair in pairs if _is_chinese(pair))
        self._latin: dict[str, list[str]] = {}
        self._sounding: dict[tuple[str, ...], list[str]] = {}
        for word in sorted(words, key=lambda word: words[word]):
            if words[word] >= certain:
                break
            if _LATIN.fullmatch(word):
                self._latin.setdefault(word[0], []).append(word)
            elif len(word) in _WINDOWS and _is_chinese(word):
                self._sounding.setdefault(_sound(word), []).append(word)
        self.right = lru_cache(maxsize=4096)(self._right)
        self._nearest = lru_cache(maxsize=4096)(self._near)

    def _right(self, text: str) -> str:
        """The text with what was mistyped replaced, all else as it was; the same text when nothing was."""
        normal = normalise(text)
        short = normal.text.lower()
        if len(short) != len(normal.text):
            return text  # a letter whose small form is longer: not a language of ours
        for start, end, word in sorted([*self._misspelled(short), *self._mistaken(short)], reverse=True):
            text = _replaced(text, normal, start, end, word)
        return text

    def _misspelled(self, text: str) -> Iterator[tuple[int, int, str]]:
        for found in _LATIN.finditer(text):
            word = self._nearest(found.group())
            if word != found.group():
                yield *found.span(), word

    def _near(self, word: str) -> str:
        """The word that is one slip away; the first letter is seldom the wrong one."""
        if word in self._words:
            return word
        best = process.extractOne(word, self._latin.get(word[0], ()), scorer=OSA.distance, score_cutoff=1)
        return best[0] if best else word

    def _mistaken(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Characters that stand for others of the same sound: never within a word, never where the examples have them too."""
        strange = [at for at, pair in enumerate(map("".join, pairwise(text))) if self._is_strange(pair)]
        if not strange:
            return
        edges = {len(text), *(start for _, start in spans(text))}
        done = 0
        for at in sorted({start for near in strange for start in range(max(near - 2, 0), near + 1)}):
            for size in _WINDOWS:
                window = text[at : at + size]
                if at < done or len(window) < size or not {at, at + size} <= edges:
                    continue
                word = self._alike(window) if any(at <= one < at + size - 1 for one in strange) else None
                if word:
                    yield at, at + size, word
                    done = at + size
                    break

    def _is_strange(self, pair: str) -> bool:
        return pair not in self._pairs and _is_chinese(pair)

    def _alike(self, window: str) -> str | None:
        """The commonest word that sounds like this and shares a character with it."""
        if window in self._words or not _is_chinese(window):
            return None
        words = self._sounding.get(_sound(window), ())
        return next((word for word in words if any(map(str.__eq__, word, window))), None)


def _replaced(text: str, normal: Normal, start: int, end: int, word: str) -> str:
    first, last = normal.original_span(start, end)
    return text[:first] + word + text[last:]


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)


def _sound(word: str) -> tuple[str, ...]:
    return tuple(map(_sound_of, word))


@cache
def _sound_of(char: str) -> str:
    """Pinyin without its tone."""
    sound = str(lazy_pinyin(char)[0])
    for written, meant in _ONE_SOUND:
        if sound.startswith(written):
            return meant + sound.removeprefix(written)
    return sound
