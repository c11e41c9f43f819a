"""The second look at a message: the first one weighed against how the dialogue has gone.

Which intent it has is a choice between all of them by features that every candidate has (how the first look sees it, whether it
is the open request, …), with one weight for all: so that "a short piece without an answer carries the request on" is learned
once, not for each intent. Whether the customer is upset and a person is due are boosted trees over what both looks know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu import form
from bot.nlu.course import About, Mood, requests
from bot.nlu.dialogue_features import IMPOSSIBLE
from bot.nlu.emotion import LABELS as MOODS
from bot.nlu.emotion import NEGATIVE
from bot.nlu.first_look import Glances, Turn, log_softmax
from bot.nlu.halves import each
from bot.nlu.trees import Trees

_CONCERN = 2.0  # how much more a request weighs than talk
_RIDGE = 1.0
_ENOUGH = 800  # dialogues
_ROUNDS = 60
_MARKS = ("piece", "asked", "short", "brief", "long", "question", "digits", "alone_sure", "sure")
_FACTS = (
    "late", "piece", "asked", "unheard", "opening", "alike", "alike_twice", "answers",
    "flagged:safety", "flagged:asked_for_human", "flagged:threat", "flagged:still_unsolved",
    *(f"mood:{name}" for name in MOODS),
    *(f"form:{name}" for name in form.NAMES),
    *(f"cue:{name}" for name in ("insult", "threat", "still_unsolved", "asked_for_human", "safety", "signed", "disputed",
                                 "evidence_given", "account_safety")),
)  # fmt: skip
_TELLING = (
    "complaint", "ask_human", "compensation", "urge_delivery", "chitchat", "affirm", "deny", "inform", "thanks",
    "out_of_scope", "product_question", "damaged_or_defective", "not_received", "refund_status",
)  # fmt: skip


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
        named: Sequence[Mapping[str, float]],
        glances: Glances,
        labels: Sequence[str],
    ) -> Views:
        def each(kind: str) -> np.ndarray:
            names = [f"{kind}:{label}" for label in labels]
            return np.array([[one.get(name, 0.0) for name in names] for one in named])

        alone = each("alone")
        lengths = np.array([len(text.strip()) for text in texts])
        marks = {
            "piece": np.array([one["piece"] for one in named]),
            "asked": np.array([one["asked"] for one in named]),
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
            topic=each("topic"),
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


class SecondLook:
    """Train with `fit`; then `intents`, `upset` and `due`."""

    def __init__(
        self,
        labels: Sequence[str],
        weights: Mapping[str, float],
        offset: np.ndarray,
        upset: Trees,
        due: Trees,
    ) -> None:
        self.labels = list(labels)
        self.asks = requests(labels)
        self._weights = dict(weights)
        self._offset = offset
        self._upset, self._due = upset, due

    @classmethod
    def fit(
        cls,
        labels: Sequence[str],
        turns: Sequence[Turn],
        named: Sequence[Mapping[str, float]],
        glances: Glances,
    ) -> SecondLook:
        """`glances` are those of models that did not see the turn's dialogue. Raises ValueError for one class only."""
        asks, likely = requests(labels), np.exp(glances.intents)
        views = Views.of([turn.text for turn in turns], named, glances, labels)
        some = _sample(turns)
        weights, offset = _weighed([turns[at] for at in some], views.rows(some), glances.rows(some), labels)
        likely = _chosen(candidates(glances, views, _abouts(turns, likely, asks), asks), weights, offset)
        rows = circumstances(named, glances, likely, _moods(turns, glances), labels)
        upset, due = each(
            lambda wanted: Trees.fit(rows, wanted),
            [[turn.emotion in NEGATIVE for turn in turns], [bool(turn.handoff) for turn in turns]],
        )
        return cls(labels, weights, offset, upset, due)

    def intents(self, views: Views, glances: Glances, about: About) -> np.ndarray:
        """Probabilities of one message, in the order of the labels."""
        return _chosen(candidates(glances, views, [about], self.asks), self._weights, self._offset)[0]

    def upset_and_due(
        self, named: Mapping[str, float], glances: Glances, intents: np.ndarray, mood: Mood
    ) -> tuple[float, float]:
        """Probabilities that the customer is upset and that a person is due."""
        row = circumstances([named], glances, intents[None, :], [mood], self.labels)[0]
        return self._upset.chance(row), self._due.chance(row)

    def to_arrays(self) -> dict[str, np.ndarray]:
        return {
            "weighed": np.array(list(self._weights)),
            "weights": np.array(list(self._weights.values())),
            "offset": self._offset,
            **self._upset.to_arrays("upset"),
            **self._due.to_arrays("due"),
        }

    @classmethod
    def from_arrays(cls, labels: Sequence[str], arrays: Mapping[str, np.ndarray]) -> SecondLook:
        weights = dict(zip(map(str, arrays["weighed"]), map(float, arrays["weights"]), strict=True))
        trees = (Trees.from_arrays(name, arrays) for name in ("upset", "due"))
        return cls(labels, weights, arrays["offset"], *trees)


