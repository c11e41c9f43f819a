"""How the customer feels in a turn: by words and form of the message alone, or by what the dialogue model read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.nlu.learning import linear
from bot.nlu.learning.features import Features
from bot.nlu.learning.linear import Linear
from bot.nlu.text import form

CALM = "calm"
LABELS = ("angry", "anxious", "calm", "disappointed", "pleased")
NEGATIVE = frozenset({"angry", "anxious", "disappointed"})
FILE = "emotion.npz"
# One angry turn calls a person, so the label needs evidence: below these, the mood counts as calm.
_BARS = {"angry": 0.4, "anxious": 0.34, "disappointed": 0.34, "pleased": 0.3}
_SURELY_ANGRY = 0.4  # against all the rest, before they are made comparable
_UPSET_WITHIN = 0.33  # the negative labels together, read in a dialogue: best F1 on data/dialogues
_MOODY = 0.55  # this much in the negative labels together is no calm, even when none passes alone
# Messages that are calm only because requests of their kind mostly are weigh together this share of the labelled.
_PLAIN_SHARE = 0.1
# Messages of these intents are facts and questions; the other intents' may hold any mood.
PLAIN_INTENTS = frozenset(
    {
        "order_status", "change_order", "invoice", "price_protection", "promotion", "track_shipment", "delivery_time",
        "change_delivery", "return_policy", "return_logistics", "warranty_repair", "account", "review", "greet",
        "affirm", "deny", "inform", "product_question", "chitchat", "out_of_scope", "request_exchange", "payment_problem",
    }
)  # fmt: skip
_RANGES = {
    "calm": (0.0, 0.2), "pleased": (0.2, 1.0), "anxious": (0.25, 0.9), "disappointed": (0.25, 0.9),
    "angry": (0.5, 1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    text: str
    emotion: str
    intensity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    emotion: str
    intensity: float


def read_examples(folder: Path) -> list[Example]:
    """Labelled messages of all files, in their order. Raises ValueError naming the file and the entry."""
    examples: list[Example] = []
    for path in sorted(folder.glob("*.yml")):
        groups = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        for at, group in enumerate(groups, start=1):
            try:
                label, intensity = group["emotion"], float(group["intensity"])
                messages = [
                    line[2:].strip() for line in group["messages"].splitlines() if line.startswith("- ")
                ]
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(
                    f"{path.name}, group {at}: emotion, intensity and messages are needed"
                ) from error
            if label not in LABELS or not 0 <= intensity <= 1 or not messages:
                raise ValueError(f"{path.name}, group {at}: {label!r} with {intensity} is no emotion of ours")
            examples += [Example(text=text, emotion=label, intensity=intensity) for text in messages]
    return examples


class EmotionModel:
    """Train with `fit`, or `load`; then `feel`."""

    def __init__(self, features: Features, labels: Linear, strength: Linear) -> None:
        self._features = features
        self._labels = labels
        self._strength = strength

    @classmethod
    def fit(cls, examples: Sequence[Example], plain: Sequence[str] = ()) -> EmotionModel:
        """`plain` are messages without a label that are most likely calm. Raises ValueError for one emotion."""
        from sklearn.linear_model import LogisticRegression, Ridge  # noqa: PLC0415 (only training needs them)

        if len({one.emotion for one in examples}) < 2:
            raise ValueError("data/emotion has fewer than two emotions; add labelled messages")
        known = [*examples, *(Example(text=text, emotion=CALM, intensity=0.0) for text in plain)]
        weights = [1.0] * len(examples) + [_PLAIN_SHARE * len(examples) / max(len(plain), 1)] * len(plain)
        texts = [one.text for one in known]
        features = Features.fit(texts)
        matrix = _matrix(features, texts)
        labels = LogisticRegression(C=8.0, tol=0.1, solver="liblinear", random_state=0)
        labels.fit(matrix, [one.emotion for one in known], sample_weight=weights)
        strength = Ridge(alpha=1.0, random_state=0)
        strength.fit(matrix, [one.intensity for one in known], sample_weight=weights)
        return cls(features, Linear.of(labels), Linear.of(strength))

    @property
    def labels(self) -> list[str]:
        return self._labels.labels

    def moods(self, text: str) -> np.ndarray:
        """Probability of each label against the rest, for the message alone, in the order of `labels`."""
        return 1 / (1 + np.exp(-self._labels.scores(self._features.vector(text), _measured(text))))

    def moods_of_all(self, texts: Sequence[str]) -> np.ndarray:
        """`moods` of many texts, a row each."""
        return 1 / (1 + np.exp(-self._labels.score_rows(_matrix(self._features, texts))))

    def feel(self, text: str) -> Felt:
        """Emotion of a message read alone."""
        if not text.strip():
            return Felt(emotion=CALM, intensity=0.0)
        each = self.moods(text)
        chances = dict(zip(self.labels, (each / each.sum()).tolist(), strict=True))
        label = self._label(chances)
        if label == "angry" and each[self.labels.index("angry")] < _SURELY_ANGRY:
            label = CALM  # only likelier than the rest, because the words are unknown
        return self._felt(text, label)

    def feel_within(self, text: str, chances: Mapping[str, float], *, opens: bool = False) -> Felt:
        """Emotion of a message whose probabilities were read in its dialogue.

        Whether the customer is upset, the dialogue says; that words are angry, they say themselves, and where they open the
        dialogue nothing else does.
        """
        upset = {name: chances.get(name, 0.0) for name in NEGATIVE}
        is_upset = sum(upset.values()) >= _UPSET_WITHIN
        if is_upset or opens:
            alone = self.feel(text)
            if alone.emotion == "angry":
                return alone
        if is_upset:
            return self._felt(text, max(sorted(upset), key=lambda name: upset[name]))
        return self._felt(text, "pleased" if chances.get("pleased", 0.0) > chances.get(CALM, 0.0) else CALM)

    def _felt(self, text: str, label: str) -> Felt:
        low, high = _RANGES[label]
        strength = float(self._strength.scores(self._features.vector(text), _measured(text))[0])
        return Felt(emotion=label, intensity=round(min(max(strength, low), high), 3))

    def _label(self, chances: Mapping[str, float]) -> str:
        label = max(chances, key=lambda name: chances[name])
        if label == CALM or chances[label] >= _BARS[label]:
            return label
        moody = sum(chances.get(name, 0.0) for name in NEGATIVE)
        return "disappointed" if moody >= _MOODY else CALM

    def save(self, folder: Path) -> None:
        arrays = {**self._features.to_arrays(), **self._labels.to_arrays("label")}
        linear.save(folder / FILE, {**arrays, **self._strength.to_arrays("strength")})

    @classmethod
    def load(cls, folder: Path) -> EmotionModel:
        arrays = linear.load(folder / FILE)
        labels, strength = Linear.from_arrays("label", arrays), Linear.from_arrays("strength", arrays)
        return cls(Features.from_arrays(arrays), labels, strength)


def _matrix(features: Features, texts: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415

    measured = csr_matrix(np.array([form.measure(text) for text in texts]))
    return hstack([features.matrix(texts), measured], format="csr")


def _measured(text: str) -> np.ndarray:
    return np.array(form.measure(text), dtype=np.float32)
