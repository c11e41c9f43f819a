"""What surrounds a message, and the facts that the models are told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import after_turn, engine_request
from bot.nlu.dialogue import scene as scenes
from bot.nlu.dialogue.scene import Scene, facts, joined
from handoff.escalation.signals import TurnSignals, signals_from_text
from handoff.model import conversation_from
from tests.nlu.strategies import any_scene


def turn(quote: str, intent: str = "chitchat", **more: Any) -> TurnSignals:
    return TurnSignals(turn=0, intent=intent, confidence=0.9, quote=quote, **more)


def piece(quote: str, intent: str = "chitchat", **more: Any) -> TurnSignals:
    return turn(quote, intent, answered=False, **more)


def scene(*history: TurnSignals, said: str = "", answered: bool = True) -> Scene:
    return Scene(said=said, history=history, answered=answered)


BEFORE = turn("退款")
FIRST, SECOND = turn("在吗"), piece("那个")


@pytest.mark.parametrize(
    ("history", "answered", "pieces"),
    [
        ((), True, ()),
        ((), False, ()),
        ((BEFORE, FIRST, SECOND), True, ()),
        ((BEFORE, FIRST, SECOND), False, (FIRST, SECOND)),
        ((BEFORE, FIRST), False, (FIRST,)),
        ((SECOND, SECOND), False, (SECOND, SECOND)),  # where it began lies too far back
    ],
)
def test_pieces_go_back_to_the_last_answer(
    history: tuple[TurnSignals, ...], answered: bool, pieces: tuple[TurnSignals, ...]
) -> None:
    assert scene(*history, answered=answered).pieces == pieces


@given(any_scene())
def test_pieces_and_what_came_earlier_are_the_whole_history(any_one: Scene) -> None:
    assert any_one.earlier + any_one.pieces == any_one.history
    assert not (any_one.answered and any_one.pieces)


def test_an_utterance_is_joined_from_its_pieces_in_their_order() -> None:
    assert joined("怎么还没发", scene(BEFORE, FIRST, SECOND, answered=False)) == "在吗 那个 怎么还没发"
    assert joined("怎么还没发", scene(BEFORE, FIRST, SECOND)) == "怎么还没发"


def test_of_many_pieces_the_last_are_joined() -> None:
    many = [turn("0"), *(piece(str(number)) for number in range(1, 8))]
    assert joined("8", scene(*many, answered=False)) == "4 5 6 7 8"


def test_only_a_dialogue_not_begun_is_empty() -> None:
    assert scene().is_empty
    assert not scene(said="您好").is_empty
    assert not scene(BEFORE).is_empty


def test_of_long_words_the_end_is_kept_and_of_a_long_history_the_latest() -> None:
    history = [turn(str(number)) for number in range(30)]
    found = Scene.at(["长" * 200, "要退吗？"], history, answered=True)
    assert (len(found.said), found.said[-7:]) == (scenes.SAID_LENGTH, "长长 要退吗？"[-7:])
    assert [one.quote for one in found.history] == [str(number) for number in range(18, 30)]


def test_a_replay_and_the_gateways_metadata_give_the_same_scene() -> None:
    """Twenty turns, each remembered as the gateway does and sent as JSON."""
    c = conversation_from("web-x", {"state": "bot", "epoch": "1"})
    memory: dict[str, Any] = {}
    history: list[TurnSignals] = []
    said: list[str] = []
    for at in range(20):
        replayed = Scene.at(said, history, answered=True)
        request = engine_request(
            c, memory, turn=f"t{at}", text="快递呢", choice=None, files=(), contact_phone=None, replaces=None,
            agents_online=0, policy={}, now_ms=at,
        )  # fmt: skip
        sent = json.loads(json.dumps(request["metadata"]))
        assert Scene.of(sent) == replayed
        assert facts("快递呢", Scene.of(sent)) == facts("快递呢", replayed)
        signals = signals_from_text(f"快递呢{at}，说了还是没解决", turn=at)
        history.append(signals)
        said = [f"第{at}次回答，" * 15, "还有别的吗？"]
        answer = {"signals": signals.to_dict(), "messages": [{"text": text} for text in said]}
        memory = json.loads(json.dumps(after_turn(memory, answer, c=c, now_ms=at)))


def test_metadata_that_says_nothing_is_the_start_of_a_dialogue() -> None:
    assert Scene.of({}) == Scene.of({"said": None, "history": None}) == Scene()


@pytest.mark.parametrize(
    ("text", "name"),
    [("嗯", "2"), ("好的呀", "4"), ("12345678", "8"), ("1" * 9, "16"), ("1" * 17, "more"), (" 嗯嗯 ", "2")],
)
def test_the_length_falls_into_one_class(text: str, name: str) -> None:
    assert [fact for fact in facts(text, scene()) if fact.startswith("length:")] == [f"length:{name}"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("请问订单号是多少？", 1.0),
        ("要退货吗", 1.0),
        ("您要退貨嗎 ", 1.0),
        ("What is your order number?", 1.0),
        ("要退货吗？不退的话我先帮您把这个问题记下来了哦", 0.0),
        ("好的", 0.0),
        ("", 0.0),
    ],
)
def test_a_question_counts_where_it_ends_what_was_said(said: str, asked: float) -> None:
    found = facts("嗯", scene(said=said))
    assert (found["asked"], found["unheard"]) == (asked, float(not said))


def test_the_place_in_the_dialogue_is_told() -> None:
    first, later = facts("嗯", scene()), facts("嗯", scene(*[BEFORE] * 6, answered=False))
    assert (first["opening"], first["late"], first["piece"]) == (1.0, 0.0, 0.0)
    assert (later["opening"], later["late"], later["piece"]) == (0.0, 0.5, 1.0)


def test_facts_go_by_what_was_said_and_not_by_what_was_understood() -> None:
    one = turn("又没到", "track_shipment", emotion="angry", matter="shipping", likely={"track_shipment": 0.9})
    assert facts("嗯", scene(one)) == facts("嗯", scene(turn("又没到")))


def test_flags_that_words_show_are_told() -> None:
    upset = turn("又没到", flags=("still_unsolved", "over_authority:disputed_fault"))
    found = facts("嗯", scene(upset, turn("好"), turn("谢谢")))
    assert [name for name in found if name.startswith("flagged:")] == ["flagged:still_unsolved"]


def test_a_repeat_shows_and_a_piece_is_no_repeat() -> None:
    once, other = turn("快递怎么还没到"), turn("发票")
    assert facts("快递怎么还没到", scene(once, other))["alike"] == 1.0
    assert facts("快递怎么还没到", scene(once, other))["alike_twice"] == 0.0
    assert facts("快递怎么还没到", scene(once, other, once))["alike_twice"] == 1.0
    assert facts("快递怎么还没到", scene(once, answered=False))["alike"] == 0.0


def test_a_request_repeated_in_pieces_is_alike() -> None:
    earlier = turn("快递怎么还没到")
    said = facts("还没到", scene(earlier, turn("快递怎么"), answered=False))
    assert said["alike"] > facts("还没到", scene(earlier, turn("快递怎么")))["alike"] > 0


def test_how_often_the_customer_was_answered_is_told() -> None:
    asked = turn("快递呢")
    assert facts("还没到", scene(asked, piece("发票"), asked, asked))["answers"] == pytest.approx(3 / 8)


@given(st.text(max_size=60), any_scene())
def test_every_fact_lies_between_nothing_and_one(text: str, any_one: Scene) -> None:
    assert all(0 <= value <= 1 for value in facts(text, any_one).values())
