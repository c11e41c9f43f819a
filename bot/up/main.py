"""`frontdesk up`: everything on one machine until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.secret_files import private_folder
from bot.settings import Settings
from bot.up.checks import check_desk_hours, check_port, check_redis, check_space, lock_data
from bot.up.family import Family
from bot.up.first_user import first_login
from bot.up.logs import log_to, rotate_all
from bot.up.plan import plan, with_free_ports
from bot.up.screen import Screen
from bot.up.supervisor import Supervisor

TURN_LOGS_EVERY_S = 30


def up(settings: Settings, *, with_parent: bool = False) -> None:
    """Run all parts until SIGINT, SIGTERM or SIGHUP; with `with_parent` also until the parent process is gone.

    Raises: CannotRun when something keeps it from running; nothing runs any more then.
    """
    data = private_folder(settings.data)
    lock = lock_data(data)
    try:
        check_space(data)
        check_desk_hours()
        check_port(settings.host, settings.port)
        if not settings.own_redis:
            check_redis(settings)
        logs = private_folder(data / "logs")
        log_to(logs, settings.log_level)
        with Family() as family:
            asyncio.run(
                _Run(with_free_ports(settings), family, logs, with_parent=with_parent).until_stopped()
            )
    finally:
        os.close(lock)


@dataclass(slots=True)
class _Run:
    settings: Settings
    family: Family
    logs: Path
    with_parent: bool = field(kw_only=True)
    began: float = field(default_factory=time.monotonic)
    parent: int = field(default_factory=os.getppid)

    async def until_stopped(self) -> None:
        supervisor = Supervisor(plan(self.settings), self.family, self.logs)
        screen = Screen(supervisor.status, Console(stderr=True))
        stop, ready = asyncio.Event(), asyncio.Event()
        self._listen(stop, supervisor)
        helpers = [
            asyncio.create_task(work)
            for work in (_draw(screen, ready), _turn_logs(self.logs), self._follow_parent(stop))
        ]
        screen.open()

        def announce() -> None:
            ready.set()
            screen.redraw()
            screen.close()
            self._announce()

        try:
            await supervisor.run(stop, announce)
        finally:
            screen.close()
            for task in helpers:
                task.cancel()

    def _listen(self, stop: asyncio.Event, supervisor: Supervisor) -> None:
        def on_signal() -> None:
            if stop.is_set():
                supervisor.hurry()
            else:
                Console(stderr=True).print("Stopping (once more to stop at once) …", highlight=False)
            stop.set()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, on_signal)

    async def _follow_parent(self, stop: asyncio.Event) -> None:
        """Nothing tells a process in a portable way that its parent is gone, so we look."""
        while self.with_parent:
            await asyncio.sleep(0.5)
            if os.getppid() != self.parent:
                return stop.set()

    def _announce(self) -> None:
        login = first_login(self.settings)
        host = "localhost" if self.settings.host in ("127.0.0.1", "0.0.0.0", "::") else self.settings.host
        address = self.settings.public_url or f"http://{host}:{self.settings.port}"
        lines = [
            f"Frontdesk is ready ({time.monotonic() - self.began:.0f} s). Ctrl-C stops it.",
            "",
            f"  Chat on the demo shop's page  {address}/"
            if self.settings.demo
            else f"  Chat      {address}/",
            f"  Agents' console               {address}/console",
            f"  API description               {address}/api/openapi.json",
            f"  Logs                          {self.logs}",
        ]
        if login:
            lines += [
                "",
                "  First agent's login, shown only this once:",
                f"  user {login[0]}  password {login[1]}",
            ]
        print("\n".join(lines), flush=True)


async def _draw(screen: Screen, ready: asyncio.Event) -> None:
    while not ready.is_set():
        screen.redraw()
        await asyncio.sleep(0.2)


async def _turn_logs(logs: Path) -> None:
    while True:
        await asyncio.to_thread(rotate_all, logs)
        await asyncio.sleep(TURN_LOGS_EVERY_S)
