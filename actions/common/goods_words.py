"""What customers call goods beside their names in the shop, from data/goods.yml; read once a process.

A text is given in simplified characters and lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handoff.wording.texts import simplified

FILE = Path(__file__).resolve().parents[2] / "data" / "goods.yml"
PARTS = {"called", "others", "loose"}
Words = Mapping[str, Sequence[str]]


@cache
def load_words(path: Path = FILE) -> tuple[Words, Sequence[str]]:
    """Names by the words for them, and every word that surely names goods, the longest first. Raises ValueError."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or set(content) != PARTS:
        raise ValueError(
            f"{path.name}: there must be the parts {', '.join(sorted(PARTS))}, and nothing else."
        )
    names: dict[str, list[str]] = {}
    for name, words in content["called"].items():
        for word in words:
            names.setdefault(_plain(word), []).append(_plain(name))
    known = {*names, *map(_plain, (*content["called"], *content["others"]))} - set(
        map(_plain, content["loose"])
    )
    by_length = sorted(names, key=len, reverse=True)
    return {word: names[word] for word in by_length}, tuple(sorted(known, key=len, reverse=True))


def also_called(text: str) -> tuple[str, ...]:
    """The shop's names of what the text calls otherwise; a longer word hides those within it."""
    names = load_words()[0]
    found = (name for word in _found(names, text) for name in names[word])
    return tuple(dict.fromkeys(found))


def goods_word(text: str) -> str | None:
    """The longest word of the text that names goods."""
    return next(iter(_found(load_words()[1], text)), None)


def _found(words: Iterable[str], text: str) -> list[str]:
    found = []
    for word in words:
        sign = _sign(word)
        if sign.search(text):
            found.append(word)
            text = sign.sub(" ", text)
    return found


@cache
def _sign(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word))


def _plain(word: Any) -> str:
    return simplified(str(word)).lower()
