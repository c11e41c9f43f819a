"""Questions that name nothing of their own, and the promise that they are asked of."""

from __future__ import annotations

import pytest

from handoff.said.promises import asked_about, belongs_to, told_of

MONEY = "给您申请了退款，三天到账，运费我们出"
MONEY_EN = "I've requested a refund for you, it arrives in three days on the card you paid with, and we cover the shipping"
ANEW = "给您重发一件，今天下午发出，单号晚点发您"
COUPON = "會給您一張50元優惠券，明天入帳"
PICK_UP = "约了顺丰明天上午10点上门取件"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (MONEY, ("退哪张卡", "钱打哪", "坏的那个要寄回去吗", "要不要我寄什么", "什么时候到", "要准备什么", "三天是工作日吗", "万一三天没到呢", "是全额吗", "到时候会通知我吗", "幾時到數", "使唔使寄返", "入邊張卡", "三日都未到點算", "多少钱来着", "多少来着", "退我多少", "我仲要做啲乜", "为什么退款还要三天")),
        (MONEY_EN, ("when does it get here", "do i have to send it back", "is postage on me", "three working days or calendar days?", "will you tell me when its done", "what if it is not there in 3 days", "what do I need to prepare", "do I send anything back", "how much will it be")),
        (ANEW, ("发什么快递", "什么时候发", "which courier")),
        (COUPON, ("要怎麼領", "為什麼還沒收到", "多少錢來著", "有使用期限嗎", "什麼時候過期", "does it expire")),
        ("差价38块给您打回微信，两天内到", ("多少来着", "要我确认收款吗", "为什么退差价还要两天", "退到余额行不行", "什么时候到")),
        (PICK_UP, ("几点来着",)),
    ],
)  # fmt: skip
def test_a_bare_question_is_asked_of_what_was_promised(words: str, asked: tuple[str, ...]) -> None:
    found = {
        one: bool(told_of(words, asked_about(one))) or belongs_to(words, asked_about(one)) for one in asked
    }
    assert found == dict.fromkeys(asked, True)


@pytest.mark.parametrize(
    "asked",
    [
        "my other order, when does it arrive", "我還在路上的那件什麼時候到", "买新的要付运费吗", "另外那个订单什么时候到", "别的那件退了吗",
        "我的快递什么时候到", "一般退款要几天", "退货流程是什么", "when do you open", "will you be open on sunday", "我要退货", "多少钱", "这个杯子多少钱", "how much is the mug", "保修期限多久", "为什么快递要这么久",
    ],
)  # fmt: skip
def test_another_order_a_rule_and_a_request_are_asked_of_no_promise(asked: str) -> None:
    assert not told_of(MONEY, asked_about(asked))
    assert not belongs_to(MONEY, asked_about(asked))


def test_words_that_promise_nothing_are_asked_for_no_day() -> None:
    assert not belongs_to("地址已改为深南大道100号", asked_about("什么时候到"))


def test_only_a_coupon_is_asked_for_how_long_it_can_be_used() -> None:
    assert not belongs_to(MONEY, asked_about("有使用期限吗"))
