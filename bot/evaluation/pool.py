"""Runs pieces of work on all processors, in the order given, and tells how far they are.

A process each rather than a pool of them: it begins with what the parent has read, it ends whenever we wish, and one that the
system kills is noticed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
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
    """Results by name, in no certain order. Raises ValueError with the words of the first task that failed."""
    found: dict[str, list[Any]] = defaultdict(list)
    waiting, slots, done = list(tasks), min(os.cpu_count() or 1, MOST), 0
    running: dict[Connection, tuple[Task, BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < slots:
                task = waiting.pop(0)
                answer, process = _started(task)
                running[answer] = task, process
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                task, process = running[ready]
                found[task.name].append(_result(ready, task))
                del running[ready]
                process.join()
                done += 1
                tell(task.name, done, len(tasks))
    finally:
        for _, process in running.values():
            process.terminate()
            process.join()
    return found


def _started(task: Task) -> tuple[Connection, BaseProcess]:
    answer, given = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_work, args=(given, task), daemon=True)
    process.start()
    given.close()  # so that reading ends when the process does, however it does
    return answer, process


def _work(given: Connection, task: Task) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        given.send((task.work(*task.arguments), None))
    except Exception as error:
        given.send((None, " ".join(str(error).split()) or type(error).__name__))


def _result(answer: Connection, task: Task) -> Any:
    try:
        result, problem = answer.recv()
    except EOFError:
        raise ValueError(
            f"the process that measured {task.name} was killed; is there memory enough?"
        ) from None
    if problem is not None:
        raise ValueError(problem)
    return result
