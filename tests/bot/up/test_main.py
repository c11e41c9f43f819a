"""`frontdesk up` as a process: what it says, how it stops, and what is left after a kill. Real Redis, real signals."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from bot.settings import ROOT, load_settings
from bot.up.checks import free_ports
from tests.bot.up.processes import alive, all_gone, descendants, eventually

COMMAND = (sys.executable, "-m", "tests.bot.up.driver")
STARTER = (
    sys.executable,
    "-c",
    "import subprocess, sys; child = subprocess.Popen([sys.executable, '-m', 'tests.bot.up.driver', '--with-parent']); "
    "child.wait()",
)


class Up:
    """One running `up` on a data folder."""

    def __init__(self, data: Path, command: tuple[str, ...] = COMMAND, **environ: str) -> None:
        self.environ = {"FRONTDESK_DATA": str(data), "FRONTDESK_PORT": str(free_ports(1)[0]), **environ}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **self.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = ""

    def wait_until_ready(self) -> str:
        """What it printed."""
        assert self.process.stdout is not None
        while "Logs" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.process.stderr and self.process.stderr.read()
            self.said += line
        return self.said

    def tree(self) -> list[int]:
        """All its processes but itself: guard, Redis, worker, the worker's child."""
        assert eventually(lambda: len(descendants(self.process.pid)) >= 4)
        return descendants(self.process.pid)

    def end(self, number: int) -> tuple[int, str, str]:
        """Exit code and what it said on both outputs."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        out, err = (
            self.process.stdout.read(),
            self.process.stderr.read(),
        )  # `communicate` forgets what was buffered
        return self.process.wait(timeout=30), self.said + out, err


@pytest.fixture
def started() -> Iterator[list[Up]]:
    all_started: list[Up] = []
    yield all_started
    for up in all_started:
        if up.process.poll() is None:
            up.process.kill()
        up.process.communicate()


def start(started: list[Up], data: Path, **options: str) -> Up:
    started.append(Up(data, **options))  # type: ignore[arg-type]
    return started[-1]


def redis_of(data: Path) -> Redis:
    return Redis.from_url(load_settings({"FRONTDESK_DATA": str(data)}).redis_url, decode_responses=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_cleanly(started: list[Up], tmp_path: Path, number: int) -> None:
    up = start(started, tmp_path)
    up.wait_until_ready()
    pids = up.tree()
    code, _, err = up.end(number)
    assert code == 0
    assert "Traceback" not in err
    assert not any(map(alive, pids))


def test_no_process_is_left_after_a_kill_of_the_starter(started: list[Up], tmp_path: Path) -> None:
    up = start(started, tmp_path)
    up.wait_until_ready()
    pids = up.tree()
    up.end(signal.SIGKILL)
    assert all_gone(pids)


def test_no_process_is_left_after_a_kill_during_the_start(started: list[Up], tmp_path: Path) -> None:
    up = start(started, tmp_path)
    assert eventually(lambda: len(descendants(up.process.pid)) >= 2)
    pids = descendants(up.process.pid)
    up.end(signal.SIGKILL)
    assert all_gone(pids)


def test_no_process_is_left_after_a_kill_of_what_called_it(started: list[Up], tmp_path: Path) -> None:
    """As when `make run` is killed: make is not us, only our parent."""
    started.append(Up(tmp_path, STARTER))
    up = started[-1]
    up.wait_until_ready()
    assert eventually(lambda: len(descendants(up.process.pid)) >= 5)
    pids = descendants(up.process.pid)
    up.process.kill()
    assert all_gone(pids, 15)


def test_data_survives_a_kill_and_the_next_start_needs_no_repair(started: list[Up], tmp_path: Path) -> None:
    first = start(started, tmp_path)
    first.wait_until_ready()
    with redis_of(tmp_path) as redis:
        redis.set("kept", "yes")
        redis.close()
    first.end(signal.SIGKILL)
    second = start(started, tmp_path)
    second.wait_until_ready()
    with redis_of(tmp_path) as redis:
        assert redis.get("kept") == "yes"
        assert redis.config_get("appendonly") == {"appendonly": "yes"}
        assert redis.config_get("port") == {"port": "0"}


def test_a_killed_redis_is_back_soon(started: list[Up], tmp_path: Path) -> None:
    up = start(started, tmp_path)
    up.wait_until_ready()
    with redis_of(tmp_path) as redis:
        redis.set("kept", "yes")
        os.kill(int(redis.info("server")["process_id"]), signal.SIGKILL)
    assert eventually(lambda: answers(tmp_path))
    with redis_of(tmp_path) as redis:
        assert redis.get("kept") == "yes"


def test_the_first_login_works_once_and_is_shown_once(started: list[Up], tmp_path: Path) -> None:
    first = start(started, tmp_path)
    first.wait_until_ready()
    _, out, _ = first.end(signal.SIGTERM)
    assert re.search(r"user agent  password [a-z2-9]{4}(-[a-z2-9]{4}){3}\n", out)
    second = start(started, tmp_path)
    second.wait_until_ready()
    assert "password" not in second.end(signal.SIGTERM)[1]


def test_two_on_one_data_folder_refuse_clearly(started: list[Up], tmp_path: Path) -> None:
    first = start(started, tmp_path)
    first.wait_until_ready()
    second = start(started, tmp_path)
    out, err = second.process.communicate(timeout=30)
    assert (second.process.returncode, out) == (1, "")
    assert err == (
        f"Error: Frontdesk already runs on {tmp_path} (process {first.process.pid}): stop it with Ctrl-C there, "
        "or name another folder with FRONTDESK_DATA.\n"
    )


def test_a_port_in_use_is_one_line_with_a_remedy(started: list[Up], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        up = start(started, tmp_path, FRONTDESK_PORT=str(port))
        _, err = up.process.communicate(timeout=30)
    assert up.process.returncode == 1
    assert re.fullmatch(
        rf"Error: Port {port} is in use.*: stop that, or choose another, FRONTDESK_PORT={port + 1}\.\n", err
    )


def answers(data: Path) -> bool:
    try:
        with redis_of(data) as redis:
            return bool(redis.ping())
    except RedisError:
        return False
