"""The answer to a summary: only a clear yes to what was summed up changes anything."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Begin, Chat
from tests.actions.customers import DELIVERED, PAID


async def confirming(chat: Begin, customer: str = PAID) -> Chat:
    talk = chat(customer)
    await talk.say("取消订单，拍错了", "cancel_order")
    assert talk.slots[REQUESTED] == "confirm"
    return talk


async def test_nothing_is_changed_without_a_yes_to_the_summary(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    answer = await customer.say("取消订单，拍错了，确认", "cancel_order")
    assert customer.slots[REQUESTED] == "confirm"
    assert answer.changed == []
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_a_no_to_the_summary_changes_nothing(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单，拍错了", "cancel_order")
    answer = await customer.press(asked, "不办了")
    assert answer.changed == []
    assert shop.orders(PAID)[0].state is OrderState.PAID


@pytest.mark.parametrize("said", ["先别", "别确认", "先放着", "千万别取消", "先唔好", "do not confirm"])
async def test_a_refusal_taken_for_a_yes_stops_and_changes_nothing(
    chat: Begin, shop: HttpShop, said: str
) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, "affirm")
    assert answer.changed == []
    assert "什么都没有改" in answer.text
    assert not customer.loop
    assert shop.orders(PAID)[0].state is OrderState.PAID


@pytest.mark.parametrize("said", ["慢着", "我考虑一下", "ok wait", "諗下先"])
@pytest.mark.parametrize("intent", ["affirm", "chitchat", "urge_delivery"])
async def test_a_hesitation_is_waited_for(chat: Begin, said: str, intent: str) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, intent)
    assert answer.changed == []
    assert answer.says[0]["text"].startswith("好的，不急，现在什么都没有改。")
    assert (await customer.say("确认", "affirm")).changed


@pytest.mark.parametrize("said", ["嗯嗯", "嗯", "ok"])
async def test_a_murmur_below_another_answer_is_no_yes_to_the_summary(
    chat: Begin, shop: HttpShop, said: str
) -> None:
    customer = await confirming(chat)
    await customer.say("等一下，七天无理由怎么算", "return_policy")
    answer = await customer.say(said, "affirm")
    assert answer.changed == []
    assert shop.orders(PAID)[0].state is OrderState.PAID
    assert customer.slots[REQUESTED] == "confirm"
    assert (await customer.say(said, "affirm")).changed


async def test_a_clear_yes_below_another_answer_is_one(chat: Begin) -> None:
    customer = await confirming(chat)
    await customer.say("等一下，七天无理由怎么算", "return_policy")
    assert (await customer.say("确认", "affirm")).changed


@pytest.mark.parametrize("said", ["好慢", "嗯？", "收到", "哦"])
async def test_what_is_no_clear_yes_is_told_what_would_be_one(chat: Begin, said: str) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, "affirm")
    assert answer.changed == []
    assert answer.says[0]["text"] == "请回复“确认”或“不办了”。"
    assert answer.says[1]["text"].startswith("确认取消这笔订单吗")


async def test_a_yes_that_names_what_a_person_agreed_is_still_a_yes(chat: Begin, shop: HttpShop) -> None:
    settled = {"category": "review", "outcome": "solved", "words": ["x"], "agent": "小王", "at_ms": 1}
    customer = chat(PAID, settled=[settled])
    await customer.say("取消订单，拍错了", "cancel_order")
    answer = await customer.say("好，就按刚才客服说好的办", "affirm")
    assert answer.changed == [{"what": "order", "id": customer.slots["order_id"]}]
    assert shop.orders(PAID)[0].state is OrderState.CANCELLED


async def test_a_fault_found_in_the_summary_asks_for_what_is_right(chat: Begin) -> None:
    customer = await confirming(chat)
    answer = await customer.say("不对", "deny")
    assert answer.says[0]["text"].startswith("好的，先不改。请直接发正确的内容")
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_corrected_value_is_summed_up_again(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say(
        "地址改成杭州市西湖区文三路 1 号", "change_order", {"address": "杭州市西湖区文三路 1 号"}
    )
    assert customer.slots[REQUESTED] == "confirm"
    other = "杭州市西湖区文三路 100 号"
    answer = await customer.say(f"不对，是{other}", "deny", {"address": other})
    assert other in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_value_changed_by_a_yes_is_summed_up_before_it_is_done(chat: Begin) -> None:
    customer = await confirming(chat)
    answer = await customer.say("好的", "affirm", {"reason": "changed_mind"})
    assert answer.changed == []
    assert "确认取消这笔订单吗" in answer.text
    assert (await customer.say("好的", "affirm")).changed


@pytest.mark.parametrize("told", [{}, {"quantity": "2"}, {"quantity": "两件"}])
async def test_more_pieces_instead_are_summed_up_anew(chat: Begin, told: dict[str, str]) -> None:
    customer = chat(DELIVERED)
    await customer.say("不喜欢，退货", "request_return")
    await customer.say("1", "inform", {"quantity": "1"})
    assert customer.slots[REQUESTED] == "confirm"
    answer = await customer.say("算了 两件都退", "request_return", told)
    assert "先不办了" not in answer.text
    assert (customer.slots["quantity"], customer.slots[REQUESTED]) == ("2", "confirm")


async def test_another_task_instead_is_begun_with_the_same_order(chat: Begin) -> None:
    customer = await confirming(chat)
    order = customer.slots["order_id"]
    answer = await customer.say("不取消了 改地址吧", "change_order", also=["cancel_order"])
    assert answer.says[0]["text"].startswith("好的，“取消订单”不办了")
    assert (customer.slots["task"], customer.slots["order_id"]) == ("change_order", order)
