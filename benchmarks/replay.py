"""How fast `frontdesk replay` decides past dialogues once it has started."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process

from bot.nlu.dialogue.dialogues import Dialogue, read_dialogues
from bot.settings import ROOT, Settings

TIMES = 4


async def measure(settings: Settings) -> dict[str, float]:
    """Customer messages a second, of the gold dialogues some times over."""
    dialogues = read_dialogues(ROOT / "data" / "gold")
    environ = {**os.environ, "FRONTDESK_DATA": str(settings.data)}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli.main", "replay", cwd=ROOT, env=environ, stdin=PIPE, stdout=PIPE
    )
    await _rows(child, dialogues[:1])  # it has started when these are there
    start = time.perf_counter()
    rows = await _rows(child, dialogues * TIMES)
    took = time.perf_counter() - start
    assert child.stdin is not None
    child.stdin.close()
    if await child.wait():
        raise RuntimeError("replay failed")
    return {"replay_turns_per_s": rows / took}


async def _rows(child: Process, dialogues: list[Dialogue]) -> int:
    """Writes the dialogues and reads a row for each customer message."""
    assert child.stdin is not None
    assert child.stdout is not None
    expected = sum(1 for dialogue in dialogues for _ in dialogue.customer())
    writing = asyncio.create_task(_write(child.stdin, dialogues))
    for _ in range(expected):
        if not await child.stdout.readline():
            raise RuntimeError("replay ended early")
    await writing
    return expected


async def _write(stream: asyncio.StreamWriter, dialogues: list[Dialogue]) -> None:
    for dialogue in dialogues:
        stream.write(json.dumps(dialogue.to_replay()).encode() + b"\n")
        await stream.drain()
