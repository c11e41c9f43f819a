"""What a dialogue is about by now, and how it feels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from bot.nlu.dialogue import course
from bot.nlu.dialogue.course import About, Mood, Utterance
from bot.nlu.dialogue.scene import Scene
from handoff.escalation.signals import TurnSignals
from tests.nlu.strategies import any_scene

LABELS = {"track_shipment": 0, "request_refund": 1, "affirm": 2}
ASKS = course.requests(list(LABELS))


def turn(
    likely: dict[str, float], *, answered: bool = True, upset: float = 0.0, due: float = 0.0
) -> TurnSignals:
    return TurnSignals(
        turn=0,
        intent="affirm",
        confidence=0.5,
        likely=likely,
        answered=answered,
        upset=upset,
        calls={"any": due},
    )


def about(*turns: TurnSignals) -> About:
    return course.about(turns, LABELS, ASKS)


def test_only_intents_of_a_family_are_requests() -> None:
    assert ASKS.tolist() == [1, 1, 0]


def test_talk_leaves_the_open_request_open() -> None:
    belief = about(turn({"track_shipment": 1.0}), *[turn({"affirm": 1.0})] * 5)
    assert belief.request.tolist() == [1, 0, 0]
    assert belief.last.tolist() == [0, 0, 1]
    assert 0 < belief.lingering[0] < 0.5


def test_another_request_takes_the_place_as_far_as_it_is_believed() -> None:
    belief = about(turn({"track_shipment": 1.0}), turn({"request_refund": 0.3, "affirm": 0.7}))
    assert belief.request.tolist() == pytest.approx([0.7, 0.3, 0])


def test_a_memory_of_an_older_version_counts_as_sure_as_its_intent_was() -> None:
    old = TurnSignals(turn=0, intent="request_refund", confidence=0.8)
    unknown = TurnSignals(turn=0, intent="an_intent_of_old", confidence=0.9)
    assert about(old, unknown).request.tolist() == pytest.approx([0, 0.8, 0])


@given(any_scene())
def test_the_open_request_is_a_probability(scene: Scene) -> None:
    belief = course.about(scene.history, LABELS, ASKS)
    assert np.all(belief.request >= 0)
    assert belief.request.sum() <= 1 + 1e-9


def test_pieces_are_one_utterance_with_the_worst_of_their_moods() -> None:
    history = [
        turn({}, upset=0.2, due=0.1), turn({}, upset=0.7, due=0.0, answered=False), turn({}, upset=0.1, due=0.5),
    ]  # fmt: skip
    assert course.mood(history, answered=True) == Mood(
        earlier=(Utterance(upset=0.1, due=0.5), Utterance(upset=0.7, due=0.1))
    )
    assert course.mood(history, answered=False) == Mood(
        pieces=Utterance(upset=0.1, due=0.5), earlier=(Utterance(upset=0.7, due=0.1),)
    )


def test_before_anything_was_said_nobody_is_upset() -> None:
    assert course.mood([], answered=True) == Mood.of([], answered=False) == Mood()
