"""What a turn tells the escalation rules, from a parse and from the words alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.cues import dangers, find, gravest, plain
from handoff.signals import (
    QUOTE_LENGTH,
    TurnSignals,
    matter_of,
    same_matter,
    signals_from_parse,
    signals_from_text,
)


def parsed(text: str, intent: str, **values: Any) -> dict[str, Any]:
    return {"text": text, "intent": intent, "confidence": 0.9, "entities": [], **values}


@pytest.mark.parametrize(
    "text",
    [
        "转人工", "轉真人", "搵真人", "人工", "人工客服", "我要找客服", "转接人工服务谢谢", "真人客服", "有没有真人",
        "可唔可以同真人傾", "叫你们经理来", "別讓機器人回我", "我不要跟机器人说话", "找个人跟我说", "换个人来",
        "転　人工客服", "麻烦转 人 工", "talk to a human", "Can I speak with a representative?", "AGENT", "live agent pls",
        "有没有能做主的人", "找个懂的人来", "给我接个人", "有冇真人", "搵個人同我傾", "转售后", "找你们上级", "叫你哋經理出嚟",
        "我要跟客服说话", "麻煩請專人跟我聯絡", "让人给我回电话", "customer service pls", "is there anyone real there",
        "I need a real person", "put me through to your manager", "stop this bot", "can someone call me back",
    ],
)  # fmt: skip
def test_an_outright_request_for_a_person_is_heard_in_every_script(text: str) -> None:
    assert "asked_for_human" in signals_from_text(text).flags


@pytest.mark.parametrize(
    "text",
    [
        "人工智能冰箱多少钱", "你是人工吗", "这衣服是真人穿的吗", "不用转人工了", "客服态度很好", "刚才客服跟我说明天发",
        "needs someone to sign for it", "human hair wig", "安装的人工费是多少", "你好", "",
        "人工客服几点下班", "客服几点上班", "真人客服幾點上班", "人工服务时间",
    ],
)  # fmt: skip
def test_talk_of_people_and_machines_is_no_request(text: str) -> None:
    assert "asked_for_human" not in signals_from_text(text).flags


@pytest.mark.parametrize(
    "text", ["0912345678", "12345678", "91310000123456789X", "110 元的那件", "身高110cm穿多大", "送到110室"]
)
def test_numbers_that_hold_a_hotline_are_no_threat(text: str) -> None:
    assert "threat" not in signals_from_text(text).flags


@pytest.mark.parametrize("text", ["我打12315了", "再不退就打 12345 投诉", "打110"])
def test_a_hotline_is_a_threat(text: str) -> None:
    assert "threat" in signals_from_text(text).flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("充电的时候冒烟了", "safety"),
        ("用了之后脸过敏了", "safety"),
        ("吃了拉肚子，送醫院了", "safety"),
        ("有人冒充客服让我转账", "safety"),
        ("it gave me an electric shock", "safety"),
        ("我要投訴你們", "threat"),
        ("等着差评吧", "threat"),
        ("12315见", "threat"),
        ("I'll sue you", "threat"),
        ("还是没收到", "still_unsolved"),
        ("問了三遍了", "still_unsolved"),
        ("that didn't help", "still_unsolved"),
    ],
)
def test_danger_threats_and_circles_are_heard(text: str, flag: str) -> None:
    assert flag in signals_from_text(text).flags


@pytest.mark.parametrize(
    "text", ["差评怎么删", "会不会过敏", "这款防漏电吗", "地址在法院对面", "怎么取消投诉", "不会给差评的放心"]
)
def test_calm_sentences_with_bad_words_raise_nothing(text: str) -> None:
    assert signals_from_text(text).flags == ()


@given(st.text(max_size=200))
def test_any_text_gives_signals_that_survive_storing(text: str) -> None:
    signals = signals_from_text(text, turn=3)
    assert TurnSignals.from_dict(json.loads(json.dumps(signals.to_dict()))) == signals
    assert len(signals.quote) <= QUOTE_LENGTH


@given(st.text(alphabet="转轉人 　ＡA退款！!1１'’", max_size=40))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_unknown_names_of_a_newer_version_are_ignored() -> None:
    stored = {**signals_from_text("人工").to_dict(), "mood_ring": "blue"}
    assert TurnSignals.from_dict(stored) == signals_from_text("人工")


def test_words_alone_tell_an_insult_but_no_misunderstanding() -> None:
    signals = signals_from_text("你们这帮骗子")
    assert (signals.emotion, signals.intent, signals.misunderstood) == ("angry", "nlu_fallback", False)
    assert find("随便问问") == {}


def test_a_fragment_goes_on_with_the_last_matter() -> None:
    first = signals_from_parse(
        parsed("快递到哪了", "track_shipment", entities=[{"entity": "order_id", "value": "20260101"}]), turn=0
    )
    then = signals_from_parse(parsed("那个呢", "chitchat"), [first], turn=1)
    assert (first.matter, then.matter) == ("shipping:20260101", "shipping:20260101")
    assert matter_of(["invoice"], [], [first]) == "invoice"
    assert matter_of(["inform"], [{"entity": "order_id", "value": "7"}], [first]) == "shipping:7"


def test_matters_with_an_unknown_part_may_be_the_same() -> None:
    assert same_matter("shipping", "shipping:1")
    assert same_matter(None, "invoice")
    assert not same_matter("shipping:1", "shipping:2")
    assert not same_matter("shipping", "invoice")


def test_what_was_not_understood_is_no_misunderstanding_when_it_asks_for_a_person() -> None:
    assert signals_from_parse(parsed("呃呃", "nlu_fallback"), turn=0).misunderstood
    assert not signals_from_parse(parsed("转人工", "nlu_fallback"), turn=0).misunderstood


def test_a_disputed_signature_is_over_the_bots_authority_and_a_first_fault_is_not() -> None:
    disputed = signals_from_parse(parsed("显示签收了我没收到", "not_received"), turn=0)
    first = signals_from_parse(parsed("收到是坏的", "damaged_or_defective"), turn=0)
    photo = signals_from_parse(parsed("[图片]", "inform"), [first], turn=1)
    refused = signals_from_parse(parsed("商家不认，说是我弄坏的", "chitchat"), [first], turn=1)
    assert disputed.flags == ("over_authority:disputed_signature",)
    assert first.flags == ()
    assert photo.flags == ("over_authority:fault_to_judge",)
    assert refused.flags == ("over_authority:disputed_fault",)


def test_money_or_an_account_in_danger_is_over_the_bots_authority() -> None:
    twice = signals_from_parse(parsed("扣了我两次钱", "payment_problem"), turn=0)
    ways = signals_from_parse(parsed("可以用微信付吗", "payment_problem"), turn=0)
    assert (twice.flags, ways.flags) == (("over_authority:account_safety",), ())


def test_given_matter_topics_and_flags_are_kept() -> None:
    signals = signals_from_parse(
        parsed("退", "request_refund", also=["complaint"]), turn=2, matter="return:1",
        topics=["refund_only"], flags=["over_authority:amount"], answered=False, failure="shop",
    )  # fmt: skip
    assert (signals.matter, signals.topics, signals.flags) == (
        "return:1", ("refund_only",), ("over_authority:amount",),
    )  # fmt: skip
    assert (signals.intents, signals.answered, signals.failure) == (
        ("request_refund", "complaint"), False, "shop",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("电池鼓包了", ("fire",)),
        ("個尿袋脹晒仲好熱", ("fire",)),
        ("空气炸锅烧坏了，插座都黑了", ("fire",)),
        ("烧坏了 冒黑烟", ("fire",)),
        ("闻到烧焦味", ("fire",)),
        ("the battery is swollen", ("fire",)),
        ("孩子吃了面霜", ("injury",)),
        ("娃把干燥剂吃了", ("injury",)),
        ("充电宝冒烟了，烫到手了", ("fire", "injury")),
        ("我不想活了", ("self_harm",)),
        ("I want to kill myself", ("self_harm",)),
        ("有人冒充客服让我转账", ("fraud",)),
        ("I got a scam call from you", ("fraud",)),
        ("小孩把电池吞了怎么办", ("swallowed",)),
        ("不小心被锅烫伤", ("injury",)),
        ("炸锅把我手炸伤了", ("injury",)),
        ("水壶把孩子烫了", ("injury",)),
        ("用了面霜脸烂了", ("injury",)),
        ("面霜用了脸都烂了", ("injury",)),
        ("用了防晒霜皮肤溃烂", ("injury",)),
        ("纸尿裤让宝宝起红疹了", ("injury",)),
        ("炸鍋把我燙傷了", ("injury",)),
        ("臉都爛了", ("injury",)),
        ("吞了一颗纽扣电池", ("swallowed",)),
        ("吞了螺丝", ("swallowed",)),
        ("鈕扣電池被BB吞咗", ("swallowed",)),
        ("my son swallowed a button battery", ("swallowed",)),
        (
            "炸锅用着用着爆了 手受伤",
            (
                "fire",
                "injury",
            ),
        ),
        ("就是这个接口烧了", ("fire",)),
        ("插头烧了", ("fire",)),
        ("充电口烧焦了", ("fire",)),
        ("the port is burnt", ("fire",)),
        ("burnt plug", ("fire",)),
        ("My power bank is smoking!", ("fire",)),
        ("it started smoking", ("fire",)),
        ("充电宝冒烟了，会爆炸吗", ("fire",)),
        ("它充电时会冒烟", ("fire",)),
        ("机身摸着发麻，是漏电吗", ("fire",)),
        ("吹风机漏电了 这款安全吗", ("fire",)),
        ("孩子误食干燥剂", ("injury",)),
        ("she scalded her hand", ("injury",)),
    ],
)
def test_each_kind_of_danger_is_known_by_its_words(text: str, kinds: tuple[str, ...]) -> None:
    assert "safety" in signals_from_text(text).flags
    assert dangers(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "电池不耐用", "烧水壶", "水壶烧水慢", "辣死了", "笑死", "累得想死", "想死你们家的面了", "跳楼价", "气得冒烟",
        "锅底烧焦了怎么清洗", "焦糖味的瓜子", "孩子吃了很喜欢", "行李箱鼓包", "这款会冒烟吗", "this is a scam, I will sue you!!",
    ],
)  # fmt: skip
def test_figures_of_speech_and_plain_goods_are_no_danger(text: str) -> None:
    assert dangers(text) == ()
    assert "safety" not in signals_from_text(text).flags


@pytest.mark.parametrize(
    "text",
    [
        "吹风机漏电吗 这款安全吗",
        "这款会不会漏电",
        "会起疹子吗",
        "宝宝用会不会起红疹",
        "这款充电宝会爆炸吗",
        "充电宝会自燃吗？",
        "这款手机卖爆了",
        "快递把我的手表划了",
        "把我衣服烫坏了",
        "水壶烧了半天不热",
        "脸都笑烂了",
        "手机烂了",
        "壶嘴烂了",
        "is smoking allowed in the room",
        "smoking hot deal",
        "smoked glass kettle",
        "does the power bank need a smoke detector",
        "rash guard",
        "电池多少钱",
        "接口是什么型号",
        "纽扣掉了",
        "吃了很多玻璃瓶装的酸奶吗",
        "手机屏幕爆了",
        "桌腿烂了",
        "敏感肌用会过敏吗",
        "鞋底烂了",
        "不烂脸",
        "手机把手烫的壳",
        "防烫手柄",
    ],
)
def test_questions_before_buying_and_goods_that_only_wear_are_no_danger(text: str) -> None:
    assert dangers(text) == ()
    assert "safety" not in signals_from_text(text).flags


def test_a_life_counts_before_a_fire_and_a_fire_before_a_fraud() -> None:
    assert gravest(["fraud", "self_harm", "fire"]) == "self_harm"
    assert gravest(["fraud", "", "fire"]) == "fire"
    assert gravest([""]) == ""
