"""No child outlives its supervisor, whoever dies first. Real processes, real kills."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import psutil
import pytest

from bot.up.family import Family
from tests.bot.up.processes import DEAF, SLEEP, alive, all_gone, eventually

PARENT = """
import sys, threading, time
from bot.up.family import Family
commands, by_thread = {commands!r}, {by_thread!r}
family = Family()
pids = [family.guard_pid]
def start():
    for command in commands:
        child = family.spawn(command, output=sys.stderr.buffer)
        pids.append(child.pid)
if by_thread:
    thread = threading.Thread(target=start); thread.start(); thread.join()
else:
    start()
time.sleep(0.3)
print(*pids, flush=True)
time.sleep(600)
"""
WITH_GRANDCHILD = (
    sys.executable,
    "-c",
    "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); time.sleep(600)",
)


class Parent:
    """A process with a family of its own."""

    def __init__(self, *commands: tuple[str, ...], by_thread: bool = False) -> None:
        code = PARENT.format(commands=commands, by_thread=by_thread)
        self.process = Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.guard, *self.children = map(int, self.process.stdout.readline().split())
        if DEAF in commands:
            self.process.stderr.readline()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self.kill()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def parents() -> Iterator[list[Parent]]:
    started: list[Parent] = []
    yield started
    for parent in started:
        parent.close()


def test_killing_the_parent_ends_children_and_grandchildren(parents: list[Parent]) -> None:
    parent = Parent(SLEEP, WITH_GRANDCHILD)
    parents.append(parent)
    assert eventually(lambda: psutil.Process(parent.children[1]).children())
    grandchild = psutil.Process(parent.children[1]).children()[0].pid
    parent.kill()
    assert all_gone([*parent.children, grandchild, parent.guard])


def test_a_child_that_does_not_listen_is_killed(parents: list[Parent]) -> None:
    parent = Parent(DEAF)
    parents.append(parent)
    parent.kill()
    assert all_gone(parent.children)


def test_the_guard_alone_is_enough(parents: list[Parent]) -> None:
    """Where the kernel tells nobody: a thread starts the child, as on a system other than Linux."""
    parent = Parent(SLEEP, by_thread=True)
    parents.append(parent)
    assert alive(parent.children[0])
    parent.kill()
    assert all_gone(parent.children)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_the_kernel_alone_is_enough(parents: list[Parent]) -> None:
    parent = Parent(SLEEP)
    parents.append(parent)
    os.kill(parent.guard, signal.SIGKILL)
    parent.kill()
    assert all_gone(parent.children)


def test_a_signal_to_the_terminal_does_not_reach_children_or_guard(parents: list[Parent]) -> None:
    parent = Parent(SLEEP)
    parents.append(parent)
    pids = (parent.process.pid, parent.guard, *parent.children)
    # The guard leaves its parent's group by itself, once it runs.
    assert eventually(lambda: len({os.getpgid(pid) for pid in pids}) == len(pids))


def test_a_killed_guard_is_replaced_by_one_that_knows_the_children() -> None:
    family = Family()
    child = threaded_spawn(family)
    os.kill(family.guard_pid, signal.SIGKILL)
    assert eventually(lambda: not alive(family.guard_pid))
    family.mend()
    assert alive(family.guard_pid)
    family.close()  # breaks the pipe with a child on the list
    assert child.wait(timeout=10) == -signal.SIGTERM


def test_a_forgotten_child_is_left_alone_by_the_guard() -> None:
    with Family() as family:
        child = threaded_spawn(family)
        family.forget(child)
    assert alive(child.pid)
    child.kill()
    child.wait()


def test_a_child_gets_environment_folder_and_log(tmp_path: Path) -> None:
    code = "import os; print(os.environ['GREETING'], os.getcwd())"
    with Family() as family, (tmp_path / "log").open("wb") as log:
        child = family.spawn(
            (sys.executable, "-c", code), environ={"GREETING": "hello"}, output=log, cwd=tmp_path
        )
        assert child.wait(timeout=10) == 0
        family.forget(child)
    assert (tmp_path / "log").read_text() == f"hello {tmp_path}\n"


def test_a_command_that_does_not_exist_says_so(tmp_path: Path) -> None:
    with Family() as family, (tmp_path / "log").open("wb") as log:
        child = family.spawn(("/no/such/command",), output=log)
        assert child.wait(timeout=10) == 1
        family.forget(child)
    assert (tmp_path / "log").read_text() == "/no/such/command: No such file or directory\n"


def threaded_spawn(family: Family) -> Popen[bytes]:
    """A running sleeper that only the guard watches."""
    started: list[Popen[bytes]] = []
    thread = threading.Thread(target=lambda: started.append(family.spawn(SLEEP)))
    thread.start()
    thread.join()
    assert eventually(lambda: psutil.Process(started[0].pid).cmdline() == list(SLEEP))
    return started[0]
