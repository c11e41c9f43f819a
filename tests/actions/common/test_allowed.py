"""Why the shop would not do it now: every order's state has a reason of its own, and a way on."""

from __future__ import annotations

import pytest

from actions.common.allowed import why_not
from actions.shop.demo.rules import PERMITTED
from actions.shop.model import Action, OrderState
from handoff.wording.texts import load_texts
from tests.actions.chat import Begin

ASKED = (
    Action.CANCEL, Action.CHANGE_ORDER, Action.CHANGE_SPEC, Action.INVOICE, Action.PRICE_PROTECTION,
    Action.CHANGE_DELIVERY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("action", "state"),
    [(action, state) for action in ASKED for state in OrderState if state not in PERMITTED[action]],
)
def test_every_refusal_of_the_shop_has_a_reason_of_its_own(action: Action, state: OrderState) -> None:
    key = why_not(state, action)
    assert key != "refused_other"
    assert load_texts().say(key, "en", id="R1")


async def test_an_invoice_of_a_presale_comes_once_the_balance_is_paid(chat: Begin) -> None:
    customer = chat("C0004")
    await customer.say("我要改地址", "change_order")
    answer = await customer.say("给我开发票", "invoice")
    assert "付清尾款后" in answer.says[0]["text"]
    assert answer.payload("查订单")["intent"] == "order_status"
    assert "请发新的完整收货地址" in answer.says[-1]["text"]


async def test_a_presale_cannot_be_cancelled_and_hears_why(chat: Begin) -> None:
    answer = await chat("C0004").say("取消订单", "cancel_order")
    assert "定金" in answer.says[0]["text"]
    assert "查订单" in answer.choices


async def test_a_cancelled_order_leads_to_its_refund(chat: Begin) -> None:
    customer = chat("C0003")
    summary = await customer.say("取消订单，拍错了", "cancel_order")
    await customer.press(summary, "确认")
    answer = await customer.say("改一下地址", "change_order")
    assert "查退款进度" in answer.choices
