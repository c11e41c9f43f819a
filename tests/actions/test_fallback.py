"""Not understood: the likeliest meanings, or the question once more."""

from __future__ import annotations

from tests.actions.chat import Begin
from tests.actions.customers import PAID


async def test_not_understood_offers_the_likeliest_meanings(chat: Begin) -> None:
    ranking = [
        {"name": name} for name in ("nlu_fallback", "invoice", "greet", "review", "account", "promotion")
    ]
    answer = await chat().say("嗯嗯那个票", "nlu_fallback", intent_ranking=ranking)
    assert answer.choices == ["开发票", "评价问题", "账号问题", "转人工"]


async def test_not_understood_but_written_down_is_answered(chat: Begin) -> None:
    answer = await chat().say("客服几点上班", "nlu_fallback")
    assert "9:00" in answer.text


async def test_not_understood_in_a_form_asks_the_question_again(chat: Begin) -> None:
    talk = chat(PAID)
    await talk.say("退款", "request_refund")
    answer = await talk.say("阿斯顿", "nlu_fallback")
    assert "没有听懂" in answer.says[0]["text"]
    assert "哪一件要退款" in answer.says[-1]["text"]
