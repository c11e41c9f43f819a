"""What is no text gets what can be done with it."""

from __future__ import annotations

import pytest

from actions.shortcuts.media import written
from tests.actions.chat import Begin
from tests.actions.customers import PAID


@pytest.mark.parametrize("kind", ["sticker", "voice", "video", "location", "poll"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_media_are_answered_with_what_can_be_done(chat: Begin, kind: str, language: str) -> None:
    answer = await chat(language=language).say("", "inform", {"media": kind})
    assert len(answer.says) == 1
    assert "没有听懂" not in answer.text
    assert "understand" not in answer.text


async def test_media_in_a_form_do_not_lose_the_form(chat: Begin) -> None:
    talk = chat(PAID)
    await talk.say("退款", "request_refund")
    answer = await talk.say("", "inform", {"media": "voice"})
    assert "语音" in answer.says[0]["text"]
    assert "哪一件要退款" in answer.says[-1]["text"]


async def test_a_photo_without_a_word_is_asked_about(chat: Begin) -> None:
    answer = await chat().say("", "inform", files=["f1"])
    assert answer.payload("商品有问题")["intent"] == "damaged_or_defective"


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
