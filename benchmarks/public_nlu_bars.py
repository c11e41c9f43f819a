"""Where a message counts as out of scope: bars on how like an intent it is, found without the test part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import matthews_corrcoef
from sklearn.model_selection import StratifiedKFold

from benchmarks.public_nlu_data import OUT, Part

_FOLDS = 5
_DRAWS = 50
_STEPS = 95


@dataclass(frozen=True, slots=True)
class Read:
    """What a model said of texts: their true labels, its best label each, and how sure it was."""

    truth: np.ndarray
    found: np.ndarray
    sure: np.ndarray

    def with_bar(self, bar: float) -> np.ndarray:
        return np.where(self.sure < bar, OUT, self.found)

    def mcc(self, bar: float) -> float:
        return float(matthews_corrcoef(self.truth, self.with_bar(bar)))

    def in_scope(self, bar: float) -> float:
        """Share of the messages in scope that get their intent; one taken for out of scope is wrong."""
        known = self.truth != OUT
        return float((self.with_bar(bar) == self.truth)[known].mean())

    def recall(self, bar: float) -> float:
        """Share of the messages out of scope that are seen to be."""
        return float((self.with_bar(bar)[self.truth == OUT] == OUT).mean())

    def bars(self) -> np.ndarray:
        return np.unique(np.quantile(self.sure, np.linspace(0.01, 0.99, _STEPS)))


Reader = Callable[[Part, Part], Read]  # trains on the first part, reads the second


def unseen(train: Part, reader: Reader) -> Read:
    """The train part as read by models that did not see it: in folds, and each intent once as out of scope."""
    labels, texts = np.array(train.labels), np.array(train.texts, dtype=object)
    reads = []
    for seen, rest in _rounds(labels):
        truth = np.where(np.isin(labels[rest], labels[seen]), labels[rest], OUT)
        reads.append(reader(_part(texts[seen], labels[seen]), _part(texts[rest], truth)))
    return Read(
        *(np.concatenate([getattr(one, name) for one in reads]) for name in ("truth", "found", "sure"))
    )


def _rounds(labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(labels, labels)
    for label in np.unique(labels):
        yield np.flatnonzero(labels != label), np.flatnonzero(labels == label)


def _part(texts: Sequence[str], labels: Sequence[str]) -> Part:
    return Part(tuple(map(str, texts)), tuple(map(str, labels)))


def lowest_good(read: Read) -> float:
    """The lowest bar whose MCC is within one standard error of the best: the curve is flat around its top, and what
    customers write is less like the examples than the examples are like each other."""
    bars = read.bars()
    values = np.array([read.mcc(bar) for bar in bars])
    best = int(values.argmax())
    return float(bars[np.flatnonzero(values >= values[best] - _error(read, bars[best]))[0]])


def _error(read: Read, bar: float) -> float:
    """Standard error of the MCC, by drawing the messages again."""
    draw, found = np.random.RandomState(0), read.with_bar(bar)
    size = len(found)
    drawn = (draw.randint(0, size, size) for _ in range(_DRAWS))
    return float(np.std([matthews_corrcoef(read.truth[at], found[at]) for at in drawn]))


def lowest_recalling(read: Read, recall: float) -> float:
    """The lowest bar with at least this recall out of scope, so that most messages in scope are kept."""
    seen = read.found != OUT  # the rest is out of scope whatever the bar
    bars = np.unique(read.sure[(read.truth == OUT) & seen])
    bars = np.nextafter(bars, np.inf) if len(bars) else np.array([-np.inf])
    enough = [float(bar) for bar in bars if read.recall(float(bar)) >= recall]
    return enough[0] if enough else float(bars[-1])
