"""Trains the engine's model when what it is made of has changed. The training itself runs in Rasa's environment."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.settings import ROOT, Settings
from bot.up.checks import check_engine
from bot.up.errors import CannotRun

# Everything that decides what the model is and does; the rules it shares with the gateway included.
SOURCES = (
    "config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "data/emotion", "data/dialogues", "bot/nlu",
    "handoff/cues", "handoff/escalation", "engine/uv.lock",
)  # fmt: skip
KEPT = 5
_FIRST_GUESS_S = 45.0
_STEPS = {
    "import": "loading Rasa", "RulePolicy": "rules", "EscalationPolicy": "escalation",
    "MessageReader": "intents, emotions, dialogues",
}  # fmt: skip


def fingerprint(root: Path = ROOT) -> str:
    """Hash of the names and contents of all sources; the same content gives the same hash on any machine."""
    digest = hashlib.sha256()
    for path in sorted(_files(root)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = root / name
        if place.is_dir():
            yield from (one for one in place.rglob("*") if one.suffix in (".py", ".yml", ".yaml"))
        elif place.is_file():
            yield place


def newest_model(settings: Settings) -> Path:
    """The model of the present sources, else the last one trained. Raises CannotRun when there is none."""
    models = _folder(settings)
    current = models / f"{fingerprint()}.tar.gz"
    if current.is_file():
        return current
    trained = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not trained:
        raise CannotRun(f"There is no model in {models}: run frontdesk train.")
    return trained[-1]


def ensure_model(settings: Settings, *, force: bool = False, console: Console | None = None) -> Path:
    """The model of the present sources, trained now unless it exists. Progress goes to standard error.

    Raises CannotRun with the first problem when it cannot be trained.
    """
    shown = console or Console(stderr=True)
    python = check_engine(ROOT)
    with _alone(_folder(settings)):
        model = _folder(settings) / f"{fingerprint()}.tar.gz"
        if model.is_file() and not force:
            return model
        began = time.monotonic()
        _train(python, model, shown)
        took = time.monotonic() - began
        _remember(model.parent, took)
        _prune(model)
        shown.print(f"model {model.name} trained in {took:.0f} s", highlight=False)
        return model


def _folder(settings: Settings) -> Path:
    models = settings.data / "models"
    models.mkdir(parents=True, exist_ok=True)
    return models


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One training at a time in a data folder; the second then finds the first one's model."""
    with open(models / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train(python: Path, model: Path, console: Console) -> None:
    made = model.parent / "new" / model.name
    made.parent.mkdir(exist_ok=True)
    made.unlink(missing_ok=True)
    command = [str(python), "-m", "bot.nlu.engine.train", "--out", str(made)]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            problems = _watch(child, _expected_s(model.parent), console)
        except BaseException:
            child.terminate()
            raise
    if child.returncode != 0 or not made.is_file():
        raise CannotRun(f"The model cannot be trained: {_reason(problems, child.returncode)}")
    os.replace(made, model)


def _watch(child: subprocess.Popen[str], expected_s: float, console: Console) -> deque[str]:
    """Shows progress until the child ends; the last lines of what it complained about."""
    problems: deque[str] = deque(maxlen=20)
    step = ["starting"]
    assert child.stdout is not None
    assert child.stderr is not None
    readers = [
        threading.Thread(target=_read_steps, args=(child.stdout, step), daemon=True),
        threading.Thread(target=problems.extend, args=(child.stderr,), daemon=True),
    ]
    for reader in readers:
        reader.start()
    columns = (TextColumn("training: {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(step[0], total=expected_s)
        began = time.monotonic()
        while child.poll() is None:
            # Never full before it is done, however much longer than last time it takes.
            bar.update(task, description=step[0], completed=min(time.monotonic() - began, expected_s * 0.98))
            time.sleep(0.2)
    for reader in readers:
        reader.join(timeout=5)
    return problems


def _read_steps(lines: Iterator[str], step: list[str]) -> None:
    for line in lines:
        try:
            name = json.loads(line).get("step")
        except (ValueError, AttributeError):
            continue  # Rasa prints for people on the same stream
        if name:
            step[0] = _STEPS.get(name, name)


def _reason(problems: deque[str], code: int) -> str:
    errors = [line.removeprefix("error: ").strip() for line in problems if line.startswith("error: ")]
    lines = [line.strip() for line in problems if line.strip()]
    return errors[-1] if errors else lines[-1] if lines else f"the training ended with {code}"


def _expected_s(models: Path) -> float:
    try:
        return float(json.loads((models / "last.json").read_text())["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return _FIRST_GUESS_S


def _remember(models: Path, seconds: float) -> None:
    (models / "last.json").write_text(json.dumps({"version": 1, "seconds": round(seconds, 1)}))


def _prune(model: Path) -> None:
    trained = sorted(model.parent.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in trained[:-KEPT]:
        if old != model:
            old.unlink(missing_ok=True)
