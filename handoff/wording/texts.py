"""Every text a person reads comes from `data/responses/*.yml`, in Chinese and English.

A text is written once in Simplified Chinese and English; Traditional Chinese is converted with Taiwan's wording
unless the file gives its own. Whoever says something names a key, a language and the values, never a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from opencc import OpenCC

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# Where OpenCC takes another trade's word: an audit for a check, mass for quality; and an assistant has one name.
_BETTER = {"稽核": "審核", "質量": "品質", "智慧助手": "智慧助理"}
_QUOTES = str.maketrans("“”‘’", "「」『』")
FOLDER = Path(__file__).resolve().parents[2] / "data" / "responses"


class TextsInvalid(ValueError):
    """A response file is wrong; the message names file, key and remedy."""


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def to_traditional(text: str) -> str:
    """Simplified Chinese in Taiwan's Traditional wording; other text unchanged."""
    converted = str(_converter("s2twp").convert(text)).translate(_QUOTES)
    for word, better in _BETTER.items():
        converted = converted.replace(word, better)
    return converted


@lru_cache(maxsize=2048)
def simplified(text: str) -> str:
    """Traditional Chinese in simplified characters, for comparing; other text unchanged."""
    return str(_converter("t2s").convert(text))


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts, by key and language."""

    by_key: Mapping[str, Mapping[str, str]]

    def say(self, key: str, language: str, **values: object) -> str:
        """The text of `key` in `language` ('zh-Hans' when unknown). Raises KeyError for a missing key or value."""
        variants = self.by_key[key]
        text = variants.get(language) or variants["zh-Hans"]
        return text.format(**values) if values else text.format()

    def keys(self) -> list[str]:
        return sorted(self.by_key)


def read_texts(folder: Path) -> Texts:
    """Texts of every file in the folder. Raises TextsInvalid for a doubled key or a missing language."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.yml")):
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for key, variants in content.items():
            if key in found:
                raise TextsInvalid(f"{path.name}: '{key}' stands in another file too; rename one.")
            found[key] = _variants(path.name, key, variants)
    return Texts(found)


def _variants(file: str, key: str, variants: Any) -> Mapping[str, str]:
    if not isinstance(variants, dict) or not {"zh", "en"} <= set(variants):
        raise TextsInvalid(f"{file}: '{key}' needs a text under 'zh' and one under 'en'.")
    simplified = str(variants["zh"]).strip()
    traditional = str(variants.get("zh-Hant") or to_traditional(simplified)).strip()
    return {"zh-Hans": simplified, "zh-Hant": traditional, "en": str(variants["en"]).strip()}


@cache
def load_texts() -> Texts:
    """The project's own texts, read once a process."""
    return read_texts(FOLDER)
