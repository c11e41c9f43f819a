"""`frontdesk evaluate` and `check --thorough`, with a worker whose words the tests choose."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.check import check as linter
from bot.cli import main as cli
from bot.evaluation import start
from bot.evaluation.comparison import Figure, read_accepted
from bot.evaluation.start import accept_figures, table
from bot.up.errors import CannotRun

FIGURE = {"name": "f1", "value": 0.7, "noise": 0.02, "count": 50, "target": None, "less_is_better": False}
COMPARED = {
    "name": "f1", "now": 0.7, "noise": 0.02, "count": 50, "target": None, "reached": None, "before": 0.8,
    "verdict": "fell",
}  # fmt: skip
RESULT: dict[str, Any] = {
    "made": "2026-01-01T00:00:00+00:00",
    "model": "abc",
    "data": {"messages": 3},
    "figures": [FIGURE],
    "compared": [COMPARED],
    "fallen": ["f1: 0.800 before, 0.700 now, noise 0.020"],
}
Worker = Callable[[str], None]


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Makes the given Python lines what runs instead of Rasa's environment; `result` holds what a run keeps."""
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path / "data"))
    program = tmp_path / "python"
    monkeypatch.setattr(start, "check_engine", lambda root: program)
    monkeypatch.setattr(start, "ensure_model", lambda settings, console: Path("m.tar.gz"))

    def say(lines: str) -> None:
        head = (
            f"#!{sys.executable}\nimport json, pathlib, sys\nresult = {RESULT!r}\narguments = sys.argv[3:]\n"
        )
        program.write_text(head + lines)
        program.chmod(0o755)

    return say


KEEPS = """
print(json.dumps({"step": "intents", "done": 1, "of": 2}), flush=True)
out = pathlib.Path(arguments[arguments.index("--out") + 1])
out.mkdir(parents=True)
out.joinpath("figures.json").write_text(json.dumps({**result, **CHANGED}))
print(json.dumps({"result": str(out)}))
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def test_a_figure_that_fell_fails_and_is_named(worker: Worker) -> None:
    worker(KEEPS.replace("CHANGED", "{}"))
    ran = run("evaluate")
    assert ran.exit_code == 1
    assert "Error: fell by more than its noise: f1: 0.800 before, 0.700 now, noise 0.020" in ran.stderr
    assert ran.stdout.splitlines()[-1].endswith("/report.html")


def test_figures_that_hold_are_shown_with_the_report_and_end_well(worker: Worker) -> None:
    worker(KEEPS.replace("CHANGED", "{'fallen': []}"))
    ran = run("evaluate", "--quick")
    assert ran.exit_code == 0
    assert ran.stdout.splitlines()[1].split() == ["f1", "0.700", "0.020", "0.800", "fell"]


def test_accepting_keeps_the_figures_and_fails_nothing(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    worker(KEEPS.replace("CHANGED", "{}"))
    monkeypatch.setattr(start, "accept_figures", kept.append)
    ran = run("evaluate", "--accept")
    assert (ran.exit_code, [one["model"] for one in kept]) == (0, ["abc"])


def test_a_quick_run_cannot_be_accepted() -> None:
    assert run("evaluate", "--quick", "--accept").exit_code == 2


def test_accepted_figures_say_of_which_model_they_are(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    accept_figures(RESULT, path)
    assert read_accepted(path) == {"f1": Figure(name="f1", value=0.7, noise=0.02, count=50)}
    assert json.loads(path.read_text())["model"] == "abc"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("sys.exit('error: data/nlu/a.yml:3: is no example')", "data/nlu/a.yml:3: is no example"),
        ("print('Traceback', file=sys.stderr); sys.exit('Killed')", "Killed"),
        ("sys.exit(9)", "the worker ended with 9"),
        ("pass", "the worker ended with 0"),
    ],
)
def test_a_worker_that_fails_says_why_in_one_line(worker: Worker, lines: str, reason: str) -> None:
    worker(lines)
    with pytest.raises(CannotRun) as caught:
        start.suspects()
    assert str(caught.value) == f"The model cannot be measured: {reason}"


def test_a_thorough_check_adds_what_only_training_finds(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linter, "check", lambda root: [])
    one = {
        "file": "data/nlu/deny.yml",
        "line": 9,
        "text": "不要了",
        "label": "deny",
        "said": "x",
        "sure": 0.9,
    }
    worker(f"assert arguments == ['--suspects']\nprint(json.dumps({{'result': [{one!r}]}}))")
    ran = run("check", "--thorough")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("data/nlu/deny.yml:9: warning: '不要了' is 'deny', but ")


def test_the_table_leaves_empty_what_is_not_known() -> None:
    row = {**COMPARED, "before": None, "target": 0.65, "verdict": "new"}
    assert table({"compared": [row]}).splitlines()[1].split() == ["f1", "0.700", "0.020", "0.650", "new"]
