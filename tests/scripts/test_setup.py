"""`scripts/setup.sh` on machines that lack something. uv is a stand-in that notes how it was called."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

TOOLS = (
    "bash",
    "env",
    "cat",
    "cksum",
    "df",
    "awk",
    "sed",
    "grep",
    "tail",
    "mkdir",
    "rm",
    "dirname",
    "touch",
    "ln",
)
FILES = ("pyproject.toml", "uv.lock", "engine/pyproject.toml", "engine/uv.lock")
UV = """#!/usr/bin/env bash
if [ "$1" = --version ]; then echo "uv 0.13.9"; exit; fi
if [ "$1" = python ]; then exit 1; fi
echo "$PWD $*" >> "$NOTES"
if [ -n "${UV_SAYS:-}" ]; then echo "$UV_SAYS" >&2; exit 2; fi
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
ln -sf "$PYTHON_FOR_TEST" "$UV_PROJECT_ENVIRONMENT/bin/python"
"""
# Answers as any Python version that it is called by: `python3.11 -c …` prints 3.11.
PYTHON = '#!/usr/bin/env bash\nname=${0##*/}; case "$name" in python) echo "${AS:-3.11}" ;; *) echo "${name#python}" ;; esac\n'


class Machine:
    """A copy of the project's locks, and a PATH that holds only what the test puts there."""

    def __init__(self, folder: Path) -> None:
        self.root, self.path = folder / "project", folder / "bin"
        self.notes = folder / "notes"
        self.path.mkdir()
        for name in TOOLS:
            (self.path / name).symlink_to(shutil.which(name) or name)
        for name in FILES:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(name)
        (self.root / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "setup.sh", self.root / "scripts")

    def has(self, name: str, text: str) -> None:
        (self.path / name).write_text(text)
        (self.path / name).chmod(0o755)

    def has_everything(self) -> None:
        self.has("uv", UV)
        for version in ("3.10", "3.11"):
            self.has(f"python{version}", PYTHON)

    def set_up(self, root: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
        given = {
            "PATH": str(self.path),
            "HOME": str(self.root.parent),
            "NOTES": str(self.notes),
            "PYTHON_FOR_TEST": str(self.path / "python3.11"),
        }
        return subprocess.run(
            [str(self.path / "bash"), str((root or self.root) / "scripts" / "setup.sh")],
            env=given | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_both_environments_are_made_from_their_locks(machine: Machine) -> None:
    machine.has_everything()
    assert machine.set_up().returncode == 0
    assert machine.calls() == [
        f"{machine.root} sync --frozen --compile-bytecode --python {machine.path}/python3.11",
        f"{machine.root}/engine sync --frozen --compile-bytecode --python {machine.path}/python3.10",
    ]


def test_a_second_time_nothing_is_done(machine: Machine) -> None:
    machine.has_everything()
    machine.set_up()
    ran = machine.set_up()
    assert (ran.returncode, ran.stderr, len(machine.calls())) == (0, "", 2)


def test_a_changed_lock_renews_only_its_environment(machine: Machine) -> None:
    machine.has_everything()
    machine.set_up()
    (machine.root / "engine" / "uv.lock").write_text("changed")
    machine.set_up()
    assert [call.split()[0] for call in machine.calls()[2:]] == [f"{machine.root}/engine"]


def test_a_moved_folder_is_repaired(machine: Machine) -> None:
    machine.has_everything()
    machine.set_up()
    (machine.root / ".venv" / "old").touch()
    moved = machine.root.with_name("moved")
    machine.root.rename(moved)
    assert machine.set_up(moved).returncode == 0
    assert not (moved / ".venv" / "old").exists()
    assert len(machine.calls()) == 4


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.has_everything()
    machine.set_up()
    python = machine.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    assert machine.set_up().returncode == 0
    assert len(machine.calls()) == 3


def test_without_any_python_and_uv_one_line_says_what_to_install(machine: Machine) -> None:
    ran = machine.set_up()
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == (
        "Error: Python is missing: install it (Debian: apt install python3 python3-venv; macOS: brew install python), "
        "then run make again."
    )


def test_a_missing_version_that_cannot_be_downloaded_is_named(machine: Machine) -> None:
    machine.has("uv", UV)
    machine.has("python3.11", PYTHON)
    ran = machine.set_up()
    assert ran.returncode == 1
    assert "Error: Python 3.10 is missing and could not be downloaded: install it" in ran.stderr


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("error: Failed to fetch: https://pypi.org/simple/ dns error", "check the network or the proxy"),
        (
            "error: failed to write: No space left on device (os error 28)",
            "The disk is full: free some space",
        ),
        ("error: something nobody thought of", "could not be installed, see above"),
    ],
)
def test_a_failed_installation_says_why(machine: Machine, said: str, shown: str) -> None:
    machine.has_everything()
    ran = machine.set_up(UV_SAYS=said)
    assert ran.returncode == 1
    assert shown in ran.stderr.splitlines()[-1]


def test_a_full_disk_is_noticed_before_anything_is_installed(machine: Machine) -> None:
    machine.has_everything()
    (machine.path / "df").unlink()
    machine.has("df", "#!/usr/bin/env bash\necho header\necho /dev/x 1000000 900000 102400 90% /\n")
    ran = machine.set_up()
    assert ran.returncode == 1
    assert ran.stderr == (
        f"Error: The disk is full: 100 MB free in {machine.root}, 900 MB are needed. Free some, then run make again.\n"
    )
    assert machine.calls() == []


def test_a_newer_python_serves_when_the_usual_one_is_missing(machine: Machine) -> None:
    machine.has_everything()
    (machine.path / "python3.11").unlink()
    machine.has("python3.13", PYTHON)
    assert machine.set_up(PYTHON_FOR_TEST=sys.executable).returncode == 0
    assert machine.calls()[0].endswith(f"--python {machine.path}/python3.13")


def test_the_script_is_run_by_the_bash_of_macos_too() -> None:
    """Nothing that bash learned after 3.2."""
    text = (ROOT / "scripts" / "setup.sh").read_text()
    assert not [
        word for word in ("declare -A", "mapfile", "readarray", "${@,,}", "&>>", "|&") if word in text
    ]
    assert os.access(ROOT / "scripts" / "setup.sh", os.X_OK)
