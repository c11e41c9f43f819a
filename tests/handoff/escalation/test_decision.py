"""Rules of the handoff: docs/taxonomy, "Reasons for a handoff"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.escalation.decision import Decision, decide
from handoff.escalation.reasons import REASONS, Policy
from handoff.escalation.signals import FAMILY, TurnSignals

POLICY = Policy()
CALM_REQUESTS = sorted(set(FAMILY) - {"compensation"})
INTENTS = (*FAMILY, "ask_human", "complaint", "out_of_scope", "nlu_fallback", "greet", "inform", "thanks")
FLAGS = ("safety", "asked_for_human", "threat", "still_unsolved", "over_authority:amount")
EMOTIONS = ("pleased", "calm", "anxious", "disappointed", "angry")

turn_values = st.builds(
    TurnSignals,
    turn=st.integers(0, 50),
    intent=st.sampled_from(INTENTS),
    confidence=st.floats(0, 1),
    also=st.lists(st.sampled_from(INTENTS), max_size=2).map(tuple),
    emotion=st.sampled_from(EMOTIONS),
    intensity=st.floats(0, 1),
    matter=st.sampled_from([None, "shipping", "shipping:1", "shipping:2", "return"]),
    misunderstood=st.booleans(),
    answered=st.booleans(),
    failure=st.sampled_from([None, None, "shop"]),
    flags=st.lists(st.sampled_from(FLAGS), max_size=2).map(tuple),
    calls=st.dictionaries(st.sampled_from(["any", *REASONS]), st.floats(0, 1), max_size=4),
    quote=st.sampled_from(["", "到哪了", "我的快递到哪了", "退款"]),
)
dialogues = st.lists(turn_values, min_size=1, max_size=8)


def say(turn: int = 0, intent: str = "track_shipment", **values: Any) -> TurnSignals:
    return TurnSignals(**{"turn": turn, "intent": intent, "confidence": 0.9, **values})


def decided(*turns: TurnSignals) -> Decision:
    return decide(turns, POLICY)


@given(dialogues)
def test_every_reason_has_evidence_and_every_evidence_a_reason(turns: list[TurnSignals]) -> None:
    decision = decide(turns, POLICY)
    assert list(dict.fromkeys(one.reason for one in decision.evidence)) == list(decision.reasons)


@given(dialogues)
def test_reasons_come_in_the_order_of_the_taxonomy(turns: list[TurnSignals]) -> None:
    reasons = decide(turns, POLICY).reasons
    assert list(reasons) == sorted(set(reasons), key=REASONS.index)


@given(dialogues)
def test_handoff_means_reasons_and_a_score_of_a_half_or_more(turns: list[TurnSignals]) -> None:
    decision = decide(turns, POLICY)
    assert decision.handoff == bool(decision.reasons) == (decision.score >= 0.5)
    assert 0.0 <= decision.score <= 1.0


@given(dialogues, st.integers(1, 4))
def test_a_more_upset_turn_never_lowers_the_class_nor_takes_a_reason(
    turns: list[TurnSignals], harder: int
) -> None:
    *before, last = turns
    rank = min(EMOTIONS.index(last.emotion) + harder, len(EMOTIONS) - 1)
    worse = replace(last, emotion=EMOTIONS[rank], intensity=max(last.intensity, 0.5))
    mild, grave = decide(turns, POLICY), decide([*before, worse], POLICY)
    assert grave.queue_class <= mild.queue_class
    assert set(mild.reasons) <= set(grave.reasons)
    assert grave.score >= mild.score


@given(dialogues, st.sampled_from(["flag", "intent"]))
def test_a_call_for_a_person_is_always_handed_over(turns: list[TurnSignals], way: str) -> None:
    *before, last = turns
    asked = {
        "flag": replace(last, flags=(*last.flags, "asked_for_human")),
        "intent": replace(last, intent="ask_human", confidence=POLICY.ask_human_confidence),
    }[way]
    assert "asked_for_human" in decide([*before, asked], POLICY).reasons


@pytest.mark.parametrize(("calls", "called"), [({}, True), ({"any": 0.5}, True), ({"any": 0.1}, False)])
def test_a_person_as_a_further_wish_is_called_unless_the_dialogue_speaks_against_it(
    calls: dict[str, float], called: bool
) -> None:
    wish = say(also=("ask_human",), calls=calls)
    assert ("asked_for_human" in decided(wish).reasons) is called


@given(st.sampled_from(CALM_REQUESTS), st.sampled_from(["calm", "pleased"]), st.floats(0, 1))
def test_a_calm_first_question_is_never_handed_over(intent: str, emotion: str, confidence: float) -> None:
    decision = decided(say(intent=intent, emotion=emotion, confidence=confidence, quote="请问"))
    assert (decision.handoff, decision.queue_class) == (False, 3)


def test_no_turns_need_no_person() -> None:
    assert decide([], POLICY) == Decision(handoff=False, score=0.0, reasons=(), evidence=(), queue_class=3)


def test_one_angry_turn_is_enough_and_comes_in_the_class_of_complaints() -> None:
    decision = decided(say(emotion="angry", intensity=0.8, quote="骗子"))
    assert (decision.reasons, decision.queue_class) == (("emotion",), 1)
    assert (decision.evidence[0].rule, decision.evidence[0].quote) == ("angry", "骗子")


def test_disappointment_counts_on_the_second_turn_in_a_row_about_the_same_matter() -> None:
    first = say(0, emotion="disappointed", intensity=0.5, matter="shipping")
    second = say(1, "inform", emotion="anxious", intensity=0.5, matter="shipping:20260101")
    assert decided(first).reasons == ()
    assert decided(first, second).reasons == ("emotion",)
    assert [one.turn for one in decided(first, second).evidence] == [0, 1]
    assert decided(first, replace(second, matter="invoice")).reasons == ()
    assert decided(first, say(1, "thanks", matter="shipping"), replace(second, turn=2)).reasons == ()


def test_a_calm_piece_after_an_upset_one_calls_nobody_anew() -> None:
    first = say(0, emotion="disappointed", intensity=0.5, matter="shipping")
    second = say(
        1, emotion="disappointed", intensity=0.5, matter="shipping", calls={"any": 0.6, "emotion": 0.5}
    )
    after = say(2, "inform", matter="shipping", answered=False, calls={"any": 0.1, "emotion": 0.1})
    assert "emotion" in decided(first, second).reasons
    assert decided(first, second, after).reasons == ()


def test_pieces_of_one_utterance_are_one_upset_turn() -> None:
    first = say(0, emotion="disappointed", intensity=0.5, matter="shipping")
    piece = say(1, emotion="disappointed", intensity=0.6, matter="shipping", answered=False)
    assert decided(first, piece).reasons == ()


def test_the_same_request_a_third_time_is_a_loop_only_with_answers_between() -> None:
    turns = [
        say(n, quote=quote) for n, quote in enumerate(["我的快递到哪了", "快递到哪里了", "快递到底到哪了"])
    ]
    assert decided(*turns[:2]).reasons == ()
    assert decided(*turns).reasons == ("loop",)
    assert [one.turn for one in decided(*turns).evidence] == [0, 1, 2]
    pieces = [turns[0], *(replace(turn, answered=False) for turn in turns[1:])]
    assert decided(*pieces).reasons == ()


def test_different_questions_under_one_intent_are_no_loop() -> None:
    quotes = ("保修几年", "有黑色的吗", "能用多久才没电")
    turns = [say(n, "product_question", quote=quote) for n, quote in enumerate(quotes)]
    assert decided(*turns).reasons == ()


def test_the_same_request_for_three_orders_is_no_loop() -> None:
    turns = [say(n, matter=f"shipping:{n}", quote="这个到哪了") for n in range(3)]
    assert decided(*turns).reasons == ()


def test_still_unsolved_is_a_loop_only_after_an_answer_about_it() -> None:
    unsolved = say(1, "damaged_or_defective", matter="fault", flags=("still_unsolved",))
    assert decided(unsolved).reasons == ()
    assert decided(say(0, "damaged_or_defective", matter="fault"), unsolved).reasons == ("loop",)
    assert decided(say(0, "invoice", matter="invoice"), unsolved).reasons == ()


def test_two_misunderstandings_in_a_row_are_a_loop() -> None:
    lost = [say(n, "nlu_fallback", confidence=0.1, misunderstood=True) for n in range(2)]
    assert decided(lost[0]).reasons == ()
    assert decided(*lost).reasons == ("loop",)
    assert decided(lost[0], say(1, "greet"), replace(lost[1], turn=2)).reasons == ()


@pytest.mark.parametrize(
    ("turn", "reason", "queue_class"),
    [
        (say(flags=("safety",)), "safety", 0),
        (say(flags=("threat",)), "complaint", 1),
        (say(intent="complaint"), "complaint", 1),
        (say(also=("complaint",)), "complaint", 1),
        (say(intent="compensation"), "authority", 2),
        (say(flags=("over_authority:disputed_signature",)), "authority", 2),
        (say(flags=("asked_for_human",)), "asked_for_human", 2),
        (say(failure="action_server"), "failure", 2),
        (say(intent="out_of_scope"), "out_of_scope", 3),
    ],
)
def test_one_turn_reasons_and_their_queue_class(turn: TurnSignals, reason: str, queue_class: int) -> None:
    decision = decided(turn)
    assert (decision.reasons, decision.queue_class) == ((reason,), queue_class)


def test_the_class_is_the_highest_that_any_reason_gives() -> None:
    decision = decided(say(flags=("asked_for_human", "threat"), emotion="angry", intensity=1.0))
    assert decision.reasons == ("asked_for_human", "emotion", "complaint")
    assert decision.queue_class == 1


def test_thresholds_are_data() -> None:
    turns = [say(0, "complaint", confidence=0.6)]
    assert decide(turns, Policy.from_dict({"complaint_confidence": 0.7, "refund_limit": 5})).reasons == ()
    assert Policy.from_dict(POLICY.to_dict()) == POLICY


@pytest.mark.parametrize(
    "stored", [{"loop_repeats": 0}, {"angry_intensity": 1.5}, {"upset_turns": "2"}, {"loop_repeats": True}]
)
def test_a_threshold_out_of_range_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(stored))):
        Policy.from_dict(stored)


def test_a_decision_can_be_stored_and_explained_later() -> None:
    stored = decided(say(flags=("threat",), quote="我要投诉")).to_dict()
    assert stored["evidence"] == [
        {
            "reason": "complaint", "turn": 0, "rule": "words:threat", "threshold": 1.0, "score": 1.0,
            "quote": "我要投诉",
        }
    ]  # fmt: skip
    assert (stored["handoff"], stored["score"]) == (True, 1.0)


def test_the_reading_of_the_dialogue_calls_a_person_and_names_the_likeliest_reason() -> None:
    decision = decided(
        say(), say(1, "chitchat", calls={"any": 0.6, "loop": 0.4, "emotion": 0.25, "authority": 0.1})
    )
    assert decision.reasons == ("emotion", "loop")
    assert {one.rule for one in decision.evidence} == {"dialogue:loop", "dialogue:emotion"}
    assert {one.threshold for one in decision.evidence} == {POLICY.dialogue_due}


def test_below_its_threshold_the_reading_calls_nobody_but_shows_in_the_score() -> None:
    low, high = (decided(say(calls={"any": chance, "loop": chance})) for chance in (0.05, 0.29))
    assert not low.handoff
    assert not high.handoff
    assert low.score < high.score < 0.5


def test_a_likely_call_for_a_person_needs_less_than_the_other_reasons() -> None:
    doubtful = say(intent="product_question", confidence=0.4, calls={"any": 0.1, "asked_for_human": 0.2})
    assert decided(doubtful).reasons == ("asked_for_human",)
    assert decided(replace(doubtful, intent="chitchat", confidence=0.9)).reasons == ("asked_for_human",)


@pytest.mark.parametrize(("due", "called"), [(0.1, False), (0.35, True)])
def test_a_request_that_is_understood_is_no_likely_call_unless_a_person_is_due(
    due: float, called: bool
) -> None:
    clear = say(intent="product_question", confidence=0.9, calls={"any": due, "asked_for_human": 0.2})
    assert ("asked_for_human" in decided(clear).reasons) is called


@pytest.mark.parametrize("intent", ["complaint", "compensation", "out_of_scope"])
def test_an_intent_that_is_wrong_every_other_time_needs_the_support_of_the_dialogue(intent: str) -> None:
    assert decided(say(intent=intent)).handoff
    assert decided(say(intent=intent, calls={"any": 0.35})).handoff
    assert not decided(say(intent=intent, calls={"any": 0.02})).handoff


def test_an_outright_call_for_a_person_needs_no_support() -> None:
    turn = say(intent="chitchat", flags=("asked_for_human",), calls={"any": 0.01})
    assert decided(turn).reasons == ("asked_for_human",)


def test_only_the_newest_piece_of_an_utterance_is_decided_on() -> None:
    """The one before it had its own decision the moment it came."""
    first = say(intent="ask_human")
    assert decided(first).handoff
    assert not decided(first, say(1, "inform", answered=False)).handoff


def test_pastime_is_out_of_scope_but_for_no_colleague() -> None:
    assert decided(say(intent="out_of_scope")).reasons == ("out_of_scope",)
    assert not decided(say(intent="out_of_scope", topics=("pastime",))).handoff


def test_anger_needs_no_support_of_the_dialogue() -> None:
    angry = say(emotion="angry", intensity=0.8, calls={"any": 0.1})
    assert decided(angry).reasons == decided(say(), angry).reasons == ("emotion",)
