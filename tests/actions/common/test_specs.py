"""Sizes and colours in the words of customers."""

from __future__ import annotations

import pytest

from actions.common.specs import spec_named
from actions.shop.model import Spec, Text
from tests.actions.chat import Begin

SIZES = [
    Spec(id=size, text=Text(zh=f"{size} 码", en=f"Size {size}"), stock=1) for size in ("S", "M", "L", "XL")
]
COLOURS = [Spec(id=en, text=Text(zh=zh, en=en), stock=1) for zh, en in (("白色", "White"), ("灰色", "Grey"))]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("T恤买大了 换S码 两件都换", "S"),
        ("L", "L"),
        ("M换成L", "L"),
        ("it's too big, I want size S", "S"),
        ("T恤大了 换个小一号的", "S"),
        ("大一号", "L"),
        ("衣服大了换货", None),
        ("the t-shirt", None),
    ],
)
def test_a_size_is_read_alone_or_from_the_one_that_was_bought(text: str, size: str | None) -> None:
    found = spec_named(SIZES, text, SIZES[1].text)
    assert (found.id if found else None) == size


@pytest.mark.parametrize("text", ["水壶换成灰色", "灰的", "grey please"])
def test_a_colour_is_read(text: str) -> None:
    found = spec_named(COLOURS, text)
    assert found is not None
    assert found.id == "Grey"


async def test_goods_and_colour_in_one_message_are_confirmed_at_once(chat: Begin) -> None:
    answer = await chat("C0003").say("水壶换成灰色", "change_order")
    assert answer.text.endswith("→ 灰色")


async def test_what_is_already_so_is_said(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.press(await customer.say("水壶换成灰色", "change_order"), "确认")
    answer = await customer.say("把水壶颜色改成灰色", "change_order")
    assert answer.text.startswith("现在就是灰色")


async def test_pieces_size_and_reason_in_one_message_are_confirmed_at_once(chat: Begin) -> None:
    answer = await chat("C0007").say("T恤买大了 换S码 两件都换", "request_exchange")
    assert answer.text == "请确认换货：尺码不合适\n纯棉短袖 T 恤 M 码 × 2\n换成：S 码"


async def test_a_size_that_is_sold_out_is_named(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("T恤不合适想换一件", "request_exchange")
    answer = await customer.say("L", "inform")
    assert answer.text.startswith("L现在没有货")
