"""Talk beside the matter: greeting, thanks, goodbye, praise, small talk, what it is, and calls for people."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin
from tests.actions.customers import PAID


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "智能助手"), ("zh-Hant", "智慧助理"), ("en", "a program")],
)
async def test_the_first_greeting_says_what_it_is_and_that_there_are_people(
    chat: Begin, language: str, words: str
) -> None:
    answer = await chat(language=language).say("你好", "greet")
    assert words in answer.text
    assert any("人" in title or "person" in title for title in answer.choices)


async def test_the_second_greeting_is_short(chat: Begin) -> None:
    talk = chat()
    await talk.say("你好", "greet")
    answer = await talk.say("你好", "greet")
    assert answer.text == "您好，请问这次要办什么？"


@pytest.mark.parametrize(("intensity", "apologies"), [(0.35, 0), (0.8, 1)])
async def test_a_faint_feeling_in_a_greeting_gets_no_apology(
    chat: Begin, intensity: float, apologies: int
) -> None:
    answer = await chat().say("哈囉", "greet", emotion="disappointed", intensity=intensity)
    assert answer.text.count("让您失望了") == apologies


async def test_thanks_after_the_closing_question_settle_the_matter(chat: Begin) -> None:
    talk = chat()
    await talk.say("退货运费谁出", "return_policy")
    answer = await talk.say("谢谢", "thanks")
    assert answer.asked("matter")[0]["status"] == "done"
    assert answer.asked("done") == [{"ask": "done"}]


async def test_thanks_out_of_the_blue_close_nothing(chat: Begin) -> None:
    answer = await chat().say("谢谢", "thanks")
    assert answer.asks == []
    assert answer.text == "不客气，有需要随时找我。"


async def test_goodbye_closes(chat: Begin) -> None:
    assert (await chat().say("再见", "goodbye")).asked("done") == [{"ask": "done"}]


async def test_goodbye_in_the_middle_of_a_form_leaves_it_open(chat: Begin) -> None:
    talk = chat(PAID)
    await talk.say("退款", "request_refund")
    answer = await talk.say("再见", "goodbye")
    assert answer.asked("done") == []
    assert talk.loop


@pytest.mark.parametrize("intent", ["chitchat", "nlu_fallback"])
@pytest.mark.parametrize("said", ["没事了", "得喇 冇嘢喇", "算了", "never mind"])
async def test_who_wants_nothing_more_is_left_alone(chat: Begin, said: str, intent: str) -> None:
    talk = chat()
    assert (await talk.say(said, intent)).text == "好的，有需要随时找我。"
    await talk.say("优惠券怎么用", "promotion")
    assert (await talk.say(said, intent)).asked("done") == [{"ask": "done"}]


@pytest.mark.parametrize("intent", ["chitchat", "inform", "nlu_fallback"])
@pytest.mark.parametrize("said", ["👍", "👍🏻👍🏻", "❤️"])
async def test_a_thumb_asks_nothing(chat: Begin, said: str, intent: str) -> None:
    answer = await chat().say(said, intent)
    assert answer.text == "不客气，有需要随时找我。"


async def test_asked_whether_it_is_a_robot_it_says_so_and_offers_a_person(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("你是机器人吗", "bot_challenge")
    assert answer.text.startswith("是的，我是智能助手，不是真人。")
    taken = await talk.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("你是机器人吗", "是的，我是智能助手"),
        ("你是真人吗", "不是，我是智能助手"),
        ("你係咪真人", "不是，我是智能助手"),
        ("are you a real person?", "不是，我是智能助手"),
        ("你是真人还是机器人", "我是智能助手，不是真人"),
    ],
)
async def test_robot_or_person_is_answered_in_the_form_of_the_question(
    chat: Begin, said: str, begins: str
) -> None:
    talk = chat()
    await talk.say("你是机器人吗", "bot_challenge")
    answer = await talk.say(said, "bot_challenge", emotion="disappointed")
    assert answer.says[0]["text"].startswith(begins)


@pytest.mark.parametrize("said", ["你会干啥", "你有什么功能", "你可以幫我做什麼", "what can you do"])
async def test_what_it_can_do_is_told(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "bot_challenge")
    assert answer.says[0]["text"].startswith("我能查订单和物流")
    assert answer.asked("handoff") == []


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("在吗", "chitchat", "我在的，请说。"),
        ("有人没", "chitchat", "我在的，请说。"),
        ("人呢", "chitchat", "我在的，请说。"),
        ("？？", "chitchat", "我在的，请说。"),
        ("？？", "nlu_fallback", "我在的，请说。"),
        ("等一下我找找", "chitchat", "好的，不急，您慢慢找。"),
        ("hold on", "chitchat", "好的，不急，您慢慢找。"),
    ],
)
async def test_silence_and_waiting_are_answered_as_people_do(
    chat: Begin, text: str, intent: str, said: str
) -> None:
    assert (await chat().say(text, intent)).text == said


async def test_small_talk_in_a_form_leads_back_to_its_question(chat: Begin) -> None:
    talk = chat(PAID)
    asked = await talk.say("退款", "request_refund")
    answer = await talk.say("今天真冷", "chitchat")
    assert answer.says[-1]["text"].endswith(asked.says[-1]["text"])


@pytest.mark.parametrize("said", ["今天天气怎么样", "讲个笑话", "帮我写首诗"])
async def test_small_talk_is_answered_honestly_and_leads_back(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "chitchat")
    assert answer.says[0]["text"].startswith("我只懂订单、物流和售后")
    assert "查物流" in answer.choices
    assert answer.asked("handoff") == []


@pytest.mark.parametrize(("said", "heard"), [("哈哈", "我在呢"), ("我想问一下", "好的，请说")])
async def test_a_laugh_and_an_opening_are_not_told_what_the_bot_can_do(
    chat: Begin, said: str, heard: str
) -> None:
    answer = await chat().say(said, "chitchat")
    assert answer.says[0]["text"].startswith(heard)


async def test_a_bare_why_is_asked_back(chat: Begin) -> None:
    answer = await chat(language="en").say("why?", "chitchat")
    assert answer.says[0]["text"].startswith("What do you mean")


@pytest.mark.parametrize("said", ["客服几点上班", "你们几点下班", "人工几点上班"])
async def test_when_people_are_on_duty_is_no_small_talk(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "chitchat")
    assert "9:00" in answer.text
    assert answer.asked("handoff") == []


async def test_a_complaint_left_to_the_skills_is_heard_and_handed_on(chat: Begin) -> None:
    answer = await chat().say("你们太差了", "complaint", emotion="angry")
    assert answer.text.startswith("让您有这样的经历，非常抱歉。")
    assert [one["reason"] for one in answer.asked("handoff")] == ["complaint"]


async def test_a_call_for_a_person_is_never_talked_out_of(chat: Begin) -> None:
    answer = await chat().say("转人工", "ask_human", emotion="anxious")
    assert answer.says == []
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


@pytest.mark.parametrize(
    "said",
    [
        "客服电话多少",
        "有没有客服电话",
        "電話幾號",
        "怎么联系客服",
        "do you have a phone number",
        "點樣聯絡你哋客服",
    ],
)
async def test_who_asks_how_to_reach_people_is_told_and_not_passed_on(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "ask_human")
    assert "无需打电话" in answer.says[0]["text"]
    assert answer.asked("handoff") == []
