"""The first look at a message in its dialogue: linear models over what was said, by the customer and before it.

They see n-grams of the message, of the pieces before it and of the service's last words, the judgement of the models that
know single messages only, and the facts of `scene`: texts alone, nothing that was concluded about earlier messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu.dialogue.layout import Known, Layout, Singles
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.turns import Turn
from bot.nlu.dialogue.wording import Worded, Wording
from bot.nlu.learning.beside import each
from bot.nlu.learning.linear import Linear
from bot.nlu.message.emotion import LABELS as MOODS
from handoff.escalation.reasons import REASONS
from handoff.escalation.signals import FAMILY

ANY = "any"  # the call that says whether a person is due at all
CALLS = (ANY, *REASONS)
_INTENT, _MOOD, _CALL = "intent:", "mood:", "call:"  # kinds of heads
_CONCERN = 1.6  # requests weigh more than talk: a fragment missed costs an answer, a "嗯" does not
_SPREAD = 0.35  # the divisor at which margins of these models are about as sure as they are right
_ROUNDS = 7  # with 5 what is found hangs on chance, and requests fall by two points; more gain nothing
_ANSWER_ROUNDS = 8  # of 16 to 21 until nothing moves, without a difference in what is found
_NEVER = -3.0  # the score of a label that no dialogue has


@dataclass(frozen=True, slots=True, kw_only=True)
class Glances:
    """What the first look says of many messages, a row each.

    `intents` are logarithms of probabilities in the order of the single-message labels, `moods` and `calls` scores in that of
    MOODS and CALLS (0 is even odds).
    """

    intents: np.ndarray
    moods: np.ndarray
    calls: np.ndarray

    def rows(self, at: np.ndarray) -> Glances:
        """Those of some messages."""
        return Glances(intents=self.intents[at], moods=self.moods[at], calls=self.calls[at])


class FirstLook:
    """Train with `fit`; then `look`."""

    def __init__(self, singles: Singles, wording: Wording, heads: Linear) -> None:
        """`heads` is one model whose labels are "intent:…", "mood:…" and "call:…"."""
        self.layout = Layout(singles.labels, singles.moods)
        self._wording, self._heads = wording, heads
        wanted = (
            *(_INTENT + label for label in singles.labels),
            *(_MOOD + mood for mood in MOODS),
            *(_CALL + call for call in CALLS),
        )
        there = {label: at for at, label in enumerate(heads.labels)}
        self._places = np.array([there.get(label, len(there)) for label in wanted])
        self._cuts = (len(singles.labels), len(singles.labels) + len(MOODS))

    @classmethod
    def fit(cls, singles: Singles, worded: Worded, folds: int) -> tuple[FirstLook, np.ndarray, Glances]:
        """The model of all turns, the turns' dense features, and what models say of each that did not see its dialogue.

        Raises ValueError when the dialogues teach nothing.
        """
        turns, wording = worded.turns, worded.wording
        if not any(turn.intent in singles.labels for turn in turns):
            raise ValueError("no intent of the dialogues is one of the messages'; label both by one taxonomy")
        dense = _dense(singles, turns)
        matrix = _beside(worded.words, dense)
        apart = _apart(turns, folds)
        # The model of all turns takes about as long as those of two folds.
        whole, parts = each(
            lambda rounds: [_fitted(matrix[rows], [turns[at] for at in rows]) for rows in rounds],
            [[np.arange(len(turns))], [train for train, _ in apart]],
        )
        model = cls(singles, wording, whole[0])
        unseen = np.zeros((len(turns), len(model._places)))
        for (_, rest), heads in zip(apart, parts, strict=True):
            part = cls(singles, wording, heads)
            unseen[rest] = part._picked(heads.score_rows(matrix[rest]))
        return model, dense, model._glances(unseen)

    def look(self, text: str, scene: Scene, dense: np.ndarray) -> Glances:
        """One row; `dense` is one of the layout."""
        scores = self._heads.scores(self._wording.vector(text, scene), dense)
        return self._glances(self._picked(scores[None, :]))

    def _picked(self, scores: np.ndarray) -> np.ndarray:
        never = np.full((len(scores), 1), _NEVER)
        return np.hstack([scores, never])[:, self._places]

    def _glances(self, scores: np.ndarray) -> Glances:
        intents, moods, calls = np.hsplit(scores, self._cuts)
        return Glances(intents=log_softmax(intents / _SPREAD), moods=moods, calls=calls)

    def to_arrays(self) -> dict[str, np.ndarray]:
        return self._wording.to_arrays() | self._heads.to_arrays("heads")

    @classmethod
    def from_arrays(cls, singles: Singles, arrays: Mapping[str, np.ndarray]) -> FirstLook:
        return cls(singles, Wording.from_arrays(arrays), Linear.from_arrays("heads", arrays))


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Of each row."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    found: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


def _dense(singles: Singles, turns: Sequence[Turn]) -> np.ndarray:
    """A row of the layout a turn."""
    layout = Layout(singles.labels, singles.moods)

    def of(some: Sequence[Turn]) -> np.ndarray:
        quotes = (one.quote for turn in some for one in turn.scene.history)
        known = Known(singles, [*(turn.text for turn in some), *quotes])
        return np.array([layout.row(known, turn.text, turn.scene) for turn in some])

    half = len(turns) // 2
    return np.vstack(each(of, [turns[:half], turns[half:]]))


def _beside(words: Any, dense: np.ndarray) -> Any:
    """All features in the order that `FirstLook.look` has them."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 (only training needs it)

    return hstack([words, csr_matrix(dense)], format="csr")


def _apart(turns: Sequence[Turn], folds: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Turns to train on and turns to read, whole dialogues on one side."""
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415

    groups = np.array([turn.dialogue for turn in turns])
    folds = min(folds, len(set(groups)))
    if folds < 2:
        every = np.arange(len(turns))
        return [(every, every)]
    return list(GroupKFold(folds).split(groups, groups=groups))


def _fitted(matrix: Any, turns: Sequence[Turn]) -> Linear:
    """All heads: the intents' margins, and a logistic model for each mood and call that the turns know both ways."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    labels = [turn.intent for turn in turns]
    weights = {name: _CONCERN if name in FAMILY else 1.0 for name in set(labels)}
    intents = LinearSVC(C=0.05, max_iter=_ROUNDS, random_state=0, class_weight=weights)
    heads = [Linear.of(intents.fit(matrix, labels)).named(lambda label: _INTENT + label)]
    for name, yes in _answers(turns):
        if len(set(yes)) > 1:
            answer = LogisticRegression(
                C=0.3, max_iter=_ANSWER_ROUNDS, solver="liblinear", dual=True, random_state=0
            )
            heads.append(Linear.of(answer.fit(matrix, yes)).named({"True": name}.get))
    return heads[0].beside(*heads[1:])


def _answers(turns: Sequence[Turn]) -> list[tuple[str, list[bool]]]:
    moods = [(_MOOD + mood, [turn.emotion == mood for turn in turns]) for mood in MOODS]
    calls = [
        (_CALL + call, [bool(turn.handoff) if call == ANY else call in turn.handoff for turn in turns])
        for call in CALLS
    ]
    return moods + calls
