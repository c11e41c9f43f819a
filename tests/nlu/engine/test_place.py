"""A turn begins where the last one ended, whatever lies before."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.engine.place import Memory, Place, Remembered, TurnTracker
from bot.nlu.engine.train import ROOT
from tests.nlu.conftest import FIXTURES

DOMAIN = Domain.load(FIXTURES / "domain.yml")
PLACES = [
    Place(),
    Place(slots={"order_id": "1"}),
    Place(slots={"order_id": "1", REQUESTED_SLOT: "reason"}, form="request_form"),
    Place(slots={REQUESTED_SLOT: "reason"}, form="request_form", rejected=True),
]


def tracker_at(place: Place) -> DialogueStateTracker:
    tracker = TurnTracker("s", DOMAIN.slots)
    tracker.update_with_events(place.events(), DOMAIN)
    return tracker


@pytest.mark.parametrize("place", PLACES)
def test_a_tracker_led_to_a_place_stands_there(place: Place) -> None:
    assert Place.of(tracker_at(place)) == place


@pytest.mark.parametrize("place", PLACES)
def test_a_copy_of_a_turns_tracker_stands_there_too_and_shares_nothing(place: Place) -> None:
    tracker = tracker_at(place)
    copied = tracker.copy()
    assert (Place.of(copied), list(copied.events)) == (place, list(tracker.events))
    copied.update(SlotSet("order_id", "other"))
    assert Place.of(tracker) == place


def test_the_place_forgets_how_it_was_reached() -> None:
    tracker = tracker_at(Place())
    way = [SlotSet("order_id", "1"), ActiveLoop("request_form"), ActiveLoop(None), SlotSet("order_id", "2")]
    tracker.update_with_events([*way, ActionExecuted("action_listen")], DOMAIN)
    assert Place.of(tracker) == Place(slots={"order_id": "2"})


@pytest.mark.parametrize(
    ("carry", "place"),
    [
        (None, Place()),
        ({"slots": None, "form": None}, Place()),
        ({"slots": {"order_id": "1", "gone": 2}, "form": "gone"}, Place(slots={"order_id": "1"})),
        ({"form": "request_form", "requested": "reason"}, Place(
            slots={REQUESTED_SLOT: "reason"}, form="request_form")),
    ],
)  # fmt: skip
def test_an_episode_starts_with_what_the_domain_knows(carry: dict[str, Any] | None, place: Place) -> None:
    assert Place.carried(carry, DOMAIN) == place


def test_no_rule_looks_back_beyond_the_turn() -> None:
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            said = [at for at, step in enumerate(rule["steps"]) if "intent" in step or "user" in step]
            assert said in ([], [0]), f"{path.name}: {rule['rule']}"
    assert not list((ROOT / "data").glob("stories/*.yml"))


def test_the_conversation_heard_of_longest_ago_is_forgotten_first() -> None:
    memory, place = Memory(most=2), Remembered(place=Place(), turns=frozenset(), row=1)
    for sender in ("a", "b", "a", "c"):
        memory.put(sender, place)
    assert [memory.get(sender) for sender in "abc"] == [place, None, place]
    memory.drop("a")
    memory.drop("a")
    assert memory.get("a") is None
