"""Training only when something changed, and saying in one line why it cannot be done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.console import Console

from bot import training
from bot.settings import Settings
from bot.up.errors import CannotRun

FAKE = """#!/bin/sh
echo '{"step": "import"}'
echo 'Rasa says hello'
echo '{"step": "MessageReader"}'
%s
"""
DONE = 'while [ $# -gt 1 ]; do [ "$1" = --out ] && : > "$2"; shift; done; echo x >> "$FD_TRAINED"'
QUIET = Console(quiet=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three sources whose engine is a script."""
    project = tmp_path / "project"
    (project / "data/nlu").mkdir(parents=True)
    (project / "config.yml").write_text("a: 1")
    (project / "domain.yml").write_text("b: 1")
    (project / "data/nlu/greet.yml").write_text("c: 1")
    monkeypatch.setenv("FD_TRAINED", str(tmp_path / "trained"))
    monkeypatch.setattr(training, "ROOT", project)
    monkeypatch.setattr(training, "fingerprint", lambda: fingerprint(project))
    engine(project, DONE)
    return project


fingerprint = training.fingerprint


def engine(project: Path, body: str) -> None:
    python = project / ".venv-rasa/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(FAKE % body)
    python.chmod(0o755)


def trained(root: Path) -> int:
    log = root.parent / "trained"
    return len(log.read_text().split()) if log.exists() else 0


def settings(root: Path) -> Settings:
    return Settings(data=root.parent / "var")


def test_the_same_sources_are_trained_once(root: Path) -> None:
    first = training.ensure_model(settings(root), console=QUIET)
    again = training.ensure_model(settings(root), console=QUIET)
    assert first == again == training.newest_model(settings(root))
    assert (first.is_file(), trained(root)) == (True, 1)


def test_a_changed_source_is_trained_anew(root: Path) -> None:
    first = training.ensure_model(settings(root), console=QUIET)
    (root / "data/nlu/greet.yml").write_text("c: 2")
    second = training.ensure_model(settings(root), console=QUIET)
    assert (first != second, trained(root)) == (True, 2)
    assert training.newest_model(settings(root)) == second


def test_force_trains_again(root: Path) -> None:
    training.ensure_model(settings(root), console=QUIET)
    training.ensure_model(settings(root), force=True, console=QUIET)
    assert trained(root) == 2


def test_the_fingerprint_is_of_names_and_contents_only(root: Path) -> None:
    before = fingerprint(root)
    os.utime(root / "config.yml", (1, 1))
    (root / "data/nlu/notes.txt").write_text("not a source")
    assert fingerprint(root) == before
    (root / "data/nlu/greet.yml").rename(root / "data/nlu/hello.yml")
    assert fingerprint(root) != before


def test_a_training_that_fails_gives_the_reason_and_keeps_no_model(root: Path) -> None:
    engine(root, 'echo "warm up" >&2; echo "error: data/nlu/greet.yml is empty" >&2; exit 1')
    with pytest.raises(CannotRun, match=r"The model cannot be trained: data/nlu/greet.yml is empty"):
        training.ensure_model(settings(root), console=QUIET)
    with pytest.raises(CannotRun, match="frontdesk train"):
        training.newest_model(settings(root))


def test_without_a_model_of_these_sources_the_last_one_serves(root: Path) -> None:
    last = training.ensure_model(settings(root), console=QUIET)
    (root / "config.yml").write_text("a: 2")
    assert training.newest_model(settings(root)) == last


def test_only_the_newest_models_are_kept(root: Path) -> None:
    for number in range(training.KEPT + 2):
        (root / "config.yml").write_text(f"a: {number}")
        model = training.ensure_model(settings(root), console=QUIET)
        os.utime(model, (number + 1, number + 1))
    assert len(list(model.parent.glob("*.tar.gz"))) == training.KEPT


def test_a_missing_environment_is_said(root: Path) -> None:
    (root / ".venv-rasa/bin/python").unlink()
    with pytest.raises(CannotRun, match="make setup"):
        training.ensure_model(settings(root), console=QUIET)
