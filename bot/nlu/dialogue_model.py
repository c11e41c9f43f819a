"""A message read in its dialogue: intent, emotion and whether a person is due, each a linear model over named features.

What a fragment ("那另一个呢", "嗯", "第三次了") means hangs on what was said before it. The models see the message, the pieces
before it, the service's last words, the judgement of the models that know single messages only, and the facts of `scene`.
They are fitted on the written dialogues of `data/dialogues`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu import linear
from bot.nlu.dialogue_features import Singles, named_features
from bot.nlu.dialogues import Dialogue
from bot.nlu.features import Features, Vector
from bot.nlu.linear import Linear
from bot.nlu.scene import Scene, joined
from handoff.reasons import REASONS
from handoff.signals import FAMILY, TurnSignals

FILE = "dialogue.npz"
ANY = "any"  # the head that says whether a person is due at all
_TEXT, _SAID, _PIECES = 1.5, 1.5, 1.0  # weight of the n-gram blocks against the dense features
_INTENT, _MOOD, _CALL = "intent:", "mood:", "call:"  # kinds of heads
_RARE = 3  # a dense feature that fewer turns have is left out
_CONCERN = 1.6  # requests weigh more than talk: a fragment missed costs an answer, a "嗯" does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`intents` follow the order of the single-message labels; `moods` and `calls` are probabilities by name."""

    intents: np.ndarray
    moods: Mapping[str, float]
    calls: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A labelled customer message with what surrounds it."""

    dialogue: str
    text: str
    scene: Scene
    intent: str
    emotion: str
    handoff: tuple[str, ...]


class DialogueModel:
    """Train with `fit`, or `load`; then `read`."""

    def __init__(
        self,
        singles: Singles,
        names: Sequence[str],
        text: Features,
        said: Features,
        heads: Linear,
        temperature: float,
    ) -> None:
        """`heads` is one model whose labels are "intent:…", "mood:…" and "call:…"."""
        self._singles = singles
        self._at = {name: place for place, name in enumerate(names)}
        self._text, self._said = text, said
        self._heads = heads
        self._temperature = temperature
        known = {f"{_INTENT}{label}": place for place, label in enumerate(singles.labels)}
        pairs = [(known[label], at) for at, label in enumerate(heads.labels) if label in known]
        self._places, self._intents = [place for place, _ in pairs], [at for _, at in pairs]
        self._moods, self._calls = _columns(heads, _MOOD), _columns(heads, _CALL)

    @classmethod
    def fit(cls, singles: Singles, turns: Sequence[Turn]) -> DialogueModel:
        """Raises ValueError when the dialogues have fewer than two intents, emotions, or no handoff."""
        if not any(turn.intent in singles.labels for turn in turns):
            raise ValueError("no intent of the dialogues is one of the messages'; label both by one taxonomy")
        named = [named_features(singles, turn.text, turn.scene) for turn in turns]
        seen = Counter(name for one in named for name in one)
        names = sorted(name for name, count in seen.items() if count >= _RARE)
        text = Features.fit([turn.text for turn in turns])
        said = Features.fit([turn.scene.said for turn in turns])
        model = cls(singles, names, text, said, _NOTHING, 1.0)
        matrix = model._matrix(turns, named)

        labels: dict[str, Sequence[Any]] = {_MOOD: [turn.emotion for turn in turns]}
        labels[_CALL + ANY] = [bool(turn.handoff) for turn in turns]
        for reason in REASONS:
            due = [reason in turn.handoff for turn in turns]
            if any(due):
                labels[_CALL + reason] = due
        intents = np.array([turn.intent for turn in turns])
        groups = np.array([turn.dialogue for turn in turns])
        by_intent, temperature = _fitted_intents(matrix, intents, groups)
        others = [_fitted(matrix, name, one) for name, one in labels.items()]
        return cls(singles, names, text, said, by_intent.beside(*others), temperature)

    def read(self, text: str, scene: Scene) -> Reading:
        vector = self._sparse(text, scene)
        dense = self._dense(named_features(self._singles, text, scene))
        scores = self._heads.scores(vector, dense)
        wanted = scores[self._intents] / self._temperature
        intents = np.zeros(len(self._singles.labels))
        intents[self._places] = np.exp(wanted - wanted.max())
        felt = {name: float(_sigmoid(scores[at])) for name, at in self._moods.items()}
        whole = sum(felt.values())
        return Reading(
            intents=intents / intents.sum(),
            moods={name: chance / whole for name, chance in felt.items()},
            calls={name: float(_sigmoid(scores[at])) for name, at in self._calls.items()},
        )

    def _sparse(self, text: str, scene: Scene) -> Vector:
        pieces = joined("", scene)
        blocks = [
            (self._text.vector(text), 0, _TEXT),
            (self._said.vector(scene.said) if scene.said else _EMPTY, len(self._text), _SAID),
            (self._text.vector(pieces) if pieces else _EMPTY, len(self._text) + len(self._said), _PIECES),
        ]
        where = np.concatenate([found[0] + start for found, start, _ in blocks])
        values = np.concatenate([found[1] * weight for found, _, weight in blocks])
        return where, values

    def _dense(self, named: Mapping[str, float]) -> np.ndarray:
        dense = np.zeros(len(self._at), dtype=np.float32)
        for name, value in named.items():
            place = self._at.get(name)
            if place is not None:
                dense[place] = value
        return dense

    def _matrix(self, turns: Sequence[Turn], named: Sequence[Mapping[str, float]]) -> Any:
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415

        vectors = [self._sparse(turn.text, turn.scene) for turn in turns]
        rows = np.concatenate([[0], np.cumsum([len(where) for where, _ in vectors])])
        columns = np.concatenate([where for where, _ in vectors])
        values = np.concatenate([weights for _, weights in vectors])
        width = 2 * len(self._text) + len(self._said)
        sparse = csr_matrix((values, columns, rows), shape=(len(turns), width))
        return hstack([sparse, csr_matrix(np.array([self._dense(one) for one in named]))], format="csr")

    def save(self, folder: Path) -> None:
        arrays = {f"text_{name}": array for name, array in self._text.to_arrays().items()}
        arrays |= {f"said_{name}": array for name, array in self._said.to_arrays().items()}
        arrays |= {**self._heads.to_arrays("heads"), "names": np.array(list(self._at))}
        linear.save(folder / FILE, {**arrays, "temperature": np.array(self._temperature)})

    @classmethod
    def load(cls, folder: Path, singles: Singles) -> DialogueModel:
        arrays = linear.load(folder / FILE)

        def features(name: str) -> Features:
            start = f"{name}_"
            return Features.from_arrays(
                {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}
            )

        heads = Linear.from_arrays("heads", arrays)
        names = [str(name) for name in arrays["names"]]
        return cls(singles, names, features("text"), features("said"), heads, float(arrays["temperature"]))


def turns_of(singles: Singles, dialogues: Sequence[Dialogue]) -> list[Turn]:
    """Every customer message with its scene, as a replay would meet it."""
    return [turn for dialogue in dialogues for turn in _turns(singles, dialogue)]


def _turns(singles: Singles, dialogue: Dialogue) -> list[Turn]:
    found: list[Turn] = []
    history: list[TurnSignals] = []
    said: list[str] = []
    answered = True
    for at, entry in enumerate(dialogue.entries):
        if not entry.by_customer:
            said = [*said, entry.text] if answered else [entry.text]
            answered = True
            continue
        scene = Scene.at(said, history, answered=answered)
        found.append(
            Turn(
                dialogue=dialogue.id,
                text=entry.text,
                scene=scene,
                intent=entry.intent,
                emotion=entry.emotion,
                handoff=entry.handoff,
            )
        )
        history.append(singles.signals(entry.text, scene.history, at, answered))
        answered = False
    return found


def _columns(heads: Linear, kind: str) -> dict[str, int]:
    return {label.removeprefix(kind): at for at, label in enumerate(heads.labels) if label.startswith(kind)}


def _fitted(matrix: Any, name: str, labels: Sequence[Any]) -> Linear:
    """A logistic model: a column a label, or for a yes or no the one of the yes."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    found = Linear.of(LogisticRegression(C=0.3, solver="liblinear", random_state=0).fit(matrix, labels))
    return found.named(lambda label: name + label if name == _MOOD else name if label == "True" else None)


