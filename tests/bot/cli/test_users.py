"""`frontdesk user`: passwords piped in or made up, people listed and sent away."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import users as commands
from bot.cli.main import app
from bot.settings import load_settings
from handoff.archive.database import open_database
from handoff.errors import Conflict, Invalid, NotFound
from handoff.users import ROLES, Users

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path))
    monkeypatch.setattr(commands, "STDIN_WAIT_S", 0.1)
    return tmp_path


@pytest.fixture
def users(data: Path) -> Iterator[Users]:
    engine = open_database(load_settings({"FRONTDESK_DATA": str(data)}).database_url)
    yield Users(engine)
    engine.dispose()


def run(*arguments: str, piped: str = "") -> tuple[str, str]:
    """Both outputs of a command; what it raises comes through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "_piped_password", lambda wait: piped)
        result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout, result.stderr


def test_a_piped_password_is_taken(users: Users) -> None:
    ran = run("user", "add", "anna", "--role", "supervisor", piped=PASSWORD)
    assert ran == ("", "User 'anna' (supervisor) added.\n")
    found = users.verify("anna", PASSWORD)
    assert found is not None
    assert found.role == "supervisor"


def test_without_a_password_one_is_made_up_and_is_all_of_the_output(users: Users) -> None:
    out, err = run("user", "add", "anna")
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}\n", out)
    assert err == "User 'anna' (agent) added. The password, shown only this once:\n"
    assert users.verify("anna", out.strip()) is not None


def test_a_new_password_replaces_the_old_one(users: Users) -> None:
    old = run("user", "add", "anna")[0].strip()
    new = run("user", "password", "anna")[0].strip()
    assert users.verify("anna", old) is None
    assert users.verify("anna", new) is not None


def test_users_are_listed_one_json_object_a_line() -> None:
    run(
        "user",
        "add",
        "bob",
        "--role",
        "admin",
        "--shown-as",
        "小波",
        "--skill",
        "refunds",
        "--skill",
        "invoices",
    )
    run("user", "add", "anna")
    listed = [json.loads(line) for line in run("user", "list")[0].splitlines()]
    assert [(user["name"], user["role"], user["display_name"], user["skills"]) for user in listed] == [
        ("anna", "agent", "anna", []),
        ("bob", "admin", "小波", ["refunds", "invoices"]),
    ]


def test_a_disabled_user_gets_in_no_more_until_enabled(users: Users) -> None:
    password = run("user", "add", "anna")[0].strip()
    run("user", "disable", "anna")
    assert users.verify("anna", password) is None
    run("user", "enable", "anna")
    assert users.verify("anna", password) is not None


def test_what_is_wrong_is_raised_for_the_one_place_that_shows_it() -> None:
    run("user", "add", "anna")
    with pytest.raises(Conflict):
        run("user", "add", "anna")
    with pytest.raises(NotFound):
        run("user", "disable", "nobody")
    with pytest.raises(Invalid):
        run("user", "add", "x")


def test_the_command_lines_roles_are_the_roles() -> None:
    assert tuple(commands.Role) == ROLES


def test_the_first_line_of_a_pipe_is_the_password() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"first\r\nsecond\n")
    os.close(writing)
    with os.fdopen(reading) as pipe, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", pipe)
        assert commands._piped_password(wait=False) == "first"


def test_a_pipe_that_stays_silent_does_not_hang_the_command() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as pipe, os.fdopen(writing, "wb"), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", pipe)
        assert commands._piped_password(wait=False) == ""
