"""A real demo shop over HTTP for each test, seeded once."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from actions.core import ports
from actions.shop.client import HttpShop
from actions.shop.demo.app import create_app
from actions.shop.transport import Limits
from tests.actions.chat import Chat

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


@pytest.fixture
def shop(seeded: tuple[Path, int], tmp_path: Path) -> Iterator[HttpShop]:
    """The shop of this test, reached over HTTP; the skills use it."""
    whole, now_ms = seeded
    shutil.copy(whole, tmp_path / "shop.db")
    app = create_app(tmp_path, token=TOKEN, identity_secret=SECRET, now_ms=lambda: now_ms)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    # What is slow is the machine that runs many tests at once, not the shop.
    patient = Limits(connect_s=10, read_s=10, change_s=10, budget_s=20)
    client = HttpShop(f"http://127.0.0.1:{listening.getsockname()[1]}", TOKEN, patient)
    ports.use_shop(client)
    yield client
    client.close()
    server.should_exit = True
    thread.join()
    listening.close()
    app.state.shop.engine.dispose()


@pytest.fixture
def chat(shop: HttpShop, now_ms: int) -> Callable[..., Chat]:
    """Begin a conversation: `chat("C0007")` with an identity, `chat(language="en")` without one."""

    def begin(customer: str | None = None, **meta: Any) -> Chat:
        return Chat(now_ms, customer, **meta)

    return begin
