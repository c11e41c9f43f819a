"""A message read in its dialogue: intent, emotion and whether a person is due, each a linear model over named features.

What a fragment ("那另一个呢", "嗯", "第三次了") means hangs on what was said before it. The models see the message, the pieces
before it, the service's last words, the judgement of the models that know single messages only, and the facts of `scene`.
They are fitted on the written dialogues of `data/dialogues`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.nlu import form, linear
from bot.nlu.dialogues import Dialogue
from bot.nlu.features import Features, Vector
from bot.nlu.linear import Linear
from bot.nlu.scene import Scene, facts, joined
from handoff.cues import find
from handoff.reasons import REASONS
from handoff.signals import FAMILY, TurnSignals

FILE = "dialogue.npz"
ANY = "any"  # the head that says whether a person is due at all
_TEXT, _SAID, _PIECES = 1.5, 1.5, 1.0  # weight of the n-gram blocks against the dense features
_RARE = 3  # a dense feature that fewer turns have is left out
_REMEMBERED = 0.85  # a turn further back counts this much less for what the dialogue is about
_CONCERN = 1.6  # requests weigh more than talk: a fragment missed costs an answer, a "嗯" does not


class Singles(Protocol):
    """The models of single messages."""

    @property
    def labels(self) -> Sequence[str]: ...

    @property
    def moods(self) -> Sequence[str]: ...

    def probabilities(self, text: str) -> np.ndarray: ...

    def moods_of(self, text: str) -> np.ndarray: ...

    def signals(
        self, text: str, history: Sequence[TurnSignals], turn: int, answered: bool
    ) -> TurnSignals: ...


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
        heads: Mapping[str, Linear],
        temperature: float,
    ) -> None:
        self._singles = singles
        self._at = {name: place for place, name in enumerate(names)}
        self._text, self._said = text, said
        self._heads = heads
        self._temperature = temperature
        self._judged = lru_cache(maxsize=2048)(singles.probabilities)
        labels = {label: place for place, label in enumerate(singles.labels)}
        self._places = [
            (labels[name], at) for at, name in enumerate(heads["intent"].labels) if name in labels
        ]

    @classmethod
    def fit(cls, singles: Singles, turns: Sequence[Turn]) -> DialogueModel:
        """Raises ValueError when the dialogues have fewer than two intents, emotions, or no handoff."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (only training needs them)

        if not any(turn.intent in singles.labels for turn in turns):
            raise ValueError("no intent of the dialogues is one of the messages'; label both by one taxonomy")
        judged = lru_cache(maxsize=None)(singles.probabilities)
        named = [_named(singles, turn.text, turn.scene, judged) for turn in turns]
        seen = Counter(name for one in named for name in one)
        names = sorted(name for name, count in seen.items() if count >= _RARE)
        text = Features.fit([turn.text for turn in turns])
        said = Features.fit([turn.scene.said for turn in turns])
        model = cls(singles, names, text, said, {"intent": _NOTHING}, 1.0)
        matrix = model._matrix(turns, named)

        def logistic(labels: Sequence[Any]) -> Linear:
            return Linear.of(
                LogisticRegression(C=0.3, solver="liblinear", random_state=0).fit(matrix, labels)
            )

        heads = {"mood": logistic([turn.emotion for turn in turns])}
        heads[ANY] = logistic([bool(turn.handoff) for turn in turns])
        for reason in REASONS:
            due = [reason in turn.handoff for turn in turns]
            if any(due):
                heads[reason] = logistic(due)
        intents = np.array([turn.intent for turn in turns])
        groups = np.array([turn.dialogue for turn in turns])
        heads["intent"], temperature = _intents(matrix, intents, groups)
        return cls(singles, names, text, said, heads, temperature)

    def read(self, text: str, scene: Scene) -> Reading:
        vector = self._sparse(text, scene)
        dense = self._dense(_named(self._singles, text, scene, self._judged))
        scores = self._heads["intent"].scores(vector, dense) / self._temperature
        known = scores[[at for _, at in self._places]]
        intents = np.zeros(len(self._singles.labels))
        intents[[place for place, _ in self._places]] = np.exp(known - known.max())
        mood = self._heads["mood"]
        each = _sigmoid(mood.scores(vector, dense))
        calls = {
            name: float(_sigmoid(head.scores(vector, dense)[-1]))
            for name, head in self._heads.items()
            if name not in ("intent", "mood")
        }
        return Reading(
            intents=intents / intents.sum(),
            moods=dict(zip(mood.labels, (each / each.sum()).tolist(), strict=True)),
            calls=calls,
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
        for name, head in self._heads.items():
            arrays |= head.to_arrays(name)
        arrays |= {"names": np.array(list(self._at)), "heads": np.array(list(self._heads))}
        linear.save(folder / FILE, {**arrays, "temperature": np.array(self._temperature)})

    @classmethod
    def load(cls, folder: Path, singles: Singles) -> DialogueModel:
        arrays = linear.load(folder / FILE)

        def features(name: str) -> Features:
            start = f"{name}_"
            return Features.from_arrays(
                {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}
            )

        heads = {str(name): Linear.from_arrays(str(name), arrays) for name in arrays["heads"]}
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


def _named(
    singles: Singles, text: str, scene: Scene, probabilities: Callable[[str], np.ndarray]
) -> dict[str, float]:
    """All dense features by name; `probabilities` are the single messages', remembered."""
    whole = joined(text, scene)
    found = dict(facts(text, scene))
    found |= _each("alone", singles.labels, _level(probabilities(text)))
    found |= _each("so_far", singles.labels, _level(probabilities(whole)))
    if scene.said:
        found |= _each("said", singles.labels, _level(probabilities(scene.said)))
    about = np.zeros(len(singles.labels))
    weight = 1.0
    for turn in reversed(scene.history):
        about += weight * probabilities(turn.quote)
        weight *= _REMEMBERED
    found |= {
        f"topic:{label}": min(float(value), 2.0) / 2
        for label, value in zip(singles.labels, about, strict=True)
        if label in FAMILY
    }
    found |= _each("mood", singles.moods, singles.moods_of(text))
    found |= _each("mood_so_far", singles.moods, singles.moods_of(whole))
    found |= {f"cue:{name}": 1.0 for name in find(text)}
    return found | _each("form", form.NAMES, form.measure(text))


def _each(kind: str, names: Sequence[str], values: Sequence[float] | np.ndarray) -> dict[str, float]:
    return {f"{kind}:{name}": float(value) for name, value in zip(names, values, strict=True)}


def _level(probabilities: np.ndarray) -> np.ndarray:
    """Logarithms brought to about -0.8 to 1."""
    return np.log(np.maximum(probabilities, 1e-4)) / 5 + 1


def _intents(matrix: Any, intents: np.ndarray, groups: np.ndarray) -> tuple[Linear, float]:
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
    return Linear.of(fitted(np.arange(len(intents)))), temperature


def _sigmoid(scores: Any) -> Any:
    return 1 / (1 + np.exp(-scores))


_EMPTY: Vector = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
_NOTHING = Linear([], np.zeros((0, 0)), np.zeros(0))
