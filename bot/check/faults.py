"""What the linter of data and texts reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing to repair; a warning (`fatal` false) fails nothing."""

    file: str  # relative to the project's folder
    line: int
    problem: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'' if self.fatal else 'warning: '}{self.problem}"
