"""The n-grams of a message in its dialogue: its own, those of the service's last words, those of the pieces before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bot.nlu.dialogue.scene import Scene, joined
from bot.nlu.dialogue.turns import Turn
from bot.nlu.learning.beside import each
from bot.nlu.learning.features import Features, Vector

_TEXT, _SAID, _PIECES = 1.5, 1.5, 1.0  # weight of the blocks against the dense features


class Wording:
    """Train with `fit`; then `vector`."""

    def __init__(self, text: Features, said: Features) -> None:
        self._text, self._said = text, said
        self._said_vector = lru_cache(maxsize=256)(said.vector)  # pieces of an utterance hear the same

    def __reduce__(self) -> tuple[type[Wording], tuple[Features, Features]]:
        """Without what was remembered, which no pipe takes."""
        return Wording, (self._text, self._said)

    @classmethod
    def fit(cls, turns: Sequence[Turn]) -> Wording:
        texts = [[turn.text for turn in turns], [turn.scene.said for turn in turns]]
        return cls(*each(lambda some: Features.fit(some, rare=False), texts))

    def vector(self, text: str, scene: Scene) -> Vector:
        blocks = [
            (self._text.vector(text), 0, _TEXT),
            (self._said_vector(scene.said), len(self._text), _SAID),
            (self._text.vector(joined("", scene)), len(self._text) + len(self._said), _PIECES),
        ]
        where = np.concatenate([found[0] + start for found, start, _ in blocks])
        values = np.concatenate([found[1] * weight for found, _, weight in blocks])
        return where, values

    def matrix(self, turns: Sequence[Turn]) -> Any:
        """The vectors of many messages as one sparse matrix, for training."""
        from scipy.sparse import hstack  # noqa: PLC0415 (only training needs it)

        heard = {said: at for at, said in enumerate(dict.fromkeys(turn.scene.said for turn in turns))}
        blocks = [
            self._text.matrix([turn.text for turn in turns]) * _TEXT,
            self._said.matrix(list(heard))[[heard[turn.scene.said] for turn in turns]] * _SAID,
            self._text.matrix([joined("", turn.scene) for turn in turns]) * _PIECES,
        ]
        return hstack(blocks, format="csr")

    def to_arrays(self) -> dict[str, np.ndarray]:
        arrays = {f"text_{name}": array for name, array in self._text.to_arrays().items()}
        return arrays | {f"said_{name}": array for name, array in self._said.to_arrays().items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> Wording:
        def features(name: str) -> Features:
            start = f"{name}_"
            return Features.from_arrays(
                {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}
            )

        return cls(features("text"), features("said"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """Turns, and `words`, a sparse row each: all that can be made of dialogues before there is any model."""

    turns: Sequence[Turn]
    wording: Wording
    words: Any

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> Worded:
        wording = Wording.fit(turns)
        return cls(turns=turns, wording=wording, words=wording.matrix(turns))
