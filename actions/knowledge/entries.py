"""The knowledge base: what it holds and how its files are read.

The files are written by people who do not program, so every fault is reported with file and line, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from handoff.wording.standards import breaches
from handoff.wording.texts import to_traditional

FOLDER = Path(__file__).resolve().parents[2] / "data" / "knowledge"
PERSON_REASONS = ("authority", "out_of_scope", "safety")
SOON = timedelta(days=30)
FILLED = frozenset({"{hours}"})  # what an answer may leave to be filled in
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_TEXTS = ("zh", "en", "zh-Hant", "zh-TW", "zh-HK")
_LISTS = ("intents", "topics", "default_for", "next", "questions")
_SINGLE = ("id", "owner", "valid_until", "person", "general")
_REQUIRED = ("id", "owner", "valid_until", "intents", "questions", "zh", "en")
_VARIANT_TEXT = {"tw": "zh-TW", "hk": "zh-HK", "yue": "zh-HK"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault of a file, or (`fatal` false) something its owner should look at."""

    file: str
    line: int
    text: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class KnowledgeInvalid(ValueError):
    """The files cannot be used; the message holds one line for each fault."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer. `texts` maps zh, en and, when given, zh-Hant, zh-TW, zh-HK to the words."""

    id: str
    owner: str
    valid_until: date
    intents: tuple[str, ...]
    questions: tuple[str, ...]
    texts: Mapping[str, str]
    topics: tuple[str, ...] = ()
    default_for: tuple[str, ...] = ()  # intents that it answers when no question fits better
    next: tuple[str, ...] = ()  # intents offered as buttons
    person: str | None = None  # a person has to take over after it, for this reason
    general: bool = (
        False  # holds whatever the customer has ordered: answered before his own order is looked at
    )
    file: str = ""
    line: int = 0

    def text(self, language: str, variant: str | None = None) -> str:
        """The answer in the customer's language; Taiwan and Hong Kong may have rules of their own."""
        if language == "en":
            return self.texts["en"]
        if language == "zh-Hans":
            return self.texts["zh"]
        own = self.texts.get(_VARIANT_TEXT.get(variant or "", "")) or self.texts.get("zh-Hant")
        return own or to_traditional(self.texts["zh"])

    def valid(self, today: date) -> bool:
        return today <= self.valid_until


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """All entries of the folder's files, expired ones too. Raises KnowledgeInvalid naming every fault."""
    entries, problems = _read(folder)
    fatal = [problem for problem in problems if problem.fatal]
    if fatal:
        raise KnowledgeInvalid(fatal)
    return entries


def check(folder: Path, today: date) -> list[Problem]:
    """Every fault, and entries that are expired or expire within 30 days; ordered by file and line."""
    entries, problems = _read(folder)
    for entry in entries:
        if not entry.valid(today):
            word = (
                f"'{entry.id}' expired on {entry.valid_until} and is not used; {entry.owner} should renew it"
            )
            problems.append(Problem(file=entry.file, line=entry.line, text=word, fatal=False))
        elif not entry.valid(today + SOON):
            word = f"'{entry.id}' expires on {entry.valid_until}; {entry.owner} should look at it"
            problems.append(Problem(file=entry.file, line=entry.line, text=word, fatal=False))
    return sorted(problems, key=lambda problem: (problem.file, problem.line))


@cache
def load_entries() -> tuple[Entry, ...]:
    """The project's own entries, read once a process."""
    return read_entries(FOLDER)


def _read(folder: Path) -> tuple[tuple[Entry, ...], list[Problem]]:
    problems: list[Problem] = []
    entries = tuple(
        entry for path in sorted(folder.glob("*.yml")) for entry in _entries_of(path, problems) if entry
    )
    problems.extend(_doubles(entries))
    return entries, problems


def _entries_of(path: Path, problems: list[Problem]) -> Iterator[Entry | None]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        text = f"cannot be read: {error.problem}; check indentation, quotes and colons"
        problems.append(Problem(file=path.name, line=line, text=text))
        return
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        problems.append(
            Problem(file=path.name, line=1, text="must be a list of entries, each beginning with '- id:'")
        )
        return
    for node in root.value:
        yield _entry(path.name, node, problems)


def _entry(file: str, node: yaml.Node, problems: list[Problem]) -> Entry | None:
    """The entry of one list item, or None with its problems reported."""
    start = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(file=file, line=start, text="is no entry; begin it with '- id:'"))
        return None
    fields = _fields(node)
    found = [Problem(file=file, line=line, text=text) for line, text in _faults(fields, start)]
    problems.extend(found)
    if found:
        return None
    values = {name: value for name, (value, _) in fields.items()}
    return Entry(
        id=values["id"],
        owner=values["owner"],
        valid_until=values["valid_until"],
        person=values.get("person"),
        general=bool(values.get("general")),
        texts={name: str(values[name]).strip() for name in _TEXTS if name in values},
        file=file,
        line=start,
        **{name: tuple(str(value) for value in values.get(name, ())) for name in _LISTS},
    )


def _fields(node: yaml.MappingNode) -> dict[str, tuple[Any, int]]:
    """Each field's value and the line it stands on."""
    maker = yaml.SafeLoader("")
    return {
        str(key.value): (maker.construct_object(value, deep=True), key.start_mark.line + 1)
        for key, value in node.value
    }


def _faults(fields: Mapping[str, tuple[Any, int]], start: int) -> Iterator[tuple[int, str]]:
    for name in _REQUIRED:
        if not fields.get(name, (None, 0))[0]:
            yield fields.get(name, (None, start))[1], f"'{name}' is missing or empty"
    for name, (value, line) in fields.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, (str, int)) for item in value):
                yield line, f"'{name}' must be a list, such as [a, b]"
        elif name in _TEXTS:
            yield from ((line, f"'{name}' {fault}") for fault in breaches(str(value or "")))
            for unknown in sorted(set(_PLACEHOLDER.findall(str(value or ""))) - FILLED):
                yield (
                    line,
                    f"'{name}' holds {unknown}, which nobody fills in; use {', '.join(sorted(FILLED))}",
                )
        elif name in _SINGLE:
            yield from _single_faults(name, value, line)
        else:
            yield line, f"'{name}' is unknown; use one of {', '.join((*_SINGLE, *_LISTS, *_TEXTS))}"


def _single_faults(name: str, value: Any, line: int) -> Iterator[tuple[int, str]]:
    if name == "valid_until":
        if value is not None and not isinstance(value, date):
            yield line, "'valid_until' must be a date such as 2027-12-31"
    elif name == "person":
        if value not in PERSON_REASONS:
            yield line, f"'person' must be one of {', '.join(PERSON_REASONS)}"
    elif name == "general":
        if not isinstance(value, bool):
            yield line, "'general' must be true or false"
    elif value is not None and not isinstance(value, str):
        yield line, f"'{name}' must be a word; put it in quotes"


def _doubles(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Ids, defaults and questions that two entries claim."""
    claimed: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        claims = [("id", entry.id)]
        claims += [("default for", intent) for intent in entry.default_for]
        claims += [("question", question) for question in dict.fromkeys(entry.questions)]
        for claim in claims:
            first = claimed.setdefault(claim, entry)
            if first is not entry:
                text = f"{claim[0]} '{claim[1]}' stands in {first.file}:{first.line} too; keep one"
                yield Problem(file=entry.file, line=entry.line, text=text)
