"""The whole of an evaluation: runs the work, compares the figures, writes figures and report."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from itertools import chain
from pathlib import Path
from typing import Any

from bot.evaluation import speed, work
from bot.evaluation.comparison import FELL, compare, read_accepted
from bot.evaluation.parts import (
    Part,
    dialogues_part,
    emotions_part,
    gold_dialogues_part,
    gold_messages_part,
    intents_part,
)
from bot.evaluation.places import FIGURES, REPORT
from bot.evaluation.pool import Task, Tell, run
from bot.evaluation.report import write_report
from handoff.escalation.policy import load_policy

VERSION = 1
_FOLDS = {"intents": 5, "emotions": 5, "dialogues": 3}


def measure(root: Path, model: Path, out: Path, accepted: Path, *, quick: bool, tell: Tell) -> None:
    """Raises ValueError for data, a model or accepted figures that cannot be used. With `quick` one fold stands for all."""
    began = time.monotonic()
    before = read_accepted(accepted)
    known = work.material(root)
    results = run(tasks(root, model, quick=quick), tell)
    tell("speed", 0, 1)
    parts = {
        "intents": intents_part(known.messages, _joined(results["intents"])),
        "emotions": emotions_part(known.feelings, _joined(results["emotions"])),
        "gold_messages": gold_messages_part(known.gold_messages, _joined(results["gold_messages"])),
        "gold_dialogues": gold_dialogues_part(_joined(results["gold_dialogues"])),
        "dialogues": dialogues_part(_joined(results["dialogues"]), load_policy()),
        "speed": Part(shown=speed.measured(root, model)),
    }
    tell("report", 0, 1)
    figures = [figure for part in parts.values() for figure in part.figures]
    compared = compare(figures, before)
    result: dict[str, Any] = {
        "version": VERSION,
        "made": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "model": model.name.removesuffix(".tar.gz"),
        "quick": quick,
        "seconds": round(time.monotonic() - began, 1),
        "data": known.counts(),
        "figures": [asdict(figure) for figure in figures],
        "compared": [asdict(one) for one in compared],
        "fallen": [str(one) for one in compared if one.verdict == FELL],
        "parts": {name: part.shown for name, part in parts.items()},
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / FIGURES).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    write_report(result, out / REPORT)


def tasks(root: Path, model: Path, *, quick: bool) -> list[Task]:
    """The longest first. A single fold is trained on as much as each of many, so its figures compare; they vary more."""
    folds = {name: range(1 if quick else count) for name, count in _FOLDS.items()}
    return [
        *(
            Task(
                name="dialogues", work=work.dialogues_fold, arguments=(root, model, _FOLDS["dialogues"], fold)
            )
            for fold in folds["dialogues"]
        ),
        *(
            Task(name="intents", work=work.intents_fold, arguments=(root, _FOLDS["intents"], fold))
            for fold in folds["intents"]
        ),
        *(
            Task(name="emotions", work=work.emotions_fold, arguments=(root, _FOLDS["emotions"], fold))
            for fold in folds["emotions"]
        ),
        Task(name="gold_dialogues", work=work.gold_dialogues, arguments=(root, model)),
        Task(name="gold_messages", work=work.gold_messages, arguments=(root, model)),
    ]


def _joined(results: Sequence[Sequence[Any]]) -> list[Any]:
    return list(chain.from_iterable(results))
