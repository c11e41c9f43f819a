"""The balance of a presale."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin
from tests.actions.customers import MOVING, PRESALE


@pytest.mark.parametrize("intent", ["promotion", "nlu_fallback", "out_of_scope"])
async def test_when_to_pay_a_balance_is_answered_from_the_customers_own_presale(
    chat: Begin, intent: str
) -> None:
    answer = await chat(PRESALE).say("尾款啥时候付", intent)
    assert "尾款 ¥" in answer.says[0]["text"]
    assert "订单页" not in answer.text
    assert (await chat(MOVING).say("尾款啥时候付", intent)).says[0]["text"].startswith("预售先付定金")
