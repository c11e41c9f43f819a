"""Which request a message holds: a linear model over words and characters, with calibrated confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.nlu import clauses
from bot.nlu.features import Features
from bot.nlu.normal import normalise

NOT_UNDERSTOOD = "nlu_fallback"
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
_FILE = "intents.joblib"
_FOLDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """`ranking` holds every label with its probability, best first, also when the message is not understood."""

    intent: str
    confidence: float
    also: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Least probabilities: for understanding at all, and for a clause to count as a further request."""

    understood: float = 0.3
    further: float = 0.55
    swap: float = 0.5

    def to_dict(self) -> dict[str, float]:
        return asdict(self)


class IntentModel:
    """Train with `fit`, or `load`; then `classify`."""

    def __init__(self, features: Features, model: Any, temperature: float) -> None:
        self._features = features
        self._model = model
        self._temperature = temperature

    @property
    def labels(self) -> list[str]:
        return [str(label) for label in self._model.classes_]

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
        """Raises ValueError when there are fewer than two intents."""
        if len(set(labels)) < 2:
            raise ValueError("the training data has fewer than two intents; add examples to data/nlu")
        features = Features(char_weight=1.5)
        matrix = features.fit_transform(texts)
        targets = np.asarray(labels)
        model = _svm().fit(matrix, targets)
        return cls(features, model, _temperature(matrix, targets))

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text, one column a label, in the order of `labels`."""
        return _softmax(_scores(self._model, self._features.transform(texts)) / self._temperature)

    def classify(self, text: str, bars: Bars) -> Meaning:
        """What the message asks for: first by the whole, then by its clauses."""
        normal = normalise(text).text
        parts = clauses.split(normal)
        wanted = clauses.meant(parts)
        whole = normal if len(wanted) == len(parts) else " ".join(wanted)
        rows = self.probabilities([whole, *wanted] if len(wanted) > 1 else [whole])
        if not any(char.isalnum() for char in normal):
            return Meaning(intent=NOT_UNDERSTOOD, confidence=0.0, also=(), ranking=self._ranked(rows[0]))
        return self._meaning(rows, bars)

    def _meaning(self, rows: np.ndarray, bars: Bars) -> Meaning:
        ranking = self._ranked(rows[0])
        intent, confidence = ranking[0]
        further = [self._ranked(row)[0] for row in rows[1:]]
        requests = [(name, sure) for name, sure in further if name not in SOFT and sure >= bars.further]
        if requests and (intent in SOFT or confidence < bars.swap):
            intent, confidence = requests[0]
        also = tuple(dict.fromkeys(name for name, _ in requests if name != intent))
        if confidence < bars.understood:
            intent = NOT_UNDERSTOOD
        return Meaning(intent=intent, confidence=confidence, also=also, ranking=ranking)

    def _ranked(self, row: np.ndarray) -> tuple[tuple[str, float], ...]:
        order = np.argsort(-row)
        return tuple((str(self._model.classes_[at]), float(row[at])) for at in order)

    def save(self, folder: Path) -> None:
        joblib.dump((self._features, self._model, self._temperature), folder / _FILE, compress=3)

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        return cls(*joblib.load(folder / _FILE))


def _svm() -> LinearSVC:
    return LinearSVC(C=1.0, class_weight="balanced", random_state=0)


def _scores(model: Any, matrix: Any) -> np.ndarray:
    scores = model.decision_function(matrix)
    return scores if scores.ndim == 2 else np.column_stack([-scores, scores])


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _temperature(matrix: Any, targets: np.ndarray) -> float:
    """The divisor of the scores at which their softmax is best calibrated on texts not trained on."""
    classes, codes, counts = np.unique(targets, return_inverse=True, return_counts=True)
    if counts.min() < _FOLDS:
        return 0.3  # too little data to measure; near what real data gives
    scores = np.zeros((len(targets), len(classes)))
    for train, rest in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(matrix, targets):
        scores[rest] = _scores(_svm().fit(matrix[train], targets[train]), matrix[rest])

    def surprise(temperature: float) -> float:
        chosen = _softmax(scores / temperature)[np.arange(len(codes)), codes]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(minimize_scalar(surprise, bounds=(0.05, 2.0), method="bounded").x)
