"""Which language and variant a message is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text.language import LANGUAGES, Detected, detect


@pytest.mark.parametrize(
    ("text", "language", "variant"),
    [
        ("我的快递到哪了", "zh-Hans", None),
        ("我的快遞到哪了", "zh-Hant", None),
        ("請問可以超商取貨嗎", "zh-Hant", "tw"),
        ("順豐站幾點收", "zh-Hant", "hk"),
        ("件貨幾時到呀，收唔收到", "zh-Hant", "yue"),
        ("收唔收到", "zh-Hant", "yue"),
        ("喺边度拎", "zh-Hans", None),
        ("where is my parcel", "en", None),
        ("我的iPhone 15 Pro Max到哪里了", "zh-Hans", None),
        ("please check 我的 order, it has not arrived and I am worried", "en", None),
        ("里面坏了", "zh-Hans", None),
    ],
)
def test_the_language_shows_in_the_characters(text: str, language: str, variant: str | None) -> None:
    assert detect(text) == Detected(language, variant)


@pytest.mark.parametrize("text", ["你好", "2026010112345678", "ok", "", "😀", "SF1234567890"])
def test_what_fits_several_keeps_the_conversations_language(text: str) -> None:
    assert detect(text, "zh-Hant").language == "zh-Hant"
    assert detect(text).language == "zh-Hans"


@pytest.mark.parametrize("text", ["asdfgh", "qwrtzp xkcd vvv", "Acme Trading Ltd", "Zhang Wei"])
def test_names_and_random_keys_leave_a_chinese_conversation_chinese(text: str) -> None:
    assert detect(text, "zh-Hans").language == "zh-Hans"
    assert detect(text, "en").language == "en"


@pytest.mark.parametrize(
    "text", ["refund", "where is it", "human", "invoice plz", "lol", "gimme moneyback quick or else goodbye"]
)
def test_english_in_a_chinese_conversation_is_english(text: str) -> None:
    assert detect(text, "zh-Hant").language == "en"


def test_chinese_in_an_english_conversation_is_chinese() -> None:
    assert detect("你好", "en").language == "zh-Hans"


@given(st.text(max_size=60), st.sampled_from([None, "en", "zh-Hant", "klingon"]))
def test_any_text_has_one_of_our_languages(text: str, hint: str | None) -> None:
    assert detect(text, hint).language in LANGUAGES
