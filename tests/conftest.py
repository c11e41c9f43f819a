"""Fixtures for all tests: real Redis servers, a queue domain for each test, a Chromium."""

import secrets
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from redis import Redis
from redis import asyncio as aioredis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.up.family import Family
from bot.up.redis_server import NAMES, RedisFiles, configure, embedded_server

# How long an example takes says how busy the machine is; speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HERE = Path(__file__).parent
collect_ignore = ["nlu"]  # runs in Rasa's environment, with a configuration of its own
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def servers() -> dict[str, Path]:
    """Redis servers to test on: the one on PATH and the embedded one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    both = {"installed": Path(found) if found else None, "embedded": embedded_server()}
    return {name: path for name, path in both.items() if path}


def chromium_path() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--one-server", action="store_true", help="Test on one kind of Redis server only.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Everything that uses Redis is tested on every kind of server."""
    if "redis_url" in metafunc.fixturenames:
        marked = any(
            "redis_url" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize")
        )
        names = list(servers())[: 1 if metafunc.config.getoption("--one-server") else None]
        if not marked:
            metafunc.parametrize("redis_url", names, indirect=True, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of `tests/browser` carry the mark by which they are left out or chosen."""
    for item in items:
        if HERE / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_report_header() -> list[str]:
    named = ", ".join(f"{name} {path}" for name, path in servers().items())
    return [
        f"redis: {named or 'none found, its tests cannot run'}",
        f"browser: {chromium_path() or 'no Chromium found, browser tests are skipped'}",
    ]


@pytest.fixture(scope="session")
def family() -> Iterator[Family]:
    """Child processes that end with the test run, also when it is killed."""
    with Family() as family:
        yield family


@pytest.fixture(scope="session")
def redis_url(request: pytest.FixtureRequest, family: Family) -> Iterator[str]:
    """A server of its own on a unix socket, of the kind named by the parameter."""
    folder = Path(tempfile.mkdtemp(prefix="fd-redis-"))
    files = RedisFiles(folder=folder, socket=folder / "redis.sock", config=folder / "redis.conf")
    child = family.spawn(configure(files, "test", servers()[request.param]))
    url = f"unix://:test@{files.socket}?db=0"
    _wait_until_it_answers(url)
    yield url
    child.terminate()
    child.wait()
    family.forget(child)
    shutil.rmtree(folder)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[aioredis.Redis]:
    """An asyncio client whose answers are text."""
    client = aioredis.Redis.from_url(redis_url, decode_responses=True)
    yield client
    await client.aclose()


@pytest.fixture
def domain() -> str:
    """A queue domain that no other test uses."""
    return f"t{secrets.token_hex(6)}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; the test is skipped where there is none."""
    found = chromium_path()
    if found is None:
        pytest.skip("no Chromium found: apt install chromium")
    return found


def _wait_until_it_answers(url: str) -> None:
    deadline = time.monotonic() + 20
    with Redis.from_url(url) as client:
        while True:
            try:
                client.ping()
            except RedisConnectionError:
                assert time.monotonic() < deadline, "the Redis server did not start"
                time.sleep(0.02)
            else:
                return
