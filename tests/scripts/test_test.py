"""The runner of all tests: it counts right, and never calls a broken run a success."""

from pathlib import Path

import pytest

from scripts import test as runner
from scripts.test import Total, command, counted, main

REPORT = """<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/>
<testsuite tests="3" failures="0" errors="0" skipped="0"/></testsuites>"""


def test_a_report_is_summed_up_over_its_suites(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counted(report) == (6, 2, 2)


def test_a_run_that_left_no_report_is_a_failure() -> None:
    total = Total()
    runner.pytest(Path("/bin/false"))("main", total)
    assert (total.failed, total.broken) == (1, ["main"])


@pytest.mark.parametrize(
    ("program", "expected"), [("true", "1 passed, 0 failed"), ("false", "0 passed, 1 failed")]
)
def test_a_check_counts_as_one(program: str, expected: str) -> None:
    total = Total()
    command(program)("lint", total)
    assert str(total) == expected


def test_what_was_skipped_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    total = Total()
    runner.skip("no newer Python")("newest", total)
    assert str(total) == "0 passed, 0 failed, 1 skipped"
    assert capsys.readouterr().out == "skipped: no newer Python\n"


def test_the_last_line_is_the_total_and_a_failure_fails_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {"good": command("true"), "bad": command("false"), "other": command("true")}
    monkeypatch.setattr(runner, "steps", lambda: steps)
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 1 failed"
    assert main(["good", "other"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"


def test_an_unknown_step_is_wrong_usage() -> None:
    assert main(["everything"]) == 2
