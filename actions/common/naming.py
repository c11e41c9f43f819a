"""Goods named in a message, by the parts of their names that customers use: "加湿器", "包", "跑鞋", "humidifier". Pure.

A name counts by its longest piece of two Chinese characters or more, by a last character that alone says what kind of
thing it is, or by its English words that say more than a quality. Other words for it ("尿不湿") stand in data/goods.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from actions.common.goods_words import also_called, goods_word
from actions.shop.model import Order, Parcel, Text
from handoff.wording.texts import simplified

T = TypeVar("T")
LEAST = 2  # Chinese characters of a piece
# Sizes and counts at the name's end or beginning: "5 升", "20 寸".
_SIZE = re.compile(r"\d+\s*(毫安|公斤|[寸升键块斤册])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z]+")
# Talk of parcels and phones that holds a piece of some goods' name.
_SERVICE = re.compile(
    r"手机(?!壳|膜|套)|(?<!扫地)机器人?|机械人|人工智能|智能客服|[面打红礼情分外承豆]包(?!裹)|包(换|不包|退(?!货|款|了))"
    r"|(plastic|paper|packing|shipping|mail|courier) bags?|[代发外报列张刻程]表|世界杯|移动(?!电源)|电动车|新鲜(?!车)|三件(?!套)|热水器|薅羊毛|羊毛薅"
)
# "不是裙子，是箱子".
_DENIED = re.compile(r"(不是|唔系)[\u4e00-\u9fff]{1,6}|\bnot (the|my) \w+( \w+)?", re.IGNORECASE)
# What came instead of it is not what was bought: "枕头发成了加湿器".
_INSTEAD = re.compile(r"(发|寄|送|变)(错)?成了?.*|\binstead (i )?(got|received|came)\b.*", re.DOTALL)
# A last character that customers use alone for the whole thing, and what may follow it: "包到哪了", not "包裹".
_KINDS = frozenset("包鞋靴裙裤锅壶杯表灯蟹枕伞帽巾恤椅桌霜壳")
_AFTER_KIND = r"(?=$|[^\u4e00-\u9fff]|[子的了呢吗坏破漏裂碎烂断到没未不退换发送要买收还也都太有是在怎什咋开掉这那哪丢寄错少缺脏旧卡洗穿用质尺颜咋和跟放呢先就改拒取底盖嘴柄带垫罩腰摆背今明昨])"
_PARCELS = re.compile(r"[几一两三四五六半\d]\s?包")
# English words of names that say a quality, or that talk of orders uses too.
_WEAK = frozenset(
    "air book box building case custom desk down fresh gift hair key light memory of pair phone piece picture power"
    " bank running set size smart storage the volume wireless electric cotton wool steel stick non cabin foam block"
    " adjustable engraved".split()
)
_SPARED = re.compile(
    r"只要|保留|留着|留下|留[一两三\d]|还要|照常|照发|不退|不换|不用退|不取消|别退|别取消|\b(keep|only want|not the)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[,，。.;；!！?？、和跟与及还也]|(?<=[\u4e00-\u9fff])\s+|\b(?:and|but|nor|plus)\b")
_CLAUSE = re.compile(r"[,，。.;；!！?？、]|(?<=[\u4e00-\u9fff])\s+|\bbut\b|但是?")


def plain(text: str) -> str:
    """Simplified, lower case, without the words of service talk and what is said not to be meant."""
    said = simplified(text).lower()
    for beside in (_INSTEAD, _DENIED, _SERVICE, _PARCELS):
        said = beside.sub(" ", said)
    return said


def named_goods(text: str) -> str | None:
    """The word of the text that names goods of any shop ("耳机"); None when none does."""
    return goods_word(plain(text))


def likeness(name: Text, text: str) -> int:
    """How much of the name the `plain` text holds, 0 for nothing that would name the goods."""
    return max(_chinese(simplified(name.zh).lower(), text), _english(name.en.lower(), text))


def _chinese(name: str, text: str) -> int:
    core, said = _SIZE.sub("", name).replace(" ", ""), text.replace(" ", "")
    for length in range(len(core), LEAST - 1, -1):
        pieces = (core[at : at + length] for at in range(len(core) - length + 1))
        if any(piece in said and _CHINESE.search(piece) for piece in pieces):
            return length
    kind = core[-1:]
    return int(kind in _KINDS and re.search(kind + _AFTER_KIND, text) is not None)


def _english(name: str, text: str) -> int:
    said = {_singular(word) for word in _LATIN.findall(text)}
    shared = [word for word in _name_words(name) if word in said]
    if len(shared) < LEAST and all(word in _WEAK for word in shared):
        return 0
    return sum(len(word) for word in shared)


@cache
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in map(_singular, _LATIN.findall(name)) if len(word) > LEAST)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def most_like(goods: Mapping[T, Text], text: str) -> list[T]:
    """Those that the text names best, several when it leaves that open; none when it names none of them."""
    said = plain(text)
    said = " ".join((said, *also_called(said)))
    scores = {one: likeness(name, said) for one, name in goods.items()}
    most = max(scores.values(), default=0)
    return [one for one, score in scores.items() if most and score == most]


def each_named(goods: Mapping[T, Text], text: str) -> list[T]:
    """All that the text names one after the other ("平底锅和台灯都没收到"), in the order of `goods`."""
    named = {one for part in listed(text) for one in most_like(goods, part)}
    return [one for one in goods if one in named]


def listed(text: str) -> list[str]:
    """The parts of a text that name one thing after the other."""
    return [part for part in _LISTED.split(simplified(text)) if part]


def named_parcels(order: Order, text: str) -> list[Parcel]:
    """The parcels with goods that the text names."""
    named = set(each_named({item.id: item.name for item in order.items}, text))
    return [parcel for parcel in order.parcels if named.intersection(parcel.items)]


def named_items(orders: Iterable[Order], text: str) -> tuple[tuple[str, str], ...]:
    """The goods that the text names best, each with its order."""
    goods = {(order.id, item.id): item.name for order in orders for item in order.items}
    return tuple(most_like(goods, text))


def named_orders(orders: Iterable[Order], text: str) -> tuple[Order, ...]:
    """The orders with goods that the text names, of several names the best matching."""
    known = {order.id: order for order in orders}
    return tuple(known[id] for id in dict.fromkeys(order for order, _ in named_items(known.values(), text)))


def unspared(text: str) -> str:
    """The text without what is to stay as it is: "保温杯不要了，只要水壶" is about the thermos."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    return " ".join(clause for clause in clauses if not _SPARED.search(simplified(clause)))
