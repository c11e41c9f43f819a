"""Measures a trained model in Rasa's environment; `bot/evaluation/start.py` runs it and reads its progress.

`python -m bot.evaluation --model PATH.tar.gz --out FOLDER [--accepted FILE] [--quick]` writes `figures.json` and
`report.html`; `python -m bot.evaluation --suspects` finds examples that cross-validation keeps getting wrong. JSON lines on
standard output: `{"step", "done", "of"}`, at last `{"result": …}`; problems on standard error.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path

from bot.evaluation.measuring import measure
from bot.evaluation.places import ACCEPTED
from bot.evaluation.suspects import find

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """0 when all was measured, whatever the figures say; 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(description="Measures the model of the dialogue engine.")
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--accepted", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--suspects", action="store_true")
    chosen = parser.parse_args(arguments)
    if not chosen.suspects and not (chosen.model and chosen.out):
        parser.error("--model and --out are needed")
    try:
        if chosen.suspects:
            _tell({"result": find(chosen.root, _progress)})
            return 0
        accepted = chosen.accepted or chosen.root / ACCEPTED
        measure(chosen.root, chosen.model, chosen.out, accepted, quick=chosen.quick, tell=_progress)
    except Exception as error:
        print(f"error: {' '.join(str(error).split()) or type(error).__name__}", file=sys.stderr)
        return 1
    _tell({"result": str(chosen.out)})
    return 0


def _progress(step: str, done: int, total: int) -> None:
    _tell({"step": step, "done": done, "of": total})


def _tell(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the processes of the pool end too
    sys.exit(main())
