"""`make bench`: the product's own figures on this machine, as a table and in results/latest.json.

`python -m benchmarks [queue] [turns] [conversation] [replay] [engines] [relay]` measures parts of it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import conversation, engines, queue, relay, replay, turns
from benchmarks.machine import keep
from bot.settings import Settings, load_settings
from bot.training import ensure_model
from bot.up.checks import free_ports
from bot.up.plan import plan, with_free_ports
from bot.up.running import running_parts

PARTS = ("queue", "turns", "conversation", "replay", "engines", "relay")
screen = Console(stderr=True)


async def measure(wanted: tuple[str, ...], data: Path) -> dict[str, float]:
    settings = _settings(data)
    figures: dict[str, float] = {}
    screen.print("training from scratch …")
    os.environ["RASA_CACHE_DIRECTORY"] = str(data / "cache")  # else Rasa takes what it trained before
    start = time.perf_counter()
    await asyncio.to_thread(ensure_model, settings)
    figures["train_s"] = time.perf_counter() - start
    async with AsyncExitStack() as stack:
        screen.print("starting everything …")
        supervisor = await stack.enter_async_context(running_parts(plan(settings), data))
        for part in wanted:
            screen.print(f"measuring: {part} …")
            if part == "queue":
                figures |= await queue.measure(settings.redis_url)
            elif part == "turns":
                figures |= await turns.measure(settings)
            elif part == "conversation":
                figures |= await conversation.measure(settings)
            elif part == "replay":
                figures |= await replay.measure(settings)
            elif part == "relay":
                figures |= await relay.measure(settings)
            else:
                folder = data / "default"
                folder.mkdir()
                figures |= await engines.measure(settings, folder, supervisor.pids()["rasa"])
    return figures


def _settings(data: Path) -> Settings:
    [port] = free_ports(1)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    for name in ("REDIS_URL", "DATABASE_URL", "SHOP_URL", "TELEGRAM_TOKEN"):
        kept.pop(name, None)
    environ = kept | {"FRONTDESK_DATA": str(data), "FRONTDESK_PORT": str(port)}
    return with_free_ports(load_settings(environ))


def main(arguments: list[str]) -> int:
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        print(f"No such part: {unknown[0]}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    data = Path(tempfile.mkdtemp(prefix="fd-bench-"))
    began = time.perf_counter()
    try:
        figures = asyncio.run(measure(tuple(arguments) or PARTS, data))
    finally:
        shutil.rmtree(data, ignore_errors=True)
    table = Table("figure", "value", title=f"Frontdesk, measured in {time.perf_counter() - began:.0f} s")
    for name, value in sorted(figures.items()):
        table.add_row(name, f"{value:,.2f}")
    Console().print(table)
    screen.print(f"kept in {keep(figures)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
