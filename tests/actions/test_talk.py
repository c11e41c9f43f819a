"""Talk beside the matter, media, what is not understood, and answers from the knowledge base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.shortcuts.media import written
from handoff.wording.texts import load_texts
from tests.actions.chat import Chat

Begin = Callable[..., Chat]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "智能助手"), ("zh-Hant", "智慧助手"), ("en", "a program")],
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
    talk = chat("C0003")
    await talk.say("退款", "request_refund")
    answer = await talk.say("再见", "goodbye")
    assert answer.asked("done") == []
    assert talk.loop


async def test_asked_whether_it_is_a_robot_it_says_so_and_offers_a_person(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("你是机器人吗", "bot_challenge")
    assert answer.text.startswith("是的，我是智能助手，不是真人。")
    taken = await talk.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("在吗", "我在的，请说。"),
        ("？？", "我在的，请说。"),
        ("等一下我找找", "好的，不急，您慢慢找。"),
        ("hold on", "好的，不急，您慢慢找。"),
    ],
)
async def test_silence_and_waiting_are_answered_as_people_do(chat: Begin, text: str, said: str) -> None:
    assert (await chat().say(text, "chitchat")).text == said


async def test_small_talk_in_a_form_leads_back_to_its_question(chat: Begin) -> None:
    talk = chat("C0003")
    asked = await talk.say("退款", "request_refund")
    answer = await talk.say("今天真冷", "chitchat")
    assert answer.says[-1]["text"].endswith(asked.says[-1]["text"])


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "location", "poll"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_media_are_answered_with_what_can_be_done(chat: Begin, kind: str, language: str) -> None:
    answer = await chat(language=language).say("", "inform", {"media": kind})
    assert len(answer.says) == 1
    assert "没有听懂" not in answer.text
    assert "understand" not in answer.text


async def test_media_in_a_form_do_not_lose_the_form(chat: Begin) -> None:
    talk = chat("C0003")
    await talk.say("退款", "request_refund")
    answer = await talk.say("", "inform", {"media": "voice"})
    assert "语音" in answer.says[0]["text"]
    assert "哪一件要退款" in answer.says[-1]["text"]


async def test_a_photo_without_a_word_is_asked_about(chat: Begin) -> None:
    answer = await chat().say("", "inform", files=["f1"])
    assert answer.payload("商品有问题")["intent"] == "damaged_or_defective"


async def test_a_complaint_left_to_the_skills_is_heard_and_handed_on(chat: Begin) -> None:
    answer = await chat().say("你们太差了", "complaint", emotion="angry")
    assert answer.text.startswith("让您有这样的经历，非常抱歉。")
    assert [one["reason"] for one in answer.asked("handoff")] == ["complaint"]


async def test_a_call_for_a_person_is_never_talked_out_of(chat: Begin) -> None:
    answer = await chat().say("转人工", "ask_human", emotion="anxious")
    assert answer.says == []
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


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
    talk = chat("C0003")
    await talk.say("退款", "request_refund")
    answer = await talk.say("阿斯顿", "nlu_fallback")
    assert "没有听懂" in answer.says[0]["text"]
    assert "哪一件要退款" in answer.says[-1]["text"]


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


async def test_an_entry_that_needs_a_person_brings_one(chat: Begin) -> None:
    answer = await chat().say("我的账号被盗了", "account")
    assert answer.asked("handoff") == [
        {"ask": "handoff", "reason": "authority", "detail": "knowledge:account_stolen"}
    ]


async def test_an_answer_closes_with_its_next_steps_about_the_order_in_talk(chat: Begin) -> None:
    talk = chat()
    talk.slots["order_id"] = "7223686449563500"
    answer = await talk.say("能退货吗", "return_policy")
    assert answer.payload("申请退货") == {
        "intent": "request_return",
        "entities": {"order_id": "7223686449563500"},
    }
    assert answer.says[-1]["text"] == "这样解决您的问题了吗？"


async def test_taiwan_reads_its_own_rules(chat: Begin) -> None:
    answer = await chat(language="zh-Hant", variant="tw").say("鑑賞期幾天", "return_policy")
    assert "鑑賞期" in answer.says[0]["text"]


async def test_an_anxious_customer_is_acknowledged_first(chat: Begin) -> None:
    answer = await chat().say("急！退货运费谁出", "return_policy", emotion="anxious")
    assert answer.says[0]["text"].startswith("让您着急了")


@pytest.mark.parametrize("said", ["客服几点上班", "你们几点下班", "人工几点上班"])
async def test_when_people_are_on_duty_is_no_small_talk(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "chitchat")
    assert "9:00" in answer.text
    assert answer.asked("handoff") == []


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


@pytest.mark.parametrize(("intensity", "apologies"), [(0.35, 0), (0.8, 1)])
async def test_a_faint_feeling_in_a_greeting_gets_no_apology(
    chat: Begin, intensity: float, apologies: int
) -> None:
    answer = await chat().say("哈囉", "greet", emotion="disappointed", intensity=intensity)
    assert answer.text.count("让您失望了") == apologies


async def test_how_to_pay_is_answered_and_calls_nobody(chat: Begin) -> None:
    answer = await chat().say("怎么付款", "payment_problem")
    assert "微信" in answer.text
    assert answer.asked("handoff") == []


@pytest.mark.parametrize(
    ("said", "settled"), [("没了", True), ("没有", False), ("no thanks", True), ("no", False)]
)
async def test_nothing_more_is_no_complaint_about_the_answer(chat: Begin, said: str, settled: bool) -> None:
    talk = chat()
    await talk.say("优惠券怎么用", "promotion")
    answer = await talk.say(said, "deny")
    assert ("还没有解决" not in answer.text) is settled


async def test_marks_alone_are_met_with_attention(chat: Begin) -> None:
    answer = await chat().say("？？", "nlu_fallback")
    assert answer.text == "我在的，请说。"


async def test_a_bare_why_is_asked_back(chat: Begin) -> None:
    answer = await chat(language="en").say("why?", "chitchat")
    assert answer.says[0]["text"].startswith("What do you mean")


@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nlu_fallback", "inform"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[语音]", "语音我暂时听不了"),
        ("[voice message]", "语音我暂时听不了"),
        ("【視頻】", "视频我暂时看不了"),
        ("[图片]", "照片没有传上来"),
        ("[位置]", "收到您的位置"),
        ("[微笑]", "收到您的表情"),
        ("[捂脸][捂脸]", "收到您的表情"),
    ],
)
async def test_a_placeholder_for_what_is_no_text_gets_what_can_be_done_with_it(
    chat: Begin, intent: str, written: str, said: str
) -> None:
    answer = await chat().say(written, intent)
    assert answer.says[0]["text"].startswith(said)
    assert len(answer.says) == 1


@pytest.mark.parametrize("text", ["[100326686080486863]", "1. [x] 不要", "(不要了)", "图片"])
async def test_other_words_and_numbers_in_brackets_are_no_sticker(text: str) -> None:
    assert written(text) is None


@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nlu_fallback"])
@pytest.mark.parametrize("said", ["我瑜伽垫去哪了", "瑜伽垫呢", "查查我的瑜伽垫"])
async def test_goods_that_are_asked_for_are_found_whatever_the_question_was_taken_for(
    chat: Begin, intent: str, said: str
) -> None:
    answer = await chat("C0011").say(said, intent)
    assert "丢了" in answer.says[0]["text"]
    assert "可以申请退款" in answer.says[1]["text"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("what are your hours", "daily 9:00–21:00"),
        ("opening times", "daily 9:00–21:00"),
        ("what hours is customer service open", "daily 9:00–21:00"),
        ("what hours do you keep", "daily 9:00–21:00"),
        ("what is your phone number", "right here, without calling"),
    ],
)
@pytest.mark.parametrize("intent", ["chitchat", "out_of_scope", "nlu_fallback"])
async def test_hours_and_phone_number_are_known_in_english(
    chat: Begin, intent: str, said: str, words: str
) -> None:
    answer = await chat(language="en").say(said, intent)
    assert words in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["客服电话多少", "有没有客服电话", "電話幾號"])
async def test_who_asks_for_the_phone_number_is_told_and_not_passed_on(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "ask_human")
    assert "无需打电话" in answer.says[0]["text"]
    assert answer.asked("handoff") == []


@pytest.mark.parametrize("intent", ["promotion", "nlu_fallback", "out_of_scope"])
async def test_when_to_pay_a_balance_is_answered_from_the_customers_own_presale(
    chat: Begin, intent: str
) -> None:
    answer = await chat("C0004").say("尾款啥时候付", intent)
    assert "尾款 ¥" in answer.says[0]["text"]
    assert "订单页" not in answer.text
    assert (await chat("C0001").say("尾款啥时候付", intent)).says[0]["text"].startswith("预售先付定金")


@pytest.mark.parametrize(("said", "words"), [("怎么评价", "确认收货后 30 天内"), ("怎么改评价", "可改一次")])
async def test_writing_a_review_is_not_changing_one(chat: Begin, said: str, words: str) -> None:
    assert words in (await chat().say(said, "review")).says[0]["text"]


def test_the_words_on_danger_fit_an_injury_and_a_fraud() -> None:
    texts = load_texts()
    assert "停止使用" in texts.say("feeling_safety", "zh-Hans")
    assert "不要转账" in texts.say("feeling_safety", "zh-Hans")
    assert "share no codes" in texts.say("feeling_safety", "en")


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


@pytest.mark.parametrize("intent", ["chitchat", "inform", "nlu_fallback"])
@pytest.mark.parametrize("said", ["👍", "👍🏻👍🏻", "❤️"])
async def test_a_thumb_asks_nothing(chat: Begin, said: str, intent: str) -> None:
    answer = await chat().say(said, intent)
    assert answer.text == "不客气，有需要随时找我。"


@pytest.mark.parametrize("intent", ["chitchat", "nlu_fallback"])
@pytest.mark.parametrize("said", ["没事了", "得喇 冇嘢喇", "算了", "never mind"])
async def test_who_wants_nothing_more_is_left_alone(chat: Begin, said: str, intent: str) -> None:
    talk = chat()
    assert (await talk.say(said, intent)).text == "好的，有需要随时找我。"
    await talk.say("优惠券怎么用", "promotion")
    assert (await talk.say(said, intent)).asked("done") == [{"ask": "done"}]


@pytest.mark.parametrize("said", ["好评！", "五星好评"])
async def test_praise_is_no_question_about_reviews(chat: Begin, said: str) -> None:
    assert "谢谢您的认可" in (await chat().say(said, "review")).text


@pytest.mark.parametrize("said", ["怎么联系客服", "do you have a phone number", "點樣聯絡你哋客服"])
async def test_how_to_reach_the_desk_is_told_and_nobody_is_called(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "ask_human")
    assert "无需打电话" in answer.says[0]["text"]
    assert answer.asked("handoff") == []


async def test_what_the_base_does_not_hold_is_not_answered_by_its_default(chat: Begin) -> None:
    assert "请同事为您查" in (await chat().say("你们老板是谁", "account")).says[0]["text"]
