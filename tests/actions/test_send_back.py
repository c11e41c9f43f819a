"""Returns and exchanges against the real demo shop."""

from __future__ import annotations

import pytest

from actions.shop.client import HttpShop
from actions.shop.model import Action, Actor, AfterSaleKind, AfterSaleState, OrderState, Reason
from tests.actions.chat import Begin

DELIVERED, HONG_KONG, IN_TRANSIT = "C0007", "C0014", "C0001"


async def test_a_return_is_agreed_with_number_address_freight_and_date(chat: Begin, shop: HttpShop) -> None:
    talk = chat(DELIVERED)
    answer = await talk.say("衣服小了想退货", "request_return")
    answer = await talk.say("两件都退", "inform")
    assert "原因：尺码不合适" in answer.text
    answer = await talk.press(answer, "确认")
    made = shop.after_sales_of(DELIVERED)[0]
    assert (made.kind, made.reason) == (AfterSaleKind.RETURN, Reason.WRONG_SIZE)
    assert made.id in answer.says[0]["text"]
    assert answer.changed == [{"what": "return", "id": made.id}]
    assert [promise["due_ms"] for promise in answer.promises] == [made.expected_ms]
    card = answer.says[1]["card"]
    assert made.return_address is not None
    assert card["lines"][0] == made.return_address.zh
    assert "运费" in answer.says[1]["text"]
    assert answer.payload("怎么寄回") == {
        "intent": "return_logistics",
        "entities": {"refund": made.id, "option": "pickup"},
    }


async def test_pieces_left_at_home_are_not_returned(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(DELIVERED)[0]
    options = shop.options(order.id, Actor(customer=DELIVERED)).items[0]
    talk = chat(DELIVERED)
    answer = await talk.say("小了，退一件", "request_return")
    answer = await talk.say("1", "inform")
    await talk.press(answer, "确认")
    assert shop.after_sales_of(DELIVERED)[0].amount.amount == options.refundable.amount // options.quantity


async def test_faulty_goods_ask_for_a_photo_that_may_be_left_out(chat: Begin, shop: HttpShop) -> None:
    talk = chat(DELIVERED)
    await talk.say("衣服破了要退货", "request_return")
    answer = await talk.say("都退", "inform")
    assert "照片" in answer.text
    answer = await talk.press(answer, "没有照片")
    answer = await talk.press(answer, "确认")
    made = shop.after_sales_of(DELIVERED)[0]
    assert made.reason is Reason.DAMAGED
    assert made.freight_payer == "shop"
    assert "运费由我们承担" in answer.text


async def test_what_is_not_there_yet_is_not_returned_but_may_be_refunded(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(IN_TRANSIT)[0].id
    talk = chat(IN_TRANSIT)
    answer = await talk.say("退货", "request_return", {"order_id": order})
    assert "还没有送达" in answer.text
    assert answer.payload("申请退款") == {"intent": "request_refund", "entities": {"order_id": order}}
    assert not talk.loop


async def test_the_window_is_the_shops_and_a_person_looks_at_exceptions(chat: Begin, shop: HttpShop) -> None:
    old = shop.orders(DELIVERED)[-1]
    talk = chat(DELIVERED)
    answer = await talk.say("不想要了退货", "request_return", {"order_id": old.id})
    assert "已超过 30 天的办理期限" in answer.text
    assert not talk.loop
    assert "转人工" in answer.choices
    assert shop.after_sales_of(DELIVERED) == ()


async def test_after_the_seven_days_only_faulty_goods_go_back(
    chat: Begin, shop: HttpShop, now_ms: int
) -> None:
    for reason, in_time in (("不喜欢，退货", False), ("质量不好，退货", True)):
        talk = chat(DELIVERED)
        talk.meta["now_ms"] = now_ms + 10 * 86_400_000
        answer = await talk.say(reason, "request_return")
        for _ in range(2):
            if talk.loop:
                answer = await talk.say("全部", "inform")
        assert talk.loop is in_time
        assert ("已超过 7 天的办理期限" in answer.text) is not in_time


async def test_goods_that_cannot_be_returned_at_will_are_told_so(chat: Begin, shop: HttpShop) -> None:
    """Fresh or custom goods, delivered lately: found among all customers."""
    customer, order = next(
        (customer, order.id)
        for customer in (f"C{number:04}" for number in range(17, 241))
        for order in shop.orders(customer)
        if order.state is OrderState.DELIVERED and returnable_only_when_faulty(shop, customer, order.id)
    )
    talk = chat(customer)
    answer = await talk.say("不想要了，退货", "request_return", {"order_id": order})
    for _ in range(2):
        if talk.loop:
            answer = await talk.say("全部", "inform")
    assert "这件商品不支持无理由退货" in answer.text
    assert not talk.loop


def returnable_only_when_faulty(shop: HttpShop, customer: str, order: str) -> bool:
    options = shop.options(order, Actor(customer=customer))
    return Action.RETURN in options.actions and not any(item.no_reason_return for item in options.items)


async def test_an_exchange_names_the_new_one_and_what_happens_next(chat: Begin, shop: HttpShop) -> None:
    talk = chat(DELIVERED)
    await talk.say("小了换 XL 码", "request_exchange")
    answer = await talk.say("2", "inform")
    assert "换成：XL 码" in answer.text
    answer = await talk.press(answer, "确认")
    made = shop.after_sales_of(DELIVERED)[0]
    assert made.kind is AfterSaleKind.EXCHANGE
    assert made.spec is not None
    assert made.spec.zh == "XL 码"
    assert made.state is AfterSaleState.AWAITING_GOODS
    assert made.id in answer.says[0]["text"]


async def test_only_what_is_in_stock_is_offered_for_an_exchange(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(DELIVERED)[0]
    specs = shop.options(order.id, Actor(customer=DELIVERED)).items[0].specs
    talk = chat(DELIVERED)
    await talk.say("大小不合适，换货", "request_exchange")
    answer = await talk.say("2", "inform")
    worn = shop.orders(DELIVERED)[0].items[0].spec.zh
    assert set(answer.choices) == {spec.text.zh for spec in specs if spec.stock > 0} - {worn}
    assert len(answer.choices) < len(specs) or all(spec.stock > 0 for spec in specs)


async def test_hong_kong_reads_traditional_words_and_hong_kong_dollars(chat: Begin, shop: HttpShop) -> None:
    talk = chat(HONG_KONG, language="zh-Hant", variant="hk")
    answer = await talk.say("唔啱想退貨，無理由", "request_return")
    for _ in range(3):
        if talk.slots.get("requested_slot") == "confirm":
            break
        answer = await talk.say("全部", "inform")
    assert "請確認：退貨" in answer.text
    assert "HK$" in answer.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("尺寸不對要退貨", "wrong_size"),
        ("質量太差退貨", "defective"),
        ("发错货了要退", "wrong_item"),
        ("it is too small, return", "wrong_size"),
        ("not as described, send back", "not_as_described"),
        ("七天无理由退货", "no_reason"),
        ("不喜欢，退货", "no_reason"),
    ],
)
async def test_the_reason_in_the_first_message_is_understood(chat: Begin, text: str, reason: str) -> None:
    talk = chat(DELIVERED)
    await talk.say(text, "request_return")
    assert talk.slots["reason"] == reason


async def test_the_goods_are_named_above_the_number_of_pieces(chat: Begin) -> None:
    answer = await chat(DELIVERED).say("想退货", "request_return")
    goods, question = answer.says[-1]["text"].split("\n")
    assert "T 恤" in goods
    assert question == "需要办理几件？"


async def test_what_is_not_sent_needs_no_exchange_but_a_change(chat: Begin) -> None:
    answer = await chat("C0003").say("想换个颜色", "request_exchange")
    assert "还没有发货" in answer.says[0]["text"]
    assert answer.payload("改颜色尺码")["entities"]["option"] == "spec"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("唔要喇，唔搞喇", "cancel_order"),
        ("算喇，唔退喇", "change_after_sale"),
        ("都係唔退喇", "deny"),
        ("不要了，没事了", "deny"),
    ],
)
async def test_words_of_stopping_stop_a_return_and_are_no_reason(
    chat: Begin, shop: HttpShop, said: str, intent: str
) -> None:
    for answers in ((), ("1",), ("1", "尺码不合适")):
        talk = chat(HONG_KONG, language="zh-Hant", variant="hk")
        await talk.say("我想退頸巾", "request_return")
        for one in answers:
            await talk.say(one, "inform")
        answer = await talk.say(said, intent)
        assert "先不辦了" in answer.text
        assert not talk.loop
    assert shop.after_sales_of(HONG_KONG) == ()


