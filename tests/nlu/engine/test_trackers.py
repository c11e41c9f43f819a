"""What is added to the database is what Rasa reads back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.engine.trackers import Trackers
from tests.nlu.conftest import FIXTURES

DOMAIN = Domain.load(FIXTURES / "domain.yml")


@pytest.fixture
def trackers(tmp_path: Path) -> Trackers:
    return Trackers(DOMAIN, str(tmp_path / "trackers.db"))


async def test_added_events_are_read_back_in_order(trackers: Trackers) -> None:
    intent = {"name": "greet", "confidence": 0.9}
    events = [
        SessionStarted(),
        SlotSet("order_id", "1"),
        UserUttered("你好", intent, [], {"intent": intent, "text": "你好"}, message_id="t"),
        ActionExecuted("action_greet"),
        BotUttered("您好"),
    ]
    first = trackers.add("s", events[:2])
    trackers.add("other", [SessionStarted()])
    last = trackers.add("s", events[2:])
    read = await trackers.retrieve("s")
    assert read is not None
    assert list(read.events) == events
    assert (first, last, trackers.newest("s"), trackers.newest("nobody")) == (2, 6, 6, 0)


async def test_it_saves_as_rasa_saves_but_for_the_metadata_that_a_parse_repeats(tmp_path: Path) -> None:
    message = UserUttered("x", {"name": "greet", "confidence": 1.0}, [], None, message_id="t")
    events = [SessionStarted(), message, ActionExecuted("action_greet"), SlotSet("reason", [1, {"a": None}])]
    rasas, ours = (Trackers(DOMAIN, str(tmp_path / name)) for name in ("rasas.db", "ours.db"))
    await rasas.save(DialogueStateTracker.from_events("s", events, DOMAIN.slots))
    ours.add("s", events)
    rows = [store.engine.execute("SELECT * FROM events ORDER BY id").fetchall() for store in (rasas, ours)]
    theirs = [[*row[:-1], json.loads(row[-1])] for row in rows[0]]
    for *_, data in theirs:
        data.get("parse_data", {}).pop("metadata", None)
    assert [[*row[:-1], json.loads(row[-1])] for row in rows[1]] == theirs


def test_events_are_added_all_or_none(trackers: Trackers) -> None:
    with pytest.raises(TypeError):
        trackers.add("s", [SessionStarted(), SlotSet("reason", object())])
    assert trackers.newest("s") == 0
