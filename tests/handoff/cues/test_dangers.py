"""Dangers by their words, and what is only asked of goods."""

from __future__ import annotations

import pytest

from handoff.cues.dangers import dangers, gravest
from handoff.cues.finding import find


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
    assert "safety" in find(text)
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
    assert "safety" not in find(text)


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
    assert "safety" not in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "刚有人打电话说我快递丢了要赔我钱",
        "有人打电话说我包裹丢了，给我理赔",
        "啱啱有人打電話話我個件唔見咗要賠錢",
        "接到电话说快递丢失要双倍赔偿",
        "有个陌生号码打来说要给我退款",
        "有个男的打电话说我东西质量有问题要退钱给我",
        "收到短信说我的包裹丢了可以理赔",
        "快递员打电话说弄丢了要赔我，让我加他微信",
        "有客服打电话说退款，叫我点链接",
        "someone called and said my parcel was lost and they will compensate me",
        "I got a call saying my package is lost and they'd refund me",
    ],
)
def test_money_that_a_stranger_offers_by_phone_is_most_likely_a_fraud(text: str) -> None:
    assert dangers(text) == ("fraud",)
    assert "safety" in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "刚有人打电话说丢了",
        "快递员打电话说弄丢了",
        "站点来电话说包裹破损",
        "驿站有人打电话说我的包裹破了",
        "快递员打电话说弄丢了，说赔我50",
        "你们有人打电话说给我退款，怎么还没到",
        "你们客服打电话说会赔我20，没到账",
        "客服说退款给我，没到",
        "有人打电话让我去取快递",
        "接到电话说今天送，没送",
        "收到短信说已签收，没收到货要退款",
        "今天收到短信说赔了8块",
        "收到短信说退款成功，没到账",
        "没收到短信，能退款吗",
        "有人吗？快递丢了赔不赔",
        "the courier called and said it was lost",
        "someone called and said my parcel is lost",
        "I got a call from the courier, will you refund me",
    ],
)
def test_a_courier_who_tells_of_a_loss_and_a_shop_that_owes_money_are_no_fraud(text: str) -> None:
    assert dangers(text) == ()
    assert "safety" not in find(text)


def test_a_life_counts_before_a_fire_and_a_fire_before_a_fraud() -> None:
    assert gravest(["fraud", "self_harm", "fire"]) == "self_harm"
    assert gravest(["fraud", "", "fire"]) == "fire"
    assert gravest([""]) == ""
