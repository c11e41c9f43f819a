"""Wrong, missing, damaged or defective goods: words and photo first, then a case, then a person."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import Actor, Problem
from tests.actions.chat import Answer, Begin

DELIVERED, SPLIT, IN_TRANSIT = "C0007", "C0008", "C0001"


def handed_over(answer: Answer) -> str:
    asked = answer.asked("handoff")
    assert [one["reason"] for one in asked] == ["authority"]
    return str(asked[0]["detail"])


async def test_it_apologises_collects_records_and_then_asks_for_a_person(chat: Begin, shop: HttpShop) -> None:
    talk = chat(DELIVERED)
    answer = await talk.say("衣服破了", "damaged_or_defective")
    assert answer.text.startswith("很抱歉给您添麻烦了。")
    assert answer.asked("handoff") == []
    answer = await talk.say("左边袖子有个大洞", "inform")
    assert "照片" in answer.text
    answer = await talk.say("", "inform", files=["f1", "f2"], turn="t-report")
    assert "已登记，单号 CS" in answer.text
    assert "2 photos" in handed_over(answer)
    # The shop answers the same change under the same key with what it recorded.
    order = shop.orders(DELIVERED)[0]
    case = shop.report(
        order.id,
        Actor(customer=DELIVERED),
        problem=Problem.DAMAGED,
        description="左边袖子有个大洞",
        key=f"t-report:report:{order.id}",
        items=[order.items[0].id],
        files=["f1", "f2"],
    )
    assert answer.changed == [{"what": "case", "id": case.id}]
    assert answer.promises[0]["due_ms"] == case.due_ms


async def test_a_first_message_that_tells_enough_is_not_asked_about(chat: Begin) -> None:
    talk = chat(DELIVERED)
    answer = await talk.say("昨天收到的衣服袖子上破了一个大洞", "damaged_or_defective", files=["f1"])
    assert "1 photos" in handed_over(answer)


async def test_a_photo_instead_of_words_is_an_answer(chat: Begin) -> None:
    talk = chat(DELIVERED)
    await talk.say("衣服破了", "damaged_or_defective")
    answer = await talk.say("", "inform", files=["f1"])
    assert "1 photos" in handed_over(answer)


async def test_without_photos_it_is_recorded_all_the_same(chat: Begin) -> None:
    talk = chat(DELIVERED)
    await talk.say("昨天收到的衣服袖子上破了一个大洞", "damaged_or_defective")
    assert "0 photos" in handed_over(await talk.say("没有照片", "inform"))


async def test_of_a_split_order_the_parcel_that_is_there_can_be_complained_about(chat: Begin) -> None:
    talk = chat(SPLIT)
    answer = await talk.say("收到的东西里少发了一件", "wrong_or_missing_item")
    assert "哪一件" in answer.text
    assert talk.slots["option"] == "missing"


async def test_what_is_not_there_yet_cannot_be_broken(chat: Begin, shop: HttpShop) -> None:
    order = shop.orders(IN_TRANSIT)[0].id
    talk = chat(IN_TRANSIT)
    answer = await talk.say("坏了", "damaged_or_defective", {"order_id": order})
    assert "还没有送达" in answer.text
    assert not talk.loop


async def test_an_unknown_visitor_is_offered_a_person_at_once(chat: Begin) -> None:
    answer = await chat().say("杯子碎了", "damaged_or_defective")
    assert answer.choices == ["转人工"]


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("少了一件", "wrong_or_missing_item", "missing"),
        ("發錯貨了", "wrong_or_missing_item", "wrong"),
        ("you sent the wrong item", "wrong_or_missing_item", "wrong"),
        ("螢幕裂了", "damaged_or_defective", "damaged"),
        ("開不了機", "damaged_or_defective", "defective"),
        ("it does not work", "damaged_or_defective", "defective"),
    ],
)
async def test_the_kind_of_problem_is_read_from_the_first_message(
    chat: Begin, text: str, intent: str, kind: str
) -> None:
    talk = chat(DELIVERED)
    await talk.say(text, intent)
    assert talk.slots["option"] == kind


async def test_the_first_question_shows_which_order_it_is_about(chat: Begin) -> None:
    answer = await chat("C0007").say("坏了", "damaged_or_defective")
    assert answer.says[-1]["card"]["kind"] == "order"


async def test_words_that_come_before_they_are_asked_for_are_kept_and_the_apology_is_not_repeated(
    chat: Begin,
) -> None:
    customer = chat("C0008")
    first = await customer.say("少了", "wrong_or_missing_item")
    assert "抱歉" in first.text
    answer = await customer.say("少发了一个配件", "wrong_or_missing_item")
    assert "抱歉" not in answer.text
    assert customer.slots["description"] == "少发了一个配件"


async def test_more_words_instead_of_a_photo_are_kept_and_the_photo_is_asked_for_again(chat: Begin) -> None:
    customer = chat("C0007")
    await customer.say("收到的衣服破了个洞", "damaged_or_defective")
    assert customer.slots[REQUESTED] == "photos"
    answer = await customer.say("袖口那里也开线了", "inform")
    assert answer.says[0]["text"].startswith("好的，已记下。\n方便的话")
    assert "袖口那里也开线了" in customer.slots["description"]
    await customer.say("我这边没有照片", "inform")
    assert customer.slots.get(REQUESTED) is None


@pytest.mark.parametrize("text", ["少发了一个平底锅", "我买的东西怎么才到一个"])
async def test_what_is_still_in_a_parcel_under_way_is_not_recorded_as_missing(
    chat: Begin, shop: HttpShop, text: str
) -> None:
    talk = chat(SPLIT)
    answer = await talk.say(text, "wrong_or_missing_item")
    assert "还没有送到" in answer.text
    cards = [card for say in answer.says if "card" in say for card in say["card"].get("items", [say["card"]])]
    assert any(card["lines"][0] == "不粘平底锅 × 1" for card in cards)
    assert answer.asked("handoff") == answer.changed == []
    assert not talk.loop


async def test_what_the_parcel_that_is_there_should_hold_is_recorded_as_missing(
    chat: Begin, shop: HttpShop
) -> None:
    talk = chat(SPLIT)
    order = shop.orders(SPLIT)[0]
    there = next(one for one in order.parcels if one.state in ("signed", "delivered"))
    goods = next(one for one in order.items if one.id in there.items)
    answer = await talk.say(f"少发了一个{goods.name.zh}", "wrong_or_missing_item")
    assert "还没有送到" not in answer.text
    assert talk.loop


async def test_words_that_name_no_kind_are_enough_for_a_report(chat: Begin) -> None:
    talk = chat(DELIVERED)
    answer = await talk.say("衣服洗过就皱了", "damaged_or_defective")
    assert talk.slots["option"] == "defective"
    assert "哪种情况" not in answer.text


async def test_whoever_answers_the_kind_in_other_words_is_not_asked_for_it_again(chat: Begin) -> None:
    talk = chat(DELIVERED)
    asked = await talk.say("有问题", "damaged_or_defective")
    assert "哪种情况" in asked.text
    await talk.say("穿了两次就这样", "goodbye")
    assert talk.slots["option"] == "defective"
    assert talk.slots["description"] == "穿了两次就这样"


async def test_a_photo_answers_the_question_what_is_wrong(chat: Begin) -> None:
    talk = chat(DELIVERED)
    await talk.say("有问题", "damaged_or_defective")
    answer = await talk.say("", "inform", files=["f1"])
    assert "哪种情况" not in answer.text


@pytest.mark.parametrize("text", ["跑鞋开胶了", "條頸巾爛咗", "穿咗個窿"])
async def test_what_customers_say_of_faulty_goods_is_understood(chat: Begin, text: str) -> None:
    talk = chat(DELIVERED)
    await talk.say(text, "damaged_or_defective")
    assert talk.slots["option"] in ("damaged", "defective")


async def test_when_it_is_decided_is_answered_before_the_photo_is_asked_for_again(chat: Begin) -> None:
    talk = chat(DELIVERED)
    await talk.say("收到的衣服破了个洞", "damaged_or_defective")
    answer = await talk.say("那什么时候处理", "nlu_fallback")
    assert answer.text.startswith("登记好，就告诉您最晚哪天答复。\n方便的话")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("T恤破洞了", "damaged_or_defective"), ("T恤少发了一件", "wrong_or_missing_item")],
)
async def test_a_short_message_that_says_it_all_is_not_asked_about(
    chat: Begin, text: str, intent: str
) -> None:
    answer = await chat(DELIVERED).say(text, intent)
    assert "请简单说一下" not in answer.text
    assert "照片" in answer.text


async def test_a_parcel_that_is_lost_holds_nothing_wrong(chat: Begin) -> None:
    text = "卫衣快递丢了吧，给我重发一件"
    answer = await chat("C0005").say(text, "wrong_or_missing_item", also=["not_received"])
    assert "包裹 5 天没有更新了" in answer.text
    assert "已登记核查" in answer.text
    assert "送达后就可以办" not in answer.text


async def test_a_piece_that_is_lost_out_of_a_parcel_is_missing(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("快递丢了一件衣服", "wrong_or_missing_item")
    assert customer.slots["task"] == "wrong_or_missing_item"


async def test_what_is_wrong_is_kept_as_it_was_typed(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("T恤坏了，袖子（左边）开线", "damaged_or_defective")
    assert customer.slots["description"] == "T恤坏了，袖子（左边）开线"
