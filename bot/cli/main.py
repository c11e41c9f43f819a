"""The command `frontdesk`. Data on standard output, the rest on standard error; 0 done, 1 failed, 2 wrong usage."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as installed_version
from typing import Annotated

import typer

from bot.cli import language, parts, users
from bot.settings import SettingsError
from bot.up.errors import CannotRun
from handoff.errors import FrontdeskError

FAILED, USAGE = 1, 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
parts.register(app)
language.register(app)
app.add_typer(users.app, name="user")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"frontdesk {installed_version('frontdesk')}")
        raise typer.Exit


@app.callback()
def frontdesk(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Customer-service assistant: answers simple questions, hands the others to people.

    `frontdesk up` runs everything on this machine. The other commands run one part, manage users, or work on the
    language model. Settings come from the environment: see docs/settings.md.
    """


def main() -> None:
    try:
        app()
    except SettingsError as error:
        for problem in error.problems:
            print(f"Bad setting: {problem}", file=sys.stderr)
        sys.exit(USAGE)
    except (CannotRun, FrontdeskError) as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except BrokenPipeError:  # whoever read our output has left, as in `frontdesk parse | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
