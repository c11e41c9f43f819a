"""Slips of typing, put right before a message is read: 退宽 means 退款, "delievery" means "delivery".

Most people type Chinese by its sound and take the wrong character of those that sound alike; in English they swap, drop or
double a letter. Either way the words that tell what is wanted are lost, and one slip cost a tenth of the messages their
request. What is right is whatever the examples write, so no word list is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.text.normal import Normal, normalise
from bot.nlu.text.words import spans

_LATIN = re.compile(r"(?<![a-z0-9])[a-z]{5,}(?![a-z0-9])")  # shorter words are too near to one another
_LONGEST = 4  # characters of a Chinese word
_SLIP = 5.0  # how rare a slip is, as a logarithm: less changes more messages that were right, more leaves more slips
_ONE_SOUND = (("zh", "z"), ("ch", "c"), ("sh", "s"))  # in the south few tell them apart

Replacement = tuple[int, int, str]  # from, to, by what


class Spelling:
    """Knows how the examples write; `right` writes a message like them."""

    def __init__(self, words: Mapping[str, float], unknown: float, pairs: Iterable[str]) -> None:
        """`words` with how rare each is, as a logarithm; one as rare as an `unknown` one may itself be a slip.

        `pairs` are the neighbouring characters that more than one example has: where all are, nothing was mistyped.
        """
        self._words = words
        self._unknown = unknown
        self._pairs = frozenset(pair for pair in pairs if _is_chinese(pair))
        self._latin: dict[str, list[str]] = {}
        self._sounding: dict[tuple[str, ...], list[str]] = {}
        for word in sorted(words, key=lambda word: words[word]):
            if words[word] >= unknown:
                break
            if _LATIN.fullmatch(word):
                self._latin.setdefault(word[0], []).append(word)
            elif 1 < len(word) <= _LONGEST and _is_chinese(word):
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

    def _misspelled(self, text: str) -> Iterator[Replacement]:
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

    def _mistaken(self, text: str) -> Iterator[Replacement]:
        """Characters that stand for others of the same sound: whole words that the examples never have side by side."""
        strange = [] if text.isascii() else self._strange(text)
        if not strange:
            return
        tokens = spans(text)
        done = 0
        for first, (_, start) in enumerate(tokens):
            for last in range(min(first + _LONGEST, len(tokens)), first, -1):
                word, begins = tokens[last - 1]
                end = begins + len(word)
                if start < done or end - start > _LONGEST or not any(start <= at < end - 1 for at in strange):
                    continue
                meant = self._meant(text[start:end], [word for word, _ in tokens[first:last]])
                if meant:
                    done = end
                    yield start, end, meant
                    break

    def _strange(self, text: str) -> list[int]:
        """Where two characters stand side by side that the examples never have so."""
        pairs = map("".join, pairwise(text))
        return [at for at, pair in enumerate(pairs) if pair not in self._pairs and _is_chinese(pair)]

    def _meant(self, typed: str, run: Sequence[str]) -> str | None:
        """The commonest word that sounds like what was typed and shares a character with it, where it is far commoner.

        `run` are the words that it was typed as.
        """
        if typed in self._words or not _is_chinese(typed):
            return None
        alike = self._sounding.get(_sound(typed), ())
        word = next((word for word in alike if any(map(str.__eq__, word, typed))), None)
        rarity = sum(self._words.get(one, self._unknown) for one in run)
        return word if word and self._words[word] + _SLIP < rarity else None


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
