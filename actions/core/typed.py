"""Marks as the customer typed them: texts are read in half width, but what is kept says "（上海）" where he did. Pure."""

from __future__ import annotations

import unicodedata

# Letters and digits are kept in half width: numbers are compared, and nobody's name is made of them.
_MARKS = frozenset("（）［］｛｝，；：！？．、～＆＃＠／－＋％＂＇｜")


def half_width(text: str) -> str:
    """What patterns are written for."""
    return unicodedata.normalize("NFKC", text)


def as_typed(value: str, read: str, typed: str) -> str:
    """The value with the marks it has in `typed`; as it is when it does not stand in `read`, the half width of that."""
    if not value or value not in read or not _MARKS.intersection(typed):
        return value
    forms = [(half, mark if mark in _MARKS else half) for mark in typed for half in half_width(mark)]
    at = "".join(half for half, _ in forms).find(value)
    if at >= 0:
        return "".join(form for _, form in forms[at : at + len(value)])
    return "".join(_only_form(char, forms) for char in value)


def _only_form(char: str, forms: list[tuple[str, str]]) -> str:
    """The value was put together from corrected pieces: a mark that was typed in one form only has that."""
    found = {form for half, form in forms if half == char}
    return found.pop() if len(found) == 1 else char
