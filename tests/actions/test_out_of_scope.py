"""What no skill is for."""

from __future__ import annotations

from tests.actions.chat import Begin


async def test_beyond_its_scope_it_says_so_and_offers_a_person(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("帮我订张机票", "out_of_scope")
    assert "超出我能办理的范围" in answer.text
    assert answer.choices == ["转人工"]
    assert answer.asked("handoff") == []


async def test_pastime_is_declined_without_troubling_anybody(chat: Begin) -> None:
    answer = await chat().say("明天会下雨吗", "out_of_scope", topics=["pastime"])
    assert "只懂订单、物流和售后" in answer.text
    assert answer.asked("matter") == []
