"""The command as a process: help for a newcomer, exit codes, outputs kept apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT


def frontdesk(*arguments: str, piped: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.main", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        input=piped,
        stdin=subprocess.DEVNULL if piped is None else None,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_version_is_told() -> None:
    ran = frontdesk("--version")
    assert (ran.returncode, ran.stdout) == (0, "frontdesk 0.1.0\n")


def test_without_a_command_the_help_is_shown_and_the_usage_was_wrong() -> None:
    ran = frontdesk()
    assert ran.returncode == 2
    assert "frontdesk up" in ran.stdout + ran.stderr


def test_an_unknown_command_is_wrong_usage() -> None:
    ran = frontdesk("upp")
    assert (ran.returncode, ran.stdout) == (2, "")


def test_bad_settings_are_wrong_usage_and_all_named() -> None:
    ran = frontdesk("user", "list", FRONTDESK_PORT="many", FRONTDESK_LOG_LEVEL="loud")
    assert ran.returncode == 2
    assert ran.stderr.splitlines() == [
        "Bad setting: FRONTDESK_PORT=many: give a whole number from 1 to 65535",
        "Bad setting: FRONTDESK_LOG_LEVEL=loud: give one of debug, info, warning, error",
    ]


@pytest.mark.parametrize("command", ["up", "redis", "shop", "rasa", "actions", "gateway"])
def test_a_part_with_a_bad_setting_says_so_in_one_line(command: str) -> None:
    ran = frontdesk(command, FRONTDESK_PORT="0")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "Bad setting: FRONTDESK_PORT=0: give a whole number from 1 to 65535\n"


def test_help_starts_quickly_and_without_touching_the_disk(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ran = frontdesk("up", "--help", FRONTDESK_DATA=str(data))
    assert ran.returncode == 0
    assert not data.exists()
