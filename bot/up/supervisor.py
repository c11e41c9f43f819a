"""Starts parts in order, restarts what crashes, stops all of it in the opposite order."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.up.errors import CannotRun
from bot.up.family import Family
from bot.up.logs import last_words, open_log
from bot.up.part import Part, State, Status

log = logging.getLogger(__name__)

TICK_S = 0.1
STEADY_S = 60.0  # a part that lived this long begins with the shortest pause again
PAUSES_S = (0.5, 1, 2, 4, 8, 15, 30)
STARTS = 3  # attempts of a part that was never ready, before the whole start is given up


class Supervisor:
    """Keeps a set of parts running. One `run` for each object."""

    def __init__(self, parts: Sequence[Part], family: Family, logs: Path) -> None:
        self._parts = tuple(parts)
        self._family = family
        self._logs = logs
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._ready = {part.name: asyncio.Event() for part in parts}
        self._hurry = False
        self.status = {part.name: Status(since=time.monotonic()) for part in parts}

    async def run(self, stop: asyncio.Event, on_ready: Callable[[], None]) -> None:
        """Until `stop` is set. Calls `on_ready` once, when every part was ready.

        Whatever happens, no child is alive afterwards. Raises: CannotRun when a part cannot be started.
        """
        try:
            async with asyncio.TaskGroup() as group:
                keepers = [group.create_task(self._keep(part)) for part in self._parts]
                announcing = group.create_task(self._announce(on_ready))
                mending = group.create_task(self._mend())
                await stop.wait()
                for task in (*keepers, announcing, mending):
                    task.cancel()
        except* CannotRun as failed:
            raise failed.exceptions[0] from None
        finally:
            await asyncio.shield(self._stop_all())

    def hurry(self) -> None:
        """Asked to stop a second time: no more waiting for children."""
        self._hurry = True

    def pids(self) -> dict[str, int]:
        """Process ids of the parts that run."""
        return {name: child.pid for name, child in self._children.items()}

    async def _announce(self, on_ready: Callable[[], None]) -> None:
        for event in self._ready.values():
            await event.wait()
        on_ready()

    async def _mend(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._family.mend()

    async def _keep(self, part: Part) -> None:
        """Run one part again and again; a job ends after its first success."""
        for name in part.after:
            await self._ready[name].wait()
        failures = 0
        while True:
            started = time.monotonic()
            code = await self._live(part)
            if part.ready is None and code == 0:
                return
            log.warning("%s ended with code %s after %.1f s", part.name, code, time.monotonic() - started)
            failures = 1 if time.monotonic() - started > STEADY_S else failures + 1
            if not self._ready[part.name].is_set() and (failures >= STARTS or part.ready is None):
                raise CannotRun(self._why(part, code))
            self._enter(part, State.RESTARTING)
            self.status[part.name].restarts += 1
            await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S)) - 1])

    async def _live(self, part: Part) -> int | None:
        """Exit code of one life of the part; None when it had to be ended because it was not ready in time."""
        child = await self._spawn(part)
        self._enter(part, State.STARTING)
        deadline = time.monotonic() + part.start_s
        while child.poll() is None:
            if self.status[part.name].state is State.STARTING and part.ready is not None:
                if await part.ready():
                    self._enter(part, State.READY)
                elif time.monotonic() > deadline:
                    await self._end(part, child)
                    return None
            await asyncio.sleep(TICK_S)
        self._forget(part, child)
        if part.ready is None and child.returncode == 0:
            self._enter(part, State.DONE)
        return child.returncode

    async def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        lock = await asyncio.to_thread(part.lock) if part.lock else None
        try:
            with open_log(self._logs, part.name) as output:
                command = await asyncio.to_thread(part.command)
                child = self._family.spawn(
                    command,
                    environ=part.environ,
                    output=output,
                    cwd=part.cwd,
                    keep=() if lock is None else (lock,),
                )
        finally:
            if lock is not None:
                os.close(lock)
        self._children[part.name] = child
        log.info("%s started as process %d", part.name, child.pid)
        return child

    def _enter(self, part: Part, state: State) -> None:
        status, now = self.status[part.name], time.monotonic()
        if state in (State.READY, State.DONE):
            status.took_s = now - status.since
            self._ready[part.name].set()
        status.state, status.since = state, now
        log.info("%s is %s", part.name, state.value)

    async def _stop_all(self) -> None:
        """Stage by stage, the highest first; parts of a stage together."""
        for stage in sorted({part.stage for part in self._parts}, reverse=True):
            await asyncio.gather(
                *(
                    self._end(part, self._children[part.name])
                    for part in self._parts
                    if part.stage == stage and part.name in self._children
                )
            )

    async def _end(self, part: Part, child: subprocess.Popen[bytes]) -> None:
        self._family.signal(child, signal.SIGTERM)
        if not await self._has_ended(child, time.monotonic() + part.stop_s):
            log.warning("%s did not stop in time, killing it", part.name)
        self._family.signal(child, signal.SIGKILL)
        child.wait()
        self._forget(part, child)
        self._enter(part, State.STOPPED)

    async def _has_ended(self, child: subprocess.Popen[bytes], deadline: float) -> bool:
        while True:
            if child.poll() is not None:
                return True
            if self._hurry or time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.02)

    def _forget(self, part: Part, child: subprocess.Popen[bytes]) -> None:
        """Ends what a dead leader left of its group first: nobody could name it later."""
        self._family.signal(child, signal.SIGKILL)
        self._family.forget(child)
        self._children.pop(part.name, None)

    def _why(self, part: Part, code: int | None) -> str:
        path = self._logs / f"{part.name}.log"
        how = f"was not ready in {part.start_s:.0f} s" if code is None else f"ended with code {code}"
        return f"The part '{part.name}' {how}: {last_words(path) or 'it said nothing'} (more in {path})"
