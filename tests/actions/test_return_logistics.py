"""The way of the goods back: address, pick-up, own parcel; and questions about the rules."""

from __future__ import annotations

import pytest

from actions.core.show import moment
from actions.shop.client import HttpShop
from actions.shop.model import AfterSaleState
from tests.actions.chat import Begin

AGREED, NONE = "C0012", "C0001"
DAY_MS = 86_400_000


async def test_the_address_is_given_with_both_ways_to_send(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(AGREED)[0]
    answer = await chat(AGREED).say("退货寄到哪", "return_logistics")
    assert made.return_address is not None
    assert answer.says[0]["card"]["lines"][0] == made.return_address.zh
    assert answer.choices == ["约上门取件", "我已寄出", "解决了"]


@pytest.mark.parametrize(
    ("said", "ahead", "hour"),
    [("明天", 1, 10), ("后天上午", 2, 10), ("大后天下午吧", 3, 14), ("明天下午", 1, 14)],
)
async def test_a_pick_up_is_booked_for_the_day_and_part_of_it_that_was_said_after_a_yes(
    chat: Begin, shop: HttpShop, now_ms: int, said: str, ahead: int, hour: int
) -> None:
    talk = chat(AGREED)
    answer = await talk.say("上门取件", "return_logistics")
    assert answer.choices[:2] == ["明天 10 点起", "明天 14 点起"]
    summary = await talk.say(said, "inform")
    assert f"{hour} 点起" in summary.text
    assert shop.after_sales_of(AGREED)[0].pickup_ms is None
    answer = await talk.press(summary, "确认")
    booked = shop.after_sales_of(AGREED)[0].pickup_ms
    assert booked is not None
    assert (moment(booked).date() - moment(now_ms).date()).days == ahead
    assert moment(booked).hour == hour
    assert answer.changed == [{"what": "pickup", "id": shop.after_sales_of(AGREED)[0].id}]


async def test_the_day_told_with_the_request_is_not_asked_for(chat: Begin) -> None:
    answer = await chat(AGREED).say("约个取件 后天上午", "return_logistics", {"date": "后天"})
    assert answer.text.startswith("确认约上门取件吗？")


async def test_another_part_of_the_day_corrects_the_summary(chat: Begin) -> None:
    talk = chat(AGREED)
    await talk.say("约个取件 后天上午", "return_logistics", {"date": "后天"})
    answer = await talk.say("还是下午吧", "inform")
    assert "14 点起" in answer.text


@pytest.mark.parametrize("intent", ["cancel_order", "return_logistics"])
async def test_calling_a_pick_up_off_asks_for_no_day(chat: Begin, shop: HttpShop, intent: str) -> None:
    talk = chat(AGREED)
    none = await talk.say("取消取件", intent)
    assert none.text == "现在没有约好的上门取件。"
    summary = await talk.say("约个取件 后天上午", "return_logistics", {"date": "后天"})
    await talk.press(summary, "确认")
    answer = await talk.say("取消取件", intent)
    assert answer.choices == ["改约时间", "转人工"]
    assert not talk.loop


async def test_calling_it_off_while_the_day_is_asked_for_ends_the_request(chat: Begin) -> None:
    talk = chat(AGREED)
    await talk.say("上门取件", "return_logistics")
    answer = await talk.say("取消取件", "cancel_order")
    assert "先不办了" in answer.text
    assert not talk.loop


async def test_how_far_a_return_is_is_no_question_for_the_address(chat: Begin, shop: HttpShop) -> None:
    made = shop.after_sales_of(AGREED)[0]
    talk = chat(AGREED)
    answer = await talk.say(f"{made.id}这个退货到哪一步了", "return_logistics", {"ticket_id": made.id})
    assert "等您寄回" in answer.says[0]["text"]


async def test_who_pays_the_freight_is_told_for_the_return_at_hand(chat: Begin) -> None:
    answer = await chat(AGREED).say("寄回去的邮费你们给报吗", "return_logistics")
    assert "运费" in answer.says[0]["text"]


async def test_a_tracking_number_that_nobody_asked_for_is_the_returns_after_its_address(
    chat: Begin, shop: HttpShop
) -> None:
    talk = chat(AGREED)
    await talk.say("退货寄到哪", "return_logistics")
    answer = await talk.say("快递单号 SF1234567890123", "inform", {"tracking_number": "SF1234567890123"})
    assert "没有查到" not in answer.text
    await talk.press(answer, "顺丰")
    assert shop.after_sales_of(AGREED)[0].return_tracking == "SF1234567890123"


async def test_a_parcel_already_sent_is_noted(chat: Begin, shop: HttpShop) -> None:
    talk = chat(AGREED)
    answer = await talk.say("我寄出了", "return_logistics")
    assert "快递单号" in answer.text
    answer = await talk.say("YT1234567890123", "inform", {"tracking_number": "YT1234567890123"})
    answer = await talk.press(answer, "圆通")
    made = shop.after_sales_of(AGREED)[0]
    assert (made.state, made.return_tracking) == (AfterSaleState.GOODS_SENT, "YT1234567890123")
    assert "YT1234567890123" in answer.says[0]["text"]


async def test_a_question_about_the_rules_is_answered_from_the_knowledge_base(chat: Begin) -> None:
    talk = chat(NONE)
    answer = await talk.say("退货运费谁出", "return_logistics")
    assert "运费由我们承担" in answer.text
    assert not talk.loop


async def test_who_has_nothing_to_send_hears_how_to_begin(chat: Begin) -> None:
    answer = await chat(NONE).say("寄到哪里", "return_logistics")
    assert "没有待寄回的退换货" in answer.text


async def test_a_pick_up_is_booked_and_moved_in_the_words_of_hong_kong(chat: Begin) -> None:
    talk = chat(AGREED)
    summary = await talk.say("约个上门收件 听日下昼", "return_logistics")
    assert "明天 14 点起" in summary.text
    await talk.press(summary, "确认")
    moved = await talk.say("改做星期四", "return_logistics")
    assert "确认约上门取件吗" in moved.text


async def test_calling_a_pick_up_off_may_be_said_in_short(chat: Begin) -> None:
    assert (await chat(AGREED).say("唔使上門", "return_logistics")).text == "现在没有约好的上门取件。"


async def test_a_pick_up_that_still_stands_is_called_off_when_the_goods_are_sent(chat: Begin) -> None:
    talk = chat(AGREED)
    await talk.press(await talk.say("约个取件 后天上午", "return_logistics", {"date": "后天"}), "确认")
    answer = await talk.say(
        "我自己寄了 顺丰 SF1234567890123", "return_logistics", {"tracking_number": "SF1234567890123"}
    )
    assert "原来约的取件" in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["authority"]


async def test_who_waits_for_a_courier_hears_whether_one_was_booked(chat: Begin) -> None:
    answer = await chat(AGREED).say("退货的羽绒服快递员一直没来取", "return_logistics")
    assert "系统里没有约好的取件" in answer.text
    assert "约上门取件" in answer.choices


@pytest.mark.parametrize("intent", ["return_logistics", "cancel_order", "refund_status", "change_after_sale"])
@pytest.mark.parametrize("text", ["取消退货", "退货取消掉吧"])
async def test_a_return_is_withdrawn_whatever_its_words_were_taken_for(
    chat: Begin, intent: str, text: str
) -> None:
    answer = await chat(AGREED).say(text, intent)
    assert answer.text.startswith("请确认：撤销这笔退货")


async def test_the_booked_pick_up_of_a_withdrawn_return_is_called_off(chat: Begin, shop: HttpShop) -> None:
    talk = chat(AGREED)
    booking = await talk.say("约个取件 后天上午", "return_logistics", {"date": "后天"})
    await talk.press(booking, "确认")
    summary = await talk.say("取消退货", "return_logistics")
    answer = await talk.press(summary, "确认")
    made = shop.after_sales_of(AGREED)[0]
    assert made.state is AfterSaleState.WITHDRAWN
    assert "我请同事通知快递不用来了" in answer.text
    assert answer.asked("handoff")[0]["detail"] == f"call off pick-up of {made.id}: withdrawn"


@pytest.mark.parametrize("text", ["取件取消吧", "取消退货取件", "取消上门"])
@pytest.mark.parametrize("intent", ["return_logistics", "change_after_sale"])
async def test_calling_off_the_courier_keeps_the_return(chat: Begin, intent: str, text: str) -> None:
    answer = await chat(AGREED).say(text, intent)
    assert answer.text == "现在没有约好的上门取件。"


async def test_another_day_for_the_courier_is_no_change_of_the_return(chat: Begin) -> None:
    answer = await chat(AGREED).say("上门取件改到后天上午", "change_after_sale", {"date": "后天"})
    assert answer.text.startswith("确认约上门取件吗？")


async def test_a_day_alone_right_after_a_return_is_when_it_shall_be_fetched(chat: Begin) -> None:
    customer = chat("C0014", language="zh-Hant")
    await customer.say("我要退一條頸巾 唔啱", "request_return")
    await customer.say("確認", "affirm")
    answer = await customer.say("聽日下晝", "out_of_scope")
    assert "確認約上門取件嗎" in answer.text
    assert "明天 14 點起" in answer.text


async def test_the_form_of_a_pick_up_ends_when_the_pick_up_is_called_off(chat: Begin) -> None:
    customer = chat("C0012")
    await customer.say("预约上门取件", "return_logistics")
    await customer.say("后天下午", "inform")
    answer = await customer.say("取件取消吧", "cancel_order")
    assert "先不办了" in answer.text
    assert not customer.loop
