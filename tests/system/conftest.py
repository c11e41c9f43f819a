"""One running Frontdesk for all tests of this folder; each uses customers and conversations of its own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visiting import FLAGS
from tests.system.stack import Stack, running_stack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/system/" in str(item.fspath):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("system"))  # one Frontdesk for all of them


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    folder = Path(tempfile.mkdtemp(prefix="fd-up-"))
    with running_stack(folder) as stack:
        yield stack
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _closed_clients(stack: Stack) -> Iterator[None]:
    yield
    stack.close_clients()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
