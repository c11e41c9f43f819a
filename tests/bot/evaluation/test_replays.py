"""Replayed dialogues beside their labels."""

from typing import Any

import pytest

from bot.evaluation.replays import Replayed, beside, by_reason, mistakes, summary
from bot.nlu.dialogue.dialogues import Dialogue, Entry


def customer(text: str, intent: str, emotion: str = "calm", *due: str) -> Entry:
    return Entry(who="customer", text=text, intent=intent, emotion=emotion, handoff=due)


DIALOGUE = Dialogue(
    id="d1",
    entries=(
        customer("到哪了", "track_shipment"),
        Entry(who="service", text="在路上"),
        customer("又是这句", "complaint", "angry", "emotion"),
        customer("叫人来", "ask_human", "angry", "asked_for_human"),
    ),
)


def row(intent: str, emotion: str, *reasons: str) -> dict[str, Any]:
    return {"intent": intent, "emotion": emotion, "reasons": list(reasons)}


def replayed() -> Replayed:
    rows = [
        row("delivery_time", "calm", "authority"),
        row("complaint", "disappointed"),
        row("ask_human", "calm", "asked_for_human"),
    ]
    return beside(DIALOGUE, rows, [{"any": 0.4}, {"any": 0.1}, {"any": 0.9}])


def test_turns_keep_their_places_among_all_entries() -> None:
    called = replayed().called
    assert (list(called.turns), called.due, called.predicted) == ([0, 2, 3], {2, 3}, {0, 3})


def test_a_summary_counts_requests_upset_turns_and_calls_for_a_person() -> None:
    found = summary([replayed()])
    assert (found["turn_precision"], found["turn_recall"]) == (0.5, 0.5)
    assert found["intents"] == pytest.approx(2 / 3)
    assert found["requests"] == 0.0  # the complaint and the call for a person are no requests
    assert found["negative_f1"] == pytest.approx(2 / 3)
    assert found["asked_recall"] == 1.0


def test_each_reason_is_counted_by_itself() -> None:
    found = by_reason([replayed()], ("emotion", "asked_for_human", "authority"))
    assert found["emotion"] == {"count": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert found["asked_for_human"] == {"count": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["authority"]["count"] == 0


def test_mistakes_are_the_missed_and_the_needless() -> None:
    found = mistakes([replayed()], 5)
    assert [(one["dialogue"], one["turn"], one["due"]) for one in found["missed"]] == [("d1", 2, ["emotion"])]
    assert [(one["turn"], one["reasons"], one["chance"]) for one in found["needless"]] == [
        (0, ["authority"], 0.4)
    ]


def test_rows_that_do_not_fit_the_dialogue_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        beside(DIALOGUE, [row("x", "calm")], [{}])
