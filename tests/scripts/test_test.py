"""The runner of all tests: it counts right, and never calls a broken run a success."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from bot.settings import ROOT
from scripts import test as runner
from scripts.test import Total, command, counted

REPORT = """<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/>
<testsuite tests="3" failures="0" errors="0" skipped="0"/></testsuites>"""


def test_a_report_is_summed_up_over_its_suites(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counted(report) == (6, 2, 2)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[IO[str]]:
    """Where a step writes; a real file, for commands write into it themselves."""
    with (tmp_path / "shown").open("w+") as file:
        yield file


def test_a_run_that_left_no_report_is_a_failure(shown: IO[str]) -> None:
    total = Total()
    runner.pytest(Path("/bin/false"))("main", total, shown)
    assert (total.failed, total.broken) == (1, ["main"])


@pytest.mark.parametrize(
    ("program", "expected"), [("true", "1 passed, 0 failed"), ("false", "0 passed, 1 failed")]
)
def test_a_check_counts_as_one(shown: IO[str], program: str, expected: str) -> None:
    total = Total()
    command(program)("lint", total, shown)
    assert str(total) == expected


def test_what_was_skipped_is_said(shown: IO[str]) -> None:
    total = Total()
    runner.skip("no newer Python")("newest", total, shown)
    assert str(total) == "0 passed, 0 failed, 1 skipped"
    shown.seek(0)
    assert shown.read() == "skipped: no newer Python\n"


def run_all(*arguments: str) -> tuple[int, list[str]]:
    """Exit code and lines of a run of small steps."""
    code = (
        "import sys; from scripts import test; c = test.command; "
        "test.steps = lambda: ({'good': c('echo', 'one'), 'bad': c('false')}, {'other': c('echo', 'two')}); "
        "sys.exit(test.main(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout.splitlines()


def test_the_last_line_is_the_total_and_a_failure_fails_all() -> None:
    code, lines = run_all()
    assert (code, lines[-1]) == (1, "2 passed, 1 failed")
    assert lines[-2] == "Failed: bad; run one alone with make test ONLY=bad"
    code, lines = run_all("good", "other")
    assert (code, lines[-1]) == (0, "2 passed, 0 failed")


def test_what_runs_beside_is_shown_afterwards() -> None:
    _, lines = run_all()
    assert lines.index("one") < lines.index("two")


def test_an_unknown_step_is_wrong_usage() -> None:
    assert run_all("everything")[0] == 2
