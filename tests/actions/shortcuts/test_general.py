"""General questions before any wall, the customer's own facts, and nothing said twice alike in a row."""

from __future__ import annotations

import pytest

from actions.core import show
from actions.shop.client import HttpShop
from actions.shop.model import OrderState, ParcelState
from tests.actions.chat import Begin

WALLS = (
    "要先确认是您本人",
    "需要先确认是您本人",
    "请发我订单号",
    "I must know it is you",
    "I may show this",
    "send me the order number",
)


@pytest.mark.parametrize(
    ("said", "intent", "language", "words"),
    [
        ("退款退到哪里", "refund_status", "zh-Hans", "原支付方式"),
        ("退款幾天會到帳", "refund_status", "zh-Hant", "1–3"),
        ("質量問題怎麼辦", "damaged_or_defective", "zh-Hant", "30 天內"),
        ("质量问题怎么办", "damaged_or_defective", "zh-Hans", "30 天内"),
        ("买错了怎么办", "request_return", "zh-Hans", "7 天内"),
        ("how do I get an invoice", "invoice", "en", "order page"),
        ("收據喺邊度攞", "invoice", "zh-Hant", "電子發票"),
        ("可以開三聯式發票嗎", "invoice", "zh-Hant", "專票"),
        ("可以自取嗎", "change_delivery", "zh-Hant", "自提點"),
        ("可以超商取貨嗎", "change_delivery", "zh-Hant", "自提點"),
        ("可以寄到外島嗎", "return_logistics", "zh-Hant", "偏遠地區"),
        ("幾時出貨", "order_status", "zh-Hant", "48 小時"),
        ("发什么快递", "track_shipment", "zh-Hans", "仓库按地区"),
        ("新疆发吗", "order_status", "zh-Hans", "偏远地区"),
        ("周末送货吗", "change_delivery", "zh-Hans", "节假日"),
        ("收货地址怎么改", "change_order", "zh-Hans", "改地址"),
        ("怎么取消订单", "cancel_order", "zh-Hans", "未发货"),
        ("how do I cancel an order", "cancel_order", "en", "Not shipped"),
        ("怎么申请退款", "request_refund", "zh-Hans", "说“退款”"),
        ("少发了怎么办", "wrong_or_missing_item", "zh-Hans", "请拍照"),
        ("how do I track my parcel", "track_shipment", "en", "Sign in"),
        ("忘了用券 能补吗", "price_protection", "zh-Hans", "不能补用券"),
    ],
)
async def test_a_guest_who_asks_how_it_works_is_told_and_not_asked_who_he_is(
    chat: Begin, said: str, intent: str, language: str, words: str
) -> None:
    answer = await chat(language=language).say(said, intent)
    assert words in answer.says[0]["text"]
    assert not any(wall in answer.text for wall in WALLS)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("我要退款", "request_refund"),
        ("我想退货", "request_return"),
        ("我的退款到哪了", "refund_status"),
        ("改地址", "change_order"),
        ("帮我取消订单", "cancel_order"),
        ("where is my refund", "refund_status"),
        ("我買的衣服壞了", "damaged_or_defective"),
    ],
)
async def test_a_guests_own_matter_still_needs_him_to_be_known(chat: Begin, said: str, intent: str) -> None:
    answer = await chat(language="en" if said.isascii() else "zh-Hans").say(said, intent)
    assert any(wall in answer.text for wall in WALLS)


@pytest.mark.parametrize(
    "said", ["我的快递到哪了", "我的包裹怎么还没到", "查一下我的订单", "where is my parcel", "我件貨到咗邊"]
)
async def test_a_guests_own_parcel_is_asked_for_by_its_number(chat: Begin, said: str) -> None:
    answer = await chat(language="en" if said.isascii() else "zh-Hans").say(said, "track_shipment")
    assert any(wall in answer.text for wall in WALLS)


async def test_a_general_question_inside_the_order_form_is_answered_before_the_form_goes_on(
    chat: Begin,
) -> None:
    talk = chat()
    await talk.say("我的快递到哪了", "track_shipment")
    answer = await talk.say("下雪了快递会不会停", "track_shipment")
    assert "天气恶劣" in answer.says[0]["text"]
    assert talk.loop


async def test_the_second_request_to_sign_in_says_how_and_the_third_offers_a_person(chat: Begin) -> None:
    talk = chat()
    first = await talk.say("改地址", "change_order")
    second = await talk.say("退款", "request_refund")
    third = await talk.say("取消订单", "cancel_order")
    assert len({first.says[0]["text"], second.says[0]["text"], third.says[0]["text"]}) == 3
    assert "查物流" in second.choices
    taken = await talk.say("好", "affirm")
    assert [one["reason"] for one in taken.asked("handoff")] == ["asked_for_human"]


async def test_the_same_rule_is_not_said_twice_in_a_row(chat: Begin) -> None:
    talk = chat()
    first = await talk.say("退货运费谁出", "return_policy")
    second = await talk.say("退货的运费谁出啊", "return_policy")
    assert second.says[0]["text"] != first.says[0]["text"]
    assert "转人工" in second.choices
    third = await talk.say("退货运费到底谁出", "return_policy")
    assert [one["reason"] for one in third.asked("handoff")] == ["loop"]
    other = await talk.say("优惠券怎么用", "promotion")
    assert "结算页" in other.says[0]["text"]


