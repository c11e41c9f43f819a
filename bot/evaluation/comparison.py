"""Figures beside those that were accepted last: which fell by more than chance explains. Pure but for the file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

VERSION = 1
_KEPT = 4  # digits of a figure in the file: what differs behind them is no change
FELL, ROSE, SAME, NEW = "fell", "rose", "same", "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`noise` is what it may move by chance; `target` what it is to reach; usually more is better."""

    name: str
    value: float
    noise: float
    count: int
    target: float | None = None
    less_is_better: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A figure of now with that of before; `noise` is the larger one of both."""

    name: str
    now: float
    noise: float
    count: int
    target: float | None
    reached: bool | None
    before: float | None
    verdict: str

    def __str__(self) -> str:
        before = "" if self.before is None else f"{self.before:.3f} before, "
        return f"{self.name}: {before}{self.now:.3f} now, noise {self.noise:.3f}"


def compare(now: Sequence[Figure], accepted: Mapping[str, Figure]) -> list[Compared]:
    """A figure that was not accepted before, or is not measured now, is no fall."""
    return [_compared(figure, accepted.get(figure.name)) for figure in now]


def _compared(figure: Figure, before: Figure | None) -> Compared:
    sign = -1 if figure.less_is_better else 1
    noise = max(figure.noise, before.noise) if before else figure.noise
    gain = round(sign * (figure.value - before.value), _KEPT) if before else 0.0
    verdict = NEW if before is None else FELL if gain < -noise else ROSE if gain > noise else SAME
    reached = None if figure.target is None else sign * (figure.value - figure.target) >= 0
    return Compared(
        name=figure.name,
        now=figure.value,
        noise=noise,
        count=figure.count,
        target=figure.target,
        reached=reached,
        before=before.value if before else None,
        verdict=verdict,
    )


def read_accepted(path: Path) -> dict[str, Figure]:
    """Empty when nothing was accepted yet. Raises ValueError for a file that is not ours."""
    if not path.exists():
        return {}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["version"] != VERSION:
            raise ValueError(f"version {stored['version']}")
        return {name: Figure(name=name, **figure) for name, figure in stored["figures"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name} cannot be read ({error}); write it with --accept") from error


def write_accepted(path: Path, figures: Sequence[Figure], about: Mapping[str, Any]) -> None:
    """In the order of names, rounded: what changed is what a diff shows."""
    stored = {}
    for figure in sorted(figures, key=lambda one: one.name):
        fields = asdict(figure)
        del fields["name"], fields["target"]
        stored[figure.name] = {
            name: round(value, _KEPT) if isinstance(value, float) else value for name, value in fields.items()
        }
    content = {"version": VERSION, **about, "figures": stored}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
