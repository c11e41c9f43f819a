"""Hashes of what a component depends on besides its own source, so that a change of it trains anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMOTION_DATA = ROOT / "data" / "emotion"
DIALOGUES = ROOT / "data" / "dialogues"


def of_files(paths: Iterable[Path]) -> str:
    """One hash of the names and contents of files; folders count with all they hold."""
    digest = hashlib.sha256()
    for path in sorted(_expanded(paths)):
        digest.update(
            path.relative_to(ROOT).as_posix().encode() if path.is_relative_to(ROOT) else path.name.encode()
        )
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def of_helpers() -> str:
    """All pure code that the components use, and the words that call for a person."""
    return of_files(
        [
            Path(__file__).parent,
            *(ROOT / "handoff" / name for name in ("cues", "escalation")),
        ]
    )


def _expanded(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
        elif path.exists():
            yield path
