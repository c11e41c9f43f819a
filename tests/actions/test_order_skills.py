"""Orders: status, list, cancelling, changes, invoices, price protection, payment. On the real demo shop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.change_order import CHANGEABLE
from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.demo.rules import PERMITTED
from actions.shop.model import Action, Actor, OrderState
from tests.actions.chat import Chat

Begin = Callable[..., Chat]
PAID, PRESALE, DELIVERED, CHEAPER = "C0003", "C0004", "C0007", "C0010"


async def test_the_one_open_order_is_shown_with_what_may_be_done(chat: Begin) -> None:
    answer = await chat(PAID).say("我的订单怎么样了", "order_status")
    assert "最晚" in answer.says[0]["text"]
    assert answer.says[0]["card"]["kind"] == "order"
    assert answer.choices == ["催一下", "改订单", "取消订单", "解决了"]


async def test_the_list_of_orders_has_a_button_for_each(chat: Begin, shop: HttpShop) -> None:
    answer = await chat(PAID).say("我的订单", "order_status")
    orders = shop.orders(PAID)
    assert [item["id"] for item in answer.says[0]["card"]["items"]] == [one.id for one in orders]
    assert [choice["payload"]["entities"]["order_id"] for choice in answer.says[0]["choices"]] == [
        one.id for one in orders
    ]


async def test_a_presale_names_the_balance_and_the_day(chat: Begin) -> None:
    answer = await chat(PRESALE).say("我的订单怎么样了", "order_status")
    assert "尾款 ¥" in answer.says[0]["text"]


async def test_an_order_that_is_late_is_called_late(chat: Begin) -> None:
    answer = await chat("C0016", language="en").say("why has it not shipped", "order_status")
    assert "Sorry for the delay" in answer.says[0]["text"]


async def test_cancelling_asks_why_and_for_a_yes_and_tells_number_and_time(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(PAID)
    why = await customer.say("我要取消订单", "cancel_order")
    summary = await customer.press(why, "拍错了")
    assert "确认取消" in summary.text
    answer = await customer.press(summary, "确认")
    (refund,) = shop.after_sales_of(PAID)
    assert refund.id in answer.says[0]["text"]
    assert "3 个工作日" in answer.says[0]["text"]
    assert answer.changed == [{"what": "order", "id": customer.slots["order_id"]}]
    assert answer.promises[0]["due_ms"] == refund.expected_ms
    assert shop.orders(PAID)[0].state is OrderState.CANCELLED


async def test_one_of_several_goods_is_refunded_and_the_order_stays(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    why = await customer.say("保温杯不要了 只要水壶", "cancel_order")
    summary = await customer.press(why, "不想要了") if why.choices[0] != "确认" else why
    assert "请确认：退款" in summary.text
    assert "保温杯" in summary.text
    await customer.press(summary, "确认")
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_goods_named_with_the_word_order_cancel_the_whole(chat: Begin) -> None:
    answer = await chat(PAID).say("取消水壶那个订单，拍错了", "cancel_order")
    assert "确认取消这笔订单吗" in answer.text


async def test_a_colour_for_what_is_not_sent_is_a_change_of_the_order(chat: Begin) -> None:
    answer = await chat(PAID).say("颜色要黑色的", "wrong_or_missing_item")
    assert answer.payload("改颜色尺码")["entities"]["option"] == "spec"


async def test_a_turn_that_runs_again_cancels_once_and_says_the_same(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("取消订单，拍错了", "cancel_order")
    before = dict(customer.slots)
    first = await customer.say("确认", "affirm", turn="t-1")
    customer.slots, customer.loop = before, True
    again = await customer.say("确认", "affirm", turn="t-1")
    assert again.says == first.says
    assert len(shop.after_sales_of(PAID)) == 1


async def test_a_new_address_reaches_the_shop_after_a_yes(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    short = await customer.say("家里", "inform")
    assert "不完整" in short.text
    summary = await customer.say("上海市浦东新区张江路 88 号 201", "inform")
    await customer.press(summary, "确认")
    address = shop.orders(PAID)[0].address
    assert address is not None
    assert (address.region, address.street) == ("上海市 浦东新区", "张江路 88 号 201")


async def test_a_new_phone_number_is_repeated_masked(chat: Begin) -> None:
    customer = chat(PAID)
    answer = await customer.say("电话改成13900001111", "change_order", {"phone": "13900001111"})
    assert "139****1111" in answer.text
    assert "13900001111" not in str(answer.says)
    done = await customer.press(answer, "确认")
    assert done.changed == [{"what": "order", "id": customer.slots["order_id"]}]


async def test_a_note_is_written_on_the_order(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要改订单", "change_order")
    await customer.press(asked, "订单备注")
    summary = await customer.say("请放物业", "inform")
    await customer.press(summary, "确认")
    assert shop.orders(PAID)[0].note == "请放物业"


async def test_receiver_phone_and_address_in_one_message_are_all_changed(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    summary = await customer.say(
        "收货人改成李四 电话13712345678 地址深圳市福田区深南大道100号",
        "change_order",
        {"phone": "13712345678"},
    )
    assert summary.text == "确认这样修改吗？\n李四 137****5678\n深圳市福田区深南大道100号"
    answer = await customer.press(summary, "确认")
    assert answer.says[0]["text"].endswith("\n收货人、联系电话、收货地址")
    address = shop.orders(PAID)[0].address
    assert address is not None
    assert (address.recipient[:1], address.region) == ("李", "深圳市 福田区")
    assert address.street == "深南大道100号"


async def test_several_parts_without_values_are_asked_for_one_by_one(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("收货人和电话都要改", "change_order")
    assert customer.slots[REQUESTED] == "recipient"
    await customer.say("李四", "inform")
    assert customer.slots[REQUESTED] == "phone"
    answer = await customer.say("13712345678", "inform", {"phone": "13712345678"})
    assert "李四 137****5678" in answer.text


async def test_a_phone_number_is_no_address_and_changes_the_phone(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say("13800138000", "inform", {"phone": "13800138000"})
    assert answer.text == "确认把联系电话改成下面这样吗？\n138****8000"


async def test_while_the_address_is_asked_for_the_phone_may_be_changed_instead(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    await customer.say("等下 能改电话吗", "change_order")
    assert customer.slots[REQUESTED] == "phone"


async def test_an_address_that_is_asked_for_may_come_as_a_request(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say("改成科苑路165号", "change_order")
    assert answer.text.endswith("\n广东省深圳市南山区科苑路165号")


@pytest.mark.parametrize(
    ("text", "note"), [("加个备注 放门卫", "放门卫"), ("备注：不要按门铃", "不要按门铃")]
)
async def test_a_note_told_with_the_request_is_not_asked_for(chat: Begin, text: str, note: str) -> None:
    answer = await chat(PAID).say(text, "change_order")
    assert answer.text.endswith(f"\n{note}")


async def test_another_colour_is_chosen_from_what_is_in_stock(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("换个颜色", "change_order")
    specs = await customer.say("1", "inform")
    assert customer.slots[REQUESTED] == "spec"
    order = shop.orders(PAID)[0]
    options = shop.options(order.id, Actor(customer=PAID))
    offered = next(one.specs for one in options.items if one.item == order.items[0].id)
    other = next(one for one in offered if one.stock and one.text != order.items[0].spec)
    summary = await customer.press(specs, other.text.zh)
    await customer.press(summary, "确认")
    assert shop.orders(PAID)[0].items[0].spec == other.text


async def test_an_invoice_for_a_company_needs_title_and_tax_number(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    await customer.say("开公司发票", "invoice")
    await customer.say("第一个", "inform")
    if customer.slots[REQUESTED] == "option":
        await customer.say("公司", "inform")
    await customer.say("上海某某有限公司", "inform")
    bad = await customer.say("12", "inform")
    assert "税号好像不对" in bad.text
    summary = await customer.say("91310000ma1fl0000x", "inform")
    assert "91310000MA1FL0000X" in summary.text
    answer = await customer.press(summary, "确认")
    invoice = shop.order(str(customer.slots["order_id"]), Actor(customer=DELIVERED)).invoice
    assert invoice is not None
    assert (invoice.title, invoice.tax_id) == ("上海某某有限公司", "91310000MA1FL0000X")
    assert invoice.id in answer.text


async def test_title_and_tax_number_in_the_first_message_are_not_asked_for(chat: Begin) -> None:
    answer = await chat(PAID).say(
        "水壶那单开个公司发票 深圳大鱼科技有限公司 91440300MA5ABCDE1X",
        "invoice",
        {"tax_id": "91440300MA5ABCDE1X"},
    )
    assert "抬头：深圳大鱼科技有限公司" in answer.text
    assert "税号：91440300MA5ABCDE1X" in answer.text


async def test_a_request_for_a_companys_invoice_is_no_companys_name(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("水壶那单帮我开公司", "invoice")
    assert customer.slots[REQUESTED] == "title"


async def test_who_looks_for_an_invoice_that_was_not_issued_hears_that(chat: Begin) -> None:
    answer = await chat(PAID).say("牛仔裤的发票在哪下载", "invoice")
    assert answer.says[0]["text"].startswith("这笔订单还没有开过发票")


async def test_how_far_price_protection_is_is_no_new_request(chat: Begin) -> None:
    customer = chat(CHEAPER)
    summary = await customer.say("空气炸锅便宜了", "price_protection")
    await customer.press(summary, "确认")
    answer = await customer.say("价保进度", "price_protection")
    assert "原路退回" in answer.says[0]["text"]
    assert not customer.loop


async def test_an_issued_invoice_is_told_and_may_be_issued_anew(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    order = shop.orders(DELIVERED)[0].id
    first = shop.invoice(order, Actor(customer=DELIVERED), title="张三", key="test:1")
    answer = await customer.say("发票开了吗", "invoice", {"order_id": order})
    assert first.id in answer.text
    kind = await customer.press(answer, "换抬头重开")
    await customer.press(kind, "个人")
    summary = await customer.say("李四", "inform")
    await customer.press(summary, "确认")
    invoice = shop.order(order, Actor(customer=DELIVERED)).invoice
    assert invoice is not None
    assert invoice.title == "李四"


async def test_price_protection_names_the_difference_before_and_the_number_after(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(CHEAPER)
    order = shop.orders(CHEAPER)[0].id
    drop = shop.options(order, Actor(customer=CHEAPER)).price_drop
    summary = await customer.say("降价了能补差价吗", "price_protection", {"order_id": order})
    assert str(drop) in summary.text
    answer = await customer.press(summary, "确认")
    refund = shop.after_sales(order, Actor(customer=CHEAPER))[0]
    assert refund.id in answer.text
    assert refund.amount == drop


async def test_no_price_drop_is_said_before_anything_is_asked(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    answer = await customer.say("补差价", "price_protection", {"order_id": shop.orders(DELIVERED)[0].id})
    assert "没有低于" in answer.text
    assert not customer.loop


async def test_money_taken_twice_shows_what_the_shop_received_and_goes_to_a_person(chat: Begin) -> None:
    answer = await chat(PAID).say("我被扣了两次款", "payment_problem")
    assert "已收到付款 ¥" in answer.says[0]["text"]
    (ask,) = answer.asked("handoff")
    assert ask["reason"] == "authority"
    assert len(ask["snapshot"]["orders"]) == 1


@pytest.mark.parametrize(
    "text", ["付了款显示还没付", "I was charged twice", "多扣了我 20 块", "付款后订单还是未支付，重复扣款"]
)
async def test_money_that_went_wrong_is_no_question_for_the_knowledge_base(chat: Begin, text: str) -> None:
    answer = await chat(PAID).say(text, "payment_problem")
    assert [ask["reason"] for ask in answer.asked("handoff")] == ["authority"]


@pytest.mark.parametrize("said", ["能开专票吗", "统编怎么开"])
async def test_how_invoices_work_is_answered_without_an_order(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "invoice")
    assert "专票" in answer.says[0]["text"]
    assert answer.payload("开发票")["intent"] == "invoice"


async def test_who_is_not_signed_in_hears_what_that_is_needed_for(chat: Begin) -> None:
    answer = await chat().say("帮我开发票", "invoice")
    assert answer.says[0]["text"].startswith("“开发票”要先确认是您本人")


def test_every_order_that_the_shop_would_change_is_proposed() -> None:
    assert set(CHANGEABLE) == PERMITTED[Action.CHANGE_ORDER]


async def test_a_visitor_who_asks_how_soon_we_ship_needs_no_order(chat: Begin) -> None:
    answer = await chat().say("多久发货", "order_status")
    assert "48 小时" in answer.says[0]["text"]
    assert not answer.asked("handoff")


@pytest.mark.parametrize(
    "intent", ["order_status", "track_shipment", "chitchat", "out_of_scope", "nlu_fallback"]
)
@pytest.mark.parametrize(
    "said",
    ["我都买了啥", "最近买了什么", "看看我上个月的订单", "我买过什么东西", "what did i buy", "order history"],
)
async def test_who_asks_what_was_bought_gets_the_list_whatever_it_was_taken_for(
    chat: Begin, shop: HttpShop, intent: str, said: str
) -> None:
    answer = await chat(PAID).say(said, intent)
    assert answer.says[0]["card"]["kind"] == "orders"
    assert len(answer.says[0]["choices"]) == len(shop.orders(PAID))


@pytest.mark.parametrize("said", ["我最近的订单到哪了", "我买的什么时候到", "最近的订单怎么退货"])
async def test_one_of_the_orders_is_no_question_for_the_list(chat: Begin, said: str) -> None:
    answer = await chat(PAID).say(said, "order_status")
    assert answer.says[0].get("card", {}).get("kind") != "orders"


async def test_whether_special_invoices_are_issued_needs_no_identity(chat: Begin) -> None:
    answer = await chat().say("能开专票不", "invoice")
    assert "专票" in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["订单里填的收货人叫啥", "上面写的收件人是谁", "whose name is on the order"])
async def test_whom_an_order_goes_to_is_told_masked(chat: Begin, shop: HttpShop, said: str) -> None:
    order = shop.order(shop.orders(PAID)[0].id, Actor(customer=PAID))
    answer = await chat(PAID).say(said, "order_status")
    assert order.address is not None
    assert f"{order.address.recipient[0]}**" in answer.says[0]["text"]
    assert order.address.region in answer.says[0]["text"]
    assert order.address.recipient not in str(answer.says)
    assert order.address.street not in str(answer.says)


@pytest.mark.parametrize("intent", ["request_refund", "cancel_order", "track_shipment"])
async def test_the_list_of_orders_is_shown_whichever_task_the_question_was_taken_for(
    chat: Begin, intent: str
) -> None:
    customer = chat(PAID)
    answer = await customer.say("我都买了啥", intent)
    assert answer.says[-1]["card"]["kind"] == "orders"
    assert not customer.loop


@pytest.mark.parametrize("customer", [None, "C0001"])
async def test_a_disputed_charge_goes_to_a_person_with_one_message_and_no_form(
    chat: Begin, customer: str | None
) -> None:
    talk = chat(customer)
    answer = await talk.say("扣了两次款", "payment_problem", emotion="anxious")
    assert len(answer.says) == 1
    assert not talk.loop
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]


async def test_a_disputed_charge_names_the_only_new_order(chat: Begin, shop: HttpShop) -> None:
    answer = await chat(PAID).say("扣了两次款", "payment_problem")
    assert answer.says[0]["card"]["id"] == shop.orders(PAID)[0].id


async def test_a_question_of_paying_that_nobody_wrote_down_asks_for_no_order(chat: Begin) -> None:
    talk = chat()
    answer = await talk.say("你们支付的手续费谁定的", "payment_problem")
    assert not talk.loop
    assert "订单号" not in answer.text
