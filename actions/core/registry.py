"""Which task has which name, and what words call for by themselves. Both enter themselves when they are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.core.skill import Task
    from actions.core.visit import Visit

# Answers the turn and is true when its words ask for just that, whichever task they were taken for.
Shortcut = Callable[["Visit"], Awaitable[bool]]

TASKS: dict[str, type[Task]] = {}
SHORTCUTS: list[Shortcut] = []
FACTS: list[Shortcut] = []


def task_named(name: object) -> Task | None:
    """The task with this name; None for no or an unknown name."""
    kind = TASKS.get(str(name))
    return kind() if kind else None


def shortcut(answer: Shortcut) -> Shortcut:
    """Decorator: tried before a task asks for what it needs."""
    SHORTCUTS.append(answer)
    return answer


def fact(answer: Shortcut) -> Shortcut:
    """Decorator: also tried on each part of a message that says several things (actions/core/several/part_by_part.py)."""
    FACTS.append(answer)
    return answer
