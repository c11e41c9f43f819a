"""What customers hear when something fails: never silence, never a second change."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from actions.core import ports
from actions.shop.client import HttpShop
from actions.shop.errors import OutcomeUnknown
from actions.shop.model import Cancelled, OrderState
from tests.actions.chat import Answer, Begin, Chat

PAID = "C0003"


class AnswerLost(HttpShop):
    """The shop makes the change, and its answer never arrives; `lost` times."""

    def __init__(self, shop: HttpShop, lost: int) -> None:
        self.__dict__.update(shop.__dict__)
        self.lost = lost
        self.keys: list[str] = []

    def cancel(self, order: str, by: Any, *, reason: Any, key: str) -> Cancelled:
        self.keys.append(key)
        done = super().cancel(order, by, reason=reason, key=key)
        if self.lost:
            self.lost -= 1
            raise OutcomeUnknown(key)
        return done


async def cancel(customer: Chat) -> Answer:
    asked = await customer.say("取消订单，拍错了", "cancel_order")
    return await customer.press(asked, "确认")


async def test_an_unknown_outcome_is_told_as_such_with_a_promise(chat: Begin, shop: HttpShop) -> None:
    ports.use_shop(AnswerLost(shop, 1))
    customer = chat(PAID)
    answer = await cancel(customer)
    assert "还在处理中" in answer.text
    assert answer.changed == []
    assert [promise["due_ms"] > customer.meta["now_ms"] for promise in answer.promises] == [True]
    assert answer.asked("recheck")[0]["task"] == "cancel_order"
    assert not customer.loop


async def test_the_next_turn_brings_the_outcome_and_no_second_change(chat: Begin, shop: HttpShop) -> None:
    broken = AnswerLost(shop, 1)
    ports.use_shop(broken)
    customer = chat(PAID)
    await cancel(customer)
    answer = await customer.say("", "inform")
    assert "订单已取消" in answer.says[0]["text"]
    assert len(answer.changed) == 1
    assert broken.keys[0] == broken.keys[1]
    assert len(shop.after_sales_of(PAID)) == 1
    assert customer.slots["pending"] is None


async def test_an_outcome_that_stays_unknown_is_asked_for_again_later(chat: Begin, shop: HttpShop) -> None:
    ports.use_shop(AnswerLost(shop, 2))
    customer = chat(PAID)
    await cancel(customer)
    still = await customer.say("好了吗", "inform")
    assert "还在处理中" in still.text
    done = await customer.say("好了吗", "inform")
    assert "订单已取消" in done.text
    assert shop.orders(PAID)[0].state is not OrderState.PAID


@pytest.fixture
def nobody_listens() -> Any:
    """An address where connections are refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


async def test_a_shop_that_is_down_is_said_and_a_person_asked_for(chat: Begin, nobody_listens: str) -> None:
    customer = chat("C0001")
    ports.use_shop(HttpShop(nobody_listens, "token"))
    answer = await customer.say("我的快递到哪了", "track_shipment")
    assert "暂时没有回应" in answer.text
    assert [ask["reason"] for ask in answer.asked("handoff")] == ["failure"]


async def test_a_person_comes_also_when_the_shop_is_down(chat: Begin, nobody_listens: str) -> None:
    customer = chat("C0001")
    ports.use_shop(HttpShop(nobody_listens, "token"))
    asks = (await run(customer, "action_ask_handoff")).asks
    assert asks == [{"ask": "handoff", "snapshot": {"orders": [], "refunds": []}}]


async def test_a_bug_in_a_skill_is_no_silence(
    chat: Begin, shop: HttpShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(shop, "orders", broken, raising=False)
    answer = await chat("C0001").say("我的快递到哪了", "track_shipment")
    assert answer.says == [{"text": "抱歉，我这边出了点问题，没有办成。"}]
    assert answer.asks == [{"ask": "handoff", "reason": "failure", "detail": "RuntimeError"}]


async def test_a_bug_in_the_form_is_no_silence_and_the_form_ends(
    chat: Begin, shop: HttpShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(shop, "order", broken, raising=False)
    answer = await customer.say("拍错了", "inform")
    assert [ask["reason"] for ask in answer.asked("handoff")] == ["failure"]
    assert not customer.loop


async def run(customer: Chat, action: str) -> Answer:
    """Run one action after a message, as a policy does."""
    answer = Answer()
    customer.hear("转人工", "ask_human")
    await customer.run(action, answer)
    return answer


async def test_an_agent_gets_the_likeliest_order_of_an_identified_customer(
    chat: Begin, shop: HttpShop
) -> None:
    (ask,) = (await run(chat("C0001"), "action_ask_handoff")).asks
    moving = next(one for one in shop.orders("C0001") if one.state is OrderState.SHIPPED)
    (order,) = ask["snapshot"]["orders"]
    assert order["id"] == moving.id
    assert order["parcels"][0]["tracking"] == moving.parcels[0].tracking


async def test_an_agent_gets_nothing_of_a_visitor_who_proved_nothing(chat: Begin, shop: HttpShop) -> None:
    visitor = chat()
    visitor.slots["order_id"] = shop.orders("C0001")[0].id
    (ask,) = (await run(visitor, "action_ask_handoff")).asks
    assert ask["snapshot"] == {"orders": [], "refunds": []}
