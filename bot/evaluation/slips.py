"""Messages with one slip of typing, made by chance as people make them: how much a model depends on clean spelling."""

from __future__ import annotations

import random
import string
from collections import Counter, defaultdict
from collections.abc import Iterable

from pypinyin import lazy_pinyin

from bot.nlu.text.normal import normalise
from bot.nlu.text.words import spans

_LATIN_WORD = 5  # letters; in shorter words people see their slips
_SEEN = 3  # times that a character must stand in the texts to be one that people type


class Slips:
    """Draws slips; the same seed gives the same ones."""

    def __init__(self, texts: Iterable[str], seed: int = 0) -> None:
        """`texts` are where the characters come from, as often as they stand there."""
        self._chance = random.Random(seed)
        often = Counter(char for text in texts for char in normalise(text).text if _is_chinese(char))
        self._alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for char, count in often.items():
            if count >= _SEEN:
                self._alike[lazy_pinyin(char)[0]].append((char, count))

    def slip(self, text: str) -> str:
        """The normal form with one character of a word for another of its sound, or one letter lost, doubled, swapped or
        wrong; without either where no word is long enough."""
        normal = normalise(text).text
        words = [(word, start) for word, start in spans(normal) if self._may_slip(word)]
        if not words:
            return normal
        word, start = self._chance.choice(words)
        wrong = self._misspelled(word) if word.isascii() else self._mistaken(word)
        return normal[:start] + wrong + normal[start + len(word) :]

    def _may_slip(self, word: str) -> bool:
        if word.isascii():
            return len(word) >= _LATIN_WORD and word.isalpha()
        return len(word) > 1 and _is_chinese(word)

    def _mistaken(self, word: str) -> str:
        at = self._chance.randrange(len(word))
        others = [(char, often) for char, often in self._alike[lazy_pinyin(word)[at]] if char != word[at]]
        if not others:
            return word
        chars, weights = zip(*others, strict=True)
        return word[:at] + self._chance.choices(chars, weights)[0] + word[at + 1 :]

    def _misspelled(self, word: str) -> str:
        at = self._chance.randrange(1, len(word) - 1)
        before, here, after, rest = word[:at], word[at], word[at + 1], word[at + 2 :]
        wrong = self._chance.choice(string.ascii_lowercase)
        ways = (after + rest, here + here + after + rest, after + here + rest, wrong + after + rest)
        return before + self._chance.choice(ways)


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in text)
