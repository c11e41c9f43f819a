"""What surrounds a message: the service's last words, the pieces before it, the turns before those. Pure.

The same when a dialogue is replayed, when a live turn is read and when the weights are fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.escalation.reasons import similarity
from handoff.escalation.signals import TurnSignals

SAID_LENGTH = 60  # of the service's last words: its end, where the question stands
HISTORY = (
    12  # turns; the gateway keeps no more either (bot/memory.py): a decision must be the same everywhere
)
_LENGTHS = (2, 4, 8, 16)
_FLAGS = ("asked_for_human", "safety", "still_unsolved", "threat")  # those that words alone show
FACTS = (
    *(f"length:{most}" for most in (*_LENGTHS, "more")), "opening", "late", "piece", "asked", "unheard",
    *(f"flagged:{flag}" for flag in _FLAGS), "alike", "alike_twice", "answers",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`said` is what the service said last, "" before it said anything; `answered` is false for a further piece."""

    said: str = ""
    history: tuple[TurnSignals, ...] = ()
    answered: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.said and not self.history

    @property
    def pieces(self) -> tuple[TurnSignals, ...]:
        """Earlier pieces of the same utterance, the oldest first."""
        if self.answered:
            return ()
        start = next((at for at in range(len(self.history) - 1, -1, -1) if self.history[at].answered), 0)
        return self.history[start:]

    @property
    def earlier(self) -> tuple[TurnSignals, ...]:
        """Turns before this utterance."""
        return self.history[: len(self.history) - len(self.pieces)]

    @classmethod
    def at(cls, said: Sequence[str], history: Sequence[TurnSignals], *, answered: bool) -> Scene:
        """`said` are the service's messages since the customer's last one; `history` all turns before."""
        return cls(said=" ".join(said)[-SAID_LENGTH:], history=tuple(history[-HISTORY:]), answered=answered)

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> Scene:
        """From a turn's metadata as the gateway sends it."""
        return cls(
            said=str(metadata.get("said") or "")[-SAID_LENGTH:],
            history=tuple(TurnSignals.from_dict(one) for one in metadata.get("history") or ()),
            answered=bool(metadata.get("answered", True)),
        )


def joined(text: str, scene: Scene) -> str:
    """The utterance so far, in one line."""
    return " ".join([*(piece.quote for piece in scene.pieces[-4:]), text])


def facts(text: str, scene: Scene) -> dict[str, float]:
    """Those of FACTS that are so about the message's place in the dialogue, each from 0 to about 1.

    They go by what was said, not by what was understood of it: `course` knows that.
    """
    found: dict[str, float] = {}
    length = len(text.strip())
    found[f"length:{next((most for most in _LENGTHS if length <= most), 'more')}"] = 1.0
    found["opening"] = float(not scene.history)
    found["late"] = min(len(scene.history), 12) / 12
    found["piece"] = float(not scene.answered)
    tail = scene.said.rstrip()[-14:]
    found["asked"] = float(any(mark in tail for mark in "?？吗呢嗎"))
    found["unheard"] = float(not scene.said)
    found |= {f"flagged:{flag}": 1.0 for one in scene.earlier for flag in one.flags if flag in _FLAGS}
    found.update(_repeats(text, scene))
    return found


def _repeats(text: str, scene: Scene) -> dict[str, float]:
    """How much of what is said now was said before, and how often the customer was answered."""
    alike = [similarity(joined(text, scene), one.quote) for one in scene.earlier]
    return {
        "alike": max(alike, default=0.0),
        "alike_twice": sorted(alike)[-2] if len(alike) > 1 else 0.0,
        "answers": min(sum(one.answered for one in scene.earlier), 8) / 8,
    }