def _fitted_intents(matrix: Any, intents: np.ndarray, groups: np.ndarray) -> tuple[Linear, float]:
    """The intents' model, and the temperature at which it is calibrated on dialogues it was not fitted on."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415
    from sklearn.model_selection import GroupKFold  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    def fitted(rows: Any) -> Any:
        weights = {name: _CONCERN if name in FAMILY else 1.0 for name in set(intents[rows])}
        return LinearSVC(C=0.05, random_state=0, class_weight=weights).fit(matrix[rows], intents[rows])

    folds = min(4, len(set(groups)))
    temperature = 0.3
    if folds > 1:
        train, rest = next(GroupKFold(folds).split(intents, groups=groups))
        model = fitted(train)
        known = {name: at for at, name in enumerate(model.classes_)}
        kept = [at for at in rest if intents[at] in known]
        if kept and len(known) > 2:
            scores = model.decision_function(matrix[kept])
            true = [known[intents[at]] for at in kept]

            def surprise(divisor: float) -> float:
                raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / divisor)
                chosen = raised[np.arange(len(true)), true] / raised.sum(axis=1)
                return float(-np.log(np.maximum(chosen, 1e-12)).mean())

            temperature = float(minimize_scalar(surprise, bounds=(0.05, 2.0), method="bounded").x)
    found = Linear.of(fitted(np.arange(len(intents))))
    return found.named(lambda label: _INTENT + label), temperature


def _sigmoid(scores: Any) -> Any:
    return 1 / (1 + np.exp(-scores))


_EMPTY: Vector = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
_NOTHING = Linear([], np.zeros((0, 0)), np.zeros(0))
