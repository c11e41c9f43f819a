"""Whether the customer's own goods may still go back, asked alone or beside something else."""

from __future__ import annotations

import pytest

from tests.actions.chat import Begin


async def test_a_question_for_the_rule_beside_a_parcel_gets_both_answers(chat: Begin) -> None:
    answer = await chat("C0001").say("快递到哪了，还有这个能退吗", "track_shipment", also=["return_policy"])
    assert "无理由退" in answer.says[0]["text"]
    assert "杭州" in answer.says[1]["text"]
    taken_for_the_rule = await chat("C0001").say(
        "快递到哪了，还有这个能退吗", "return_policy", also=["track_shipment"]
    )
    assert taken_for_the_rule.text == answer.text


async def test_goods_named_beside_another_parcel_have_an_answer_of_their_own(chat: Begin) -> None:
    answer = await chat("C0013").say(
        "手錶今天會到嗎？另外堅果禮盒可以退嗎", "return_policy", also=["delivery_time"]
    )
    assert "已超过 30 天" in answer.says[0]["text"]
    assert "坚果礼盒" in answer.says[0]["card"]["title"]
    assert "预计今天到" in answer.says[1]["text"]


async def test_a_change_beside_the_question_is_begun(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say(
        "背包快递放驿站就行，另外枕头还能退吗", "return_policy", also=["change_delivery"]
    )
    assert "记忆棉枕头" in answer.says[0]["card"]["title"]
    assert "放自提点" in answer.says[1]["text"]
    assert customer.slots["task"] == "change_delivery"


async def test_a_name_said_before_the_question_stays_with_the_invoice(chat: Begin) -> None:
    answer = await chat("C0007").say(
        "给T恤开个人发票 抬头王五，还有T恤能退吗", "invoice", also=["return_policy"]
    )
    assert "最晚到" in answer.says[0]["text"]
    assert "王五" in answer.says[1]["text"]


async def test_goods_that_are_there_may_go_back_until_a_day(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("T恤还能退吗", "return_policy")
    assert answer.says[0]["text"].startswith("可以无理由退，最晚到")
    assert "申请退货" in answer.choices


async def test_goods_that_are_not_sent_are_refunded_and_the_rest_is_answered(chat: Begin) -> None:
    answer = await chat("C0003").say("保温杯能退吗，另外什么时候发货", "order_status", also=["return_policy"])
    assert "不用退货" in answer.says[0]["text"]
    assert "最晚" in answer.says[1]["text"]


async def test_a_guest_hears_the_rule_beside_an_order_proved_by_number(chat: Begin) -> None:
    number = "7484081602406554"
    answer = await chat().say(
        f"{number} 5559 今天会到吗？还有你们运费怎么算",
        "delivery_time",
        {"order_id": number},
        also=["promotion"],
    )
    assert "包邮" in answer.says[0]["text"]
    assert "预计今天到" in answer.text


async def test_a_number_with_its_only_question_stays_one_message(chat: Begin) -> None:
    number = "7484081602406554"
    answer = await chat().say(f"{number}，5559，到哪了", "track_shipment", {"order_id": number})
    assert "派送" in answer.says[0]["text"]


@pytest.mark.parametrize("text", ["羽絨同頸巾退唔退得", "羽绒服能退吗，颈巾呢", "羽绒服和颈巾还能退吗"])
async def test_goods_of_several_orders_are_each_answered(chat: Begin, text: str) -> None:
    answer = await chat("C0014").say(text, "return_policy")
    assert "30 天" in answer.says[0]["text"]
    assert "最晚到" in answer.says[1]["text"]
    assert "羊毛围巾" in answer.says[1]["text"]
    assert answer.choices[-2:] == ["申请退货", "解决了"]


async def test_of_goods_that_are_not_sent_one_alone_can_be_refunded(chat: Begin) -> None:
    customer = chat("C0003")
    answer = await customer.say("能不能只退保温杯", "return_policy")
    assert answer.text == "可以，还没有发货。\n只退不锈钢保温杯，\n其余的照常发出。"
    await customer.press(answer, "申请退款")
    summary = await customer.say("不想要了", "inform")
    assert "¥79.00" in summary.text
    assert summary.changed == []


async def test_some_of_the_pieces_can_be_refunded_alone(chat: Begin) -> None:
    customer = chat("C0003", language="en")
    answer = await customer.say("can i refund only the kettle", "return_policy")
    assert "Electric kettle\nis refunded" in answer.text
    answer = await chat("C0003").say("可以只退一个水壶吗", "return_policy")
    assert "只退电热水壶 × 1" in answer.text


async def test_it_is_told_before_the_whole_order_is_cancelled(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("取消订单", "cancel_order")
    await customer.say("不想要了", "inform")
    answer = await customer.say("确认之前问下能不能只退保温杯", "return_policy")
    assert answer.says[0]["text"].startswith("可以，还没有发货。")
    assert "申请退款" in answer.choices
    assert answer.changed == []
    assert customer.slots["task"] == "cancel_order"


async def test_of_goods_that_are_there_the_rule_says_how(chat: Begin) -> None:
    answer = await chat("C0007").say("能不能只退T恤", "return_policy")
    assert "可以只退其中几件" in answer.text


@pytest.mark.parametrize("text", ["水壶和手表能退吗"])
async def test_each_of_two_orders_is_answered(chat: Begin, text: str) -> None:
    answer = await chat("C0010").say(text, "return_policy")
    assert "电热水壶" in answer.says[0]["text"]
    assert "智能手表" in answer.says[1]["text"]
