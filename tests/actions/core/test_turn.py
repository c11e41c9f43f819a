"""What an action reads from Rasa's tracker."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.core.turn import FORM, Identity, Turn


def turn(text: str = "", entities: dict[str, str] | None = None, **more: Any) -> Turn:
    """A turn with this message; `more` goes into its metadata, `message` into the message itself."""
    message = {
        "text": text,
        "intent": {"name": "inform"},
        "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        **more.pop("message", {}),
    }
    state = {"sender_id": "web-1.1", "slots": more.pop("slots", {}), "events": more.pop("events", [])}
    loop = {"name": FORM} if more.pop("form", False) else {}
    message["metadata"] = more
    return Turn.from_tracker(Tracker.from_dict({**state, "latest_message": message, "active_loop": loop}))


def test_identity_and_grants_come_from_metadata_alone() -> None:
    seen = turn(
        slots={"identity": {"customer": "C0001"}, "grants": ["1"]},
        entities={"identity": "C0001"},
    )
    assert (seen.identity, seen.grants) == (None, frozenset())
    named = turn(identity={"customer": "C0002", "level": "signed"}, grants=["7"])
    assert named.identity == Identity(customer="C0002", level="signed")
    assert named.grants == frozenset({"7"})


def test_a_bare_tracker_gives_harmless_defaults() -> None:
    bare = Turn.from_tracker(Tracker.from_dict({"sender_id": "web-1.1"}))
    assert (bare.id, bare.language, bare.emotion, bare.identity) == ("web-1.1", "zh-Hans", "calm", None)


@pytest.mark.parametrize(
    ("message", "conversation", "used"),
    [("en", "zh-Hans", "en"), (None, "zh-Hant", "zh-Hant"), ("xx", "en", "en"), (None, None, "zh-Hans")],
)
def test_the_messages_language_comes_before_the_conversations(
    message: str | None, conversation: str | None, used: str
) -> None:
    assert turn(message={"language": message}, language=conversation).language == used


@pytest.mark.parametrize(
    ("text", "entities", "tail"),
    [
        ("8259", {}, "8259"),
        ("尾号８２５９", {}, "8259"),
        ("尾号是八二五九", {}, "8259"),
        ("8 2 5 9", {}, "8259"),
        ("4504230820235145349 8259", {"order_id": "4504230820235145349"}, "8259"),
        ("13900001234", {"phone": "13900001234"}, "1234"),
        ("4504230820235145349", {"order_id": "4504230820235145349"}, None),
        ("12345", {}, None),
        ("我买的 A8259 型号", {}, None),
        ("快递到哪了", {}, None),
    ],
)
def test_phone_digits_are_four_that_stand_alone(
    text: str, entities: dict[str, str], tail: str | None
) -> None:
    assert turn(text, entities).phone_tail() == tail


def test_the_form_sees_an_unread_turn_until_another_action_has_run() -> None:
    user, form = {"event": "user"}, {"event": "action", "name": FORM}
    other = {"event": "action", "name": "action_track_shipment"}
    assert turn(form=True, events=[other, user, form]).first_run
    assert not turn(form=True, events=[user, other, form]).first_run


def test_what_is_asked_for_counts_only_while_the_form_is_open() -> None:
    slots = {"requested_slot": "reason"}
    assert turn(form=True, slots=slots).requested == "reason"
    assert turn(slots=slots).requested is None


def test_the_same_turn_gives_the_same_key() -> None:
    assert turn(turn="t-1").key("cancel", "7") == turn(turn="t-1").key("cancel", "7") == "t-1:cancel:7"
    assert turn(turn="t-2").key("cancel", "7") != turn(turn="t-1").key("cancel", "7")
