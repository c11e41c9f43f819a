"""Customer text that can never be read as a command of Rasa's (`/intent{…}`). Pure."""

from __future__ import annotations

import unicodedata


def neutral(text: str) -> tuple[str, int]:
    """The text without what stands before its first word and could become a slash, and how much that was.

    Rasa strips blanks, and a normaliser may turn ／ into / or drop a zero-width mark before one: all of these go.
    """
    at = 0
    while at < len(text) and _invisible(text[at]):
        at += 1
    return text[at:].rstrip(), at


def _invisible(char: str) -> bool:
    return all(
        one == "/" or one.isspace() or unicodedata.category(one) in ("Cf", "Cc", "Cs", "Mn", "Me")
        for one in unicodedata.normalize("NFKC", char)
    )
