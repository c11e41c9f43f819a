"""Written dialogues with a label on every customer message: to fit the signals' weights on, and to measure.

`data/dialogues` is fitted on, `data/gold` only measures. Its README says how to label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from handoff.escalation.reasons import REASONS

EMOTIONS = ("calm", "anxious", "disappointed", "angry", "pleased")
# Every value is text, so that nobody need quote a "yes" or a number. The C parser is ten times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LABELS = frozenset({"customer", "intent", "also", "emotion", "handoff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message. The labels are the customer's; `handoff` holds the reasons for a person, the main one first."""

    who: str
    text: str
    intent: str = ""
    also: tuple[str, ...] = ()
    emotion: str = "calm"
    handoff: tuple[str, ...] = ()

    @property
    def by_customer(self) -> bool:
        return self.who == "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    id: str
    entries: tuple[Entry, ...]

    def customer(self) -> Iterator[tuple[int, Entry]]:
        """The customer's entries, each with its place among all."""
        return ((at, entry) for at, entry in enumerate(self.entries) if entry.by_customer)

    def to_replay(self) -> dict[str, Any]:
        """What `replay` reads: the same without labels."""
        return {"id": self.id, "turns": [{"who": one.who, "text": one.text} for one in self.entries]}


def read_dialogues(folder: Path) -> list[Dialogue]:
    """All dialogues of the folder's files, in their order. Raises ValueError naming file, dialogue and turn."""
    found: list[Dialogue] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        for at, one in enumerate(_loaded(path)):
            dialogue = _dialogue(one, path.name, at)
            if dialogue.id in seen:
                raise ValueError(f"{path.name}: there are two dialogues '{dialogue.id}'; rename one")
            seen.add(dialogue.id)
            found.append(dialogue)
    return found


def _loaded(path: Path) -> list[Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or []
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, list):
        raise ValueError(f"{path.name}: write a list of dialogues, each with id and turns")
    return content


def _dialogue(one: Any, file: str, place: int) -> Dialogue:
    if not isinstance(one, Mapping) or not one.get("id"):
        raise ValueError(f"{file}, dialogue {place}: it has no id; write id, about and turns")
    name, turns = str(one["id"]), one.get("turns")
    if not isinstance(turns, list):
        raise ValueError(f"{file}, dialogue '{name}': turns is a list")
    entries = []
    for at, turn in enumerate(turns):
        try:
            entries.append(_entry(turn))
        except ValueError as error:
            raise ValueError(f"{file}, dialogue '{name}', turn {at}: {error}") from None
    return Dialogue(id=name, entries=tuple(entries))


def _entry(turn: Any) -> Entry:
    if not isinstance(turn, Mapping):
        raise ValueError(f"{turn!r} is no message; write customer or service before it")
    if set(turn) == {"service"}:
        return Entry(who="service", text=_text(turn["service"]))
    unknown = set(turn) - _LABELS
    if unknown or "customer" not in turn:
        raise ValueError(f"has {sorted(unknown) or 'no text'}; write customer or service, and the labels")
    entry = Entry(
        who="customer",
        text=_text(turn["customer"]),
        intent=str(turn.get("intent") or ""),
        also=_names(turn.get("also")),
        emotion=str(turn.get("emotion") or "calm"),
        handoff=_names(turn.get("handoff")),
    )
    if not entry.intent:
        raise ValueError(f"'{entry.text}' has no intent")
    if entry.emotion not in EMOTIONS:
        raise ValueError(f"there is no emotion '{entry.emotion}'; use one of {', '.join(EMOTIONS)}")
    for reason in entry.handoff:
        if reason not in REASONS:
            raise ValueError(f"there is no reason '{reason}'; use one of {', '.join(REASONS)}")
    return entry


def _names(value: Any) -> tuple[str, ...]:
    """A list of names; a name alone would be read as its letters."""
    if value and not isinstance(value, list):
        raise ValueError(f"{value!r} is no list; write [{value}]")
    return tuple(_text(one) for one in value or ())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    return value
