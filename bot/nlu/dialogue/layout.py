"""What the dialogue's models see of a message beside its words: the judgement of the single-message models, and the scene."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from bot.nlu.dialogue.scene import FACTS, Scene, facts
from bot.nlu.message.emotion import LABELS as MOODS
from bot.nlu.text import form
from handoff.cues.finding import CUES
from handoff.escalation.signals import FAMILY

IMPOSSIBLE = 1e-4
_REMEMBERED = 0.85  # a turn further back counts this much less for what the dialogue is about
_SLIGHT = 0.05  # a request less likely than this is none: four of five numbers, and they taught nothing


class Singles(Protocol):
    """The models of single messages."""

    @property
    def labels(self) -> Sequence[str]: ...

    @property
    def moods(self) -> Sequence[str]: ...

    def probabilities(self, text: str) -> np.ndarray: ...

    def moods_of(self, text: str) -> np.ndarray: ...

    def judged(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The same two for many texts, a row each: much faster than one by one."""


class Known:
    """Singles that know the texts of a training beforehand."""

    def __init__(self, singles: Singles, texts: Iterable[str]) -> None:
        self.labels, self.moods, self.judged = singles.labels, singles.moods, singles.judged
        self._places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        self._probabilities, self._moods = singles.judged(list(self._places))

    def probabilities(self, text: str) -> np.ndarray:
        return self._probabilities[self._places[text]]  # type: ignore[no-any-return]

    def moods_of(self, text: str) -> np.ndarray:
        return self._moods[self._places[text]]  # type: ignore[no-any-return]


class Layout:
    """Which feature stands where in a row: blocks of a number a label, then the rest by name."""

    def __init__(self, labels: Sequence[str], moods: Sequence[str]) -> None:
        self.names = [
            *(f"alone:{label}" for label in labels),
            *(f"topic:{label}" for label in labels),
            *(f"form:{name}" for name in form.NAMES),
            *(f"mood:{mood}" for mood in MOODS),
            *(f"cue:{name}" for name in CUES),
            *FACTS,
        ]
        self._at = {name: at for at, name in enumerate(self.names)}
        self.alone = slice(0, len(labels))
        self.topic = slice(len(labels), 2 * len(labels))
        self._blocks = 2 * len(labels) + len(form.NAMES)
        self._moods = self.places(f"mood:{mood}" for mood in moods)
        self._requests = np.array([float(label in FAMILY) for label in labels])

    def places(self, names: Iterable[str]) -> list[int]:
        """Raises KeyError for a name that no feature has."""
        return [self._at[name] for name in names]

    def row(self, singles: Singles, text: str, scene: Scene) -> np.ndarray:
        """All features of one message."""
        found = np.zeros(len(self.names), dtype=np.float32)
        found[: self._blocks] = np.concatenate(
            [_level(singles.probabilities(text)), self._topics(singles, scene), form.measure(text)]
        )
        found[self._moods] = singles.moods_of(text)
        for name in form.cues_in(text):
            found[self._at[f"cue:{name}"]] = 1.0
        for name, value in facts(text, scene).items():
            found[self._at[name]] = value
        return found

    def _topics(self, singles: Singles, scene: Scene) -> np.ndarray:
        """Which requests the dialogue has been about, the latest most."""
        about = np.zeros(len(self._requests))
        weight = 1.0
        for turn in reversed(scene.history):
            about += weight * singles.probabilities(turn.quote)
            weight *= _REMEMBERED
        found: np.ndarray = np.minimum(about, 2.0) / 2 * self._requests
        found[found < _SLIGHT] = 0
        return found


def _level(probabilities: np.ndarray) -> np.ndarray:
    """Logarithms brought to 0 (as good as impossible) to about 1.8 (certain)."""
    found: np.ndarray = np.log(np.maximum(probabilities, IMPOSSIBLE) / IMPOSSIBLE) / 5
    return found
