"""Several requests in one message: nothing is dropped."""

from __future__ import annotations

import pytest

from actions.core import ports
from actions.core.turn import REQUESTED
from actions.shop.model import Actor
from tests.actions.chat import Begin


async def test_three_requests_are_named_and_done_one_after_the_other(chat: Begin) -> None:
    customer = chat("C0003")
    first = await customer.say(
        "取消订单，拍错了 开个人发票 改电话13711112222",
        "cancel_order",
        {"phone": "13711112222"},
        also=["invoice"],
    )
    assert first.says[0]["text"] == "好的，一件一件来。\n先办“取消订单”，再办：\n开发票、修改订单"
    assert customer.slots["task"] == "cancel_order"
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["invoice", "change_order"]


async def test_what_the_message_says_of_a_later_request_is_not_asked_again(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("开发票 改电话13711112222", "invoice", {"phone": "13711112222"})
    dropped = await customer.say("算了不开了", "deny")
    again = await customer.press(dropped, "继续修改订单")
    assert customer.slots["phone"] == "13711112222"
    assert customer.slots[REQUESTED] == "confirm"
    assert "1371" in again.text or "137" in again.text


async def test_questions_are_answered_before_the_requests(chat: Begin) -> None:
    customer = chat("C0003")
    answer = await customer.say(
        "订单什么时候发 顺便改个电话13911112222 再开张发票",
        "invoice",
        {"phone": "13911112222"},
        also=["order_status"],
    )
    assert "最晚" in answer.says[0]["text"]
    assert "再办" in answer.says[1]["text"]
    assert customer.slots["task"] == "invoice"
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["change_order"]


async def test_a_guests_second_request_is_named_too(chat: Begin) -> None:
    guest = chat()
    answer = await guest.say("我的包到哪了 顺便开个发票", "track_shipment", also=["invoice"])
    assert "先办“查物流”，再办：\n开发票" in answer.says[0]["text"]
    assert guest.slots["task"] == "track_shipment"
    assert [entry["task"] for entry in guest.slots["suspended"]] == ["invoice"]


async def test_a_request_that_cannot_be_done_does_not_hide_the_next(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("取消订单 顺便开个发票", "cancel_order", also=["invoice"])
    assert "继续开发票" in answer.choices or customer.loop


async def test_the_ground_of_a_return_is_no_request_of_its_own(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("衣服破了，退货", "request_return", also=["damaged_or_defective"])
    assert "再办" not in answer.text
    assert customer.slots["task"] == "request_return"


async def test_the_same_request_for_two_orders_is_named_for_each_and_kept(chat: Begin) -> None:
    customer = chat("C0005")
    answer = await customer.say(
        "卫衣不要了 手表也想退 还有水壶开发票", "request_return", also=["cancel_order", "invoice"]
    )
    assert answer.says[0]["text"].endswith("申请退货（智能手表）、开发票（电热水壶）")
    assert "取消订单" not in answer.text
    pressed = await customer.press(answer, "继续申请退货（智能手表）")
    assert pressed.says[0]["card"]["title"] == "智能手表"


async def test_what_is_said_for_both_orders_counts_for_each(chat: Begin) -> None:
    customer = chat("C0010")
    first = await customer.say("炸锅和手表都开个人发票 抬头王五", "invoice")
    assert "王五" in first.text
    second = await customer.say("确认", "affirm")
    assert second.changed
    again = await customer.press(second, "继续开发票（智能手表）")
    assert "王五" in again.text
    assert "智能手表" in again.says[-1]["card"]["title"]


async def test_two_goods_of_an_order_that_become_something_else_are_changed_one_by_one(chat: Begin) -> None:
    customer = chat("C0003")
    first = await customer.say("保温杯改成绿色 水壶改成灰色", "change_order")
    assert "修改订单（电热水壶）" in first.says[0]["text"]
    assert "不锈钢保温杯 白色 → 绿色" in first.text
    second = await customer.say("确认", "affirm")
    again = await customer.press(second, "继续修改订单（电热水壶）")
    assert "灰色" in again.text


async def test_a_colour_that_is_not_sold_is_told(chat: Begin) -> None:
    answer = await chat("C0003").say("水壶改成黑色", "change_order")
    assert "没有您说的这一种" in answer.text


async def test_a_wish_under_a_second_name_is_no_further_request(chat: Begin) -> None:
    customer = chat("C0003")
    note = await customer.say("备注 放前台", "change_order", also=["change_delivery"])
    assert "再办" not in note.text
    back = await chat("C0003").say("我要退一个水壶 保温杯也不要了", "request_return", also=["cancel_order"])
    assert "再办" not in back.text
    assert "保温杯" in back.text


async def test_goods_not_wanted_any_more_do_not_cancel_the_whole_order(chat: Begin) -> None:
    customer = chat("C0003")
    answer = await customer.say(
        "水壶不要了 改下电话13711112222 再查下到哪了",
        "track_shipment",
        {"phone": "13711112222"},
        also=["cancel_order"],
    )
    assert "取消订单" not in answer.text
    assert customer.slots["task"] == "request_refund"


async def test_goods_of_another_matter_are_not_drawn_into_this_one(chat: Begin) -> None:
    answer = await chat("C0009").say("面霜退货进度 靴子开专票", "invoice")
    assert "申请退货" not in answer.text
    assert "开发票（" not in answer.text
    assert "R5020000001" in answer.text
    assert "已开过发票" in answer.text


async def test_goods_named_of_two_orders_are_asked_about_and_no_third_is_guessed(chat: Begin) -> None:
    answer = await chat("C0005").say("手表和水壶都坏了 怎么办", "damaged_or_defective")
    assert "连帽卫衣" not in answer.text
    assert {title[:4] for title in answer.choices[:2]} == {"智能手表", "电热水壶"}  # the newer order first


@pytest.mark.parametrize(
    ("customer", "text", "meant", "goods"),
    [
        ("C0002", "裙子拒收，再把行李箱开张发票给我", [], ("20 寸行李箱", "连衣裙")),
        ("C0001", "背包拒收，枕头开个人发票", ["change_delivery"], ("记忆棉枕头", "双肩背包")),
        ("C0001", "枕头开个人发票，抬头王小明，背包放驿站", ["change_delivery"], ("记忆棉枕头", "双肩背包")),
        ("C0002", "行李箱开个人发票，抬头李婷；裙子拒收", [], ("20 寸行李箱", "连衣裙")),
        ("C0013", "平底鍋開個人發票，林志豪，手錶改送超商", ["change_delivery"], ("不粘平底锅", "智能手表")),
        ("C0015", "Invoice for the T-shirt, personal, Emily Carter, and refuse the sneakers.", [], ("T 恤", "鞋")),
        ("C0004", "羽绒服能价保吗？四件套开发票", ["price_protection"], ("四件套", "羽绒服")),
    ],
)  # fmt: skip
async def test_each_request_is_for_the_goods_of_its_own_part(
    chat: Begin, customer: str, text: str, meant: list[str], goods: tuple[str, str]
) -> None:
    speaker = chat(customer)
    await speaker.say(text, "invoice", also=meant)
    assert speaker.slots["task"] == "invoice"
    other = [entry["task"] for entry in speaker.slots["suspended"]]
    assert other == (meant or ["change_delivery"])
    orders = [speaker.slots["order_id"], speaker.slots["suspended"][0]["details"]["order_id"]]
    for order, name in zip(orders, goods, strict=True):
        assert _holds(customer, order, name)


def _holds(customer: str, order: str, name: str) -> bool:
    found = ports.shop().order(order, Actor(customer=customer))
    return any(name in item.name.zh for item in found.items)


async def test_the_second_task_goes_on_with_the_goods_of_its_own_part(chat: Begin) -> None:
    customer = chat("C0004")
    await customer.say("羽绒服能价保吗？四件套开发票", "invoice", also=["price_protection"])
    stopped = await customer.say("算了不开了", "deny")
    again = await customer.press(stopped, "继续价格保护")
    assert "羽绒服" in again.says[0]["card"]["title"]


async def test_the_number_of_goods_sent_back_is_not_of_the_order_in_the_next_part(chat: Begin) -> None:
    customer = chat("C0012")
    answer = await customer.say(
        "退货单号是SF1234567890123，键盘那单开发票",
        "invoice",
        {"tracking_number": "SF1234567890123"},
        also=["return_logistics"],
    )
    assert "没有查到" not in answer.text
    assert "抬头" in answer.text
    assert customer.slots["suspended"][0]["details"]["tracking"] == "SF1234567890123"


async def test_goods_joined_by_a_cantonese_and_are_both_done(chat: Begin) -> None:
    customer = chat("C0014", language="zh-Hant")
    answer = await customer.say("羽絨同電動牙刷張單都要發票，個人，陳家欣", "invoice")
    assert "開發票（電動牙刷）" in answer.text
    assert "輕薄羽絨服" in answer.says[-1]["card"]["title"]


async def test_a_parcel_never_received_is_not_sent_back_with_other_goods(chat: Begin) -> None:
    customer = chat("C0006")
    answer = await customer.say(
        "充电宝显示签收我没收到，另外跑鞋开胶了要退", "not_received", also=["request_return"]
    )
    assert "先办“没收到货”，再办：\n申请退货" in answer.says[0]["text"]
    assert [entry["details"]["said"] for entry in customer.slots["suspended"]] == ["跑鞋开胶了要退"]


async def test_a_correction_within_the_message_leaves_one_task(chat: Begin) -> None:
    customer = chat("C0010")
    answer = await customer.say("空气炸锅想退，不对，是想换绿色", "request_return", also=["request_exchange"])
    assert "再办" not in answer.text
    assert customer.slots["task"] == "request_exchange"


async def test_what_is_wanted_only_if_the_rest_does_not_help_is_offered(chat: Begin) -> None:
    customer = chat("C0005")
    answer = await customer.say("催一下，不行就给我退款", "request_refund", also=["urge_delivery"])
    assert [change["what"] for change in answer.changed] == ["urge"]
    assert answer.choices.count("继续申请退款") == 1
    assert "申请退款" not in answer.choices
    assert not customer.loop


async def test_a_guests_parcel_is_told_before_a_change_is_refused(chat: Begin) -> None:
    number = "2556428247997586"
    answer = await chat(language="en").say(
        f"Order {number} phone 9397, where is it and can you change the address?",
        "change_order",
        {"order_id": number},
    )
    assert "Shanghai" in answer.text


async def test_goods_not_sent_that_go_back_beside_a_question_for_the_freight_are_refunded(
    chat: Begin,
) -> None:
    customer = chat("C0003")
    text = "把保温杯退了，水壶留着，顺便问下运费谁出"
    answer = await customer.say(text, "return_policy", also=["request_return"])
    assert "运费" in answer.says[0]["text"]
    assert customer.slots["task"] == "request_refund"


@pytest.mark.parametrize(
    ("text", "intent", "also"),
    [
        ("水壶换成灰色，保温杯不要了", "cancel_order", ["change_order"]),
        ("保温杯不要了，水壶换成灰色", "cancel_order", ["change_order"]),
        ("水壶换成灰色，保温杯不要了，退款", "request_refund", ["change_order", "cancel_order"]),
        ("水壶要灰色的，保温杯退掉", "request_return", []),
        ("保温杯退掉，水壶换成灰色", "request_return", ["change_order"]),
        ("保温杯退款，水壶要灰色", "request_refund", []),
    ],
)
async def test_one_of_an_orders_goods_goes_back_and_the_other_is_changed(
    chat: Begin, text: str, intent: str, also: list[str]
) -> None:
    customer = chat("C0003")
    first = await customer.say(text, intent, also=also)
    assert first.says[0]["text"] == "好的，一件一件来。\n先办“申请退款”，再办：\n修改订单"
    if customer.slots[REQUESTED] == "reason":
        first = await customer.press(first, "不想要了")
    assert "¥79.00" in first.text
    assert "电热水壶" not in first.text
    done = await customer.say("确认", "affirm")
    again = await customer.press(done, "继续修改订单")
    assert "电热水壶 白色 → 灰色" in again.text


async def test_goods_not_wanted_beside_a_question_about_others_are_not_forgotten(chat: Begin) -> None:
    answer = await chat("C0003").say("保温杯不要了，水壶什么时候发货", "cancel_order", also=["order_status"])
    assert "最晚" in answer.says[0]["text"]
    assert "¥79.00" in answer.text


async def test_english_goods_not_wanted_are_refunded_after_the_others_are_changed(chat: Begin) -> None:
    customer = chat("C0003", language="en")
    answer = await customer.say("change the kettle to grey and I don't want the thermos", "change_order")
    assert "→ Grey" in answer.text
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["request_refund"]


async def test_a_status_asked_for_and_a_withdrawal_in_one_message_are_both_done(chat: Begin) -> None:
    answer = await chat("C0009").say(
        "退款到哪一步了？面霜不退了", "refund_status", also=["change_after_sale"]
    )
    assert "审核" in answer.says[0]["text"]
    assert "撤销" in answer.says[1]["text"]
