"""Parts of one message that are answered at once, before the rest: nothing is dropped without a word."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin

AT_STATION = "C0002"


async def test_points_asked_for_beside_a_change_are_told_and_the_change_goes_on(chat: Begin) -> None:
    answer = await chat("C0003").say("把收货人改成周八，另外查下我积分", "change_order", also=["promotion"])
    assert "积分" in answer.says[0]["text"]
    assert "周八" in answer.says[1]["text"]
    assert "查下" not in answer.text


async def test_a_rule_asked_for_beside_a_parcel_and_an_invoice_is_told_too(chat: Begin) -> None:
    answer = await chat("C0005").say(
        "卫衣到哪了，还有手表的发票，还有满多少包邮", "invoice", also=["track_shipment", "promotion"]
    )
    assert "包邮" in answer.text
    assert "最后在" in answer.text
    assert "抬头" in answer.text


async def test_the_pick_up_code_is_told_beside_an_invoice(chat: Begin) -> None:
    customer = chat(AT_STATION)
    answer = await customer.say("我的取件码是多少 卫衣也想开发票", "invoice", also=["track_shipment"])
    assert "取件码 " in answer.says[0]["text"]
    assert customer.slots["task"] == "invoice"
    assert "签收" not in answer.text


async def test_two_questions_are_both_answered_and_closed_once(chat: Begin) -> None:
    answer = await chat(AT_STATION).say("取件码多少 保修多久", "warranty_repair", also=["track_shipment"])
    assert "取件码 " in answer.says[0]["text"]
    assert "保修 1 年" in answer.says[1]["text"]
    assert [say["text"] for say in answer.says].count("这样解决您的问题了吗？") == 1


async def test_the_desks_hours_are_told_beside_a_parcel(chat: Begin) -> None:
    answer = await chat("C0001").say("我的快递到哪了 顺便问下你们几点下班", "track_shipment")
    assert "人工客服" in answer.says[0]["text"]
    assert "杭州" in answer.text


async def test_a_rule_that_the_message_was_taken_for_does_not_hide_the_parcel(chat: Begin) -> None:
    answer = await chat("C0014", language="zh-Hant").say(
        "頸巾到未 順便問下退貨運費邊個出", "return_policy", also=["track_shipment"]
    )
    assert "運費" in answer.text
    assert "已送達" in answer.text


async def test_what_was_paid_is_told_beside_an_invoice(chat: Begin) -> None:
    answer = await chat("C0009").say("靴子开发票 面霜多少钱买的", "invoice")
    assert "实付" in answer.says[0]["text"]
    assert "发票" in answer.text


async def test_goods_named_before_a_question_of_their_price_are_what_it_is_about(chat: Begin) -> None:
    answer = await chat("C0005").say("我的手表，多少钱买的", "order_status")
    assert "实付" in answer.says[0]["text"]
    assert "手表" in answer.says[0]["card"]["title"]


@pytest.mark.parametrize("text", ["杯子碎了，我要退款", "你好，我的快递到哪了", "好的，谢谢"])
async def test_parts_that_ask_for_one_thing_stay_one_message(chat: Begin, text: str) -> None:
    customer = chat("C0001")
    whole = await customer.say(text, "track_shipment")
    assert "杭州" in whole.says[0]["text"]


async def test_goods_asked_for_are_told_of_their_own_order(chat: Begin) -> None:
    answer = await chat("C0009").say("靴子到哪了 面霜什么时候到", "delivery_time", also=["track_shipment"])
    assert "已签收" in answer.says[0]["text"]
    assert "已送达" in answer.says[1]["text"]
    assert len(answer.says) == 3


async def test_goods_that_go_back_are_asked_about_after_the_points(chat: Begin) -> None:
    customer = chat("C0010")
    answer = await customer.say("炸锅退一个 用不上 顺便看下我有几张券", "promotion", also=["request_refund"])
    assert "券" in answer.says[0]["text"]
    assert customer.slots["task"] == "request_return"


async def test_courtesy_beside_a_question_wants_no_answer(chat: Begin) -> None:
    answer = await chat("C0001").say("谢谢 对了 我有多少积分", "promotion")
    assert [say["text"].splitlines()[0][:4] for say in answer.says] == ["您现在有", "这样解决"]


async def test_where_it_is_and_when_it_comes_are_one_answer(chat: Begin) -> None:
    answer = await chat("C0001").say("我的快递到哪了 什么时候到", "track_shipment", also=["delivery_time"])
    assert len(answer.says) == 2


async def test_what_was_answered_is_not_told_of_the_next_goods_too(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say(
        "背包到哪了？还有加湿器那单帮我开个发票，抬头王小明", "track_shipment", also=["invoice"]
    )
    assert "杭州" in answer.text
    assert "签收" not in answer.text
    assert customer.slots["task"] == "invoice"


async def test_a_withdrawal_beside_a_question_is_a_withdrawal(chat: Begin) -> None:
    answer = await chat("C0009").say("面霜不退了，礼券还能退吗", "return_policy", also=["change_after_sale"])
    assert "30 天" in answer.says[0]["text"]
    assert "撤销" in answer.says[1]["text"]


@pytest.mark.parametrize(
    "text", ["羽毛球拍怎么保修，还有这个能退吗", "羽毛球拍断线了怎么保修？还有跑鞋能退吗"]
)
async def test_a_warranty_beside_a_return_is_told_too(chat: Begin, text: str) -> None:
    answer = await chat("C0006").say(text, "return_policy", also=["warranty_repair"])
    assert "保修" in answer.says[0]["text"] or "修" in answer.says[0]["text"]
    assert "30 天" in answer.says[1]["text"]
    assert "签收次日" not in answer.text


async def test_a_question_after_the_money_in_a_refund_is_answered_by_the_rule_alone(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("帮我退款", "request_refund")
    answer = await customer.say("等一下，我先问下退款多久到账", "refund_status")
    assert "原支付方式" in answer.says[0]["text"]
    assert "没有退款" not in answer.text
