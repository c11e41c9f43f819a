"""Child processes that never outlive us, however we die.

Each child leads a process group. A guard process (`guard.py`) holds the reading end of a pipe and ends the groups when
the pipe breaks; on Linux the kernel tells the children too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_HERE = Path(__file__).parent


class Family:
    """Children of this process and the guard that survives it. Close it after the last child has ended."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._start_guard()

    def __enter__(self) -> Family:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def guard_pid(self) -> int:
        return self._guard.pid

    def spawn(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        output: IO[bytes] | int = subprocess.DEVNULL,
        cwd: Path | None = None,
        keep: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a command in a group of its own; `keep` are descriptors it inherits.

        The kernel's death signal is bound to the starting thread, so only the main thread asks for it.
        """
        self.mend()
        parent = os.getpid() if threading.current_thread() is threading.main_thread() else 0
        child = subprocess.Popen(
            [sys.executable, "-IS", str(_HERE / "launch.py"), str(self._pipe), str(parent), *command],
            env=environ,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output != subprocess.DEVNULL else subprocess.DEVNULL,
            pass_fds=(self._pipe, *keep),
            start_new_session=True,
        )
        self._groups.add(child.pid)
        return child

    def signal(self, child: subprocess.Popen[Any], number: int) -> None:
        """Send a signal to the child's whole group."""
        # Gone already; macOS answers EPERM for a group of zombies.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, number)

    def forget(self, child: subprocess.Popen[Any]) -> None:
        """Take a child that has ended off the guard's list: its number may soon be somebody else's."""
        self._groups.discard(child.pid)
        self._tell(f"-{child.pid}\n")

    def mend(self) -> None:
        """Start another guard when somebody ended ours."""
        if self._guard.poll() is not None:
            os.close(self._pipe)
            self._start_guard()
            for group in self._groups:
                self._tell(f"+{group}\n")

    def close(self) -> None:
        """Let the guard go; it ends what is still on its list."""
        os.close(self._pipe)
        self._guard.wait()

    def _start_guard(self) -> None:
        reading, self._pipe = os.pipe()
        try:
            self._guard = subprocess.Popen(
                [sys.executable, "-IS", str(_HERE / "guard.py"), str(reading)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(reading,),
                cwd="/",
            )
        finally:
            os.close(reading)

    def _tell(self, line: str) -> None:
        with suppress(BrokenPipeError):  # the next `mend` starts a guard that learns the whole list
            os.write(self._pipe, line.encode())
