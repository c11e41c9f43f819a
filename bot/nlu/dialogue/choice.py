"""The choice of a message's intent among all: features that every candidate has, and one weight for each of them.

Weights do not belong to an intent, so that "a short piece without an answer carries the request on" is learned once: a conditional logit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.dialogue.course import About, requests
from bot.nlu.dialogue.first_look import Glances, log_softmax
from bot.nlu.dialogue.layout import IMPOSSIBLE, Layout
from bot.nlu.dialogue.turns import Turn

_CONCERN = 2.0  # how much more a request weighs than talk
_RIDGE = 1.0
_ENOUGH = 800  # dialogues
_ROUNDS = 60
_MARKS = ("piece", "asked", "short", "brief", "long", "question", "digits", "alone_sure", "sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """What is told of many messages, a row each: judgements by label, and marks by _MARKS."""

    alone: np.ndarray
    topic: np.ndarray
    marks: Mapping[str, np.ndarray]

    def rows(self, at: np.ndarray) -> Views:
        """Those of some messages."""
        marks = {name: one[at] for name, one in self.marks.items()}
        return Views(alone=self.alone[at], topic=self.topic[at], marks=marks)

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        dense: np.ndarray,
        glances: Glances,
        layout: Layout,
    ) -> Views:
        """`dense` are rows of the layout."""
        alone = dense[:, layout.alone]
        piece, asked = dense[:, layout.places(["piece", "asked"])].T
        lengths = np.array([len(text.strip()) for text in texts])
        marks = {
            "piece": piece,
            "asked": asked,
            "short": lengths <= 4,
            "brief": (lengths > 4) & (lengths <= 8),
            "long": lengths > 15,
            "question": np.array([any(mark in text for mark in "?？吗呢嗎么") for text in texts]),
            "digits": np.array([any(char.isdigit() for char in text) for text in texts]),
            "alone_sure": np.exp(alone.max(axis=1) * 5) * IMPOSSIBLE,
            "sure": np.exp(glances.intents.max(axis=1)),
        }
        return cls(
            alone=alone,
            topic=dense[:, layout.topic],
            marks={name: marks[name].astype(np.float32)[:, None] for name in _MARKS},
        )


def candidates(
    glances: Glances, views: Views, abouts: Sequence[About], asks: np.ndarray
) -> dict[str, np.ndarray]:
    """Named features of every intent as a candidate for every message: arrays of a row a message, a column an intent."""
    first, mark = glances.intents, views.marks
    open_, lingering, last, often = (
        np.array([getattr(one, name) for one in abouts]) for name in ("request", "lingering", "last", "often")
    )
    found = {
        "first": first,
        "alone": views.alone,
        "topic": views.topic,
        "open": open_,
        "open_at_all": np.log(open_ + 1e-2) / 4.6,
        "lingering": lingering,
        "last": last,
        "last_sure": np.log(last + 1e-3) / 5,
        "often": np.minimum(often, 2) / 2,
        "first*alone_sure": first * mark["alone_sure"],
        "first*short": first * mark["short"],
        "alone*short": views.alone * mark["short"],
        "alone*long": views.alone * mark["long"],
        "alone*piece": views.alone * mark["piece"],
        "open*alone": open_ * views.alone,
        "open*first": open_ * first / 3,
    }
    found |= {f"open*{name}": open_ * mark[name] for name in _MARKS}
    found |= {f"last*{name}": last * mark[name] for name in _MARKS if name not in ("long", "digits")}
    return found | {f"request*{name}": asks * mark[name] for name in _MARKS if name != "sure"}


class Choice:
    """Train with `fit`; then `chances`."""

    def __init__(self, weights: Mapping[str, float], offset: np.ndarray) -> None:
        """A weight a feature, and what each intent has beforehand, in the order of the labels."""
        self._weights, self._offset = dict(weights), offset

    @classmethod
    def fit(cls, labels: Sequence[str], turns: Sequence[Turn], views: Views, glances: Glances) -> Choice:
        """Fitted with what earlier messages are believed to be: by the first look at first, then by the choice itself."""
        some = _sample(turns)
        turns, views, glances = [turns[at] for at in some], views.rows(some), glances.rows(some)
        asks, at = requests(labels), {label: place for place, label in enumerate(labels)}
        known = np.array([place for place, turn in enumerate(turns) if turn.intent in at])
        wanted = np.array([at[turns[place].intent] for place in known])
        likely = np.exp(glances.intents)
        for _ in range(2):
            features = candidates(glances, views, abouts(turns, likely, asks), asks)
            found = cls(*_fitted({name: one[known] for name, one in features.items()}, wanted, asks))
            likely = found.chances(features)
        return found

    def chances(self, features: Mapping[str, np.ndarray]) -> np.ndarray:
        """Probabilities, a row a message, of its `candidates`."""
        weighed = sum(self._weights[name] * one for name, one in features.items())
        return np.exp(log_softmax(weighed + self._offset))

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {
            "weighed": np.array(list(self._weights)),
            "weights": np.array(list(self._weights.values())),
            "offset": self._offset,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> Choice:
        weights = dict(zip(map(str, arrays["weighed"]), map(float, arrays["weights"]), strict=True))
        return cls(weights, arrays["offset"])


def abouts(turns: Sequence[Turn], likely: np.ndarray, asks: np.ndarray) -> list[About]:
    """What the messages before each believe, given what each is likely to be."""
    found: list[About] = []
    for place, turn in enumerate(turns):
        if not place or turns[place - 1].dialogue != turn.dialogue:
            belief = About.nothing(len(asks))
        found.append(belief)
        belief = belief.after(likely[place], asks)
    return found


def _sample(turns: Sequence[Turn]) -> np.ndarray:
    """Places of the turns of some dialogues: weights of so few features need no more."""
    dialogues = list(dict.fromkeys(turn.dialogue for turn in turns))
    kept = set(dialogues[:: max(len(dialogues) // _ENOUGH, 1)])
    return np.array([place for place, turn in enumerate(turns) if turn.dialogue in kept])


def _fitted(
    features: Mapping[str, np.ndarray], chosen: np.ndarray, asks: np.ndarray
) -> tuple[dict[str, float], np.ndarray]:
    """One weight for each feature, and an offset for each intent."""
    from scipy.optimize import minimize  # noqa: PLC0415 (only training needs it)

    scale = {name: float(one.std()) + 1e-3 for name, one in features.items()}
    stacked = np.stack([one / scale[name] for name, one in features.items()], axis=-1).astype(np.float32)
    rows, labels, count = stacked.shape
    flat, every = stacked.reshape(-1, count), np.arange(rows)
    concern = np.where(asks[chosen] > 0, _CONCERN, 1.0).astype(np.float32)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = (flat @ weights[:count].astype(np.float32)).reshape(rows, labels) + weights[count:]
        logs = log_softmax(scores)
        wrong = np.exp(logs)
        wrong[every, chosen] -= 1
        wrong = (wrong * concern[:, None]).astype(np.float32)
        slope = np.concatenate([flat.T @ wrong.ravel(), wrong.sum(axis=0)]) + 2 * _RIDGE * weights
        value = -(concern * logs[every, chosen]).sum() + _RIDGE * weights @ weights
        return float(value), slope.astype(np.float64)

    found = minimize(
        loss, np.zeros(count + labels), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}
    ).x
    weights = {name: float(value) / scale[name] for name, value in zip(features, found[:count], strict=True)}
    return weights, found[count:]
