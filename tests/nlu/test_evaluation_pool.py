"""Work in other processes: results, failures, and nobody left behind."""

import multiprocessing
import os
import signal
import time

import pytest

from bot.evaluation.pool import Task, run


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(f"number {number}\nis bad")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleep() -> None:
    time.sleep(60)


def silent(name: str, done: int, total: int) -> None:
    pass


def test_all_results_come_by_name_and_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    tasks = [Task(name="ab"[at % 2], work=double, arguments=(at,)) for at in range(5)]
    found = run(tasks, lambda *progress: told.append(progress))
    assert {name: sorted(results) for name, results in found.items()} == {"a": [0, 4, 8], "b": [2, 6]}
    assert [(done, total) for _, done, total in told] == [(at, 5) for at in range(1, 6)]


def test_a_failure_is_raised_in_its_own_words_and_stops_the_others() -> None:
    tasks = [Task(name="a", work=fail, arguments=(7,)), Task(name="b", work=sleep, arguments=())]
    began = time.monotonic()
    with pytest.raises(ValueError, match=r"^number 7 is bad$"):
        run(tasks, silent)
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_noticed() -> None:
    with pytest.raises(ValueError, match="the process that measured a was killed"):
        run([Task(name="a", work=die, arguments=())], silent)
