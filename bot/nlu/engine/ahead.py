"""The dialogues, made ready while Rasa is imported and reads its own files: ten seconds in which one core idles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.nlu import fingerprints
from bot.nlu.dialogue.dialogues import read_dialogues
from bot.nlu.dialogue.turns import turns_of
from bot.nlu.dialogue.wording import Worded
from bot.nlu.learning.beside import Begun

_begun: Begun[Worded] | None = None


@contextmanager
def begun() -> Iterator[None]:
    """Within the block `worded` waits for what began with it. The process is gone at its end."""
    global _begun  # noqa: PLW0603 (Rasa's graph makes the component that asks; nothing else reaches it)
    _begun = Begun(_made)
    try:
        yield
    finally:
        _begun.end()
        _begun = None


def worded() -> Worded:
    """All written dialogues, made now unless begun ahead; once. Raises ValueError naming file, dialogue and turn."""
    return _begun.result() if _begun else _made()


def _made() -> Worded:
    return Worded.of(turns_of(read_dialogues(fingerprints.DIALOGUES)))
