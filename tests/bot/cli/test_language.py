"""What the language commands print and how they end; what messages mean is tested with the engine."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import nlu_client, training
from bot.check import check as linter
from bot.check.faults import Fault
from bot.cli.main import app
from bot.nlu_client import BadLine


@pytest.fixture(autouse=True)
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a model, as `ensure_model` finds it."""
    monkeypatch.setenv("FRONTDESK_DATA", str(tmp_path))
    model = tmp_path / "models" / f"{training.fingerprint()}.tar.gz"
    model.parent.mkdir()
    model.touch()
    return model


def run(*arguments: str, piped: bytes = b"") -> Result:
    return CliRunner().invoke(app, arguments, input=piped)


def test_train_prints_the_path_of_the_model_and_nothing_else(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "check_engine", lambda root: Path("/bin/false"))
    ran = run("train")
    assert (ran.exit_code, ran.stdout) == (0, f"{trained}\n")


@pytest.mark.parametrize(("command", "function"), [("parse", "parse_lines"), ("replay", "replay_lines")])
def test_rows_are_json_lines_with_characters_as_they_are(
    trained: Path, monkeypatch: pytest.MonkeyPatch, command: str, function: str
) -> None:
    def rows(model: Path, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
        assert model == trained
        for line in lines:
            yield {"text": line.decode().rstrip("\n")}

    monkeypatch.setattr(training, "check_engine", lambda root: Path("/bin/false"))
    monkeypatch.setattr(nlu_client, function, rows)
    ran = run(command, piped="我的快递到哪了\nhi\n".encode())
    assert ran.exit_code == 0
    assert ran.stdout == '{"text": "我的快递到哪了"}\n{"text": "hi"}\n'
    assert [json.loads(line)["text"] for line in ran.stdout.splitlines()] == ["我的快递到哪了", "hi"]


def test_a_bad_line_fails_after_the_rows_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(model: Path, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
        yield {"text": "fine"}
        raise BadLine(2, "it is not UTF-8")

    monkeypatch.setattr(training, "check_engine", lambda root: Path("/bin/false"))
    monkeypatch.setattr(nlu_client, "parse_lines", rows)
    ran = run("parse")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (
        1,
        '{"text": "fine"}\n',
        "Error: line 2: it is not UTF-8\n",
    )


@pytest.mark.parametrize(("fatal", "code"), [(True, 1), (False, 0)])
def test_check_fails_for_faults_and_not_for_warnings(
    monkeypatch: pytest.MonkeyPatch, fatal: bool, code: int
) -> None:
    fault = Fault(file="data/nlu/greet.yml", line=7, problem="is odd", fatal=fatal)
    monkeypatch.setattr(linter, "check", lambda root: [fault])
    ran = run("check")
    assert ran.exit_code == code
    assert ran.stdout.splitlines()[0] == str(fault)
