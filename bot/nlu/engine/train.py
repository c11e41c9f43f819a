"""Trains a model in Rasa's environment; `bot/training.py` runs it as a process and reads its progress.

`python -m bot.nlu.engine.train --out PATH.tar.gz [--config … --domain … --data …]`: JSON lines on standard output, each
`{"step": name}`, at last `{"done": true}`; problems on standard error.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bot.nlu.engine import ahead, quiet
from bot.nlu.text.remembered import Remembered

ROOT = Path(__file__).resolve().parents[3]
_STEP = re.compile(r"(?:Starting to train|Restored) component '(\w+)'")


class Steps(logging.Handler):
    """Turns Rasa's lines about components into steps."""

    def emit(self, record: logging.LogRecord) -> None:
        found = _STEP.search(record.getMessage())
        if found:
            _tell({"step": found.group(1)})


def main(arguments: list[str] | None = None) -> int:
    """0 with the model in place, 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(description="Trains the dialogue engine's model.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml")
    parser.add_argument("--domain", type=Path, default=ROOT / "domain.yml")
    parser.add_argument("--data", type=Path, nargs="+", default=None)
    chosen = parser.parse_args(arguments)
    quiet.before_import()
    gc.disable()  # what training makes it keeps: looking through it for garbage took a tenth of the time
    Remembered.forget_nothing()
    _tell({"step": "import"})
    try:
        with ahead.begun():
            train(chosen.config, chosen.domain, chosen.data or training_data(ROOT), chosen.out)
    except Exception as error:
        print(f"error: {_one_line(error)}", file=sys.stderr)
        return 1
    _tell({"done": True})
    return 0


def training_data(root: Path) -> list[Path]:
    """The folders that Rasa reads; data/emotion is our component's own."""
    return [folder for name in ("nlu", "rules", "stories") if (folder := root / "data" / name).is_dir()]


def train(config: Path, domain: Path, data: list[Path], out: Path) -> None:
    """Raises whatever makes the training impossible."""
    from rasa.model_training import train as train_rasa  # noqa: PLC0415 (10 s)

    quiet.after_import()
    _copy_less()
    hooks = logging.getLogger("rasa.engine.training.hooks")
    hooks.setLevel(logging.INFO)
    hooks.propagate = False
    hooks.addHandler(Steps())
    with _read_once():
        result = train_rasa(
            str(domain),
            str(config),
            [str(one) for one in data],
            output=str(out.parent),
            fixed_model_name=out.name.removesuffix(".tar.gz"),
        )
    if result.code != 0 or not out.is_file():
        raise ValueError("Rasa made no model; see the lines above")


def _copy_less() -> None:
    """Rasa merges the examples of all files again and again, with deep copies and a hash of all that each holds: half of
    the time until training begins. Nobody changes what is inside them, and texts with their intents tell them apart."""
    from rasa.shared.nlu.constants import INTENT, TEXT  # noqa: PLC0415
    from rasa.shared.nlu.training_data.message import Message  # noqa: PLC0415

    def copied(self: Message, memo: dict[int, Any]) -> Message:
        copy = Message.__new__(Message)
        copy.__dict__.update(self.__dict__, data=dict(self.data))
        return copy

    Message.__deepcopy__ = copied
    Message.__hash__ = lambda self: hash((self.data.get(TEXT), self.data.get(INTENT)))


@contextmanager
def _read_once() -> Iterator[None]:
    """Rasa reads and checks each file of examples three times; none changes while it trains."""
    from rasa.shared.nlu.training_data import loading  # noqa: PLC0415

    read = loading.load_data
    known = cache(read)
    loading.load_data = lambda path, language="en": known(path)  # no format of ours asks for the language
    try:
        yield
    finally:
        loading.load_data = read


def _one_line(error: BaseException) -> str:
    """The innermost reason, in one line: Rasa wraps it in its graph's."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split()) or type(error).__name__


def _tell(line: dict[str, object]) -> None:
    print(json.dumps(line), file=sys.__stdout__, flush=True)


if __name__ == "__main__":
    sys.exit(main())
