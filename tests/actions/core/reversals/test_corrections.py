"""A summary in which fault was found: its values are never carried out."""

from __future__ import annotations

import pytest

from actions.core.reversals.corrections import right_value
from actions.core.turn import REQUESTED, Turn
from actions.shop.client import HttpShop
from tests.actions.chat import Answer, Begin, Chat

BUYER = "C0003"
BEGUN = {
    "recipient": ("收货人改成王五", "王五"),
    "note": ("备注 放前台", "放前台"),
    "address": ("改地址 四川省成都市武侯区天府大道8号", "天府大道8号"),
}
REJECTIONS = [
    "不对",
    "错了",
    "写错了",
    "不對",
    "唔係",
    "好像不对",
    "that's wrong",
    "名字错了",
    "地址不对",
    "备注错了",
]
YES = ["好的", "确认", "嗯", "ok", "yes", "改吧", ""]


async def summed_up(chat: Begin, what: str) -> Chat:
    customer = chat(BUYER)
    await customer.say(BEGUN[what][0], "change_order")
    assert customer.slots[REQUESTED] == "confirm", customer.slots
    return customer


@pytest.mark.parametrize("what", BEGUN)
@pytest.mark.parametrize("rejection", REJECTIONS)
async def test_a_yes_after_a_rejection_never_carries_out_the_rejected_value(
    chat: Begin, what: str, rejection: str
) -> None:
    for between in ((), ("等等",), ("不对",)):
        customer = await summed_up(chat, what)
        answer: Answer = await customer.say(rejection, "deny")
        for said in (*between, "好的", "确认"):
            shown = answer.says[-1]["text"]
            answer = await customer.say(said, "affirm")
            assert not answer.changed or BEGUN[what][1] in shown


@pytest.mark.parametrize("yes", YES)
async def test_the_value_at_fault_is_emptied_and_asked_for(chat: Begin, yes: str) -> None:
    customer = await summed_up(chat, "recipient")
    answer = await customer.say("不对", "deny")
    assert answer.says[0]["text"] == "好的，先不改。\n请发新的收货人姓名。"
    assert (customer.slots[REQUESTED], customer.slots["recipient"]) == ("recipient", None)
    assert (await customer.say(yes, "affirm")).changed == []
    assert "王六" in (await customer.say("王六", "inform")).text


@pytest.mark.parametrize(
    ("what", "said", "right"),
    [
        ("recipient", "不对 改成王六", "王六"),
        ("recipient", "写错了 应该是孙八", "孙八"),
        ("recipient", "名字错了 是王小明", "王小明"),
        ("recipient", "打错了，是叫王小明", "王小明"),
        ("recipient", "不好意思 写错了 名字应该是叫王小明", "王小明"),
        ("recipient", "等等，名字写错了，是叫阿里木", "阿里木"),
        ("recipient", "no, Anna Lee", "Anna Lee"),
        ("recipient", "应该是孙八 写错了", "孙八"),
        ("note", "写错了 放保安亭", "放保安亭"),
    ],
)
@pytest.mark.parametrize("intent", ["deny", "inform", "change_order"])
async def test_the_right_value_in_the_same_words_is_summed_up_before_it_is_done(
    chat: Begin, shop: HttpShop, what: str, said: str, right: str, intent: str
) -> None:
    customer = await summed_up(chat, what)
    answer = await customer.say(said, intent)
    assert answer.changed == []
    assert right in answer.text
    assert BEGUN[what][1] not in answer.text
    assert (customer.slots[what], customer.slots[REQUESTED]) == (right, "confirm")
    assert (await customer.say("确认", "affirm")).changed


async def test_a_piece_of_an_address_is_no_address_and_the_old_one_is_gone(chat: Begin) -> None:
    customer = await summed_up(chat, "address")
    await customer.say("不对 是18号", "deny")
    assert (customer.slots["address"], customer.slots[REQUESTED]) == (None, "address")


async def test_where_nothing_was_written_a_yes_shows_the_summary_again(chat: Begin) -> None:
    customer = chat(BUYER)
    await customer.say("取消订单，拍错了", "cancel_order")
    rejected = await customer.say("不对", "deny")
    assert rejected.choices == ["不办了"]
    again = await customer.say("好的", "affirm")
    assert again.changed == []
    assert "确认取消这笔订单吗" in again.text
    assert (await customer.say("好的", "affirm")).changed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("不对", ""),
        ("不对不对", ""),
        ("错了，谢谢", ""),
        ("no thanks", ""),
        ("no I changed my mind", ""),
        ("no, don't", ""),
        ("没错", ""),
        ("不错 就这样吧", ""),
        ("不对 别改", ""),
        ("不对吗？", ""),
        ("不是王五 是王六", "王六"),
        ("sorry, it should be Tom Lee", "Tom Lee"),
        ("抬頭錯了 應該是大同公司", "大同公司"),
    ],
)
def test_the_right_value_is_what_follows_the_fault(text: str, value: str) -> None:
    assert right_value(Turn(id="t", text=text)) == value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("actually the name should be daniel smith", "daniel smith"),
        ("wait, make it emily", "emily"),
        ("hold on, the name is Daniel", "Daniel"),
        ("等等，改成王五", "王五"),
        ("wait", ""),
        ("wait a moment please", ""),
        ("hold on, let me check", ""),
        ("等等", ""),
        ("等一下再说", ""),
    ],
)
def test_the_right_value_is_read_without_the_words_that_lead_to_it(text: str, right: str) -> None:
    assert right_value(Turn(id="t", text=text, intent="inform")) == right
