"""What a person promised, and which questions are about it."""

from __future__ import annotations

import pytest

from handoff.said.bare import COUPON, GOODS, MONEY, PICK_UP
from handoff.said.promises import amounts_in, asked_about, promised_in


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (MONEY, ("钱什么时候到", "退多少", "幾時退返", "退返未", "钱呢", "多久到账", "到账了吗", "退幾多錢", "錢到未", "钱怎么还没到")),
        (MONEY, ("when do I get my money", "how much do I get back", "where is my money", "has my refund arrived")),
        (PICK_UP, ("什么时候来取", "几点来收", "佢幾時嚟收", "聽日幾點嚟收", "还没人来取", "快递员什么时候来")),
        (PICK_UP, ("when will it be picked up", "what time does the courier come", "what time is the pickup")),
        (GOODS, ("什么时候补发", "幾時寄出", "when will you ship the replacement")),
        (MONEY, ("刷退了沒", "38块什么时候打", "那笔钱咋样了", "那退不退啊", "how much was it again")),
        (PICK_UP, ("上门取件怎么约", "快递小哥什么时候到", "师傅几点过来", "几点来拉", "what time are they coming", "順豐聽日幾點到")),
        (COUPON, ("五十蚊券喺邊度攞", "幾時先有㗎", "how much is it worth", "still havent got the voucher")),
        (COUPON, ("券呢", "优惠券什么时候到", "where is my coupon")),
    ],
)  # fmt: skip
def test_a_question_is_about_one_kind_in_every_language(kind: str, asked: tuple[str, ...]) -> None:
    assert {one: kind in asked_about(one) for one in asked} == dict.fromkeys(asked, True)


@pytest.mark.parametrize(
    "said",
    [
        "我要退款", "申请退货", "退货要运费吗", "一般退款几天到账", "转人工", "不退了", "可以退吗", "I want a refund", "没收到货",
        "我退货的话退多少", "how do I return this", "how much is it", "多少钱", "when do you open", "取件码是多少", "收到了",
    ],
)  # fmt: skip
def test_a_request_a_rule_and_a_price_are_about_no_promise(said: str) -> None:
    assert asked_about(said) == frozenset()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("已取消水壶，退 89 元，1-3 天到账", {MONEY}),
        ("退货已帮您提交，编号 T999，快递明天上门", {PICK_UP}),
        ("已幫你安排聽日下晝三點上門收件，另外補你 10 蚊券", {PICK_UP, MONEY, COUPON}),
        ("Your suitcase ships on Dec 2, and you get a coupon", {GOODS, COUPON}),
        ("差价20块我打回您微信，明天到", {MONEY}),
        ("我给您换个新的，周五走顺丰", {GOODS}),
        ("這筆我幫您刷退，大概五個工作天", {MONEY}),
        ("明天回复", set()),
        ("地址已改为深南大道100号", set()),
    ],
)
def test_a_promise_is_known_by_what_it_names(words: str, kinds: set[str]) -> None:
    assert promised_in(words) & {MONEY, PICK_UP, GOODS, COUPON} == kinds


def test_an_order_that_is_named_is_asked_for_its_own_shipping() -> None:
    assert GOODS not in asked_about("我昨天下的单什么时候发货")


def test_sums_are_known_in_every_writing() -> None:
    assert amounts_in("差价38块，另外 ¥5.50，and 30 dollars") == {3800, 550, 3000}
