"""What a colleague said, told whatever the question was taken for, and never where a person is called for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]


def matter(outcome: str = "promised", *words: str, **more: Any) -> dict[str, Any]:
    return {
        "category": "refund",
        "outcome": outcome,
        "words": list(words),
        "agent": "小王",
        "at_ms": 2,
        **more,
    }


@pytest.mark.parametrize("intent", ["ask_human", "chitchat", "out_of_scope", "urge_delivery", "nlu_fallback"])
@pytest.mark.parametrize(
    "said",
    [
        "刚才客服怎么说的", "客服刚刚怎么说", "客服給我怎麼處理的", "什么时候回复我", "頭先個職員話點呀",
        "几时能给我个回音", "what did your colleague say?", "how did your team settle it",
    ],
)  # fmt: skip
async def test_what_a_colleague_said_is_told_whatever_the_question_was_taken_for(
    chat: Begin, intent: str, said: str
) -> None:
    older = matter("solved", "发票已开", category="invoice", agent="小李", at_ms=1)
    answer = await chat("C0005", settled=[older, matter("promised", "明天回复")]).say(said, intent)
    assert [one["text"] for one in answer.says] == ["客服小王还在跟进，当时对您说：\n“明天回复”"]
    assert answer.asked("handoff") == []


async def test_it_is_told_as_often_as_it_is_asked_for(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "明天回复")])
    for said in ("刚才客服怎么说的", "客服刚刚怎么说", "人工说啥来着"):
        answer = await customer.say(said, "ask_human")
        assert "“明天回复”" in answer.text
        assert answer.asked("handoff") == []


LONG = "经核实您的包裹在杭州转运中心滞留，预计12月2日周三18点前送达，若届时未到我们将全额退款139元并补偿20元优惠券。"


async def test_long_words_are_told_whole_in_a_message_of_their_own(chat: Begin) -> None:
    answer = await chat("C0005", settled=[matter("promised", LONG)]).say("客服怎么说的", "ask_human")
    assert [one["text"] for one in answer.says] == ["客服小王还在跟进，当时对您说：", f"“{LONG}”"]


async def test_several_messages_are_quoted_one_by_one_in_order(chat: Begin) -> None:
    told = matter("solved", "好的，已改为深南大道100号", "给您补 10 元券")
    answer = await chat("C0005", settled=[told]).say("刚才客服说地址改成什么了", "chitchat")
    assert [one["text"] for one in answer.says[1:]] == ["“好的，已改为深南大道100号”", "“给您补 10 元券”"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("solved", "已处理好"),
        ("promised", "还在跟进"),
        ("handed_back", "转给我接着办"),
        ("unsolved", "还没有解决"),
    ],
)
async def test_the_outcome_is_told_as_it_is(chat: Begin, outcome: str, told: str) -> None:
    answer = await chat(settled=[matter(outcome, "已催")]).say("客服刚刚怎么说", "ask_human")
    assert told in answer.text
    assert ("处理好" in answer.text) is (outcome == "solved")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("solved", "已为您处理好"),
        ("promised", "还在跟进"),
        ("handed_back", "由我接着为您办"),
        ("unsolved", "还没有解决"),
    ],
)
async def test_a_matter_without_a_word_is_told_by_its_outcome(chat: Begin, outcome: str, told: str) -> None:
    answer = await chat(settled=[matter(outcome)]).say("客服刚刚怎么说", "ask_human")
    assert told in answer.text


async def test_a_promise_that_was_not_kept_is_told_and_goes_to_a_person(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "今天18点前回复您")])
    answer = await customer.say("客服说今天18点前回复我，怎么还没回", "urge_delivery")
    assert "“今天18点前回复您”" in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["loop"]


async def test_who_is_promised_something_may_go_to_a_person_by_a_button(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "补您 20 元券")])
    assert (await customer.say("你们客服答应赔我的呢", "compensation")).choices == ["转人工"]


@pytest.mark.parametrize("said", ["转人工", "叫客服处理", "让客服给我解决", "客服给个说法"])
async def test_a_call_for_a_person_after_a_settled_matter_is_still_one(chat: Begin, said: str) -> None:
    answer = await chat(settled=[matter("promised", "明天回复")]).say(said, "ask_human")
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


async def test_what_was_settled_of_a_kind_is_told_once_when_the_customer_comes_back_to_it(
    chat: Begin,
) -> None:
    customer = chat("C0005", settled=[matter("promised", "明天回复", category="refund_status")])
    first = await customer.say("我的退款呢", "refund_status")
    assert "客服小王还在跟进，当时对您说：\n“明天回复”" in first.text
    assert len(first.says) > 1
    assert "小王" not in (await customer.say("退款到哪了", "refund_status")).text


async def test_what_was_settled_in_another_conversation_is_told_when_it_is_asked_for_only(
    chat: Begin,
) -> None:
    earlier = matter("promised", "明天回复", category="refund_status", elsewhere=True)
    customer = chat("C0005", settled=[earlier])
    assert "小王" not in (await customer.say("我的退款呢", "refund_status")).text
    assert "“明天回复”" in (await customer.say("上次客服怎么跟我说的", "nlu_fallback")).text
