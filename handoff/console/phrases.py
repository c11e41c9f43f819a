"""The desk's phrases, by scenario, found by what one types: pinyin initials, pinyin, or a piece of the text.

Files are data for non-programmers: `data/phrases/<scenario>.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pypinyin import Style, lazy_pinyin

from handoff.wording.texts import to_traditional

FOLDER = Path(__file__).resolve().parents[2] / "data" / "phrases"
CLAUSE_END = re.compile(r"[，。！？；：、,.!?;:\s]+")
QUERY_MAX = 40


class PhrasesInvalid(ValueError):
    """A phrase file is wrong; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One sentence ready to send. `initials` and `pinyin` are of the Chinese text, `clauses` those of its parts."""

    key: str
    scenario: str
    zh: str
    en: str
    initials: str
    pinyin: str
    clauses: tuple[str, ...]

    def text(self, language: str) -> str:
        """In the customer's language; `{agent}` stays for the caller to fill in."""
        if language == "en":
            return self.en
        return to_traditional(self.zh) if language == "zh-Hant" else self.zh


@dataclass(frozen=True, slots=True)
class Phrases:
    all: Sequence[Phrase]

    def find(self, query: str, *, limit: int = 8) -> list[Phrase]:
        """The best matches first; an empty query gives the first phrases of each scenario in file order."""
        wanted = query.strip().lower()[:QUERY_MAX]
        if not wanted:
            return list(self.all[:limit])
        ranked = [
            (rank, at, phrase)
            for at, phrase in enumerate(self.all)
            if (rank := _rank(phrase, wanted)) is not None
        ]
        return [phrase for _, _, phrase in sorted(ranked, key=lambda found: found[:2])[:limit]]


def _rank(phrase: Phrase, wanted: str) -> int | None:
    """How well it fits, 0 best; None when it does not."""
    letters = wanted.replace(" ", "").replace("'", "")
    rules = (
        phrase.initials.startswith(letters),
        phrase.pinyin.startswith(letters),
        any(clause.startswith(letters) for clause in phrase.clauses),
        wanted in phrase.zh or wanted in to_traditional(phrase.zh),
        wanted in phrase.en.lower(),
        len(letters) > 1 and letters in phrase.initials,
        len(letters) > 2 and letters in phrase.pinyin,
        wanted in phrase.scenario,
    )
    return next((rank for rank, fits in enumerate(rules) if fits), None)


def _spelled(text: str, style: Style) -> str:
    """Pinyin of the Chinese characters and the plain letters and digits, without anything else."""
    return "".join(c for c in "".join(lazy_pinyin(text, style=style)).lower() if c.isascii() and c.isalnum())


def _phrase(file: str, scenario: str, entry: Any) -> Phrase:
    if not isinstance(entry, dict) or not {"key", "zh", "en"} <= set(entry):
        raise PhrasesInvalid(f"{file}: every phrase needs 'key', 'zh' and 'en'.")
    zh = str(entry["zh"]).strip()
    return Phrase(
        key=str(entry["key"]),
        scenario=scenario,
        zh=zh,
        en=str(entry["en"]).strip(),
        initials=_spelled(zh, Style.FIRST_LETTER),
        pinyin=_spelled(zh, Style.NORMAL),
        clauses=tuple(_spelled(clause, Style.FIRST_LETTER) for clause in CLAUSE_END.split(zh) if clause),
    )


def read_phrases(folder: Path) -> Phrases:
    """Phrases of every file in the folder. Raises PhrasesInvalid for a doubled key or a missing text."""
    found: dict[str, Phrase] = {}
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            phrase = _phrase(path.name, path.stem, entry)
            if phrase.key in found:
                raise PhrasesInvalid(
                    f"{path.name}: '{phrase.key}' stands there twice or in another file; rename one."
                )
            found[phrase.key] = phrase
    return Phrases(tuple(found.values()))


@cache
def load_phrases() -> Phrases:
    """The project's own phrases, read once a process."""
    return read_phrases(FOLDER)