@pytest.mark.parametrize("intent", ["promotion", "account", "nlu_fallback", "order_status"])
@pytest.mark.parametrize("said", ["我多少积分", "我有多少積分", "我的积分有多少", "my points balance?"])
async def test_points_are_told_from_the_shop(chat: Begin, shop: HttpShop, intent: str, said: str) -> None:
    answer = await chat("C0001").say(said, intent)
    assert f"{shop.customer('C0001').points} 积分" in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["我有几张优惠券", "我有幾張優惠券", "which coupons do I have"])
async def test_coupons_are_told_with_their_last_days(chat: Begin, shop: HttpShop, said: str) -> None:
    talk = chat("C0001")
    answer = await talk.say(said, "promotion")
    coupons = shop.customer("C0001").coupons
    assert str(len(coupons)) in answer.says[0]["text"]
    assert "到期" in answer.says[1]["text"]
    again = await talk.say("什么时候过期", "promotion")
    assert again.says[1]["text"] == answer.says[1]["text"]


async def test_a_guest_hears_where_points_stand(chat: Begin) -> None:
    assert "登录后" in (await chat().say("我有多少积分", "promotion")).says[0]["text"]


@pytest.mark.parametrize("said", ["积分怎么用", "100积分抵多少钱", "优惠券怎么用"])
async def test_how_points_and_coupons_work_is_still_a_rule(chat: Begin, said: str) -> None:
    assert "您现在有" not in (await chat("C0001").say(said, "promotion")).text


@pytest.mark.parametrize("said", ["付完尾款什么时候发货", "扫地机器人什么时候发货"])
async def test_a_presale_names_the_day_it_ships(chat: Begin, shop: HttpShop, said: str, now_ms: int) -> None:
    answer = await chat("C0004").say(said, "order_status")
    (order,) = [one for one in shop.orders("C0004") if one.state is OrderState.PRESALE]
    assert order.ship_by_ms
    assert f"最晚{show.day(order.ship_by_ms, 'zh-Hans', now_ms)}发货" in answer.says[0]["text"]


@pytest.mark.parametrize(
    "said",
    ["驿站能放几天", "可以放几天", "超过时间没取会怎样", "代取可以不", "可以让邻居代取吗", "自提點放幾日"],
)
@pytest.mark.parametrize("intent", ["change_delivery", "return_logistics", "product_question"])
async def test_a_parcel_at_the_station_says_until_when_it_is_kept(
    chat: Begin, shop: HttpShop, said: str, intent: str, now_ms: int
) -> None:
    waiting = [
        parcel
        for order in shop.orders("C0002")
        for parcel in order.parcels
        if parcel.state is ParcelState.AT_STATION and parcel.station
    ]
    until = show.day(waiting[0].station.keep_until_ms, "zh-Hans", now_ms)  # type: ignore[union-attr]
    answer = await chat("C0002").say(said, intent)
    assert f"留到{until}" in answer.says[0]["text"]
    assert "代取" in answer.says[0]["text"]


async def test_who_wants_it_kept_longer_is_offered_a_person(chat: Begin) -> None:
    assert "转人工" in (await chat("C0002").say("能多放两天吗", "change_delivery")).choices


@pytest.mark.parametrize("said", ["我的收货地址是哪", "收件人电话多少", "收件人是誰"])
@pytest.mark.parametrize("intent", ["return_logistics", "change_order", "chitchat", "account"])
async def test_whom_it_goes_to_is_told_masked_whatever_it_was_taken_for(
    chat: Begin, said: str, intent: str
) -> None:
    answer = await chat("C0003").say(said, intent)
    assert "收件人" in answer.says[0]["text"]
    assert "**" in answer.says[0]["text"]


async def test_a_guest_is_not_told_whom_it_goes_to(chat: Begin) -> None:
    answer = await chat().say("收件人电话多少 地址在哪", "refund_status")
    assert "只给本人看" in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["这单付了多少钱 运费多少", "下单时间是什么时候", "呢張單幾多錢"])
async def test_what_was_paid_and_when_comes_from_the_order(chat: Begin, shop: HttpShop, said: str) -> None:
    answer = await chat("C0007").say(said, "promotion")
    assert "实付 ¥" in answer.says[0]["text"]
    assert "下单" in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["能发顺丰吗", "發順豐嗎", "which courier do you use"])
async def test_a_rule_for_every_order_comes_before_the_customers_own_parcel(chat: Begin, said: str) -> None:
    language = "en" if said.isascii() else "zh-Hans"
    answer = await chat("C0001", language=language).say(said, "track_shipment")
    assert "card" not in answer.says[0]


@pytest.mark.parametrize("said", ["补发一个吧", "重新发一件可以吗", "please send me another"])
async def test_a_wish_for_another_one_after_tracking_is_no_second_tracking(chat: Begin, said: str) -> None:
    talk = chat("C0005")
    await talk.say("我的快递到哪了", "track_shipment")
    answer = await talk.say(said, "track_shipment")
    assert "card" not in answer.says[0]


async def test_how_long_money_takes_is_told_to_who_waits_for_none(chat: Begin) -> None:
    answer = await chat("C0015", language="en").say("how long does a refund to my card take", "refund_status")
    assert "1–3 working days" in answer.says[0]["text"]


@pytest.mark.parametrize("said", ["加湿器滤芯哪里买", "濾芯邊度買"])
async def test_where_to_buy_a_part_is_no_question_for_the_order(chat: Begin, said: str) -> None:
    assert "配件" in (await chat("C0001").say(said, "warranty_repair")).says[0]["text"]
