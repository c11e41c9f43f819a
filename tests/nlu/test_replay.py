"""Replaying finished dialogues entry by entry."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.dialogue.scene import HISTORY, Scene
from bot.nlu.replay import replay
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import signals_from_text


class Words:
    """A parser that goes by the words alone, and keeps the scenes it was shown."""

    def __init__(self) -> None:
        self.scenes: list[Scene] = []
        self.languages: list[str | None] = []

    def parse(self, text: str, scene: Scene | None = None, language: str | None = None) -> dict[str, Any]:
        self.scenes.append(scene or Scene())
        self.languages.append(language)
        signals = signals_from_text(text)
        intent = "track_shipment" if "快递" in text else signals.intent
        return {
            "text": text, "intent": intent, "confidence": 0.9, "also": [], "entities": [],
            "emotion": signals.emotion, "intensity": signals.intensity, "language": language or "zh-Hans",
        }  # fmt: skip


def rows(*turns: str, parser: Words | None = None) -> list[dict[str, Any]]:
    """Turns as `c:text` and `s:text`."""
    who = {"c": "customer", "s": "service"}
    dialogue = {"id": "d", "turns": [{"who": who[turn[0]], "text": turn[2:]} for turn in turns]}
    return replay(parser or Words(), dialogue, Policy())


def test_each_message_is_shown_what_was_said_since_the_one_before() -> None:
    parser = Words()
    rows("s:您好", "s:在的", "c:在吗", "c:快递呢", "s:在路上", "c:嗯", parser=parser)
    assert [(scene.said, scene.answered) for scene in parser.scenes] == [
        ("您好 在的", True), ("您好 在的", False), ("在路上", True),
    ]  # fmt: skip
    assert [[one.quote for one in scene.history] for scene in parser.scenes] == [
        [], ["在吗"], ["在吗", "快递呢"],
    ]  # fmt: skip
    assert [one.answered for one in parser.scenes[-1].history] == [True, False]


def test_a_message_is_shown_no_more_turns_than_the_gateway_sends() -> None:
    parser = Words()
    rows(*["c:快递呢", "s:在查"] * 20, parser=parser)
    assert max(len(scene.history) for scene in parser.scenes) == HISTORY


def test_the_language_found_is_the_next_messages_hint() -> None:
    parser = Words()
    rows("c:hi", "s:hi", "c:77", parser=parser)
    assert parser.languages == [None, "zh-Hans"]


def test_one_row_a_customer_entry_with_its_index() -> None:
    found = rows("s:您好", "c:你好", "c:转人工", "s:好", "c:嗯")
    assert [(row["id"], row["turn"], row["handoff"]) for row in found] == [
        ("d", 1, False), ("d", 2, True), ("d", 4, False),
    ]  # fmt: skip
    assert set(found[0]) == {"id", "turn", "intent", "emotion", "handoff", "score", "reasons"}


def test_a_repeat_counts_only_after_an_answer() -> None:
    pieces = rows("c:我的快递到哪了", "c:快递到哪了", "c:快递到哪了啊")
    answered = rows("c:我的快递到哪了", "s:在查", "c:快递到哪了", "s:在查", "c:快递到哪了啊")
    assert [row["reasons"] for row in pieces] == [[], [], []]
    assert answered[-1]["reasons"] == ["loop"]


@pytest.mark.parametrize("turns", [[], ["s:在吗"], ["c:"], ["c:" + "啊" * 20_000]])
def test_any_dialogue_can_be_replayed(turns: list[str]) -> None:
    assert len(rows(*turns)) == sum(turn[0] == "c" for turn in turns)


def test_a_long_dialogue_takes_no_longer_a_turn() -> None:
    assert len(rows(*["c:快递呢", "s:在查"] * 300)) == 300
