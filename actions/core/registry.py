"""Which task has which name. Tasks enter themselves when their class is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.core.skill import Task

TASKS: dict[str, type[Task]] = {}


def task_named(name: object) -> Task | None:
    """The task with this name; None for no or an unknown name."""
    kind = TASKS.get(str(name))
    return kind() if kind else None
