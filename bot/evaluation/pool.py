"""Runs pieces of work on all processors, the longest first, and tells how far they are."""

from __future__ import annotations

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

MOST = 4  # each process holds the data and a model: up to 800 MB
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`work` is a function of a module, so that another process finds it; its results are kept under `name`."""

    name: str
    work: Callable[..., Any]
    arguments: tuple[Any, ...]


def run(tasks: Sequence[Task], tell: Tell) -> dict[str, list[Any]]:
    """Results by name, in no certain order. Raises what the first failed task raised."""
    found: dict[str, list[Any]] = defaultdict(list)
    with ProcessPoolExecutor(min(os.cpu_count() or 1, MOST)) as processes:
        running = {processes.submit(task.work, *task.arguments): task for task in tasks}
        try:
            for done, future in enumerate(as_completed(running), start=1):
                name = running[future].name
                found[name].append(future.result())
                tell(name, done, len(tasks))
        except BaseException:
            for child in multiprocessing.active_children():
                child.terminate()  # they would work on for a minute, for nobody
            processes.shutdown(wait=False, cancel_futures=True)
            raise
    return found
