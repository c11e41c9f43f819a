"""What a message says of a change is taken whole, and what cannot be changed is said."""

from __future__ import annotations

from typing import Any

import pytest

from actions.change_order import CHANGEABLE
from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.demo.rules import PERMITTED
from actions.shop.model import Action, Actor
from tests.actions.chat import Begin
from tests.actions.customers import PAID

CHANGE = "change_order"


def test_every_order_that_the_shop_would_change_is_proposed() -> None:
    assert set(CHANGEABLE) == PERMITTED[Action.CHANGE_ORDER]


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


async def test_a_colour_for_what_is_not_sent_is_a_change_of_the_order(chat: Begin) -> None:
    answer = await chat(PAID).say("颜色要黑色的", "wrong_or_missing_item")
    assert answer.payload("改颜色尺码")["entities"]["option"] == "spec"


async def test_a_name_and_a_number_beside_the_words_for_them_are_taken(chat: Begin) -> None:
    answer = await chat(PAID).say("我想改收货人和电话 李雷 13712340000", CHANGE, {"phone": "13712340000"})
    assert "李雷 137****0000" in answer.text


async def test_a_fault_told_after_the_address_does_not_hide_it(chat: Begin) -> None:
    answer = await chat(PAID).say("应该送到科苑路165号 地址错了", CHANGE)
    assert "科苑路165号" in answer.text
    assert "地址错了" not in answer.text


@pytest.mark.parametrize("intent", [CHANGE, "order_status", "change_delivery"])
async def test_a_note_is_written_whatever_the_words_were_taken_for(chat: Begin, intent: str) -> None:
    answer = await chat(PAID).say("给订单留言 到了打电话", intent)
    assert answer.text.endswith("到了打电话")
    assert "收件人" not in answer.text


async def test_pieces_cannot_be_changed_and_that_is_said(chat: Begin) -> None:
    answer = await chat(PAID).say("两个水壶改成一个", CHANGE)
    assert "件数改不了" in answer.text
    assert "申请退款" in answer.choices


async def test_the_summary_of_a_colour_names_the_goods(chat: Begin) -> None:
    answer = await chat(PAID).say("保温杯改成绿色", CHANGE)
    assert "不锈钢保温杯 白色 → 绿色" in answer.text


@pytest.mark.parametrize(
    ("said", "found", "shown"),
    [
        ("收货人改成李四，不对，是李思思", {"person": "李四"}, "李思思"),
        (
            "电话改成13912345678，不对，是13912345679",
            {"phone": ["13912345678", "13912345679"]},
            "139****5679",
        ),
        ("地址改成北京市朝阳区建国路１号（Ａ座），不对，2号", {}, "北京市朝阳区建国路2号（A座）"),
        ("change the recipient to Bob, no, Rob Harris", {}, "Rob Harris"),
    ],
)
async def test_a_value_corrected_in_the_same_message_is_the_one_proposed(
    chat: Begin, said: str, found: dict[str, Any], shown: str
) -> None:
    answer = await chat(PAID).say(said, "change_order", found)
    assert answer.text.endswith(f"\n{shown}")


@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        ("收货人改成换货先生", "换货先生", "request_exchange"),
        ("收货人改成：转人工·阿里木", "转人工·阿里木", "ask_human"),
    ],
)
async def test_a_receiver_who_is_called_like_a_request_is_no_request(
    chat: Begin, text: str, name: str, also: str
) -> None:
    customer = chat(PAID)
    answer = await customer.say(text, CHANGE, also=[also])
    assert name in answer.text
    assert customer.slots[REQUESTED] == "confirm"
    assert not customer.slots.get("suspended")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "地址改成杭州市西湖区文三路90号（东部软件园）3号楼，后发馆",
            "文三路90号（东部软件园）3号楼，后发馆",
        ),
        ("备注改成请在下午送，别寄快递柜", "请在下午送，别寄快递柜"),
        ("备注改成请在下午送,别寄快递柜", "请在下午送,别寄快递柜"),
    ],
)
async def test_marks_are_kept_as_they_were_typed(chat: Begin, shop: HttpShop, text: str, kept: str) -> None:
    customer = chat(PAID)
    summary = await customer.say(text, CHANGE)
    assert kept in summary.text.replace("\n", "")
    await customer.press(summary, "确认")
    order = shop.orders(PAID)[0]
    stored = order.note if "备注" in text else order.address and order.address.street
    assert kept in str(stored)
