"""Which request a message holds: a linear model over words and characters, with calibrated confidence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.learning import dropout, linear
from bot.nlu.learning.beside import each
from bot.nlu.learning.features import Features, Vector
from bot.nlu.learning.linear import Linear
from bot.nlu.text import clauses
from bot.nlu.text.normal import normalise

NOT_UNDERSTOOD = "nlu_fallback"
TOPIC = "/"  # between an intent and its topic, in the labels that are trained
# Politeness and fillers around a request never hide it, and are never a further request themselves.
SOFT = frozenset(
    {
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "praise",
        "inform",
        "chitchat",
        "out_of_scope",
        "bot_challenge",
    }
)
# Of these, what needs no dialogue to be understood where it opens one: few dialogues begin with the weather.
_PLAIN = frozenset({"out_of_scope", "bot_challenge"})
FILE = "intents.npz"
_FOLDS = 4
_SVM_SHARE = 0.6
_SVM_TEMPERATURE = 0.25  # at which margins are about as far apart as the regression's logits
_ENOUGH = 2000  # texts to find one number by
_YES_SIGNS = "👍👌🆗✅"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`ranking` holds every label with its probability, best first, also when the message is not understood."""

    intent: str
    confidence: float
    also: tuple[str, ...]
    topics: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Least probabilities: for understanding at all, for a clause to count as a further request, for a whole to keep its
    own against a sure clause, and for a request to mean what it says in a dialogue that does not speak against it: a
    `clear` one must be `understood` there, a `certain` one only `possible`.
    """

    understood: float = 0.3
    further: float = 0.55
    swap: float = 0.5
    clear: float = 0.9
    certain: float = 0.99
    possible: float = 0.1

    def to_dict(self) -> dict[str, float]:
        return asdict(self)


class IntentModel:
    """Train with `fit`, or `load`; then `classify`."""

    def __init__(self, features: Features, model: Linear, temperature: float) -> None:
        self._features = features
        self._model = model
        self._temperature = temperature
        named = [label.partition(TOPIC) for label in model.labels]
        self.labels = list(dict.fromkeys(intent for intent, _, _ in named))
        self._intent_of = np.array([self.labels.index(intent) for intent, _, _ in named])
        self._topics = [topic for _, _, topic in named]
        self.right = features.spelling().right
        # Earlier messages of a conversation are judged again with each further one. Nobody changes what is remembered.
        self._chances = lru_cache(maxsize=4096)(self._judged)
        self.probabilities = lru_cache(maxsize=4096)(self._of_intents)

    def __reduce__(self) -> tuple[Any, ...]:
        """Without what it remembers: it may be fitted in another process."""
        return IntentModel, (self._features, self._model, self._temperature)

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
        """Raises ValueError when there are fewer than two intents."""
        if len(set(labels)) < 2:
            raise ValueError("the training data has fewer than two intents; add examples to data/nlu")
        features = Features.fit(texts, pairs=True)
        matrix = features.matrix(texts)
        targets = np.asarray(labels)
        work: list[Callable[[], Any]] = [
            lambda: _temperature(matrix, targets),
            lambda: _fitted(matrix, targets),
        ]
        temperature, model = each(_done, work)
        return cls(features, model, temperature)

    def _of_intents(self, text: str) -> np.ndarray:
        """One number a label, in the order of `labels`."""
        return np.bincount(self._intent_of, weights=self._chances(text), minlength=len(self.labels))

    def probabilities_of_all(self, texts: Sequence[str]) -> np.ndarray:
        """`probabilities` of many texts, a row each."""
        scores = self._model.score_rows(self._features.matrix([self.right(text) for text in texts]))
        chances = _softmax(scores / self._temperature)
        return np.stack(
            [chances[:, self._intent_of == at].sum(axis=1) for at in range(len(self.labels))], axis=1
        )

    def likeness(self, text: str) -> float:
        """How far the examples speak for the text at all, whichever of them ("energy": the logarithm of the summed scores)."""
        return float(np.logaddexp.reduce(self._model.scores(self._vector(text))))

    def topics(self, text: str, intent: str) -> tuple[str, ...]:
        """What the examples say of the intent beside its name, for the kind of it that the message is most like."""
        if intent not in self.labels:
            return ()
        chances = np.where(self._intent_of == self.labels.index(intent), self._chances(text), -1.0)
        topic = self._topics[int(chances.argmax())]
        return (topic,) if topic else ()

    def _judged(self, text: str) -> np.ndarray:
        scores = self._model.scores(self._vector(text))
        return _softmax(scores[None, :] / self._temperature)[0]

    def _vector(self, text: str) -> Vector:
        return self._features.vector(self.right(text))

    def classify(self, text: str, bars: Bars, within: np.ndarray | None = None) -> Meaning:
        """What the message asks for. Its clauses are understood on their own, so that it may hold several requests.

        `within` are the probabilities of the whole as read in its dialogue: they say which request is the main one, and the
        clauses only what else there is. Without them the clauses decide that too.
        """
        normal = normalise(text).text
        if not any(char.isalnum() for char in normal):
            drawn = _drawn(normal)
            if drawn in self.labels:
                return Meaning(intent=drawn, confidence=1.0, also=(), ranking=((drawn, 1.0),))
            if within is None:
                return Meaning(
                    intent=NOT_UNDERSTOOD,
                    confidence=0.0,
                    also=(),
                    ranking=self._ranked(self.probabilities(normal)),
                )
        parts = clauses.split(normal)
        wanted = clauses.meant(parts)
        whole = normal if len(wanted) == len(parts) else " ".join(wanted)
        alone = self.probabilities(whole)
        ranking = self._ranked(alone if within is None or self._agreed(alone, within, bars) else within)
        further = [self._ranked(self.probabilities(one))[0] for one in wanted] if len(wanted) > 1 else []
        requests = [(name, chance) for name, chance in further if name not in SOFT and chance >= bars.further]
        intent, confidence = ranking[0]
        if requests and within is None and (intent in SOFT or confidence < bars.swap):
            intent, confidence = requests[0]
        also = tuple(dict.fromkeys(name for name, _ in requests if name != intent))
        if (
            max(confidence, float(alone.max())) < bars.understood
        ):  # what is clear by itself is never unintelligible
            intent = NOT_UNDERSTOOD
        topics = self.topics(whole, intent)
        return Meaning(intent=intent, confidence=confidence, also=also, topics=topics, ranking=ranking)

    def is_clear(self, text: str, bars: Bars) -> bool:
        """Whether the words alone are surely a request, or talk that opens no request."""
        alone = self.probabilities(normalise(text).text)
        best = int(alone.argmax())
        return self._clear(alone, bars) or bool(alone[best] >= bars.clear and self.labels[best] in _PLAIN)

    def _clear(self, alone: np.ndarray, bars: Bars) -> bool:
        best = int(alone.argmax())
        return bool(alone[best] >= bars.clear) and self.labels[best] not in SOFT

    def _agreed(self, alone: np.ndarray, within: np.ndarray, bars: Bars) -> bool:
        """A request that is clear by itself means the same in any dialogue that does not speak against it."""
        best = int(alone.argmax())
        least = bars.possible if alone[best] >= bars.certain else bars.understood
        return self._clear(alone, bars) and bool(within[best] >= least)

    def _ranked(self, row: np.ndarray) -> tuple[tuple[str, float], ...]:
        order = np.argsort(-row)
        return tuple((self.labels[at], float(row[at])) for at in order)

    def save(self, folder: Path) -> None:
        arrays = {**self._features.to_arrays(), **self._model.to_arrays("intent")}
        linear.save(folder / FILE, {**arrays, "temperature": np.array(self._temperature)})

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        arrays = linear.load(folder / FILE)
        model = Linear.from_arrays("intent", arrays)
        return cls(Features.from_arrays(arrays), model, float(arrays["temperature"]))


def _done(work: Callable[[], Any]) -> Any:
    return work()


def _drawn(text: str) -> str | None:
    """What a message of faces and signs says: a thumb is a yes, others are talk. Marks alone ("？？") say nothing."""
    if any(sign in text for sign in _YES_SIGNS):
        return "affirm"
    return "chitchat" if any(unicodedata.category(char) == "So" for char in text) else None


def _fitted(matrix: Any, targets: np.ndarray) -> Linear:
    """A support vector machine and a softmax regression averaged into one set of weights: each is right where the other errs."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 (only training needs it)

    svm = Linear.of(LinearSVC(C=1.0, tol=0.01, random_state=0).fit(matrix, targets))
    codes = np.searchsorted(np.array(svm.labels), targets)
    return svm.mixed(
        _SVM_SHARE / _SVM_TEMPERATURE, *dropout.fit(matrix, codes, len(svm.labels)), 1.0 - _SVM_SHARE
    )


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _temperature(matrix: Any, targets: np.ndarray) -> float:
    """The divisor of the scores at which their softmax is best calibrated on texts not trained on."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    classes, codes, counts = np.unique(targets, return_inverse=True, return_counts=True)
    if counts.min() < _FOLDS:
        return 1.0  # too little data to measure; near what real data gives
    scores = np.zeros((len(targets), len(classes)))
    measured: list[int] = []
    for train, rest in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(matrix, targets):
        scores[rest] = _fitted(matrix[train], targets[train]).score_rows(matrix[rest])
        measured += rest.tolist()
        if len(measured) >= _ENOUGH:
            break

    def surprise(temperature: float) -> float:
        chosen = _softmax(scores[measured] / temperature)[np.arange(len(measured)), codes[measured]]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(minimize_scalar(surprise, bounds=(0.2, 5.0), method="bounded").x)
