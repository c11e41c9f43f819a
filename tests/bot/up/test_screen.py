"""What is shown while the parts start."""

import io
import time

from rich.console import Console

from bot.up.part import State, Status
from bot.up.screen import Screen


def screen_on(status: dict[str, Status], *, terminal: bool) -> tuple[Screen, io.StringIO]:
    output = io.StringIO()
    return Screen(status, Console(file=output, force_terminal=terminal, width=100)), output


def test_without_a_terminal_each_change_is_one_line() -> None:
    status = {"redis": Status(), "rasa": Status()}
    screen, output = screen_on(status, terminal=False)
    screen.open()
    screen.redraw()
    status["redis"].state = State.STARTING
    status["redis"].since = time.monotonic()
    screen.redraw()
    screen.redraw()
    status["redis"].state, status["redis"].took_s = State.READY, 1.2
    screen.redraw()
    screen.close()
    assert output.getvalue() == "Redis: starting\nRedis: ready (1 s)\n"


def test_a_terminal_gets_a_table_that_is_taken_away_again() -> None:
    status = {"redis": Status(state=State.READY, took_s=1.0), "rasa": Status(state=State.STARTING)}
    screen, output = screen_on(status, terminal=True)
    screen.open()
    screen.redraw()
    shown = output.getvalue()
    screen.close()
    assert "Redis" in shown
    assert "ready (1 s)" in shown
    assert "Rasa" in shown
    assert output.getvalue().endswith("\x1b[2K")
