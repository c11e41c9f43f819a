"""What a turn tells the escalation rules, from a parse and from the words alone."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handoff.cues.finding import find
from handoff.escalation.signals import (
    QUOTE_LENGTH,
    TurnSignals,
    matter_of,
    same_matter,
    signals_from_parse,
    signals_from_text,
)


def parsed(text: str, intent: str, **values: Any) -> dict[str, Any]:
    return {"text": text, "intent": intent, "confidence": 0.9, "entities": [], **values}


@given(st.text(max_size=200))
def test_any_text_gives_signals_that_survive_storing(text: str) -> None:
    signals = signals_from_text(text, turn=3)
    assert TurnSignals.from_dict(json.loads(json.dumps(signals.to_dict()))) == signals
    assert len(signals.quote) <= QUOTE_LENGTH


def test_unknown_names_of_a_newer_version_are_ignored() -> None:
    stored = {**signals_from_text("人工").to_dict(), "mood_ring": "blue"}
    assert TurnSignals.from_dict(stored) == signals_from_text("人工")


def test_words_alone_tell_an_insult_but_no_misunderstanding() -> None:
    signals = signals_from_text("你们这帮骗子")
    assert (signals.emotion, signals.intent, signals.misunderstood) == ("angry", "nlu_fallback", False)
    assert find("随便问问") == {}


def test_a_fragment_goes_on_with_the_last_matter() -> None:
    first = signals_from_parse(
        parsed("快递到哪了", "track_shipment", entities=[{"entity": "order_id", "value": "20260101"}]), turn=0
    )
    then = signals_from_parse(parsed("那个呢", "chitchat"), [first], turn=1)
    assert (first.matter, then.matter) == ("shipping:20260101", "shipping:20260101")
    assert matter_of(["invoice"], [], [first]) == "invoice"
    assert matter_of(["inform"], [{"entity": "order_id", "value": "7"}], [first]) == "shipping:7"


def test_matters_with_an_unknown_part_may_be_the_same() -> None:
    assert same_matter("shipping", "shipping:1")
    assert same_matter(None, "invoice")
    assert not same_matter("shipping:1", "shipping:2")
    assert not same_matter("shipping", "invoice")


def test_what_was_not_understood_is_no_misunderstanding_when_it_asks_for_a_person() -> None:
    assert signals_from_parse(parsed("呃呃", "nlu_fallback"), turn=0).misunderstood
    assert not signals_from_parse(parsed("转人工", "nlu_fallback"), turn=0).misunderstood


def test_a_disputed_signature_is_over_the_bots_authority_and_a_first_fault_is_not() -> None:
    disputed = signals_from_parse(parsed("显示签收了我没收到", "not_received"), turn=0)
    first = signals_from_parse(parsed("收到是坏的", "damaged_or_defective"), turn=0)
    photo = signals_from_parse(parsed("[图片]", "inform"), [first], turn=1)
    refused = signals_from_parse(parsed("商家不认，说是我弄坏的", "chitchat"), [first], turn=1)
    assert disputed.flags == ("over_authority:disputed_signature",)
    assert first.flags == ()
    assert photo.flags == ("over_authority:fault_to_judge",)
    assert refused.flags == ("over_authority:disputed_fault",)


def test_money_or_an_account_in_danger_is_over_the_bots_authority() -> None:
    twice = signals_from_parse(parsed("扣了我两次钱", "payment_problem"), turn=0)
    ways = signals_from_parse(parsed("可以用微信付吗", "payment_problem"), turn=0)
    assert (twice.flags, ways.flags) == (("over_authority:account_safety",), ())


def test_given_matter_topics_and_flags_are_kept() -> None:
    signals = signals_from_parse(
        parsed("退", "request_refund", also=["complaint"]), turn=2, matter="return:1",
        topics=["refund_only"], flags=["over_authority:amount"], answered=False, failure="shop",
    )  # fmt: skip
    assert (signals.matter, signals.topics, signals.flags) == (
        "return:1", ("refund_only",), ("over_authority:amount",),
    )  # fmt: skip
    assert (signals.intents, signals.answered, signals.failure) == (
        ("request_refund", "complaint"), False, "shop",
    )  # fmt: skip
