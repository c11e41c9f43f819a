"""Who receives an order and what its note says, in messages that change several things at once."""

from __future__ import annotations

import pytest

from actions.common.contact import parts_named, read_note, values_given
from actions.core.turn import Turn
from actions.shop.client import HttpShop
from tests.actions.chat import Begin

PHONE = "13612345678"


def turn(text: str) -> Turn:
    return Turn(id="t", text=text, entities={"phone": (PHONE,)} if PHONE in text else {})


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        (f"change the recipient to Tom Lee and phone {PHONE}", "Tom Lee"),
        (f"地址改成上海市浦东新区世纪大道100号，收件人赵六，{PHONE}", "赵六"),
        (f"电话{PHONE} 收货人赵六", "赵六"),
        ("收件人改成歐陽小明，備註放管理室", "歐陽小明"),
        ("收件人写错了", None),
        ("收货人和电话都要改", None),
        ("change recipient please", None),
        ("the name on the order is wrong", None),
    ],
)
def test_the_whole_name_of_the_receiver_is_read(text: str, recipient: str | None) -> None:
    assert values_given(turn(text))["recipient"] == recipient


@pytest.mark.parametrize(
    ("text", "parts", "note"),
    [
        (
            "change my address to 8 Nanjing Road, Shanghai and add note: call first",
            ["address", "note"],
            "call first",
        ),
        ("加个备注放门卫，地址改成上海市徐汇区漕溪路18号", ["address", "note"], "放门卫"),
        ("备注：送到前先打电话", ["note"], "送到前先打电话"),
    ],
)
def test_a_note_takes_no_other_part_with_it(text: str, parts: list[str], note: str) -> None:
    assert parts_named(turn(text)) == parts
    assert read_note(turn(text)) == note


async def test_address_and_note_of_one_message_both_reach_the_shop(chat: Begin, shop: HttpShop) -> None:
    customer = chat("C0016", language="en")
    summary = await customer.say(
        "change my address to 8 Nanjing Road, Shanghai and add note: call first", "change_order"
    )
    await customer.press(summary, "Confirm")
    order = shop.orders("C0016")[0]
    assert order.address is not None
    assert (order.address.street, order.address.region) == ("8 Nanjing Road", "Shanghai")
    assert order.note == "call first"


async def test_address_receiver_and_phone_are_taken_where_the_address_was_asked_for(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("改地址", "change_order")
    answer = await customer.say(f"上海市浦东新区世纪大道100号 收件人赵六 {PHONE}", "inform", {"phone": PHONE})
    assert answer.text == "确认这样修改吗？\n赵六 136****5678\n上海市浦东新区世纪大道100号"


async def test_receiver_and_phone_join_an_address_that_waits_for_its_yes(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("改地址 上海市浦东新区世纪大道100号", "change_order")
    answer = await customer.say(f"电话{PHONE} 收货人赵六", "inform", {"phone": PHONE})
    assert answer.text == "确认这样修改吗？\n赵六 136****5678\n上海市浦东新区世纪大道100号"


async def test_a_second_note_replaces_the_first(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("加个备注 放门卫", "change_order")
    answer = await customer.say("加个备注 放快递柜", "change_order")
    assert answer.text.endswith("\n放快递柜")


@pytest.mark.parametrize("text", ["收货人现在是谁", "我的收货地址是哪", "收件人是谁来着"])
async def test_a_question_for_what_the_order_says_changes_nothing(chat: Begin, text: str) -> None:
    customer = chat("C0003")
    answer = await customer.say(text, "change_order")
    assert "确认" not in answer.text
    assert "广东省 深圳市 南山区" in answer.text
    assert not customer.loop


async def test_the_recipient_that_is_asked_for_in_english_is_told(chat: Begin) -> None:
    customer = chat("C0016", language="en")
    for text in ("what is the recipient now", "what is my recipient name", "what is my delivery address"):
        answer = await customer.say(text, "change_order")
        assert "Chaoyang, Beijing" in answer.text


async def test_the_note_that_is_asked_for_is_read_out(chat: Begin) -> None:
    customer = chat("C0003")
    none = await customer.say("备注现在写的啥", "change_order")
    assert none.says[0]["text"] == "这个订单没有写备注。"
    summary = await customer.say("备注 放前台", "change_order")
    await customer.press(summary, "确认")
    answer = await customer.say("备注现在写的啥", "change_order")
    assert answer.says[0]["text"] == "订单备注现在写的是：\n放前台"


def test_the_order_that_a_note_is_for_is_no_part_of_it() -> None:
    assert read_note(turn("add a note to my order: ring 1 times")) == "ring 1 times"
