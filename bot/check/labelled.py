"""Faults of the labelled dialogues and of the gold set, each with file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.check.examples import Example
from bot.check.faults import Fault
from handoff.escalation.reasons import REASONS

EMOTIONS = frozenset({"calm", "anxious", "disappointed", "angry", "pleased"})
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
FOLDERS = ("data/dialogues", "data/gold")
MESSAGES = "data/gold/messages.tsv"
_CUSTOMER = frozenset({"customer", "intent", "also", "emotion", "handoff"})
_DIALOGUE = frozenset({"id", "about", "turns"})
# The parser in C is ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def check_dialogues(root: Path, intents: Collection[str]) -> Iterator[Fault]:
    """Also the same id in two files: a replay's rows could not be told apart."""
    seen: dict[str, str] = {}
    for path in sorted(one for folder in FOLDERS for one in (root / folder).glob("*.yml")):
        name = path.relative_to(root).as_posix()
        try:
            tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or str(error)
            yield Fault(file=name, line=mark.line + 1 if mark else 1, problem=f"is not YAML: {why}")
            continue
        for node in tree.value if isinstance(tree, yaml.SequenceNode) else ():
            for line, problem in _dialogue(node, intents):
                yield Fault(file=name, line=line, problem=problem)
            yield from _doubled(name, node, seen)


def _doubled(file: str, node: yaml.Node, seen: dict[str, str]) -> Iterator[Fault]:
    fields = _fields(node)
    if "id" in fields:
        where = f"{file}:{_line(fields['id'])}"
        before = seen.setdefault(str(fields["id"].value), where)
        if before != where:
            problem = f"the id '{fields['id'].value}' stands already in {before}"
            yield Fault(file=file, line=_line(fields["id"]), problem=problem)


def _dialogue(node: yaml.Node, intents: Collection[str]) -> Iterator[tuple[int, str]]:
    fields = _fields(node)
    turns = fields.get("turns")
    if "id" not in fields or not isinstance(turns, yaml.SequenceNode):
        yield _line(node), "a dialogue is a mapping with id and turns"
        return
    for name in sorted(set(fields) - _DIALOGUE):
        yield _line(fields[name]), f"a dialogue has no field '{name}'"
    if not any("customer" in _fields(turn) for turn in turns.value):
        yield _line(node), f"'{fields['id'].value}' has no message of the customer"
    for turn in turns.value:
        yield from _turn(turn, intents)


def _turn(turn: yaml.Node, intents: Collection[str]) -> Iterator[tuple[int, str]]:
    fields = _fields(turn)
    if set(fields) == {"service"}:
        if not str(fields["service"].value).strip():
            yield _line(turn), "the message is empty"
        return
    if "customer" not in fields or not set(fields) <= _CUSTOMER:
        yield _line(turn), "a turn is `service`, or `customer` with intent, also, emotion, handoff"
        return
    if not isinstance(fields["customer"], yaml.ScalarNode) or not fields["customer"].value.strip():
        yield _line(turn), "the message is empty"
    if "intent" not in fields:
        yield _line(turn), f"'{fields['customer'].value}' has no intent"
    yield from _labels(fields, intents)


def _labels(fields: dict[str, yaml.Node], intents: Collection[str]) -> Iterator[tuple[int, str]]:
    known = {"intent": intents, "also": intents, "emotion": EMOTIONS, "handoff": REASONS}
    kinds = {"also": "intent", "handoff": "reason"}
    for name, allowed in known.items():
        node = fields.get(name)
        for label in _values(node):
            if label not in allowed:
                yield _line(node), f"there is no {kinds.get(name, name)} '{label}'"
    also = _values(fields.get("also"))
    if set(also) & set(_values(fields.get("intent"))):
        yield _line(fields["also"]), f"'{also[0]}' is the intent already, and no further one"


def check_messages(root: Path, intents: Collection[str], examples: list[Example]) -> Iterator[Fault]:
    """One warning for all gold messages that are trained on as well: some must be, "你好" is always the same."""
    path = root / MESSAGES
    if not path.exists():
        return
    trained = {one.same_as for one in examples}
    seen: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        for problem in _message(fields, intents):
            yield Fault(file=MESSAGES, line=number, problem=problem)
        if len(fields) != 3:
            continue
        same = Example(file=MESSAGES, line=number, label=fields[0], written=fields[2]).same_as
        if seen.setdefault(same, number) != number:
            problem = f"'{fields[2]}' stands already on line {seen[same]}"
            yield Fault(file=MESSAGES, line=number, problem=problem, fatal=False)
    known = [number for same, number in seen.items() if same in trained]
    if known:
        problem = (
            f"{len(known)} of {len(seen)} messages are trained on too, and measure nothing; this is the first"
        )
        yield Fault(file=MESSAGES, line=min(known), problem=problem, fatal=False)


def _message(fields: list[str], intents: Collection[str]) -> Iterator[str]:
    if len(fields) != 3 or not all(field.strip() for field in fields):
        yield "write intent, language and text with tabs between"
        return
    if fields[0] not in intents:
        yield f"there is no intent '{fields[0]}'"
    if fields[1] not in LANGUAGES:
        yield f"there is no language '{fields[1]}'; use {', '.join(LANGUAGES)}"


def _fields(node: Any) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(name.value): value for name, value in node.value}


def _values(node: yaml.Node | None) -> list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [str(one.value) for one in node.value]
    return [str(node.value)] if isinstance(node, yaml.ScalarNode) else []


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node is not None and node.start_mark is not None else 1
