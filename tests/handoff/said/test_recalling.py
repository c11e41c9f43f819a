"""Asking what a person said names one and calls for none; whatever else names one is left alone."""

from __future__ import annotations

import pytest

from handoff.escalation.signals import TurnSignals
from handoff.said.recalling import asks_what_was_settled, says_it_is_open, without_the_call

ASKED = (
    "客服怎么说", "人工怎么说", "人工说啥来着", "前面人工给的方案是啥", "那个客服最后怎么说",
    "can you repeat what the agent said", "remind me what your colleague promised", "客服講咗咩",
    "頭先真人點講", "上次客服怎么跟我说的", "你哋同事應承咗我咩", "客服應承咗我咩", "客服答应我什么时候回复",
    "客服說什麼時候寄", "佢話幾時嚟收", "退款什么时候到账来着，客服说的", "你同事怎么说的",
    "我的问题处理得怎么样了", "what did your colleague say?", "同事講咗啲咩", "啱啱佢話幾時嚟收",
    "他说几点给我回", "刚刚客服说的再说一遍", "客服处理好了吗", "what did support say", "处理结果是什么",
    "what was I promised", "what happened with my request", "什么时候回复我", "刚才客服怎么说的",
    "客服刚刚怎么说", "客服退我多少钱", "客服说今天18点前回复我，怎么还没回", "昨天人工客服说帮我催，有结果吗",
    "刚才客服说地址改成什么了", "你们客服答应赔我的呢", "客服给我怎么处理的", "客服說了什麼",
    "刚才那位客服跟我讲了啥", "之前接待我的说怎么弄来着", "那个问题最后怎么定的", "頭先個職員話點呀",
    "几时能给我个回音", "when will you get back to me", "how did your team settle it", "幾時覆我",
    "客服什么时候回复我", "what did the agent tell me", "the agent promised a refund today, where is it",
    "your colleague said 6 pm but nobody wrote", "any update from your colleague?", "what was decided",
    "刚才小王怎么说", "之前你们怎么答应我的", "人工客服最后给的处理结果是什么", "客服點講㗎",
    "小王跟我说什么来着", "did the agent solve my problem?", "what has your team decided", "幾時有同事聯絡我",
    "客服答應補嘅券呢", "之前跟客服谈好的是怎么样", "客服说没到就退款是吧", "几点前会回我来着", "不是说今天给我答复吗",
    "人工那边最后定的啥", "刚才聊的结果帮我回顾一下", "頭先傾成點", "剛才客服說運費誰出", "客服有没有说什么时候退",
    "did the agent say how much I get back", "what else did the agent say", "客服说的退款到账了吗",
)  # fmt: skip
OTHER = (
    "退款多久到账", "多久到账", "客服几点上班", "让客服给我解决", "转人工", "我刚才说的你听见了吗",
    "什么时候发货", "什么时候退回我卡里", "客服什么时候上班", "叫客服处理", "客服电话多少", "你们客服怎么联系",
    "怎么联系客服", "客服给个说法", "让客服给我个结果", "客服怎么不说话", "客服怎么回复这么慢",
    "客服说话太难听了", "客服说什么都没用", "快递员说什么时候到", "卖家说几点发货", "快递小哥说什么时候送",
    "找个能说清楚怎么赔的客服", "我要问客服怎么退款", "请问怎么退货", "客服什么都没说", "我之前买的怎么还没到",
    "上次买的多少钱", "小米手机怎么说明书没有", "24小时内怎么回复", "有客服吗", "人工", "客服在吗", "你说什么",
    "你怎么说话呢", "怎么处理", "帮我处理一下", "我刚才问你什么时候发货", "what do you say", "get me an agent",
    "what is the agent's phone number", "can I talk to a person", "let an agent call me", "what should I do",
    "what can your team do", "is anyone there", "when will my parcel arrive", "when will you ship",
    "when do I get my money", "what does the service cost", "how do I contact support",
    "what did the courier say", "我的退款处理结果", "退款处理得怎么样了", "好，就按刚才客服说好的办",
    "客服太差了", "我要投诉客服", "我要投诉你们客服答应的事不算数", "你们客服能处理吗", "客服可以帮我改地址吗",
    "客服说了三遍了还没解决", "要人工客服说清楚怎么赔", "催客服什么时候处理", "这个怎么说", "他什么时候发货",
    "什么时候联系快递", "佢幾時送到", "唔該搵客服", "我想同真人講", "幾時出貨", "點樣退貨", "点击哪里联系客服",
    "昨天买的怎么退", "之前的地址怎么改", "刚才的订单怎么取消", "昨天下单的什么时候发货",
    "what happened with my parcel", "any news about my order", "问题怎么解决", "我的问题怎么解决",
    "where is my refund", "how was your day", "上次买的面霜怎么用", "昨天说的优惠券怎么用",
    "帮我催一下客服怎么还不来", "我等客服等了好久还没来", "客服几点下班", "商家说什么时候补货", "小哥说几点到",
    "佢幾時返工", "转人工，什么时候能到", "不是说包邮吗", "跟客服说一声", "客服是谁", "跟客服怎么说话",
)  # fmt: skip


@pytest.mark.parametrize("said", ASKED)
def test_what_a_colleague_said_is_asked_in_every_language(said: str) -> None:
    assert asks_what_was_settled(said)


@pytest.mark.parametrize("said", OTHER)
def test_a_demand_a_call_and_another_question_are_not_what_a_colleague_said(said: str) -> None:
    assert not asks_what_was_settled(said)


@pytest.mark.parametrize(
    "said",
    [
        "客服说今天18点前回复我，怎么还没回",
        "客服答应今天到账的，到现在都没到",
        "客服應承今日覆我，依家都未覆",
        "the agent said 6 pm but nobody wrote",
    ],
)
def test_a_promise_that_was_not_kept_is_told_from_a_question(said: str) -> None:
    assert asks_what_was_settled(said)
    assert says_it_is_open(said)


@pytest.mark.parametrize("said", ["刚才客服怎么说的", "what did your colleague say", "几时能给我个回音"])
def test_a_question_alone_says_nothing_of_a_promise_not_kept(said: str) -> None:
    assert not says_it_is_open(said)


def turn(**changed: object) -> TurnSignals:
    known = {"turn": 0, "intent": "ask_human", "confidence": 0.9}
    return TurnSignals(**(known | changed))  # type: ignore[arg-type]


def test_the_question_calls_for_nobody() -> None:
    asked = without_the_call(
        turn(
            also=("ask_human", "complaint"),
            flags=("asked_for_human", "insult"),
            calls={"asked_for_human": 0.7, "loop": 0.2, "any": 0.8},
        )
    )
    assert (asked.intent, asked.also, asked.flags) == ("inform", ("complaint",), ("insult",))
    assert dict(asked.calls) == {}


def test_the_question_asked_again_calls_for_nobody_either() -> None:
    again = without_the_call(
        turn(
            intent="nlu_fallback",
            flags=("still_unsolved",),
            calls={"asked_for_human": 0.3, "loop": 0.6, "any": 0.8},
        )
    )
    assert (again.intent, again.flags, dict(again.calls)) == ("inform", (), {})


def test_an_angry_question_calls_for_a_person_still() -> None:
    angry = without_the_call(
        turn(
            intent="complaint",
            emotion="angry",
            intensity=0.9,
            flags=("threat",),
            calls={"asked_for_human": 0.3, "emotion": 0.6, "any": 0.8},
        )
    )
    assert (angry.intent, angry.emotion, angry.flags) == ("complaint", "angry", ("threat",))
    assert dict(angry.calls) == {"emotion": 0.6, "any": 0.8}
