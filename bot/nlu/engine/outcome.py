"""What a turn did, read back from Rasa's tracker: the same for a turn just run and for one asked for again."""

from __future__ import annotations

import time
from copy import copy
from typing import Any

from rasa.shared.core.constants import (
    ACTION_EXTRACT_SLOTS,
    ACTION_LISTEN_NAME,
    DEFAULT_SLOT_NAMES,
    REQUESTED_SLOT,
)
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_SILENT = frozenset({ACTION_LISTEN_NAME, ACTION_EXTRACT_SLOTS})


def session(tracker: DialogueStateTracker) -> list[Event]:
    """Events since the session's start as they happened: Rasa's `applied_events` drops turns of a form."""
    events = list(tracker.events)
    starts = [at for at, event in enumerate(events) if isinstance(event, SessionStarted)]
    return events[starts[-1] + 1 :] if starts else events


def turn_events(tracker: DialogueStateTracker, turn: str) -> tuple[UserUttered, list[Event]] | None:
    """The customer's message of that turn and all that followed until the next; None when never run or rewound."""
    events = session(tracker)
    starts = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    for at, end in zip(starts, [*starts[1:], len(events)], strict=False):
        message = events[at]
        if isinstance(message, UserUttered) and message.message_id == turn:
            return message, events[at + 1 : end]
    return None


def turns_of(tracker: DialogueStateTracker) -> frozenset[str]:
    """Ids of the session's turns."""
    return frozenset(
        event.message_id for event in session(tracker) if isinstance(event, UserUttered) and event.message_id
    )


def rewound(tracker: DialogueStateTracker, turn: str | None) -> list[Event]:
    """Events that start the session anew without its last turn, if that is the one named; else none.

    Rasa's own `UserUtteranceReverted` takes back the turn that opened a form when a later one of it is meant.
    """
    events = session(tracker)
    last = next((at for at in reversed(range(len(events))) if isinstance(events[at], UserUttered)), None)
    if turn is None or last is None or getattr(events[last], "message_id", None) != turn:
        return []
    return [SessionStarted(), *(_now(copy(event)) for event in events[:last])]


def _now(event: Event) -> Event:
    """The event dated now: the SQL store leaves out what is older than the session's start."""
    event.timestamp = time.time()
    return event


def collect(tracker: DialogueStateTracker, turn: str) -> dict[str, Any]:
    """Messages, asks and the rest of the contract's answer for a turn in the tracker."""
    found = turn_events(tracker, turn)
    said = _said(found[1] if found else [])
    slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
    return {
        **said,
        "changed": bool(said["changes"]),
        "slots": {name: value for name, value in slots.items() if name not in DEFAULT_SLOT_NAMES},
        "form": tracker.active_loop_name,
        "requested": slots.get(REQUESTED_SLOT),
    }


def _said(events: list[Event]) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = {"messages": [], "asks": [], "changes": [], "promises": [], "actions": []}
    for event in events:
        if isinstance(event, ActionExecuted) and event.action_name and event.action_name not in _SILENT:
            said["actions"].append({"name": event.action_name})
        elif isinstance(event, BotUttered):
            _sort(event, said)
    return said


def _sort(event: BotUttered, said: dict[str, list[Any]]) -> None:
    custom = (event.data or {}).get("custom") or {}
    if event.text:
        said["messages"].append({"text": event.text})
    for kind, place in (
        ("say", "messages"),
        ("ask", "asks"),
        ("changed", "changes"),
        ("promise", "promises"),
    ):
        if kind in custom:
            said[place].append(custom[kind])
    if "changed" in custom and said["actions"]:
        change = custom["changed"]
        said["actions"][-1]["result"] = f"{change.get('what')} {change.get('id')}"
