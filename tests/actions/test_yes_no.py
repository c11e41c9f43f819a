"""Yes and no after an answer."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin


@pytest.mark.parametrize("said", ["慢着", "唔確認", "先别", "错了", "ok wait"])
async def test_a_doubt_after_the_closing_question_settles_nothing(chat: Begin, said: str) -> None:
    talk = chat()
    await talk.say("优惠券怎么用", "promotion")
    answer = await talk.say(said, "affirm")
    assert answer.asked("done") == []
    assert answer.text == "好的，不急，您请说。"
    assert (await talk.say("好的", "affirm")).asked("done") == [{"ask": "done"}]


@pytest.mark.parametrize("said", ["补发吧", "can I undo it", "还没好"])
async def test_a_word_that_only_sounds_like_yes_settles_nothing(chat: Begin, said: str) -> None:
    talk = chat()
    await talk.say("优惠券怎么用", "promotion")
    assert (await talk.say(said, "affirm")).asked("done") == []


@pytest.mark.parametrize("said", ["好的", "知道了", "解决了", "搞掂咗", "got it", "收到，明白", "那我等着"])
async def test_who_understood_is_settled(chat: Begin, said: str) -> None:
    talk = chat()
    await talk.say("优惠券怎么用", "promotion")
    assert (await talk.say(said, "affirm")).asked("done") == [{"ask": "done"}]


async def test_a_hesitation_is_no_wish_for_hurry(chat: Begin) -> None:
    talk = chat("C0003")
    await talk.say("优惠券怎么用", "promotion")
    answer = await talk.say("慢着", "urge_delivery")
    assert answer.changed == []
    assert answer.text == "好的，不急，您请说。"


async def test_giving_up_with_nothing_under_way_begins_nothing(chat: Begin) -> None:
    talk = chat("C0003")
    answer = await talk.say("算了不改了", "change_order")
    assert not talk.loop
    assert answer.text == "好的，有需要随时找我。"


async def test_no_person_is_called_by_a_doubt(chat: Begin) -> None:
    talk = chat()
    await talk.say("你是机器人吗", "bot_challenge")
    assert (await talk.say("先别", "affirm")).asked("handoff") == []
