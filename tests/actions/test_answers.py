"""Answers from the knowledge base, and where they lead."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin


async def test_an_answer_closes_with_its_next_steps_about_the_order_in_talk(chat: Begin) -> None:
    talk = chat()
    talk.slots["order_id"] = "7223686449563500"
    answer = await talk.say("能退货吗", "return_policy")
    assert answer.payload("申请退货") == {
        "intent": "request_return",
        "entities": {"order_id": "7223686449563500"},
    }
    assert answer.says[-1]["text"] == "这样解决您的问题了吗？"


@pytest.mark.parametrize(
    ("said", "settled"), [("没了", True), ("没有", False), ("no thanks", True), ("no", False)]
)
async def test_nothing_more_is_no_complaint_about_the_answer(chat: Begin, said: str, settled: bool) -> None:
    talk = chat()
    await talk.say("优惠券怎么用", "promotion")
    answer = await talk.say(said, "deny")
    assert ("还没有解决" not in answer.text) is settled


async def test_an_anxious_customer_is_acknowledged_first(chat: Begin) -> None:
    answer = await chat().say("急！退货运费谁出", "return_policy", emotion="anxious")
    assert answer.says[0]["text"].startswith("让您着急了")


async def test_taiwan_reads_its_own_rules(chat: Begin) -> None:
    answer = await chat(language="zh-Hant", variant="tw").say("鑑賞期幾天", "return_policy")
    assert "鑑賞期" in answer.says[0]["text"]


async def test_an_entry_that_needs_a_person_brings_one(chat: Begin) -> None:
    answer = await chat().say("我的账号被盗了", "account")
    assert answer.asked("handoff") == [
        {"ask": "handoff", "reason": "authority", "detail": "knowledge:account_stolen"}
    ]


async def test_what_the_base_does_not_hold_is_not_answered_by_its_default(chat: Begin) -> None:
    assert "请同事为您查" in (await chat().say("你们老板是谁", "account")).says[0]["text"]


async def test_how_to_pay_is_answered_and_calls_nobody(chat: Begin) -> None:
    answer = await chat().say("怎么付款", "payment_problem")
    assert "微信" in answer.text
    assert answer.asked("handoff") == []


@pytest.mark.parametrize(("said", "words"), [("怎么评价", "确认收货后 30 天内"), ("怎么改评价", "可改一次")])
async def test_writing_a_review_is_not_changing_one(chat: Begin, said: str, words: str) -> None:
    assert words in (await chat().say(said, "review")).says[0]["text"]


@pytest.mark.parametrize("said", ["好评！", "五星好评"])
async def test_praise_is_no_question_about_reviews(chat: Begin, said: str) -> None:
    assert "谢谢您的认可" in (await chat().say(said, "review")).text
