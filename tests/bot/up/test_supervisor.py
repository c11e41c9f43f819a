"""Order, readiness, restarts and stopping, with real processes."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.up.errors import CannotRun
from bot.up.family import Family
from bot.up.part import Part, State
from bot.up.supervisor import Supervisor
from tests.bot.up.processes import alive, all_gone

LIVE = """
import pathlib, signal, sys, time
folder, name, delay = pathlib.Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
def note(what):
    with (folder / "events").open("a") as file:
        file.write(f"{name} {what}\\n")
def leave(*_):
    note("stops")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
note("starts")
time.sleep(delay)
note("ready")
(folder / name).touch()
time.sleep(600)
"""


@pytest.fixture
def own_family() -> Iterator[Family]:
    with Family() as family:
        yield family


def dummy(
    folder: Path, name: str, *, after: tuple[str, ...] = (), stage: int = 0, delay: float = 0.0
) -> Part:
    """A part that says in the file `events` what happens to it."""

    async def ready() -> bool:
        return (folder / name).exists()

    return Part(
        name=name,
        command=lambda: (sys.executable, "-c", LIVE, str(folder), name, str(delay)),
        environ=dict(os.environ),
        ready=ready,
        after=after,
        stage=stage,
    )


def script(name: str, code: str, *, job: bool = False, start_s: float = 60, stop_s: float = 10) -> Part:
    async def never() -> bool:
        return False

    return Part(
        name=name,
        command=lambda: (sys.executable, "-c", code),
        environ=dict(os.environ),
        ready=None if job else never,
        start_s=start_s,
        stop_s=stop_s,
    )


def events(folder: Path) -> list[str]:
    return (folder / "events").read_text().splitlines()


@asynccontextmanager
async def running(supervisor: Supervisor) -> AsyncIterator[asyncio.Event]:
    """The supervisor with all parts ready; stopped at the end."""
    stop, ready = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(supervisor.run(stop, ready.set))
    async with asyncio.timeout(30):
        await ready.wait()
    yield stop
    stop.set()
    await task


async def until(condition: Callable[[], object], within_s: float = 15) -> None:
    deadline = time.monotonic() + within_s
    while True:
        if condition():
            return
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_a_part_starts_when_those_before_it_are_ready_and_stops_before_them(
    tmp_path: Path, own_family: Family
) -> None:
    parts = [
        dummy(tmp_path, "store", delay=0.3),
        dummy(tmp_path, "slow", stage=1, delay=0.6),
        dummy(tmp_path, "front", after=("store", "slow"), stage=2),
    ]
    async with running(Supervisor(parts, own_family, tmp_path)):
        said = events(tmp_path)
    assert set(said[:2]) == {"store starts", "slow starts"}
    assert said[2:] == ["store ready", "slow ready", "front starts", "front ready"]
    assert events(tmp_path)[len(said) :] == ["front stops", "slow stops", "store stops"]


async def test_a_killed_part_is_started_again_and_the_others_stay(tmp_path: Path, own_family: Family) -> None:
    supervisor = Supervisor([dummy(tmp_path, "one"), dummy(tmp_path, "two")], own_family, tmp_path)
    async with running(supervisor):
        before = supervisor.pids()
        (tmp_path / "one").unlink()
        os.kill(before["one"], signal.SIGKILL)
        await until(lambda: supervisor.status["one"].restarts == 1)
        await until(lambda: supervisor.status["one"].state is State.READY)
        after = supervisor.pids()
    assert after["one"] != before["one"]
    assert after["two"] == before["two"]
    assert all_gone([*before.values(), *after.values()], 1)


async def test_a_part_that_keeps_crashing_is_restarted_with_growing_pauses(
    tmp_path: Path, own_family: Family
) -> None:
    async def ready() -> bool:
        return True

    code = f"import pathlib, time; pathlib.Path({str(tmp_path / 'starts')!r}).open('a').write(f'{{time.time()}}\\n')"
    code += "; time.sleep(0.3)"
    part = Part(
        name="shaky", command=lambda: (sys.executable, "-c", code), environ=dict(os.environ), ready=ready
    )
    supervisor = Supervisor([part], own_family, tmp_path)
    async with running(supervisor):
        await until(lambda: supervisor.status["shaky"].restarts == 3)
    times = [float(line) for line in (tmp_path / "starts").read_text().split()]
    first, second = times[1] - times[0], times[2] - times[1]
    assert second - first == pytest.approx(0.5, abs=0.4)


async def test_a_part_that_never_comes_up_ends_the_start_with_its_last_words(
    tmp_path: Path, own_family: Family
) -> None:
    parts = [
        dummy(tmp_path, "good"),
        script("bad", "print('starting'); raise SystemExit('no licence found')"),
    ]
    with pytest.raises(CannotRun, match=r"'bad' ended with code 1: no licence found \(more in .*bad\.log\)"):
        await Supervisor(parts, own_family, tmp_path).run(asyncio.Event(), lambda: None)
    assert events(tmp_path)[-1] == "good stops"


async def test_a_part_that_is_never_ready_in_time_ends_the_start(tmp_path: Path, own_family: Family) -> None:
    mute = script("mute", "import time; time.sleep(600)", start_s=0.2)
    with pytest.raises(CannotRun, match="'mute' was not ready in 0 s: it said nothing"):
        await Supervisor([mute], own_family, tmp_path).run(asyncio.Event(), lambda: None)


async def test_a_job_runs_once_and_what_waits_for_it_follows(tmp_path: Path, own_family: Family) -> None:
    parts = [script("job", "print('trained')", job=True), dummy(tmp_path, "server", after=("job",))]
    supervisor = Supervisor(parts, own_family, tmp_path)
    async with running(supervisor):
        assert supervisor.status["job"].state is State.DONE
    assert (tmp_path / "job.log").read_text() == "trained\n"


async def test_a_failed_job_ends_the_start_at_once(tmp_path: Path, own_family: Family) -> None:
    job = script("job", "raise SystemExit('bad data in line 3')", job=True)
    with pytest.raises(CannotRun, match="'job' ended with code 1: bad data in line 3"):
        await Supervisor([job], own_family, tmp_path).run(asyncio.Event(), lambda: None)


async def test_stopping_during_the_start_leaves_nothing_behind(tmp_path: Path, own_family: Family) -> None:
    parts = [dummy(tmp_path, "slow", delay=60), dummy(tmp_path, "later", after=("slow",))]
    supervisor, stop = Supervisor(parts, own_family, tmp_path), asyncio.Event()
    task = asyncio.create_task(supervisor.run(stop, lambda: None))
    await until(lambda: supervisor.status["slow"].state is State.STARTING)
    pids = list(supervisor.pids().values())
    stop.set()
    await task
    assert not any(map(alive, pids))
    assert supervisor.pids() == {}


async def test_a_second_signal_does_not_wait_for_a_part_that_does_not_listen(
    tmp_path: Path, own_family: Family
) -> None:
    deaf = "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    part = script("deaf", deaf + "print('deaf', flush=True); time.sleep(600)", stop_s=60)
    supervisor, stop = Supervisor([part], own_family, tmp_path), asyncio.Event()
    task = asyncio.create_task(supervisor.run(stop, lambda: None))
    await until(lambda: (tmp_path / "deaf.log").exists() and (tmp_path / "deaf.log").read_text())
    stop.set()
    await asyncio.sleep(0.2)
    began = time.monotonic()
    supervisor.hurry()
    await task
    assert time.monotonic() - began < 5


async def test_what_a_dead_part_leaves_in_its_group_is_ended(tmp_path: Path, own_family: Family) -> None:
    code = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
        "print(child.pid, flush=True)"
    )
    await Supervisor([script("job", code, job=True)], own_family, tmp_path).run(stop_soon(), lambda: None)
    assert all_gone([int((tmp_path / "job.log").read_text())])


def stop_soon() -> asyncio.Event:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(1.5, stop.set)
    return stop
