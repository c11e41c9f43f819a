"""Shows on standard error how the parts are doing: a live table on a terminal, else a line for each change."""

from __future__ import annotations

import time
from collections.abc import Mapping

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from bot.up.part import State, Status

TITLES = {
    "redis": "Redis",
    "shop": "Demo shop",
    "model": "Language model",
    "rasa": "Rasa",
    "actions": "Actions",
    "gateway": "Gateway and console",
}
# Seconds measured on two cores; only the bar's pace hangs on them.
EXPECTED_S = {"redis": 1.0, "shop": 3.0, "model": 90.0, "rasa": 20.0, "actions": 5.0, "gateway": 5.0}
STYLES = {
    State.WAITING: "dim",
    State.STARTING: "yellow",
    State.READY: "green",
    State.DONE: "green",
    State.RESTARTING: "red",
    State.STOPPED: "dim",
}


class Screen:
    """Draws the status of the parts; `redraw` is called a few times a second."""

    def __init__(self, status: Mapping[str, Status], console: Console) -> None:
        self._status = status
        self._console = console
        self._told: dict[str, State] = {}
        self._live = (
            Live(console=console, auto_refresh=False, transient=True) if console.is_terminal else None
        )

    def open(self) -> None:
        if self._live:
            self._live.start()

    def redraw(self) -> None:
        if self._live:
            self._live.update(self._table(), refresh=True)
            return
        for name, status in self._status.items():
            if self._told.get(name) is not status.state:
                self._told[name] = status.state
                if status.state is not State.WAITING:
                    self._console.print(f"{TITLES.get(name, name)}: {_said(status)}", highlight=False)

    def close(self) -> None:
        """Take the table away; what is printed next stands in its place."""
        if self._live:
            self._live.stop()
            self._live = None

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for name, status in self._status.items():
            bar = ProgressBar(total=1.0, completed=_share(name, status), width=24)
            table.add_row(TITLES.get(name, name), bar, Text(_said(status), style=STYLES[status.state]))
        return table


def _said(status: Status) -> str:
    if status.state in (State.READY, State.DONE) and status.took_s is not None:
        return f"{status.state.value} ({status.took_s:.0f} s)"
    if status.state is State.STARTING and time.monotonic() - status.since >= 1:
        return f"starting, {time.monotonic() - status.since:.0f} s"
    return status.state.value


def _share(name: str, status: Status) -> float:
    """How full the bar is: a start never fills it before it is over."""
    if status.state in (State.READY, State.DONE):
        return 1.0
    if status.state is not State.STARTING:
        return 0.0
    spent = time.monotonic() - status.since
    return spent / (spent + EXPECTED_S.get(name, 5.0) / 3)
