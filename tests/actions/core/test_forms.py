"""Forms: interrupted and offered again, corrected, put aside, given up; questions are never swallowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import OrderState
from tests.actions.chat import Chat

Begin = Callable[..., Chat]
PAID = "C0003"


async def test_a_question_is_answered_and_the_form_asks_again(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("什么时候发货", "delivery_time")
    assert answer.ran == ["action_delivery_time"]
    assert "最晚" in answer.says[0]["text"]
    again = answer.says[1]
    assert again["text"] == "我们接着办“取消订单”。\n请问是什么原因？"
    assert again["choices"][:5] == asked.says[0]["choices"]
    assert customer.slots["task"] == "cancel_order"
    assert customer.slots[REQUESTED] == "reason"


async def test_anger_while_a_detail_is_asked_for_is_no_detail(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    assert customer.slots[REQUESTED] == "address"
    answer = await customer.say("你们什么破服务我要投诉", "complaint")
    assert answer.ran == ["action_complaint"]
    assert customer.slots.get("address") is None
    assert customer.slots[REQUESTED] == "address"


async def test_another_order_is_taken_instead_and_its_details_are_asked_for_anew(
    chat: Begin, shop: HttpShop
) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单，拍错了", "cancel_order")
    assert customer.slots[REQUESTED] == "confirm"
    listed = await customer.say("不对，是另一单", "deny")
    orders = [one.id for one in shop.orders(PAID)]
    assert [item["id"] for item in listed.says[-1]["card"]["items"]] == orders
    assert customer.slots["order_id"] is None
    assert customer.slots["reason"] is None


async def test_a_corrected_value_is_summed_up_again(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say(
        "地址改成杭州市西湖区文三路 1 号", "change_order", {"address": "杭州市西湖区文三路 1 号"}
    )
    assert customer.slots[REQUESTED] == "confirm"
    other = "杭州市西湖区文三路 100 号"
    answer = await customer.say(f"不对，是{other}", "deny", {"address": other})
    assert other in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_giving_up_changes_nothing_and_says_so(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("算了不取消了", "deny")
    assert "先不办了" in answer.text
    assert not customer.loop
    assert customer.slots["task"] is None
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_a_no_to_the_summary_changes_nothing(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单，拍错了", "cancel_order")
    answer = await customer.press(asked, "不办了")
    assert answer.changed == []
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_another_task_is_done_first_and_the_one_put_aside_is_offered_again(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    assert [entry["task"] for entry in customer.slots["suspended"]] == ["cancel_order"]
    asked = await customer.say("上海市浦东新区张江路 88 号", "inform")
    done = await customer.press(asked, "确认")
    assert done.says[-1]["text"] == "刚才的“取消订单”还要继续吗？"
    again = await customer.press(done, "继续取消订单")
    assert again.says[0]["text"] == "请问是什么原因？"
    assert customer.slots["suspended"] is None


async def test_a_task_put_aside_may_be_dropped(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    asked = await customer.say("上海市浦东新区张江路 88 号", "inform")
    done = await customer.press(asked, "确认")
    answer = await customer.press(done, "不办了")
    assert "什么都没有改" in answer.text
    assert customer.slots["suspended"] is None


async def test_an_answer_that_fits_nothing_is_said_so_and_asked_again(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("嘟嘟嘟", "inform")
    assert answer.says[0] == {"text": "抱歉，这个回答我没有对上。"}
    assert answer.says[1]["text"] == "请点按钮，或回复 1 到 5 的数字。\n请问是什么原因？"
    assert answer.says[1]["choices"][:5] == asked.says[0]["choices"]


async def test_nothing_is_changed_without_a_yes_to_the_summary(chat: Begin, shop: HttpShop) -> None:
    customer = chat(PAID)
    answer = await customer.say("取消订单，拍错了，确认", "cancel_order")
    assert customer.slots[REQUESTED] == "confirm"
    assert answer.changed == []
    assert shop.orders(PAID)[0].state is OrderState.PAID


async def test_buttons_stand_for_intents_and_entities(chat: Begin) -> None:
    asked = await chat(PAID).say("我要取消订单", "cancel_order")
    assert asked.payload("拍错了") == {"intent": "inform", "entities": {"reason": "ordered_by_mistake"}}


async def test_an_upset_answer_is_acknowledged_once_before_the_next_question(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("太慢了", "inform", emotion="disappointed")
    texts = [say["text"] for say in answer.says]
    assert texts[0].startswith("让您失望了")
    assert sum("让您失望了" in text for text in texts) == 1


async def test_giving_up_upset_ends_without_a_stray_apology(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    answer = await customer.say("算了不取消了", "deny", emotion="disappointed")
    assert [("先不办了" in say["text"]) for say in answer.says] == [True]


async def test_a_yes_that_names_what_a_person_agreed_is_still_a_yes(chat: Begin, shop: HttpShop) -> None:
    settled = {"category": "review", "outcome": "solved", "words": ["x"], "agent": "小王", "at_ms": 1}
    customer = chat(PAID, settled=[settled])
    await customer.say("取消订单，拍错了", "cancel_order")
    answer = await customer.say("好，就按刚才客服说好的办", "affirm")
    assert answer.changed == [{"what": "order", "id": customer.slots["order_id"]}]
    assert shop.orders(PAID)[0].state is OrderState.CANCELLED


async def test_a_task_interrupted_again_and_again_waits_behind_one_button(chat: Begin) -> None:
    customer = chat(PAID)
    asked = await customer.say("我要取消订单", "cancel_order")
    await customer.say("什么时候发货", "delivery_time")
    answer = await customer.say("优惠券怎么用", "promotion")
    assert answer.says[-1]["text"] == "“取消订单”随时可以接着办。"
    again = await customer.press(answer, "继续取消订单")
    assert again.says[0]["text"] == asked.says[0]["text"]
    interrupted = await customer.say("什么时候发货", "delivery_time")
    assert interrupted.says[-1]["text"].startswith("我们接着办")


@pytest.mark.parametrize("said", ["哈哈哈", "今天好冷啊", "明天天气怎么样", "lol", "嗯"])
async def test_small_talk_is_no_address_and_the_address_is_asked_for_again(chat: Begin, said: str) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say(said, "chitchat")
    assert answer.ran == ["action_chitchat"]
    assert "不完整" not in answer.text
    assert answer.says[-1]["text"] == "我们接着办“修改订单”。\n请发新的完整收货地址。"
    assert customer.slots.get("address") is None


async def test_words_without_a_place_are_no_address(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("改地址", "change_order")
    answer = await customer.say("随便你们来吧都行", "inform")
    assert answer.says[0]["text"].startswith("地址好像不完整")


async def test_leaving_it_at_the_door_gives_nothing_up(chat: Begin) -> None:
    customer = chat("C0015", language="en")
    await customer.say("change the delivery", "change_delivery")
    answer = await customer.say("actually leave it at the door", "change_delivery")
    assert "leave at the door" in answer.text
    assert customer.slots[REQUESTED] == "confirm"


async def test_a_short_answer_to_a_later_question_is_kept(chat: Begin) -> None:
    customer = chat("C0007")
    asked = await customer.say("开发票", "invoice")
    answer = await customer.say("公司", "inform")
    assert answer.says == asked.says
    assert customer.slots["option"] == "company"


async def test_the_reason_may_come_before_the_number_of_pieces(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("想退货", "request_return")
    assert customer.slots[REQUESTED] == "quantity"
    answer = await customer.say("七天无理由", "return_policy")
    assert answer.ran == []
    assert customer.slots["reason"] == "no_reason"
    assert customer.slots[REQUESTED] == "quantity"


async def test_a_name_that_faintly_resembles_a_request_is_the_name_asked_for(chat: Begin) -> None:
    customer = chat("C0007")
    asked = await customer.say("开公司发票", "invoice")
    await customer.press(asked, asked.choices[0])
    assert customer.slots[REQUESTED] == "title"
    await customer.say("Acme Trading Ltd", "track_shipment", confidence=0.31)
    assert customer.slots["title"] == "Acme Trading Ltd"


async def test_giving_up_everything_drops_what_was_put_aside_too(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("我要取消订单", "cancel_order")
    await customer.say("先帮我改下地址", "change_order")
    answer = await customer.say("算了都不要了", "deny")
    assert "还要继续吗" not in answer.text
    assert customer.slots["suspended"] is None


async def test_a_question_beside_a_request_is_answered_before_it(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say("我的包到哪了 顺便开个发票", "invoice", also=["track_shipment"])
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert answer.says[-1]["text"].startswith("请问开个人还是公司")
    assert customer.slots["task"] == "invoice"


async def test_a_request_beside_a_question_goes_on_after_it(chat: Begin) -> None:
    customer = chat("C0001")
    answer = await customer.say("我的包到哪了 顺便开个发票", "track_shipment", also=["invoice"])
    assert answer.says[0]["card"]["kind"] == "parcel"
    assert customer.slots["task"] == "invoice"


async def test_hurrying_beside_a_change_of_address_is_done(chat: Begin) -> None:
    customer = chat("C0003")
    answer = await customer.say("催快递 还有我要改地址", "change_order", also=["urge_delivery"])
    assert [one["what"] for one in answer.changed] == ["urge"]
    assert answer.says[-1]["text"] == "请发新的完整收货地址。"
    done = await customer.say("上海市浦东新区张江路 88 号", "inform")
    assert customer.slots["task"] == "change_order"
    assert "张江路" in done.text


async def test_another_after_sale_instead_takes_over_order_and_reason(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("衣服大了，换货", "request_exchange")
    answer = await customer.say("算了退货吧 不换了", "change_after_sale")
    assert answer.says[0]["text"].startswith("好的，“申请换货”不办了，\n改办“申请退货”。")
    assert customer.slots["task"] == "request_return"
    assert customer.slots["reason"] == "wrong_size"
    assert not customer.slots.get("suspended")


async def test_a_reason_told_anew_in_the_form_counts(chat: Begin) -> None:
    customer = chat("C0007")
    answer = await customer.say("不喜欢，退货", "request_return")
    for _ in range(3):
        if customer.slots[REQUESTED] == "confirm":
            break
        answer = await customer.say("", "inform", {"item": "all", "quantity": "1"})
    assert "七天无理由" in answer.text
    answer = await customer.say("原因改成质量问题", "change_after_sale")
    assert customer.slots["reason"] == "defective"
    assert "没有进行中" not in answer.text


async def confirming(chat: Begin, customer: str = PAID) -> Chat:
    talk = chat(customer)
    await talk.say("取消订单，拍错了", "cancel_order")
    assert talk.slots[REQUESTED] == "confirm"
    return talk


@pytest.mark.parametrize("said", ["先别", "别确认", "先放着", "千万别取消", "先唔好", "do not confirm"])
async def test_a_refusal_taken_for_a_yes_stops_and_changes_nothing(
    chat: Begin, shop: HttpShop, said: str
) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, "affirm")
    assert answer.changed == []
    assert "什么都没有改" in answer.text
    assert not customer.loop
    assert shop.orders(PAID)[0].state is OrderState.PAID


@pytest.mark.parametrize("said", ["慢着", "我考虑一下", "ok wait", "諗下先"])
@pytest.mark.parametrize("intent", ["affirm", "chitchat", "urge_delivery"])
async def test_a_hesitation_is_waited_for(chat: Begin, said: str, intent: str) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, intent)
    assert answer.changed == []
    assert answer.says[0]["text"].startswith("好的，不急，现在什么都没有改。")
    assert (await customer.say("确认", "affirm")).changed


async def test_a_fault_found_in_the_summary_asks_for_what_is_right(chat: Begin) -> None:
    customer = await confirming(chat)
    answer = await customer.say("不对", "deny")
    assert answer.says[0]["text"].startswith("好的，先不改。请直接发正确的内容")
    assert customer.slots[REQUESTED] == "confirm"


@pytest.mark.parametrize("said", ["好慢", "嗯？", "收到", "哦"])
async def test_what_is_no_clear_yes_is_told_what_would_be_one(chat: Begin, said: str) -> None:
    customer = await confirming(chat)
    answer = await customer.say(said, "affirm")
    assert answer.changed == []
    assert answer.says[0]["text"] == "请回复“确认”或“不办了”。"
    assert answer.says[1]["text"].startswith("确认取消这笔订单吗")


async def test_a_value_changed_by_a_yes_is_summed_up_before_it_is_done(chat: Begin) -> None:
    customer = await confirming(chat)
    answer = await customer.say("好的", "affirm", {"reason": "changed_mind"})
    assert answer.changed == []
    assert "确认取消这笔订单吗" in answer.text
    assert (await customer.say("好的", "affirm")).changed


async def test_another_task_instead_is_begun_with_the_same_order(chat: Begin) -> None:
    customer = await confirming(chat)
    order = customer.slots["order_id"]
    answer = await customer.say("不取消了 改地址吧", "change_order", also=["cancel_order"])
    assert answer.says[0]["text"].startswith("好的，“取消订单”不办了")
    assert (customer.slots["task"], customer.slots["order_id"]) == ("change_order", order)


async def test_hurrying_instead_of_cancelling_is_done(chat: Begin) -> None:
    customer = chat(PAID, language="en")
    await customer.say("cancel my order", "cancel_order")
    answer = await customer.say("no wait, just hurry it", "chitchat")
    assert [one["what"] for one in answer.changed] == ["urge"]
    assert customer.slots["task"] is None


async def test_more_pieces_instead_are_summed_up_anew(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("不喜欢，退货", "request_return")
    await customer.say("1", "inform", {"quantity": "1"})
    assert customer.slots[REQUESTED] == "confirm"
    answer = await customer.say("算了 两件都退", "request_return", {"quantity": "2"})
    assert "先不办了" not in answer.text
    assert (customer.slots["quantity"], customer.slots[REQUESTED]) == ("2", "confirm")


async def test_a_company_instead_of_a_person_corrects_the_invoice(chat: Begin) -> None:
    customer = chat("C0007")
    asked = await customer.say("开个人发票", "invoice")
    if customer.slots[REQUESTED] == "order_id":
        await customer.press(asked, asked.choices[0])
    await customer.say("算了 公司吧", "deny")
    assert (customer.slots["task"], customer.slots["option"]) == ("invoice", "company")


async def test_the_open_task_ends_by_its_name(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("衣服大了，换货", "request_exchange")
    answer = await customer.say("取消换货", "change_after_sale")
    assert "“申请换货”先不办了" in answer.text
    assert not customer.loop


async def test_two_answers_that_fit_nothing_are_offered_a_way_out_and_a_person(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("想退货", "request_return")
    once = await customer.say("嘟嘟嘟", "inform")
    assert "转人工" not in once.choices
    twice = await customer.say("嘟嘟嘟嘟", "nlu_fallback")
    assert twice.says[-1]["text"].startswith("换个说法、不办了或转人工")
    assert twice.choices[-2:] == ["不办了", "转人工"]
    taken = await customer.say("1", "inform", {"quantity": "1"})
    assert "转人工" not in taken.choices


@pytest.mark.parametrize("told", [{}, {"quantity": "两件"}])
async def test_more_pieces_in_words_are_summed_up_anew(chat: Begin, told: dict[str, str]) -> None:
    customer = chat("C0007")
    await customer.say("不喜欢，退货", "request_return")
    await customer.say("1", "inform", {"quantity": "1"})
    await customer.say("算了 两件都退", "request_return", told)
    assert (customer.slots["quantity"], customer.slots[REQUESTED]) == ("2", "confirm")
