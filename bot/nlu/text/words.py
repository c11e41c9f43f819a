"""Segmentation: jieba's dictionary without its habits (a cache in the temp folder, chatter on standard error)."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from bot.nlu.text.remembered import Remembered


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import jieba  # noqa: PLC0415 (0.5 s, and not importable under -W error)

    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    # What `initialize` does, without reading or writing a file that another user or version may have left.
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return cutter


def warm_up() -> None:
    """Load the dictionary now (about a second) rather than with the first customer."""
    _dictionary()


@Remembered
def spans(text: str) -> tuple[tuple[str, int], ...]:
    """Words of a text with where each begins; blanks are left out. Numbers and Latin words stay whole."""
    found = _dictionary().tokenize(text, HMM=False)
    return tuple((word, start) for word, start, _ in found if not word.isspace())


@Remembered
def words(text: str) -> tuple[str, ...]:
    """Words in lower case; a long number is only its length, because its digits mean nothing."""
    found = (word for word, _ in spans(text.lower()))
    return tuple(f"#{len(word)}" if word.isdigit() and len(word) > 3 else word for word in found)
