"""What is asked of a promise beside when and how much, and which words speak of it."""

from __future__ import annotations

import pytest

from handoff.said.particulars import (
    ACCOUNT,
    CARRIER,
    CONTACT,
    COST,
    LOOKS,
    NEW_ONE,
    OLD_ONE,
    OTHER_TIME,
    TO_DO,
    WHOLE,
    asked_particulars,
    particulars_in,
)  # fmt: skip
from handoff.wording.texts import simplified


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (COST, ("运费谁出", "邊個出運費", "要我付运费吗", "補寄的那個要付運費嗎", "上门要钱吗", "who pays for shipping?", "do i have to pay", "is it free")),
        (ACCOUNT, ("退到哪里", "到哪个账户啊", "打到哪", "退到哪張卡", "喺邊度睇", "是退回支付宝吗", "which card will it go to", "where is it going")),
        (CARRIER, ("谁来拿", "哪家快递", "發的是順豐嗎", "who delivers it", "who is collecting it", "which courier")),
        (TO_DO, ("要准备什么", "需要准备什么", "要不要原包装", "怎么打包", "do I need a label", "do i need the original box")),
        (OLD_ONE, ("要不要把舊的寄回去", "坏的要寄回吗", "do I have to return the broken one?", "do i need to send the old one back")),
        (NEW_ONE, ("新的什么时候到", "换的那个发了吗", "有單號了嗎", "has my replacement shipped", "when will the new one arrive", "tracking number?")),
        (LOOKS, ("是什么颜色的", "what colour will it be")),
        (CONTACT, ("到时候会打我电话吗", "will they call me before")),
        (OTHER_TIME, ("取件改到后天行吗", "明天不在家怎么办", "可唔可以改後日", "can we change the time")),
        (WHOLE, ("还要我做什么吗", "我还需要做什么", "仲要我做咩", "do I need to do anything", "anything else i need to do?")),
    ],
)  # fmt: skip
def test_a_particular_is_asked_for_in_every_language(kind: str, asked: tuple[str, ...]) -> None:
    assert {one: kind in asked_particulars(simplified(one).lower()) for one in asked} == dict.fromkeys(
        asked, True
    )


@pytest.mark.parametrize(
    "said",
    [
        "我要退货", "退货要运费吗", "怎么开发票", "一般退到哪里", "新的收到了", "不用了谢谢", "转人工", "支付宝可以付款吗", "订单号是多少",
        "how do I return this", "我的快递到哪了", "什么时候发货", "有货吗", "七天无理由退货吗", "怎么改收货地址", "I want a replacement", "能优惠吗",
    ],
)  # fmt: skip
def test_a_request_and_a_question_on_the_rules_ask_nothing_of_a_promise(said: str) -> None:
    assert asked_particulars(simplified(said).lower()) == frozenset()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("我给您申请退款 3 天到账，运费我们出", {COST}),
        ("您把东西放盒子里就行，不用您出钱", {COST, TO_DO}),
        ("这单的钱我给您退回支付宝，下周三之前到账", {ACCOUNT}),
        ("we'll send you a new mug on friday, keep the broken one", {NEW_ONE, OLD_ONE}),
        ("地址已改为深南大道100号", set()),
    ],
)
def test_words_speak_of_what_they_name(words: str, kinds: set[str]) -> None:
    assert particulars_in(words) == kinds
