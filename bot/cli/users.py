"""`frontdesk user …`: who may work at the console."""

from __future__ import annotations

import json
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import load_settings

if TYPE_CHECKING:
    from handoff.users import Users

STDIN_WAIT_S = 2.0

app = typer.Typer(no_args_is_help=True, help="Add, list and disable the people who work at the console.")


class Role(StrEnum):
    """`handoff.users.ROLES`, as the command line's parser wants them."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    DESIGNER = "designer"
    ADMIN = "admin"


Name = Annotated[str, typer.Argument(help="Name for logging in.")]
FromStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Wait for the password on standard input, however long it takes."),
]


@app.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.AGENT,
    shown_as: Annotated[
        str | None, typer.Option(help="Name that customers see; the login name if not given.")
    ] = None,
    skill: Annotated[
        list[str] | None, typer.Option(help="Kind of matter the person takes; may be repeated.")
    ] = None,
    capacity: Annotated[int, typer.Option(help="Conversations at the same time.")] = 4,
    password_stdin: FromStdin = False,
) -> None:
    """Add a user. A password piped in is taken; without one it is generated and shown once."""
    given = _piped_password(password_stdin)
    password = given or _generated()
    with _users() as users:
        users.add(
            name, role.value, password, display_name=shown_as, skills=tuple(skill or ()), capacity=capacity
        )
    _tell(f"User '{name}' ({role.value}) added.", password, given)


@app.command()
def password(name: Name, password_stdin: FromStdin = False) -> None:
    """Give a user a new password: piped in, or generated and shown once. Ends all sessions of the user."""
    given = _piped_password(password_stdin)
    new = given or _generated()
    with _users() as users:
        users.set_password(name, new)
    _tell(f"User '{name}' has a new password.", new, given)


@app.command("list")
def list_users() -> None:
    """Show all users, one JSON object a line."""
    with _users() as users:
        for user in users.all():
            print(json.dumps(asdict(user), ensure_ascii=False))


@app.command()
def disable(name: Name) -> None:
    """End a user's access at once; what the user did stays on record."""
    with _users() as users:
        users.disable(name)
    print(f"User '{name}' is disabled.", file=sys.stderr)


@app.command()
def enable(name: Name) -> None:
    """Give a disabled user access again."""
    with _users() as users:
        users.enable(name)
    print(f"User '{name}' is enabled.", file=sys.stderr)


@contextmanager
def _users() -> Iterator[Users]:
    settings = load_settings()
    from handoff.archive.database import ArchiveUnusable, open_database
    from handoff.users import Users

    try:
        engine = open_database(settings.database_url)
    except ArchiveUnusable as error:
        print(f"Error: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    try:
        yield Users(engine)
    finally:
        engine.dispose()


def _generated() -> str:
    from handoff.users import generate_password

    return generate_password()


def _piped_password(wait: bool) -> str:
    """First line of standard input, or "" when it is a terminal or stays silent."""
    if not wait and (sys.stdin is None or sys.stdin.isatty()):
        return ""
    if not wait and not select.select([sys.stdin], [], [], STDIN_WAIT_S)[0]:
        return ""
    return sys.stdin.readline().rstrip("\r\n")


def _tell(fact: str, password: str, given: str) -> None:
    print(fact if given else f"{fact} The password, shown only this once:", file=sys.stderr)
    if not given:
        print(password)
