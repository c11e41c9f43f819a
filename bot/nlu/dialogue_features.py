"""What the dialogue's models see of a message, by name: the judgement of the single-message models, and the scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.nlu import form
from bot.nlu.scene import Scene, facts
from handoff.cues.finding import find
from handoff.escalation.signals import FAMILY

IMPOSSIBLE = 1e-4
_REMEMBERED = 0.85  # a turn further back counts this much less for what the dialogue is about


class Singles(Protocol):
    """The models of single messages."""

    @property
    def labels(self) -> Sequence[str]: ...

    @property
    def moods(self) -> Sequence[str]: ...

    def probabilities(self, text: str) -> np.ndarray: ...

    def moods_of(self, text: str) -> np.ndarray: ...


def named_features(singles: Singles, text: str, scene: Scene) -> dict[str, float]:
    """All dense features by name."""
    probabilities = singles.probabilities
    found = dict(facts(text, scene))
    found |= _each("alone", singles.labels, _level(probabilities(text)))
    about = np.zeros(len(singles.labels))
    weight = 1.0
    for turn in reversed(scene.history):
        about += weight * probabilities(turn.quote)
        weight *= _REMEMBERED
    found |= {
        f"topic:{label}": min(float(value), 2.0) / 2
        for label, value in zip(singles.labels, about, strict=True)
        if label in FAMILY
    }
    found |= _each("mood", singles.moods, singles.moods_of(text))
    found |= {f"cue:{name}": 1.0 for name in find(text)}
    return found | _each("form", form.NAMES, form.measure(text))


def _each(kind: str, names: Sequence[str], values: Sequence[float] | np.ndarray) -> dict[str, float]:
    return {f"{kind}:{name}": float(value) for name, value in zip(names, values, strict=True) if value}


def _level(probabilities: np.ndarray) -> np.ndarray:
    """Logarithms brought to 0 (as good as impossible) to about 1.8 (certain)."""
    return np.log(np.maximum(probabilities, IMPOSSIBLE) / IMPOSSIBLE) / 5
