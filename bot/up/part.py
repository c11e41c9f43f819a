"""What the supervisor runs: one part is one process of Frontdesk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class State(Enum):
    """Where a part is in its life."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    RESTARTING = "restarting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How one process is started, recognised as ready, and stopped."""

    name: str
    command: Callable[[], tuple[str, ...]]  # asked anew at each start: a model may have changed meanwhile
    environ: Mapping[str, str]
    ready: Callable[[], Awaitable[bool]] | None = None  # None: a job, ready when it has ended well
    after: tuple[str, ...] = ()  # parts that must be ready before it starts
    stage: int = 0  # the highest stage is stopped first
    lock: Callable[[], int] | None = None  # taken before each start; the process inherits the descriptor
    cwd: Path | None = None
    start_s: float = 60.0
    stop_s: float = 10.0


@dataclass(slots=True, kw_only=True)
class Status:
    """What is shown of a part."""

    state: State = State.WAITING
    since: float = 0.0
    restarts: int = 0
    took_s: float | None = field(default=None)
