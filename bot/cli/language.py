"""`frontdesk train`, `check`, `parse`, `replay`: the language model from the command line."""

import typer


def register(app: typer.Typer) -> None: ...
