"""What an order itself says is told, nothing of it that others may not know."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from actions.shop.model import Actor
from tests.actions.chat import Begin
from tests.actions.customers import PAID


@pytest.mark.parametrize("said", ["订单里填的收货人叫啥", "上面写的收件人是谁", "whose name is on the order"])
async def test_whom_an_order_goes_to_is_told_masked(chat: Begin, shop: HttpShop, said: str) -> None:
    order = shop.order(shop.orders(PAID)[0].id, Actor(customer=PAID))
    answer = await chat(PAID).say(said, "order_status")
    assert order.address is not None
    assert f"{order.address.recipient[0]}**" in answer.says[0]["text"]
    assert order.address.region in answer.says[0]["text"]
    assert order.address.recipient not in str(answer.says)
    assert order.address.street not in str(answer.says)
