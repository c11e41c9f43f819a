"""Slips are drawn as people make them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bot.evaluation.slips import Slips

TEXTS = ["我要退款快递宽第地帝款宽"] * 3


def test_a_character_becomes_another_of_its_sound() -> None:
    slips = Slips(TEXTS)
    drawn = {slips.slip("退款") for _ in range(40)}
    assert "退宽" in drawn
    assert all(lazy_pinyin(one)[0] == lazy_pinyin("退款")[0] for one in drawn)


def test_a_letter_is_lost_doubled_swapped_or_wrong() -> None:
    slips = Slips(TEXTS)
    drawn = {slips.slip("delivery") for _ in range(200)}
    assert {len(one) for one in drawn} == {7, 8, 9}
    assert "deilvery" in drawn


@pytest.mark.parametrize("text", ["", "好", "why", "2026-11-30", "SF1234567890"])
def test_where_no_word_is_long_enough_nothing_slips(text: str) -> None:
    assert Slips(TEXTS).slip(text) == text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["我要退款", "delivery", "快递到哪了", " ", "🙂"]), max_size=5).map("".join))
def test_the_same_seed_draws_the_same_slips(text: str) -> None:
    assert Slips(TEXTS, seed=1).slip(text) == Slips(TEXTS, seed=1).slip(text)
