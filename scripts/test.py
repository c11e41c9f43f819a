"""Runs every kind of test and check, in order, and sums them up: `N passed, N failed` on the last line.

`python -m scripts.test [STEP…]` runs only the steps named. A check without tests of its own counts as one. Steps in Rasa's
environment and on the newest Python run beside those in the main one, where tests mostly wait; what they say is shown when
they are done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / ".venv" / "bin"
NEWEST = ROOT / ".venv-newest" / "bin"
RASA = ROOT / ".venv-rasa" / "bin"
ENVIRON = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": str(ROOT),
}
# What the newest Python could break, in the time there is: not the browser, not the long kills, not each Redis once more.
ON_NEWEST = "not browser and not slow"
# Rasa's own imports warn a lot; our modules' warnings are errors in the engine's tests.
QUIETLY = ("-W", "ignore", "-m", "rasa")
# Most tests wait for servers more than they work. Those of one group share a worker.
TOGETHER = ("-n", "3", "--dist", "loadgroup")
BESIDE = ("-n", "2", "--dist", "loadgroup")  # the main step takes longer: what runs beside it gives way
TRAINING_DATA = ("data/nlu", "data/rules", "data/stories")


@dataclass(slots=True)
class Total:
    """What was counted so far."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, step: str, *, passed: int, failed: int, skipped: int = 0) -> None:
        self.passed += passed
        self.failed += failed
        self.skipped += skipped
        if failed:
            self.broken.append(step)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


Step = Callable[[str, Total, IO[str]], None]


def command(*arguments: str | Path) -> Step:
    """A step that is right when its command ends with 0."""

    def run(name: str, total: Total, shown: IO[str]) -> None:
        code = started([*map(str, arguments)], shown)
        total.add(name, passed=int(code == 0), failed=int(code != 0))

    return run


def started(arguments: Sequence[str], shown: IO[str]) -> int:
    """Exit code of a command in the project's folder."""
    ran = subprocess.run(
        arguments, cwd=ROOT, env=ENVIRON, stdout=shown, stderr=subprocess.STDOUT, check=False
    )
    return ran.returncode


def pytest(python: Path, *arguments: str) -> Step:
    """A step that counts its tests."""

    def run(name: str, total: Total, shown: IO[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            code = started([str(python), "-m", "pytest", f"--junitxml={report}", *arguments], shown)
            passed, failed, skipped = counted(report)
        # A run that ended badly without a failed test (a crash, nothing collected) is a failure too.
        total.add(name, passed=passed, failed=failed or int(code != 0), skipped=skipped)

    return run


def counted(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report."""
    if not report.exists():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return tests - failures - errors - skipped, failures + errors, skipped


def skip(reason: str) -> Step:
    def run(name: str, total: Total, shown: IO[str]) -> None:
        print(f"skipped: {reason}", file=shown, flush=True)
        total.add(name, passed=0, failed=0, skipped=1)

    return run


def conversations(name: str, total: Total, shown: IO[str]) -> None:
    """`rasa test` on dialogues, with the model that `frontdesk train` keeps up to date."""
    trained = subprocess.run(
        [MAIN / "frontdesk", "train"],
        cwd=ROOT,
        env=ENVIRON,
        stdout=subprocess.PIPE,
        stderr=shown,
        text=True,
        check=False,
    )
    if trained.returncode:
        return total.add(name, passed=0, failed=1)
    with tempfile.TemporaryDirectory() as folder:
        model = trained.stdout.strip()
        arguments = ["test", "core", "--model", model, "--stories", "tests/conversations", "--out", folder]
        arguments += ["--fail-on-prediction-errors", "--no-plot", "--no-warnings"]
        command(RASA / "python", *QUIETLY, *arguments)(name, total, shown)
    return None


def steps() -> tuple[dict[str, Step], dict[str, Step]]:
    """Those of the main environment, and beside them those of Rasa's and of the newest Python."""
    validate = (
        "data",
        "validate",
        "--config",
        "config.yml",
        "--domain",
        "domain.yml",
        "--data",
        *TRAINING_DATA,
    )
    newest = (
        # From 3.13 on a connection that SQLAlchemy drops with its pool warns; the main step sees real leaks.
        pytest(NEWEST / "python", "-m", ON_NEWEST, "--one-server", *BESIDE, "-W", "ignore::ResourceWarning")
        if (NEWEST / "python").exists()
        else skip("no Python newer than that of .venv was found")
    )
    return (
        {
            "lint": command(MAIN / "ruff", "check", "."),
            "format": command(MAIN / "ruff", "format", "--check", "."),
            "types": command(MAIN / "mypy"),
            "check": command(MAIN / "frontdesk", "check"),
            "main": pytest(MAIN / "python", *TOGETHER),
        },
        {
            "validate": command(RASA / "python", *QUIETLY, *validate),
            "engine": pytest(RASA / "python", "-c", "tests/nlu/pytest.ini", "tests/nlu"),
            "conversations": conversations,
            "newest": newest,
        },
    )


def run_lane(lane: Mapping[str, Step], total: Total, shown: IO[str]) -> None:
    for name, run in lane.items():
        print(f"\n{f' {name} ':=^100}", file=shown, flush=True)
        began = time.monotonic()
        run(name, total, shown)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=shown, flush=True)


def main(wanted: list[str]) -> int:
    lanes = steps()
    known = [name for lane in lanes for name in lane]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"No such step: {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    ours, rasas = (
        {name: run for name, run in lane.items() if not wanted or name in wanted} for lane in lanes
    )
    total, began = Total(), time.monotonic()
    with tempfile.TemporaryFile("w+") as kept, ThreadPoolExecutor(1) as beside:
        running = beside.submit(run_lane, rasas, total, kept)
        run_lane(ours, total, sys.stdout)
        running.result()
        kept.seek(0)
        shutil.copyfileobj(kept, sys.stdout)
    print(f"\nAll of it took {(time.monotonic() - began) / 60:.1f} min.")
    if total.broken:
        print(f"Failed: {', '.join(total.broken)}; run one alone with make test ONLY={total.broken[0]}")
    print(total)
    return int(bool(total.failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
