"""What a colleague said, told whatever the question was taken for, and never where a person is called for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]


@pytest.mark.parametrize("intent", ["ask_human", "chitchat", "out_of_scope", "urge_delivery", "nlu_fallback"])
@pytest.mark.parametrize(
    "said",
    [
        "刚才客服怎么说的", "客服刚刚怎么说", "客服给我怎么处理的", "客服說了什麼", "什么时候回复我",
        "刚才那位客服跟我讲了啥", "之前接待我的说怎么弄来着", "那个问题最后怎么定的", "頭先個職員話點呀", "几时能给我个回音",
        "what did your colleague say?", "when will you get back to me", "how did your team settle it",
    ],
)  # fmt: skip
async def test_what_a_colleague_said_is_told_whatever_the_question_was_taken_for(
    chat: Begin, intent: str, said: str
) -> None:
    older = {"category": "invoice", "outcome": "solved", "note": "发票已开", "agent": "小李", "at_ms": 1}
    newer = {"category": "refund", "outcome": "promised", "note": "明天回复", "agent": "小王", "at_ms": 2}
    answer = await chat("C0005", settled=[older, newer]).say(said, intent)
    assert [one["text"] for one in answer.says] == ["刚才客服小王已为您处理：\n明天回复"]
    assert answer.asked("handoff") == []


async def test_a_matter_handed_back_without_a_word_is_said_as_that(chat: Begin) -> None:
    back = {"category": "refund", "outcome": "handed_back", "note": "", "agent": "小王", "at_ms": 2}
    answer = await chat(settled=[back]).say("客服刚刚怎么说", "ask_human")
    assert "由我接着为您办" in answer.text


@pytest.mark.parametrize("said", ["转人工", "客服什么时候上班", "叫客服处理", "让客服给我解决"])
async def test_a_call_for_a_person_after_a_settled_matter_is_still_one(chat: Begin, said: str) -> None:
    settled = {"category": "refund", "outcome": "promised", "note": "明天回复", "agent": "小王", "at_ms": 2}
    answer = await chat(settled=[settled]).say(said, "ask_human")
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


async def test_what_was_settled_of_a_kind_is_told_once_when_the_customer_comes_back_to_it(
    chat: Begin,
) -> None:
    settled = {
        "category": "refund_status",
        "outcome": "promised",
        "note": "明天回复",
        "agent": "小王",
        "at_ms": 2,
    }
    customer = chat("C0005", settled=[settled])
    first = await customer.say("我的退款呢", "refund_status")
    assert "刚才客服小王已为您处理：\n明天回复" in first.text
    assert len(first.says) > 1
    assert "小王" not in (await customer.say("退款到哪了", "refund_status")).text
