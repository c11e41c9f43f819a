"""Goods named by parts of their names."""

from __future__ import annotations

import pytest

from actions.common.naming import each_named, likeness, most_like, named_goods, plain, unspared
from actions.shop.demo.catalogue import PRODUCTS

NAMES = {product.name.zh: product.name for product in PRODUCTS}


def named(text: str) -> set[str]:
    """The goods of the whole catalogue that the text names best."""
    scores = {zh: likeness(name, plain(text)) for zh, name in NAMES.items()}
    most = max(scores.values())
    return {zh for zh, score in scores.items() if most and score == most}


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("加湿器坏了 不出雾", {"加湿器"}),
        ("the humidifier I got is leaking water", {"加湿器"}),
        ("我的包到哪了 顺便开个发票", {"双肩背包"}),
        ("查查我书包", {"双肩背包"}),
        ("跑鞋开胶了", {"运动跑鞋"}),
        ("锅盖裂开了", named("锅坏了")),
        ("鞋底裂开了", named("鞋坏了")),
        ("行李箱的轮子坏了", {"20 寸行李箱"}),
        ("裙子到了没", {"连衣裙"}),
        ("這支手錶可以退款嗎", {"智能手表"}),
        ("T恤洗了掉色", {"纯棉短袖 T 恤"}),
        ("扫地机器人坏了", {"扫地机器人"}),
        ("空气炸锅便宜了100多", {"空气炸锅 5 升"}),
        ("my running shoes are too small", {"运动跑鞋"}),
        ("where are the cherries", {"新鲜车厘子 2 斤"}),
        ("the power bank is dead", {"移动电源 20000 毫安"}),
        ("枕头发成了加湿器", {"记忆棉枕头"}),
        ("不是裙子，是水壶", {"电热水壶"}),
    ],
)
def test_goods_are_found_by_the_words_that_customers_use(text: str, goods: set[str]) -> None:
    assert named(text) == goods


@pytest.mark.parametrize(
    "text",
    [
        "我的包裹到哪了",
        "包邮吗",
        "改到北京市灯市口大街5号",
        "包装破了",
        "垫付的运费",
        "手机号改一下",
        "你是机器人吗",
        "你係真人定機械人",
        "我垫的运费什么时候给",
        "包退吗",
        "book a pickup",
        "外包装破了",
        "表示不满",
        "赔我500块",
        "can you phone me",
        "the box was open, my bank card",
        "which size",
        "明天送到吗",
        "",
    ],
)
def test_talk_of_parcels_and_phones_names_no_goods(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("保温杯不要了 只要水壶", "保温杯不要了"),
        ("水壶退一个，保温杯不退", "水壶退一个"),
        ("全部取消", "全部取消"),
    ],
)
def test_what_is_to_stay_is_left_out(text: str, rest: str) -> None:
    assert unspared(text) == rest


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("尿不湿漏尿 质量差", ["婴儿纸尿裤"]),
        ("充电宝鼓包", ["移动电源 20000 毫安"]),
        ("帽衫起球了", ["连帽卫衣"]),
        ("皮箱拉链坏了", ["20 寸行李箱"]),
        ("床单破了个洞", ["四件套床品"]),
        ("my charger does not charge", ["移动电源 20000 毫安"]),
        ("the bag strap broke", ["双肩背包"]),
        ("锅放门口", ["不粘平底锅"]),
    ],
)
def test_other_words_for_goods_find_them(text: str, goods: list[str]) -> None:
    assert most_like({zh: name for zh, name in NAMES.items() if zh != "空气炸锅 5 升"}, text) == goods


def test_goods_named_one_after_the_other_are_all_found() -> None:
    assert each_named(NAMES, "平底锅和台灯都没收到，急用") == ["不粘平底锅", "护眼台灯"]


@pytest.mark.parametrize(
    ("text", "word"),
    [("耳机坏了一只", "耳机"), ("my sofa is broken", "sofa"), ("箱子破了", None), ("我的手机号改一下", None)],
)
def test_a_word_for_goods_of_any_shop_is_known(text: str, word: str | None) -> None:
    assert named_goods(text) == word
