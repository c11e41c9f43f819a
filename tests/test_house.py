"""The house rules that a machine can check: who imports whom, sizes, what must be documented."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup as Group
from typer.main import get_command

from bot.cli.main import app
from bot.settings import ROOT, setting_names

PACKAGES = ("bot", "handoff", "actions")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# Rules without I/O: their whole world is their arguments.
PURE = (
    "handoff/model.py",
    "handoff/transitions.py",
    "handoff/errors.py",
    "handoff/store/keys.py",
    "handoff/queue/rank.py",
    "handoff/clocks.py",
    "handoff/cues/folding.py",
    "handoff/cues/persons.py",
    "handoff/cues/dangers.py",
    "handoff/cues/grievances.py",
    "handoff/cues/finding.py",
    "handoff/escalation/signals.py",
    "handoff/escalation/decision.py",
    "handoff/escalation/reasons.py",
    "handoff/context/masking.py",
    "handoff/hours/week.py",
    "handoff/hours/opening.py",
    "handoff/wording/times.py",
    "handoff/hours/attendance.py",
    "bot/ownership/router.py",
    "bot/waiting/telling.py",
    "actions/shop/model.py",
    "actions/shop/errors.py",
    "actions/shop/demo/rules.py",
)
IMPURE = {
    "asyncio", "fastapi", "http", "httpx", "os", "rasa", "rasa_sdk", "redis", "requests", "socket", "sqlalchemy",
    "sqlite3", "starlette", "subprocess", "telegram", "threading", "urllib3", "uvicorn", "websockets",
}  # fmt: skip

LONGEST_MODULE = 320  # aim at 150; 300 is the limit to keep to
LONGEST_TEST = 300
LONGEST_FUNCTION = 40


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Full names of all modules that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield node.module or ""


def top(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def test_imports_point_one_way() -> None:
    forbidden = {
        "bot": {"actions", "tests"},
        "handoff": {"bot", "actions", "tests"},
        "actions": {"bot", "tests"},
    }
    allowed = {"bot/cli/language.py imports actions.knowledge.entries"}  # its linter, for `frontdesk check`
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in SOURCES
        for module in imported(path)
        if top(module) in forbidden[path.relative_to(ROOT).parts[0]]
    ]
    assert set(wrong) <= allowed


def test_actions_reach_the_handoff_package_only_by_its_public_parts() -> None:
    public = {
        *(
            "handoff.wording.texts",
            "handoff.wording.standards",
            "handoff.errors",
            "handoff.said.recalling",
            "handoff.said.bare",
            "handoff.said.promises",
            "handoff.cues.tone",
            "handoff.hours.attendance",
        ),
        *("handoff.hours.desk_file", "handoff.wording.times"),
    }
    used = {module for path in SOURCES for module in imported(path) if name_of(path).startswith("actions/")}
    assert {module for module in used if top(module) == "handoff"} <= public


def test_only_the_engine_folder_imports_rasa() -> None:
    users = [name_of(path) for path in SOURCES if any(top(module) == "rasa" for module in imported(path))]
    assert [name for name in users if not name.startswith("bot/nlu/engine/")] == []


def test_understanding_is_built_in_layers() -> None:
    layers = ["bot.nlu.text", "bot.nlu.learning", "bot.nlu.message", "bot.nlu.dialogue"]
    wrong = [
        f"{name_of(path)} imports {module}"
        for at, layer in enumerate(layers)
        for path in sorted((ROOT / layer.replace(".", "/")).glob("*.py"))
        for module in imported(path)
        if module.startswith("bot.nlu") and not module.startswith(tuple(layers[: at + 1]))
    ]
    assert not wrong


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_import_nothing_that_does_io(name: str) -> None:
    assert {top(module) for module in imported(ROOT / name)} & IMPURE == set()


def test_packages_import_nothing_by_themselves() -> None:
    assert [name_of(path) for path in SOURCES if path.name == "__init__.py" and path.read_text()] == []


def test_settings_are_read_in_one_place() -> None:
    """Beside the settings, `up` hands the environment on to the parts; actions may not import `bot`."""
    readers = {
        name_of(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }
    services = {
        "actions/core/ports.py",
        "actions/shop/demo/__main__.py",
        "actions/shop/client.py",
        "bot/nlu/engine/quiet.py",
        "bot/training.py",
    }
    assert readers <= {"bot/settings.py", "bot/up/plan.py"} | services


def test_files_stay_small() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in [*SOURCES, *TESTS]}
    limits = {path: LONGEST_TEST if path in TESTS else LONGEST_MODULE for path in sizes}
    assert {name_of(path): size for path, size in sizes.items() if size > limits[path]} == {}


def test_functions_stay_small() -> None:
    large = {
        f"{name_of(path)}: {node.name}": lines_of(node)
        for path in [*SOURCES, *TESTS]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION
    }
    assert large == {}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Length of the body, the docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_every_setting_is_documented_and_no_other() -> None:
    table = (ROOT / "docs" / "settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE)) == setting_names()


def commands(group: Group, path: str = "frontdesk") -> Iterator[str]:
    """Full names of all commands that do something."""
    for name, command in group.commands.items():
        if isinstance(command, Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_is_documented_and_no_other() -> None:
    told = re.findall(
        r"^\| `(frontdesk [a-z -]+)`", (ROOT / "docs" / "commands.md").read_text(), re.MULTILINE
    )
    root = get_command(app)
    assert isinstance(root, Group)
    assert sorted(told) == sorted(commands(root))


def test_every_redis_key_is_spelled_in_one_file() -> None:
    spelled = [name_of(path) for path in SOURCES if re.search(r"""["']fd:\{""", path.read_text())]
    assert spelled in ([], ["handoff/store/keys.py"])


def test_the_pythons_are_those_of_the_two_projects() -> None:
    assert (ROOT / ".python-version").read_text() == "3.11\n"
    assert (ROOT / "engine" / ".python-version").read_text() == "3.10\n"
