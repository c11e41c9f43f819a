"""Log files of the parts: appended to by the processes themselves, so that they survive a killed supervisor."""

from __future__ import annotations

import logging
import os
import shutil
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

LARGEST = 10 * 1024 * 1024
KEPT = 3


def open_log(folder: Path, name: str) -> IO[bytes]:
    """A part's log, opened to append (0600)."""
    path = folder / f"{name}.log"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "ab", buffering=0)


def rotate(path: Path, largest: int = LARGEST, kept: int = KEPT) -> None:
    """Copy a log that grew too large aside and empty it; the process goes on writing into the same file.

    Lines written between the copy and the emptying are lost, which a log may afford.
    """
    if not path.exists() or path.stat().st_size <= largest:
        return
    for number in range(kept, 1, -1):
        older, newer = path.with_name(f"{path.name}.{number}"), path.with_name(f"{path.name}.{number - 1}")
        if newer.exists():
            newer.replace(older)
    shutil.copy2(path, path.with_name(f"{path.name}.1"))
    os.truncate(path, 0)


def rotate_all(folder: Path) -> None:
    """Rotate the parts' logs; our own handler does it for `up.log`."""
    for path in folder.glob("*.log"):
        if path.name != "up.log":
            rotate(path)


def last_words(path: Path, lines: int = 1) -> str:
    """The last lines of a log that say something, or "" ."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        text = file.read().decode(errors="replace")
    return "\n".join([line.strip() for line in text.splitlines() if line.strip()][-lines:])


def log_to(folder: Path, level: str) -> None:
    """Send our own log records to `up.log`."""
    handler = RotatingFileHandler(folder / "up.log", maxBytes=LARGEST, backupCount=KEPT)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    for noisy in ("httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
