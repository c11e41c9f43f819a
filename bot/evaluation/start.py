"""Starts evaluations from the main environment: one worker in Rasa's, its progress shown on standard error."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.evaluation.comparison import Figure, write_accepted
from bot.evaluation.places import ACCEPTED, FIGURES
from bot.settings import ROOT, Settings
from bot.training import ensure_model
from bot.up.checks import check_engine
from bot.up.errors import CannotRun

_STEPS = {
    "dialogues": "dialogues, cross-validated",
    "intents": "intents, cross-validated",
    "emotions": "emotions, cross-validated",
    "gold_dialogues": "gold dialogues",
    "gold_messages": "gold messages",
    "speed": "speed and noise",
    "report": "report",
}


def evaluate(settings: Settings, *, quick: bool = False) -> Path:
    """A new folder with figures.json and report.html, of the model of the present sources. Raises CannotRun."""
    console = Console(stderr=True)
    model = ensure_model(settings, console=console)
    out = settings.data / "evaluations" / datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    _worker(["--model", str(model), "--out", str(out), *(["--quick"] if quick else [])], console)
    return out


def read_result(folder: Path) -> dict[str, Any]:
    """What figures.json of an evaluation holds."""
    result: dict[str, Any] = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    return result


def table(result: Mapping[str, Any]) -> str:
    """All figures beside those accepted before, a line each."""
    lines = [f"{'figure':<34}{'now':>7}{'noise':>7}{'before':>8}{'target':>8}  verdict"]
    for one in result["compared"]:
        before, target = (_number(one[name]) for name in ("before", "target"))
        lines.append(
            f"{one['name']:<34}{one['now']:>7.3f}{one['noise']:>7.3f}{before:>8}{target:>8}  {one['verdict']}"
        )
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def accept_figures(result: Mapping[str, Any], path: Path = ROOT / ACCEPTED) -> None:
    """Writes what later evaluations are compared with."""
    figures = [Figure(**one) for one in result["figures"]]
    write_accepted(path, figures, {"made": result["made"], "model": result["model"], "data": result["data"]})


def suspects() -> list[dict[str, Any]]:
    """Examples that cross-validation keeps getting wrong; see `suspects.py`. Raises CannotRun."""
    found: list[dict[str, Any]] = _worker(["--suspects"], Console(stderr=True))
    return found


def _worker(arguments: Sequence[str], console: Console) -> Any:
    command = [str(check_engine(ROOT)), "-m", "bot.evaluation", *arguments]
    problems: deque[str] = deque(maxlen=20)
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        reader = threading.Thread(target=problems.extend, args=(child.stderr,), daemon=True)
        reader.start()
        try:
            result = _watch(child.stdout, console)
        except BaseException:
            child.terminate()
            raise
        reader.join(timeout=5)
    if child.returncode != 0 or result is None:
        raise CannotRun(f"The model cannot be measured: {_reason(problems, child.returncode)}")
    return result


def _watch(lines: Iterator[str], console: Console) -> Any:
    """The result, once it is told; until then the progress is shown."""
    result = None
    columns = (TextColumn("measuring: {task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        for line in lines:
            told = json.loads(line)
            if "result" in told:
                result = told["result"]
            else:
                step = _STEPS.get(told["step"], f"repeat {told['step']}")
                bar.update(task, description=step, completed=told["done"], total=told["of"])
    return result


def _reason(problems: Sequence[str], code: int) -> str:
    errors = [line.removeprefix("error: ").strip() for line in problems if line.startswith("error: ")]
    lines = [line.strip() for line in problems if line.strip()]
    return (errors or lines or [f"the worker ended with {code}"])[-1]
