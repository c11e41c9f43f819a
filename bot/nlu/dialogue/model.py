"""A message read in its dialogue: intent, emotion and whether a person is due.

What a fragment ("那另一个呢", "嗯", "第三次了") means hangs on what was said before it. A first look (`first_look`) goes by the
texts, a second one (`second_look`) by what the dialogue is about and how it has gone. Both are fitted on the written dialogues of
`data/dialogues`, the second on first looks of models that had not seen the dialogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.dialogue import course
from bot.nlu.dialogue.choice import Views
from bot.nlu.dialogue.first_look import ANY, CALLS, FirstLook
from bot.nlu.dialogue.layout import Singles
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.second_look import SecondLook
from bot.nlu.dialogue.wording import Worded
from bot.nlu.learning import linear
from bot.nlu.message.emotion import LABELS as MOODS
from bot.nlu.message.emotion import NEGATIVE

__all__ = ["ANY", "FILE", "DialogueModel", "Reading"]
FILE = "dialogue.npz"
_FOLDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`intents` follow the order of the single-message labels; `moods` and `calls` are probabilities by name.

    `upset` is the probability of a negative mood, whichever.
    """

    intents: np.ndarray
    moods: Mapping[str, float]
    calls: Mapping[str, float]
    upset: float


class DialogueModel:
    """Train with `fit`, or `load`; then `read`."""

    def __init__(self, singles: Singles, first: FirstLook, second: SecondLook) -> None:
        self._singles = singles
        self._layout = first.layout
        self._first, self._second = first, second
        self._labels = {label: at for at, label in enumerate(singles.labels)}

    @classmethod
    def fit(cls, singles: Singles, worded: Worded) -> DialogueModel:
        """Raises ValueError when the dialogues have fewer than two intents, emotions, or no handoff."""
        first, dense, unseen = FirstLook.fit(singles, worded, _FOLDS)
        return cls(singles, first, SecondLook.fit(singles.labels, first.layout, worded.turns, dense, unseen))

    def read(self, text: str, scene: Scene) -> Reading:
        dense = self._layout.row(self._singles, text, scene)
        glance = self._first.look(text, scene, dense)
        views = Views.of([text], dense[None, :], glance, self._layout)
        about = course.about(scene.history, self._labels, self._second.asks)
        intents = self._second.intents(views, glance, about)
        mood = course.mood(scene.history, answered=scene.answered)
        upset, due = self._second.upset_and_due(dense, glance, intents, mood)
        calls = 1 / (1 + np.exp(-glance.calls[0]))
        return Reading(
            intents=intents,
            moods=_moods(1 / (1 + np.exp(-glance.moods[0])), upset),
            calls=dict(zip(CALLS, map(float, calls), strict=True)) | {ANY: due},
            upset=upset,
        )

    def save(self, folder: Path) -> None:
        linear.save(folder / FILE, {**self._first.to_arrays(), **self._second.to_arrays()})

    @classmethod
    def load(cls, folder: Path, singles: Singles) -> DialogueModel:
        arrays = linear.load(folder / FILE)
        first = FirstLook.from_arrays(singles, arrays)
        return cls(singles, first, SecondLook.from_arrays(singles.labels, first.layout, arrays))


def _moods(first: np.ndarray, upset: float) -> dict[str, float]:
    """The first look's moods, shared out so that the negative ones together are as likely as the second look says."""
    negative = sum(chance for name, chance in zip(MOODS, first, strict=True) if name in NEGATIVE)
    rest = float(first.sum()) - negative
    parts = {True: upset / max(negative, 1e-9), False: (1 - upset) / max(rest, 1e-9)}
    return {name: float(chance) * parts[name in NEGATIVE] for name, chance in zip(MOODS, first, strict=True)}
