"""Runs every kind of test and check, in order, and sums them up: `N passed, N failed` on the last line.

`python -m scripts.test [STEP…]` runs only the steps named. A check without tests of its own counts as one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
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
# What the newest Python could break, in the time there is: not the browser, not the long kills once more.
ON_NEWEST = "not browser and not slow"
# Rasa's own imports warn a lot; our modules' warnings are errors in the engine's tests.
QUIETLY = ("-W", "ignore", "-m", "rasa")
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


def command(*arguments: str | Path) -> Callable[[str, Total], None]:
    """A step that is right when its command ends with 0."""

    def run(name: str, total: Total) -> None:
        code = subprocess.run([*map(str, arguments)], cwd=ROOT, env=ENVIRON, check=False).returncode
        total.add(name, passed=int(code == 0), failed=int(code != 0))

    return run


def pytest(python: Path, *arguments: str) -> Callable[[str, Total], None]:
    """A step that counts its tests."""

    def run(name: str, total: Total) -> None:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            started = [str(python), "-m", "pytest", f"--junitxml={report}", *arguments]
            code = subprocess.run(started, cwd=ROOT, env=ENVIRON, check=False).returncode
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


def skip(reason: str) -> Callable[[str, Total], None]:
    def run(name: str, total: Total) -> None:
        print(f"skipped: {reason}")
        total.add(name, passed=0, failed=0, skipped=1)

    return run


def conversations(name: str, total: Total) -> None:
    """`rasa test` on dialogues, with the model that `frontdesk train` keeps up to date."""
    trained = subprocess.run(
        [MAIN / "frontdesk", "train"], cwd=ROOT, env=ENVIRON, stdout=subprocess.PIPE, text=True, check=False
    )
    if trained.returncode:
        return total.add(name, passed=0, failed=1)
    with tempfile.TemporaryDirectory() as folder:
        model = trained.stdout.strip()
        arguments = ["test", "core", "--model", model, "--stories", "tests/conversations", "--out", folder]
        arguments += ["--fail-on-prediction-errors", "--no-plot", "--no-warnings"]
        command(RASA / "python", *QUIETLY, *arguments)(name, total)
    return None


def steps() -> Mapping[str, Callable[[str, Total], None]]:
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
        pytest(NEWEST / "python", "-m", ON_NEWEST)
        if (NEWEST / "python").exists()
        else skip("no Python newer than that of .venv was found")
    )
    return {
        "lint": command(MAIN / "ruff", "check", "."),
        "format": command(MAIN / "ruff", "format", "--check", "."),
        "types": command(MAIN / "mypy"),
        "validate": command(RASA / "python", *QUIETLY, *validate),
        "check": command(MAIN / "frontdesk", "check"),
        "engine": pytest(RASA / "python", "-c", "tests/nlu/pytest.ini", "tests/nlu"),
        "conversations": conversations,
        "main": pytest(MAIN / "python"),
        "newest": newest,
    }


def main(wanted: list[str]) -> int:
    known = steps()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"No such step: {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    total, began = Total(), time.monotonic()
    for name, run in known.items():
        if not wanted or name in wanted:
            print(f"\n{f' {name} ':=^{min(100, shutil.get_terminal_size().columns)}}", flush=True)
            at = time.monotonic()
            run(name, total)
            print(f"{name}: {time.monotonic() - at:.0f} s", flush=True)
    print(f"\nAll of it took {(time.monotonic() - began) / 60:.1f} min.")
    if total.broken:
        print(f"Failed: {', '.join(total.broken)}; run one alone with make test ONLY={total.broken[0]}")
    print(total)
    return int(bool(total.failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
