"""All parts running for as long as a block of code lasts: for tests, benchmarks and drills on real processes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.secret_files import private_folder
from bot.up.family import Family
from bot.up.part import Part
from bot.up.supervisor import Supervisor


@asynccontextmanager
async def running_parts(parts: Sequence[Part], data: Path) -> AsyncIterator[Supervisor]:
    """Yields when every part is ready; crashed parts are restarted; none is alive afterwards.

    Raises: CannotRun when a part cannot be started.
    """
    stop, ready = asyncio.Event(), asyncio.Event()
    with Family() as family:
        supervisor = Supervisor(parts, family, private_folder(data / "logs"))
        keeping = asyncio.create_task(supervisor.run(stop, ready.set))
        waiting = asyncio.create_task(ready.wait())
        try:
            await asyncio.wait([keeping, waiting], return_when=asyncio.FIRST_COMPLETED)
            if keeping.done():
                keeping.result()
            yield supervisor
        finally:
            waiting.cancel()
            stop.set()
            await keeping
