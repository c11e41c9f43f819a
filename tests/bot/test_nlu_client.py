"""Parsing and replaying through the worker process; the worker itself here is a script."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot import nlu_client
from bot.nlu_client import BadLine, parse_lines, replay_lines
from bot.up.errors import CannotRun

WORKER = """
import json, sys
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin.buffer:
    request = json.loads(line)
    if "parse" in request:
        answer = {"parse": {"text": request["parse"]}}
    elif "turns" not in request["replay"]:
        answer = {"error": "turns is a list"}
    else:
        answer = {"replay": [{"turn": at, "text": "x" * 200} for at, _ in enumerate(request["replay"]["turns"])]}
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return worker(tmp_path, monkeypatch, WORKER)


def worker(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> Path:
    script = folder / "worker.py"
    script.write_text(source)
    engine = folder / "python"
    engine.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n')
    engine.chmod(0o755)
    monkeypatch.setattr(nlu_client, "check_engine", lambda root: engine)
    return folder / "m.tar.gz"


def test_each_line_is_parsed_in_order(model: Path) -> None:
    lines = ["\ufeff快递到哪了\r\n".encode(), b"\n", "退款".encode()]
    assert [row["text"] for row in parse_lines(model, lines)] == ["快递到哪了", "", "退款"]


def test_many_long_dialogues_never_fill_both_pipes(model: Path) -> None:
    dialogue = json.dumps({"id": 1, "turns": [{"who": "customer", "text": "啊" * 50}] * 400}).encode()
    assert sum(1 for _ in replay_lines(model, [dialogue] * 30)) == 400 * 30


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "line 2: it is not JSON"),
        (b"\xff\xfe", "line 2: it is not UTF-8"),
        (b'{"id": 1}', "line 2: turns is a list"),
    ],
)
def test_a_bad_line_is_named(model: Path, line: bytes, problem: str) -> None:
    good = b'{"id": 1, "turns": [{"who": "customer", "text": "a"}]}'
    rows: list[nlu_client.Row] = []
    with pytest.raises(BadLine, match=problem):
        rows.extend(replay_lines(model, [good, line, good]))


def test_blank_lines_between_dialogues_are_skipped(model: Path) -> None:
    assert list(replay_lines(model, [b"\n", b"  \n"])) == []


def test_stopping_early_ends_the_worker(model: Path) -> None:
    rows = parse_lines(model, (b"a" for _ in range(10_000)))
    assert next(rows) == {"text": "a"}
    rows.close()  # type: ignore[attr-defined]


def test_a_worker_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = 'import sys; print("error: no models of ours", file=sys.stderr); sys.exit(1)'
    model = worker(tmp_path, monkeypatch, broken)
    with pytest.raises(CannotRun, match="The model cannot be used: no models of ours"):
        list(parse_lines(model, [b"a"]))
