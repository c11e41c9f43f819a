"""Readers of the public test sets, and the default pipeline's training data made from them. Nothing is kept in the project."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OUT = "NO_NODES_DETECTED"  # HINT3's label for out of scope, used for both sets
CLINC, SOFMATTRESS = "clinc150_full.json", ("sofmattress_train.csv", "sofmattress_test.csv")
_SOURCES = {
    CLINC: "take data/data_full.json of github.com/clinc/oos-eval",
    **dict.fromkeys(SOFMATTRESS, "take it from dataset/v1 of github.com/hellohaptik/HINT3"),
}
_CLINC_PARTS = ("train", "val", "test", "oos_train", "oos_val", "oos_test")


class NoData(Exception):
    """Names what is missing or wrong and what to do about it."""


@dataclass(frozen=True, slots=True)
class Part:
    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: Part) -> Part:
        return Part(self.texts + other.texts, self.labels + other.labels)

    def every(self, step: int) -> Part:
        """Each step-th example of every label."""
        seen: dict[str, int] = {}
        kept = []
        for at, label in enumerate(self.labels):
            seen[label] = seen.get(label, -1) + 1
            if seen[label] % step == 0:
                kept.append(at)
        return Part(tuple(self.texts[at] for at in kept), tuple(self.labels[at] for at in kept))


def check(folder: Path) -> None:
    """Raises NoData for the first of the files that is not there."""
    if not folder.is_dir():
        raise NoData(
            f"There is no folder {folder}: name the one with the public data (make bench-nlu DATA=folder)."
        )
    for name, source in _SOURCES.items():
        if not (folder / name).is_file():
            raise NoData(f"There is no {name} in {folder}: {source}, and give it this name.")


def sofmattress(folder: Path) -> tuple[Part, Part]:
    """Train and test part."""
    train, test = (_table(folder / name) for name in SOFMATTRESS)
    return train, test


def _table(path: Path) -> Part:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    if not rows or not {"sentence", "label"} <= set(reader.fieldnames or ()):
        raise NoData(
            f"{path.name} needs the columns sentence and label, and a row: {_SOURCES[path.name]} again."
        )
    return Part(tuple(row["sentence"] for row in rows), tuple(row["label"] for row in rows))


def clinc(folder: Path) -> dict[str, Part]:
    """The six parts by name; those out of scope with OUT for a label."""
    path = folder / CLINC
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {name: _pairs(stored[name], name.startswith("oos")) for name in _CLINC_PARTS}
    except (ValueError, KeyError, TypeError) as error:
        raise NoData(
            f"{CLINC} is not the full set of CLINC150 ({error}): {_SOURCES[CLINC]} again."
        ) from error


def _pairs(pairs: Sequence[tuple[str, str]], out: bool) -> Part:
    return Part(tuple(text for text, _ in pairs), tuple(OUT if out else label for _, label in pairs))
