"""A demo shop for each test, seeded once at a fixed time, with a clock that tests can move."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from actions.shop.demo.app import create_app
from tests.actions.shop.serving import serving
from tests.actions.shop.world import NOW_MS, SECRET, TOKEN, Clock, World


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A seeded shop's database in one file, and the time it was seeded at."""
    folder = tmp_path_factory.mktemp("seeded")
    app = create_app(folder, token=TOKEN, identity_secret=SECRET, now_ms=lambda: NOW_MS)
    connection = sqlite3.connect(folder / "shop.db")
    connection.execute("VACUUM INTO ?", (str(folder / "whole.db"),))
    connection.close()
    app.state.shop.engine.dispose()
    return folder / "whole.db", NOW_MS


@pytest.fixture
def world(seeded: tuple[Path, int], tmp_path: Path) -> Iterator[World]:
    shutil.copy(seeded[0], tmp_path / "shop.db")
    clock = Clock(NOW_MS)
    app = create_app(tmp_path, token=TOKEN, identity_secret=SECRET, now_ms=clock)
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False) as http:
        yield World(url=url, http=http, clock=clock, engine=app.state.shop.engine)
