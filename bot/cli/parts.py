"""`frontdesk up`, and one command for each part to run them apart."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(up)
    for command in (redis, shop, rasa, actions, gateway):
        app.command(rich_help_panel="Parts, to run them apart")(command)


def up(
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Also stop when the starting process is gone.")
    ] = False,
) -> None:
    """Run everything on this machine until Ctrl-C; trains the model first if its data changed."""
    settings = load_settings()
    from bot.up.main import up as run

    run(settings, with_parent=with_parent)


def redis() -> None:
    """Run the data folder's own Redis server (where REDIS_URL is not set)."""
    _become("redis")


def shop() -> None:
    """Run the demo shop at http://127.0.0.1:8300."""
    _become("shop")


def rasa() -> None:
    """Run the Rasa server at FRONTDESK_ENGINE_URL with the newest model."""
    _become("rasa")


def actions() -> None:
    """Run the action server at FRONTDESK_ACTIONS_URL."""
    _become("actions")


def gateway() -> None:
    """Run the gateway: chat, console, API, Telegram."""
    settings = load_settings()
    from bot.serve import serve

    serve(settings)


def _become(name: str) -> None:
    """Turn this process into the part, so that signals and exit codes are its own."""
    settings = load_settings()
    from bot.up.plan import PARTS

    part = PARTS[name](settings)
    command = part.command()
    if part.lock:
        os.set_inheritable(part.lock(), True)
    if part.cwd:
        os.chdir(part.cwd)
    os.execvpe(command[0], command, dict(part.environ))
