"""One spelling for what is written in many: width, Traditional characters, blanks, repeats.

Each character of the normal form remembers where it came from, so that entities point into the customer's text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.nlu.text.remembered import Remembered

_REPEATS = 2  # "好好好好" and "好好" mean the same; a third copy says only how strongly (see form.py)
_VARIATION_SELECTORS = ("\ufe00", "\ufe0f")


@dataclass(frozen=True, slots=True)
class Normal:
    """`starts[i]` is where character `i` of `text` begins in the original, `starts[-1]` the original's end."""

    text: str
    starts: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind `text[start:end]`; `start < end`."""
        return self.starts[start], self.starts[end - 1] + 1


def opencc_table(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Single characters of one of OpenCC's tables, each with the characters it may become."""
    source = files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        char, _, choices = line.partition("\t")
        if len(char) == 1:
            yield char, tuple(choices.split(" "))


@lru_cache(maxsize=1)
def simplified() -> Mapping[int, str]:
    """Traditional → Simplified, one character each."""
    table = {
        ord(char): becomes[0]
        for char, becomes in opencc_table("TSCharacters")
        if char != becomes[0] and len(becomes[0]) == 1
    }
    # Not in OpenCC's table: 著 is Simplified too, but in our domain it is nearly always 着.
    table[ord("著")] = "着"
    return table


@Remembered
def normalise(text: str) -> Normal:
    """Normal form of any text; the empty text's is empty. Letters keep their case, for ids."""
    kept: list[str] = []
    starts: list[int] = []
    run = 0
    for start, char in _characters(text):
        if char == " " and (not kept or kept[-1] == " "):
            continue
        run = run + 1 if kept and kept[-1] == char else 1
        if run > _REPEATS and not char.isdigit():
            continue
        kept.append(char)
        starts.append(start)
    while kept and kept[-1] == " ":
        kept.pop()
        starts.pop()
    return Normal("".join(kept), (*starts, len(text)))


def _characters(text: str) -> Iterator[tuple[int, str]]:
    for start, char in enumerate(text):
        for folded in _folded(char):
            yield start, folded


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """What one character becomes: none, one or several."""
    table, found = simplified(), ""
    for folded in unicodedata.normalize("NFKC", char):
        if folded in _VARIATION_SELECTORS or unicodedata.category(folded) == "Cf":
            continue
        blank = folded.isspace() or unicodedata.category(folded) in ("Cc", "Cs", "Co", "Cn")
        found += " " if blank else table.get(ord(folded), folded)
    return found