async def test_cantonese_asks_for_an_exchange_instead(chat: Begin) -> None:
    talk = chat(HONG_KONG, language="zh-Hant", variant="hk")
    await talk.say("我想退頸巾", "request_return")
    await talk.say("唔係，係換貨", "request_exchange")
    assert talk.slots["task"] == "request_exchange"


@pytest.mark.parametrize(
    "said", ["T恤一件换L码", "T恤一件，M码换成L码", "T恤想换L码", "exchange the T-shirt for an L"]
)
async def test_a_size_without_stock_is_said_to_be_sold_out(chat: Begin, said: str) -> None:
    talk = chat(DELIVERED)
    answer = await talk.say(said, "request_exchange", {"quantity": "1"})
    assert answer.says[-1]["text"].startswith("L现在没有货")
    assert "XL 码" in answer.choices


async def test_what_is_sold_out_is_said_once(chat: Begin) -> None:
    talk = chat(DELIVERED)
    await talk.say("T恤一件换L码", "request_exchange", {"quantity": "1"})
    answer = await talk.say("XL", "inform")
    assert "没有货" not in answer.text
    assert talk.slots["spec"] == "P010-3"


@pytest.mark.parametrize(
    ("customer", "said"),
    [("C0010", "空气炸锅换绿色"), ("C0010", "空气炸锅换成绿色"), ("C0006", "充电宝换黑色")],
)
@pytest.mark.parametrize(
    "heard_as", ["damaged_or_defective", "wrong_or_missing_item", "nlu_fallback", "inform"]
)
async def test_goods_with_another_colour_are_an_exchange_and_no_fault(
    chat: Begin, customer: str, said: str, heard_as: str
) -> None:
    talk = chat(customer)
    answer = await talk.say(said, heard_as)
    assert talk.slots["task"] == "request_exchange"
    assert "抱歉" not in answer.text


async def test_a_fault_told_with_another_colour_stays_a_fault(chat: Begin) -> None:
    talk = chat("C0010")
    await talk.say("空气炸锅坏了换绿色", "damaged_or_defective")
    assert talk.slots["task"] == "damaged_or_defective"
