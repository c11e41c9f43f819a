"""`frontdesk train`, `check`, `parse`, `replay`: the language model from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(train)


def train(
    force: Annotated[bool, typer.Option("--force", help="Train although nothing has changed.")] = False,
) -> None:
    """Train the model if its data, configuration or code changed; print its path."""
    settings = load_settings()
    from bot.training import ensure_model

    print(ensure_model(settings, force=force))