def circumstances(
    named: Sequence[Mapping[str, float]],
    glances: Glances,
    intents: np.ndarray,
    moods: Sequence[Mood],
    labels: Sequence[str],
) -> np.ndarray:
    """A row a message of what the trees look at."""
    felt, called = _even(glances.moods), _even(glances.calls)
    upset = felt[:, _NEGATIVE].sum(axis=1)
    told = [labels.index(name) for name in _TELLING if name in labels]
    before = np.array([_before(mood) for mood in moods])
    columns = [
        glances.moods,
        glances.calls,
        upset[:, None],
        before,
        upset[:, None] * before[:, :4],
        called[:, :1] * before[:, 4:8],
        (intents * requests(labels)).sum(axis=1)[:, None],
        intents[:, told],
        np.array([[one.get(name, 0.0) for name in _FACTS] for one in named]),
    ]
    return np.hstack(columns).astype(np.float64)


def _before(mood: Mood) -> list[float]:
    """First how upset the pieces and the three utterances before were, then the same of due, then sums."""
    earlier = [*mood.earlier[:3], *[_NONE] * (3 - len(mood.earlier[:3]))]
    upset = [mood.pieces.upset, *(one.upset for one in earlier)]
    due = [mood.pieces.due, *(one.due for one in earlier)]
    every = mood.earlier
    return [
        *upset,
        *due,
        max((one.upset for one in every), default=0.0),
        max((one.due for one in every), default=0.0),
        sum(one.upset * 0.7**back for back, one in enumerate(every)),
        sum(one.due * 0.7**back for back, one in enumerate(every)),
        float(np.log1p(len(every))),
    ]


def _abouts(turns: Sequence[Turn], likely: np.ndarray, asks: np.ndarray) -> list[About]:
    found: list[About] = []
    for place, turn in enumerate(turns):
        if not place or turns[place - 1].dialogue != turn.dialogue:
            belief = About.nothing(len(asks))
        found.append(belief)
        belief = belief.after(likely[place], asks)
    return found


def _moods(turns: Sequence[Turn], glances: Glances) -> list[Mood]:
    upset, due = _even(glances.moods)[:, _NEGATIVE].sum(axis=1), _even(glances.calls)[:, 0]
    found: list[Mood] = []
    before: list[tuple[float, float, bool]] = []
    for place, turn in enumerate(turns):
        if not place or turns[place - 1].dialogue != turn.dialogue:
            before = []
        found.append(Mood.of(before, answered=turn.scene.answered))
        before.append((float(upset[place]), float(due[place]), turn.scene.answered))
    return found


def _sample(turns: Sequence[Turn]) -> np.ndarray:
    """Places of the turns of some dialogues: weights of so few features need no more."""
    dialogues = list(dict.fromkeys(turn.dialogue for turn in turns))
    kept = set(dialogues[:: max(len(dialogues) // _ENOUGH, 1)])
    return np.array([place for place, turn in enumerate(turns) if turn.dialogue in kept])


def _weighed(
    turns: Sequence[Turn], views: Views, glances: Glances, labels: Sequence[str]
) -> tuple[dict[str, float], np.ndarray]:
    """Weights and offset, with what earlier messages are believed to be: by the first look at first, then by the second itself."""
    asks, at = requests(labels), {label: place for place, label in enumerate(labels)}
    known = np.array([place for place, turn in enumerate(turns) if turn.intent in at])
    chosen = np.array([at[turns[place].intent] for place in known])
    likely = np.exp(glances.intents)
    for _ in range(2):
        features = candidates(glances, views, _abouts(turns, likely, asks), asks)
        weights, offset = _choice({name: one[known] for name, one in features.items()}, chosen, asks)
        likely = _chosen(features, weights, offset)
    return weights, offset


def _choice(
    features: Mapping[str, np.ndarray], chosen: np.ndarray, asks: np.ndarray
) -> tuple[dict[str, float], np.ndarray]:
    """Weights of a conditional logit: one for each feature, and an offset for each intent."""
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


def _chosen(
    features: Mapping[str, np.ndarray], weights: Mapping[str, float], offset: np.ndarray
) -> np.ndarray:
    """Probabilities, a row a message."""
    return np.exp(log_softmax(sum(weights[name] * one for name, one in features.items()) + offset))


def _even(scores: np.ndarray) -> np.ndarray:
    found: np.ndarray = 1 / (1 + np.exp(-scores))
    return found


_NEGATIVE = [MOODS.index(name) for name in sorted(NEGATIVE)]
_NONE = Mood().pieces
