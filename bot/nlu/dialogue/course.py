"""How a dialogue has gone so far, as far as it helps to read the next message: what it is about, and how it feels. Pure.

Beliefs, not conclusions: what was likely of earlier messages counts by how likely it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from handoff.escalation.signals import FAMILY, TurnSignals

_LINGERS, _FADES = 0.7, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Beliefs over intents, each an array in the order of the labels.

    `request` is which one is open now, `lingering` which ones were of late, `last` what the last message was, `often` what
    all of them were, the latest most.
    """

    request: np.ndarray
    lingering: np.ndarray
    last: np.ndarray
    often: np.ndarray

    @classmethod
    def nothing(cls, labels: int) -> About:
        return cls(**{name: np.zeros(labels) for name in ("request", "lingering", "last", "often")})

    def after(self, likely: np.ndarray, requests: np.ndarray) -> About:
        """After a message with these probabilities. Talk leaves the open request open; `requests` is 1 for intents that are."""
        asked = likely * requests
        return About(
            request=self.request * max(1 - asked.sum(), 0.0) + asked,
            lingering=self.lingering * _LINGERS + asked * 0.5,
            last=likely,
            often=self.often * _FADES + likely,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Pieces with no answer between: the most that any of them was upset, and that a person was due."""

    upset: float
    due: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """`pieces` is the running utterance before this message, `earlier` those before it, the latest first."""

    pieces: Utterance = field(default_factory=lambda: Utterance(upset=0.0, due=0.0))
    earlier: tuple[Utterance, ...] = ()

    @classmethod
    def of(cls, before: Sequence[tuple[float, float, bool]], *, answered: bool) -> Mood:
        """`before` are the earlier messages as (upset, due, answered), the oldest first."""
        spoken: list[Utterance] = []
        for upset, due, after_answer in before:
            if after_answer or not spoken:
                spoken.append(Utterance(upset=upset, due=due))
            else:
                running = spoken[-1]
                spoken[-1] = Utterance(upset=max(running.upset, upset), due=max(running.due, due))
        if answered or not spoken:
            return cls(earlier=tuple(reversed(spoken)))
        return cls(pieces=spoken[-1], earlier=tuple(reversed(spoken[:-1])))


def requests(labels: Sequence[str]) -> np.ndarray:
    """1 for each label that is a request, else 0."""
    return np.array([float(label in FAMILY) for label in labels])


def likely(turn: TurnSignals, labels: Mapping[str, int]) -> np.ndarray:
    """Probabilities of a remembered turn's intents; those of an older memory are as sure as its intent was."""
    found = np.zeros(len(labels))
    for name, chance in (turn.likely or {turn.intent: turn.confidence}).items():
        if name in labels:
            found[labels[name]] = chance
    return found


def about(history: Sequence[TurnSignals], labels: Mapping[str, int], asks: np.ndarray) -> About:
    """What the turns so far believe."""
    belief = About.nothing(len(labels))
    for turn in history:
        belief = belief.after(likely(turn, labels), asks)
    return belief


def mood(history: Sequence[TurnSignals], *, answered: bool) -> Mood:
    before = [(one.upset, float(one.calls.get("any", 0.0)), one.answered) for one in history]
    return Mood.of(before, answered=answered)
