"""Scolding of the assistant is told from complaints, and a level voice from a raised one."""

from __future__ import annotations

import pytest

from handoff.context.summary import topic_of
from handoff.cues.tone import at_bot, calmly_put
from handoff.escalation.decision import decide
from handoff.escalation.reasons import Policy
from handoff.escalation.signals import signals_from_parse


@pytest.mark.parametrize(
    "said",
    [
        "你真笨", "stupid bot", "你咩料", "你是不是傻", "蠢机器人", "this bot is useless", "笨死了", "你好笨啊", "人工智障", "你有冇腦",
        "you are stupid", "you're so dumb", "what a stupid machine", "怎么这么笨", "垃圾机器人", "你系咪傻㗎", "useless bot!!", "你真没用",
        "dumb ai", "你這個笨機器人",
    ],
)  # fmt: skip
def test_words_that_only_scold_the_assistant_are_known(said: str) -> None:
    assert at_bot(said)


@pytest.mark.parametrize(
    "said",
    [
        "你们真垃圾", "你们客服真笨", "垃圾", "useless", "我要投诉", "this shop is useless", "快递员太笨了", "这个充电宝没用", "客服是智障",
        "这机器坏了", "stupid courier", "你家真垃圾", "扫地机器人没用", "this machine is useless", "你好", "不行", "你是机器人吗", "好的", "",
        "stupid bot, get me a person",
    ],
)  # fmt: skip
def test_a_complaint_of_people_or_goods_is_no_scolding(said: str) -> None:
    assert not at_bot(said)


def test_scolding_is_a_feeling_and_no_complaint() -> None:
    parse = {
        "text": "stupid bot",
        "intent": "complaint",
        "confidence": 0.99,
        "emotion": "angry",
        "intensity": 0.8,
        "calls": {"complaint": 0.7, "emotion": 0.4, "any": 0.8},
    }
    decision = decide([signals_from_parse(parse, turn=0)], Policy())
    assert decision.reasons == ("emotion",)
    assert topic_of({"parse": parse}) is None


@pytest.mark.parametrize(
    ("said", "calm"),
    [
        ("赔我50块钱", True),
        ("我要投诉快递员", True),
        ("我的瑜伽垫丢了你们怎么赔", True),
        ("I want compensation", True),
        ("骗子公司 我要投诉", False),
        ("你们太过分了，我要去12315投诉", False),
        ("赔钱！！！", False),
        ("this is outrageous, pay me", False),
    ],
)
def test_a_demand_is_calm_while_no_word_shows_anger(said: str, calm: bool) -> None:
    assert calmly_put(said, 0.5) is calm
    assert not calmly_put(said, 0.9)
