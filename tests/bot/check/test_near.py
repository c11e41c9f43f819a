"""Examples of different intents that say nearly the same."""

import pytest

from bot.check.examples import Example
from bot.check.near import near_doubles


def problems(*labelled: tuple[str, str]) -> list[str]:
    examples = [
        Example(file=f"{label}.yml", line=line, label=label, written=text)
        for line, (label, text) in enumerate(labelled, start=1)
    ]
    return [str(fault) for fault in near_doubles(examples)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("退款", "请问退款"),
        ("查物流", "麻烦查一下物流呀！"),
        ("refund", "please refund"),
        ("买了两件只发来一件", "买了两件只发来了一件"),
        ("where is my parcel now?", "where is my parcel nwo"),
    ],
)
def test_polite_words_marks_and_a_slip_in_a_long_text_make_no_other_request(one: str, other: str) -> None:
    assert problems(("a", one), ("b", other)) == [
        f"b.yml:2: warning: '{other}' is 'b', though '{one}' is 'a' in a.yml:1"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("退货", "换货"), ("发货了", "发货了吗"), ("the", "a"), ("想", "想请问一下"), ("退款", "退款")],
)
def test_short_texts_that_ask_otherwise_are_left_in_peace(one: str, other: str) -> None:
    """So are texts that are the same altogether: those are faults of their own."""
    assert problems(("a", one), ("b", other)) == []


def test_nearly_the_same_under_one_intent_is_what_examples_are_for() -> None:
    assert problems(("a", "退款"), ("a", "请问退款"), ("a", "退款啊")) == []
