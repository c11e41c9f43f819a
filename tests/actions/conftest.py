"""A real demo shop over HTTP for each test, seeded once."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from actions.core import ports
from actions.shop.client import HttpShop
from actions.shop.demo.app import create_app
from actions.shop.demo.database import open_engine
from actions.shop.transport import Limits
from tests.actions.chat import Chat
from tests.actions.shop.serving import serving

TOKEN = "shop-token"
SECRET = "identity-secret-of-at-least-32-characters"


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A seeded shop's database, and the time it was seeded at."""
    folder, now_ms = tmp_path_factory.mktemp("seeded"), time.time_ns() // 1_000_000
    app = create_app(folder, token=TOKEN, identity_secret=SECRET, now_ms=lambda: now_ms)
    app.state.shop.engine.dispose()
    whole = folder / "whole.db"
    with sqlite3.connect(folder / "shop.db") as connection:
        connection.execute("VACUUM INTO ?", (str(whole),))
    connection.close()
    return whole, now_ms


@pytest.fixture
def now_ms(seeded: tuple[Path, int]) -> int:
    return seeded[1]


@pytest.fixture(scope="session")
def served(seeded: tuple[Path, int]) -> Iterator[tuple[FastAPI, str]]:
    """One server for all tests, and its address; `shop` puts each test's own database behind it."""
    whole, now_ms = seeded
    app = create_app(whole.parent, token=TOKEN, identity_secret=SECRET, now_ms=lambda: now_ms)
    with serving(app) as url:
        yield app, url


@pytest.fixture
def shop(seeded: tuple[Path, int], served: tuple[FastAPI, str], tmp_path: Path) -> Iterator[HttpShop]:
    """The shop of this test, reached over HTTP; the skills use it."""
    (whole, _), (app, url) = seeded, served
    shutil.copy(whole, tmp_path / "shop.db")
    engine = open_engine(tmp_path / "shop.db")
    app.state.shop = replace(app.state.shop, engine=engine)
    # What is slow is the machine that runs many tests at once, not the shop.
    client = HttpShop(url, TOKEN, Limits(connect_s=10, read_s=10, change_s=10, budget_s=20))
    ports.use_shop(client)
    yield client
    client.close()
    engine.dispose()


@pytest.fixture
def chat(shop: HttpShop, now_ms: int) -> Callable[..., Chat]:
    """Begin a conversation: `chat("C0007")` with an identity, `chat(language="en")` without one."""

    def begin(customer: str | None = None, **meta: Any) -> Chat:
        return Chat(now_ms, customer, **meta)

    return begin
