"""`data/desk.yml`: the desk's hours, exceptions by date, and the longest queue. Every fault with line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from handoff.hours.opening import DeskRules
from handoff.hours.week import DAY_MINUTES, Hours, Span, Spans

FILE = Path(__file__).resolve().parents[2] / "data" / "desk.yml"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "closed"
_NUMBERS = ("longest_queue", "longest_per_agent")
_NAMES = ("time_zone", "hours", "exceptions", *_NUMBERS)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_SPANS_REMEDY = "write 9:00-21:00, [9:00-12:00, 13:30-18:00] or closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFault:
    """One thing to repair in the file."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"data/desk.yml:{self.line}: {self.text}"


class DeskFileInvalid(ValueError):
    """The file cannot be used; the message holds one line for each fault."""

    def __init__(self, faults: list[DeskFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    zone: ZoneInfo | None = None
    week: dict[str, Spans] = field(default_factory=dict)
    exceptions: dict[date, Spans] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    faults: list[DeskFault] = field(default_factory=list)

    def fault(self, node: yaml.Node, text: str) -> None:
        self.faults.append(DeskFault(line=node.start_mark.line + 1, text=text))


@cache
def load_desk(path: Path = FILE) -> DeskRules:
    """The desk's rules, read once a process. Raises DeskFileInvalid naming every fault."""
    rules, faults = _read(path)
    if faults or rules is None:
        raise DeskFileInvalid(faults)
    return rules


def check_desk(path: Path = FILE) -> list[DeskFault]:
    """Every fault, in the order of lines."""
    return sorted(_read(path)[1], key=lambda fault: fault.line)


def _read(path: Path) -> tuple[DeskRules | None, list[DeskFault]]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        return None, [DeskFault(line=1, text="is missing; put it back from version control")]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        text = f"cannot be read: {error.problem}; check indentation, quotes and colons"
        return None, [DeskFault(line=line, text=text)]
    if not isinstance(root, yaml.MappingNode):
        return None, [DeskFault(line=1, text=f"holds no settings; write {', '.join(_NAMES)}")]
    found = _Reading()
    for name, node in _pairs(root):
        _take(found, str(name.value), name, node)
    _complete(found, root, next((name for name, _ in _pairs(root) if name.value == "hours"), root))
    if found.faults or found.zone is None:
        return None, found.faults
    hours = Hours(zone=found.zone, week=tuple(found.week[day] for day in DAYS), exceptions=found.exceptions)
    return DeskRules(hours=hours, **found.numbers), []


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    yield from node.value


def _take(found: _Reading, name: str, key: yaml.Node, node: yaml.Node) -> None:
    if name == "time_zone":
        found.zone = _zone(found, node)
    elif name in _NUMBERS:
        _take_number(found, name, node)
    elif name not in _NAMES:
        found.fault(key, f"'{name}' is unknown; use one of {', '.join(_NAMES)}")
    elif isinstance(node, yaml.MappingNode):
        for day, spans in _pairs(node):
            (_take_day if name == "hours" else _take_date)(found, day, spans)
    elif node.value not in ("", []):  # nothing after the colon is no day at all
        found.fault(node, f"'{name}' must have a line for each day, such as 'mon: 9:00-21:00'")


def _complete(found: _Reading, root: yaml.Node, hours: yaml.Node) -> None:
    """What must stand in the file; a day left out is a slip more often than a day off."""
    faulty = {fault.text.partition("'")[2].partition("'")[0] for fault in found.faults}
    missing = [day for day in DAYS if day not in found.week and day not in faulty]
    if missing and "hours" not in faulty:
        found.fault(hours, f"'hours' has no line for {', '.join(missing)}; {_SPANS_REMEDY}")
    elif not any(found.week.values()) and not missing and not found.faults:
        found.fault(hours, "'hours' has no open day at all; give at least one")
    if found.zone is None and "time_zone" not in faulty:
        found.fault(root, "'time_zone' is missing; write one such as Asia/Shanghai")


def _zone(found: _Reading, node: yaml.Node) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(node.value))
    except (KeyError, ValueError, OSError):
        found.fault(
            node, f"'time_zone' {node.value} is not known to this machine; write one such as Asia/Shanghai"
        )
        return None


def _take_number(found: _Reading, name: str, node: yaml.Node) -> None:
    if isinstance(node.value, str) and node.value.isdigit():
        found.numbers[name] = int(node.value)
    else:
        found.fault(node, f"'{name}' must be a whole number; 0 is no limit")


def _take_day(found: _Reading, key: yaml.Node, node: yaml.Node) -> None:
    day = str(key.value)
    if day not in DAYS:
        found.fault(key, f"'{day}' is no weekday; use {', '.join(DAYS)}")
    elif day in found.week:
        found.fault(key, f"'{day}' stands twice; keep one")
    elif (spans := _spans(found, day, node)) is not None:
        found.week[day] = spans


def _take_date(found: _Reading, key: yaml.Node, node: yaml.Node) -> None:
    written = str(key.value)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        found.fault(key, f"'{written}' is no date; write it as 2027-02-06")
        return
    if day in found.exceptions:
        found.fault(key, f"'{written}' stands twice; keep one")
    elif (spans := _spans(found, written, node)) is not None:
        found.exceptions[day] = spans


def _spans(found: _Reading, name: str, node: yaml.Node) -> Spans | None:
    """The day's spans in order; None with the fault reported."""
    if isinstance(node.value, str) and node.value.strip() == CLOSED:
        return ()
    nodes: list[Any] = node.value if isinstance(node, yaml.SequenceNode) else [node]
    spans = []
    for one in nodes:
        span = _span(str(one.value))
        if span is None:
            found.fault(one, f"'{name}' is open '{one.value}', which are no hours; {_SPANS_REMEDY}")
            return None
        spans.append(span)
    spans.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        found.fault(node, f"'{name}' has hours that overlap; join them")
        return None
    return tuple(spans)


def _span(written: str) -> Span | None:
    """Minutes from midnight; an end before the beginning is on the next day. None for what are no hours."""
    found = _SPAN.fullmatch(written.strip())
    if not found:
        return None
    numbers = [int(one) for one in found.groups()]
    begin, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    minutes = max(numbers[1], numbers[3])
    if minutes > 59 or begin >= DAY_MINUTES or end > DAY_MINUTES or begin == end:
        return None
    return begin, end if end > begin else end + DAY_MINUTES
