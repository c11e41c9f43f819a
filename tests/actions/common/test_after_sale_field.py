"""Which refund, return or exchange is meant."""

from __future__ import annotations

from actions.shop.client import HttpShop
from actions.shop.model import Actor, Reason
from tests.actions.chat import Begin


async def test_goods_that_are_named_choose_the_after_sale(chat: Begin, shop: HttpShop) -> None:
    talk = chat("C0009")
    made = shop.after_sales_of("C0009")[0]
    goods = next(one for one in shop.orders("C0009") if one.id == made.order).items[0]
    answer = await talk.say(f"{goods.name.zh}退款到哪了", "refund_status")
    assert made.id in answer.text


async def test_goods_without_an_after_sale_are_not_mistaken_for_others(chat: Begin, shop: HttpShop) -> None:
    made = {one.order for one in shop.after_sales_of("C0009")}
    order = next(one for one in shop.orders("C0009") if one.id not in made)
    answer = await chat("C0009").say(f"{order.items[0].name.zh}退款到哪了", "refund_status")
    assert answer.says[0]["card"]["id"] == order.id
    assert answer.choices == ["转人工"]
    assert "过了可以申请的时间" in answer.text


async def test_of_goods_without_an_after_sale_only_what_the_shop_would_take_is_offered(chat: Begin) -> None:
    answer = await chat("C0003").say("水壶退款到哪了", "refund_status")
    assert answer.choices == ["申请退款", "转人工"]


async def test_the_choice_of_an_after_sale_has_a_way_out_and_a_person(chat: Begin, shop: HttpShop) -> None:
    order, by = shop.orders("C0003")[0], Actor(customer="C0003")
    for item in order.items:
        shop.refund(order.id, by, reason=Reason.CHANGED_MIND, key=f"k-{item.id}", items={item.id: 1})
    asked = await chat("C0003").say("退款到哪了", "refund_status")
    assert asked.text == "请问是哪一笔？"
    assert asked.choices[-2:] == ["不办了", "转人工"]


async def test_a_refund_in_case_the_rest_does_not_help_is_no_question_for_one(chat: Begin) -> None:
    also = ["urge_delivery", "request_refund"]
    answer = await chat("C0005").say("催快递，不行就退款", "refund_status", also=also, confidence=0.45)
    assert "没有退款或退换货记录" not in answer.text
    assert "已为您催" in answer.text
    assert "继续申请退款" in answer.choices
