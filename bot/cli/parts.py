"""`frontdesk up`, and one command for each part to run them apart."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

import typer

from bot.settings import Settings, load_settings
from bot.up.part import Part


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
    from bot.up.main import up as run

    run(load_settings(), with_parent=with_parent)


def redis() -> None:
    """Run the data folder's own Redis server (where REDIS_URL is not set)."""
    from bot.up.plan import redis_part

    _become(redis_part)


def shop() -> None:
    """Run the demo shop at http://127.0.0.1:8300."""
    from bot.up.plan import shop_part

    _become(shop_part)


def rasa() -> None:
    """Run the Rasa server at FRONTDESK_ENGINE_URL with the newest model."""
    from bot.up.plan import rasa_part

    _become(rasa_part)


def actions() -> None:
    """Run the action server at FRONTDESK_ACTIONS_URL."""
    from bot.up.plan import actions_part

    _become(actions_part)


def gateway() -> None:
    """Run the gateway: chat, console, API, Telegram."""
    from bot.serve import serve

    serve(load_settings())


def _become(part_of: Callable[[Settings], Part]) -> None:
    """Turn this process into the part, so that signals and exit codes are its own."""
    part = part_of(load_settings())
    command = part.command()
    if part.lock:
        os.set_inheritable(part.lock(), True)
    if part.cwd:
        os.chdir(part.cwd)
    os.execvpe(command[0], command, dict(part.environ))
