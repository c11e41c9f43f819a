"""Examples that cross-validation keeps getting wrong, as warnings. Trains for minutes: only `frontdesk check --thorough`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.check.faults import Fault
from bot.evaluation.start import suspects


def doubted() -> list[Fault]:
    """In the order of files and lines. Raises CannotRun when nothing can be trained."""
    return as_faults(suspects())


def as_faults(found: Iterable[Mapping[str, Any]]) -> list[Fault]:
    return sorted(
        Fault(
            file=one["file"],
            line=one["line"],
            problem=(
                f"'{one['text']}' is '{one['label']}', but models trained without it say '{one['said']}'"
                f" each time ({one['sure']:.2f} sure or more)"
            ),
            fatal=False,
        )
        for one in found
    )
