"""Where a conversation stands after a turn, without how it came there.

Whatever Rasa does with a tracker costs as much as the tracker is long: it replays it for each prediction, copies it
for each action and sends it to the action server. No rule of ours looks back beyond the turn, so a turn runs on a
tracker that begins where the last one ended.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class TurnTracker(DialogueStateTracker):
    """Copied several times a turn, with every slot of the domain: Rasa's own way was an eighth of the turn."""

    def init_copy(self) -> TurnTracker:
        empty = TurnTracker(self.sender_id, (), self._max_event_history, is_rule_tracker=self.is_rule_tracker)
        empty.slots = {name: _fresh(slot) for name, slot in self.slots.items()}
        return empty


def _fresh(slot: Slot) -> Slot:
    """A slot of the same kind with its initial value."""
    copied: Slot = object.__new__(type(slot))
    copied.__dict__.update(slot.__dict__)
    copied.reset()
    return copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Slots that differ from their initial value, the open form, and whether that has refused the last message."""

    slots: Mapping[str, Any] = field(default_factory=dict)
    form: str | None = None
    rejected: bool = False

    @classmethod
    def of(cls, tracker: DialogueStateTracker) -> Place:
        slots = {slot.name: slot.value for slot in tracker.slots.values() if slot.value != slot.initial_value}
        return cls(slots=slots, form=tracker.active_loop_name, rejected=bool(tracker.is_active_loop_rejected))

    @classmethod
    def carried(cls, carry: Mapping[str, Any] | None, domain: Domain) -> Place:
        """What an episode starts with; slots and a form that the domain does not know are left out."""
        known = {slot.name for slot in domain.slots}
        given = carry or {}
        slots = {name: value for name, value in (given.get("slots") or {}).items() if name in known}
        if given.get("form") not in domain.form_names:
            return cls(slots=slots)
        return cls(slots={**slots, REQUESTED_SLOT: given.get("requested")}, form=given["form"])

    def events(self) -> list[Event]:
        """What leads an empty tracker here.

        SQLTrackerStore reads a tracker from its session's start on and takes what stands before it for not saved
        yet: slots there are dropped, and an `action_session_start` there would make it save the last event twice.
        """
        events: list[Event] = [SessionStarted()]
        events += [SlotSet(name, value) for name, value in self.slots.items()]
        if self.form:
            events.append(ActiveLoop(self.form))
        if self.rejected:
            events.append(ActionExecutionRejected(self.form))
        return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A conversation's place, the turns of its session, and the last row of the database when it stood there."""

    place: Place
    turns: frozenset[str]
    row: int


class Memory:
    """The conversations that were heard of last; what is forgotten is read from the database again."""

    def __init__(self, most: int = 4096) -> None:
        self._most = most
        self._kept: OrderedDict[str, Remembered] = OrderedDict()

    def get(self, sender: str) -> Remembered | None:
        return self._kept.get(sender)

    def put(self, sender: str, remembered: Remembered) -> None:
        self._kept[sender] = remembered
        self._kept.move_to_end(sender)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, sender: str) -> None:
        self._kept.pop(sender, None)
