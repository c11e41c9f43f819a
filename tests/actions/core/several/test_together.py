"""One question about several orders."""

from __future__ import annotations

from actions.shop.client import HttpShop
from tests.actions.chat import Begin

HAS_THREE = "C0005"
NOBODYS = "1111222233334444"


async def test_two_orders_by_number_are_both_told(chat: Begin, shop: HttpShop) -> None:
    numbers = [order.id for order in shop.orders(HAS_THREE)[:2]]
    answer = await chat(HAS_THREE).say(
        f"查一下 {numbers[0]} 和 {numbers[1]} 到哪了", "track_shipment", {"order_id": numbers}
    )
    cards = [say["card"]["kind"] for say in answer.says if say.get("card")]
    assert cards == ["parcel", "parcel"]
    assert [say["text"] for say in answer.says].count("这样解决您的问题了吗？") == 1


async def test_two_orders_by_their_goods_are_both_told_by_name(chat: Begin) -> None:
    answer = await chat(HAS_THREE).say("卫衣和手表都到哪了", "track_shipment")
    assert [say["text"].splitlines()[0] for say in answer.says[:2]] == ["连帽卫衣：", "智能手表："]


async def test_a_number_of_nobody_hides_nothing_of_the_other(chat: Begin, shop: HttpShop) -> None:
    own = shop.orders(HAS_THREE)[0].id
    for numbers in ([own, NOBODYS], [NOBODYS, own]):
        answer = await chat(HAS_THREE).say(
            f"{numbers[0]} 和 {numbers[1]} 到哪了", "track_shipment", {"order_id": numbers}
        )
        assert "没有查到尾号 4444 的订单" in answer.text
        assert any(say.get("card", {}).get("kind") == "parcel" for say in answer.says)


async def test_a_guest_with_digits_for_each_order_hears_of_both(chat: Begin) -> None:
    numbers = ["7484081602406554", "2556428247997586"]
    answer = await chat().say(
        f"{numbers[0]} 5559 和 {numbers[1]} 9397 到哪了", "track_shipment", {"order_id": numbers}
    )
    assert [say["text"].splitlines()[0] for say in answer.says[:2]] == [
        "尾号 6554 的订单：",
        "尾号 7586 的订单：",
    ]
