"""What a colleague said, told whatever the question was taken for, and never where a person is called for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]


NOW_MS = time.time_ns() // 1_000_000
DAY_MS = 86_400_000


def matter(outcome: str = "promised", *words: str, **more: Any) -> dict[str, Any]:
    return {
        "category": "refund",
        "outcome": outcome,
        "words": list(words),
        "agent": "小王",
        "at_ms": NOW_MS,
        **more,
    }


@pytest.mark.parametrize("intent", ["ask_human", "chitchat", "out_of_scope", "urge_delivery", "nlu_fallback"])
@pytest.mark.parametrize(
    "said",
    [
        "刚才客服怎么说的", "客服刚刚怎么说", "客服給我怎麼處理的", "什么时候回复我", "頭先個職員話點呀",
        "几时能给我个回音", "what did your colleague say?", "how did your team settle it",
    ],
)  # fmt: skip
async def test_what_a_colleague_said_is_told_whatever_the_question_was_taken_for(
    chat: Begin, intent: str, said: str
) -> None:
    older = matter("solved", "发票已开", category="invoice", agent="小李", at_ms=NOW_MS - 1)
    answer = await chat("C0005", settled=[older, matter("promised", "明天回复")]).say(said, intent)
    assert [one["text"] for one in answer.says] == ["客服小王还在跟进，今天对您说：\n“明天回复”"]
    assert answer.asked("handoff") == []


async def test_it_is_told_as_often_as_it_is_asked_for(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "明天回复")])
    for said in ("刚才客服怎么说的", "客服刚刚怎么说", "人工说啥来着"):
        answer = await customer.say(said, "ask_human")
        assert "“明天回复”" in answer.text
        assert answer.asked("handoff") == []


LONG = "经核实您的包裹在杭州转运中心滞留，预计12月2日周三18点前送达，若届时未到我们将全额退款139元并补偿20元优惠券。"


async def test_long_words_are_told_whole_in_a_message_of_their_own(chat: Begin) -> None:
    answer = await chat("C0005", settled=[matter("promised", LONG)]).say("客服怎么说的", "ask_human")
    assert [one["text"] for one in answer.says] == ["客服小王还在跟进，今天对您说：", f"“{LONG}”"]


async def test_several_messages_are_quoted_one_by_one_in_order(chat: Begin) -> None:
    told = matter("solved", "好的，已改为深南大道100号", "给您补 10 元券")
    answer = await chat("C0005", settled=[told]).say("刚才客服说地址改成什么了", "chitchat")
    assert [one["text"] for one in answer.says[1:]] == ["“好的，已改为深南大道100号”", "“给您补 10 元券”"]


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("solved", "已处理好"),
        ("promised", "还在跟进"),
        ("handed_back", "转给我接着办"),
        ("unsolved", "还没有解决"),
    ],
)
async def test_the_outcome_is_told_as_it_is(chat: Begin, outcome: str, told: str) -> None:
    answer = await chat(settled=[matter(outcome, "已催")]).say("客服刚刚怎么说", "ask_human")
    assert told in answer.text
    assert ("处理好" in answer.text) is (outcome == "solved")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("solved", "已为您处理好"),
        ("promised", "还在跟进"),
        ("handed_back", "由我接着为您办"),
        ("unsolved", "还没有解决"),
    ],
)
async def test_a_matter_without_a_word_is_told_by_its_outcome(chat: Begin, outcome: str, told: str) -> None:
    answer = await chat(settled=[matter(outcome)]).say("客服刚刚怎么说", "ask_human")
    assert told in answer.text


async def test_a_promise_that_was_not_kept_is_told_and_goes_to_a_person(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "今天18点前回复您")])
    answer = await customer.say("客服说今天18点前回复我，怎么还没回", "urge_delivery")
    assert "“今天18点前回复您”" in answer.text
    assert [one["reason"] for one in answer.asked("handoff")] == ["loop"]


async def test_who_is_promised_something_may_go_to_a_person_by_a_button(chat: Begin) -> None:
    customer = chat("C0005", settled=[matter("promised", "补您 20 元券")])
    assert (await customer.say("你们客服答应赔我的呢", "compensation")).choices == ["转人工"]


@pytest.mark.parametrize("said", ["转人工", "叫客服处理", "让客服给我解决", "客服给个说法"])
async def test_a_call_for_a_person_after_a_settled_matter_is_still_one(chat: Begin, said: str) -> None:
    answer = await chat(settled=[matter("promised", "明天回复")]).say(said, "ask_human")
    assert [one["reason"] for one in answer.asked("handoff")] == ["asked_for_human"]


async def test_what_was_settled_of_a_kind_is_told_once_when_the_customer_comes_back_to_it(
    chat: Begin,
) -> None:
    customer = chat("C0005", settled=[matter("promised", "明天回复", category="refund_status")])
    first = await customer.say("我的退款呢", "refund_status")
    assert "客服小王还在跟进，今天对您说：\n“明天回复”" in first.text
    assert len(first.says) > 1
    assert "小王" not in (await customer.say("退款到哪了", "refund_status")).text


async def test_what_was_settled_in_another_conversation_is_told_when_it_is_asked_for_only(
    chat: Begin,
) -> None:
    earlier = matter("promised", "明天回复", category="refund_status", elsewhere=True)
    customer = chat("C0005", settled=[earlier])
    assert "小王" not in (await customer.say("我的退款呢", "refund_status")).text
    assert "“明天回复”" in (await customer.say("上次客服怎么跟我说的", "nlu_fallback")).text


MONEY = "已取消水壶，退 89 元，1-3 天到账"
PICK_UP = "退货已帮您提交，编号 T999，快递明天上门"


@pytest.mark.parametrize(
    ("said", "intent", "promised"),
    [
        ("钱什么时候到", "refund_status", MONEY),
        ("退多少", "request_return", MONEY),
        ("幾時退返", "refund_status", MONEY),
        ("多久到账", "refund_status", MONEY),
        ("when do I get my money", "refund_status", "we refund 299 yuan by Dec 2"),
        ("how much do I get back?", "nlu_fallback", "we refund 299 yuan by Dec 2"),
        ("什么时候来取", "return_logistics", PICK_UP),
        ("退货什么时候来取", "return_logistics", PICK_UP),
        ("佢幾時嚟收", "product_question", "已安排聽日下晝三點上門收件"),
        ("什么时候补发", "delivery_time", "已帮您安排明天补寄，12月5日前到"),
        ("补多少", "change_order", "给您补 10 元券"),
    ],
)
async def test_what_was_promised_answers_the_question_about_it_and_no_rule_does(
    chat: Begin, said: str, intent: str, promised: str
) -> None:
    settled = [matter("handed_back", promised, "祝您生活愉快的一天", category="ask_human")]
    answer = await chat("C0003", settled=settled).say(said, intent)
    assert "小王" in answer.says[0]["text"]
    assert answer.says[0]["text"].count("“") + answer.says[0]["text"].count('"') <= 2
    assert promised in answer.text.replace("「", "“")
    assert len(answer.says) == 1 or promised in answer.says[-1]["text"]
    assert answer.asked("handoff") == []


async def test_what_was_promised_is_told_with_its_day(chat: Begin) -> None:
    yesterday = matter("promised", "明天全额退款 139 元", at_ms=NOW_MS - DAY_MS)
    answer = await chat("C0003", settled=[yesterday]).say("钱什么时候到", "refund_status")
    assert answer.says[0]["text"] == "客服小王还在跟进，昨天对您说：\n“明天全额退款 139 元”"


async def test_after_a_promise_comes_what_the_shop_has_on_record_of_it(chat: Begin) -> None:
    customer = chat("C0009", settled=[matter("promised", "退款帮您催了，1-3 天到账")])
    answer = await customer.say("钱什么时候到", "refund_status")
    assert "退款帮您催了" in answer.says[0]["text"]
    assert "R5020000001" in answer.text


async def test_a_parcel_is_shown_after_what_was_promised_of_it(chat: Begin) -> None:
    customer = chat("C0001", settled=[matter("promised", "已联系圆通，明天送到", category="ask_human")])
    answer = await customer.say("什么时候送到", "track_shipment")
    assert "“已联系圆通，明天送到”" in answer.says[0]["text"]
    assert answer.says[1]["card"]["kind"] == "parcel"


@pytest.mark.parametrize(
    ("said", "intent"), [("我要退款", "request_refund"), ("一般退款几天到账", "refund_status")]
)
async def test_a_request_and_a_question_on_the_rules_are_not_answered_by_a_promise(
    chat: Begin, said: str, intent: str
) -> None:
    answer = await chat("C0003", settled=[matter("solved", MONEY)]).say(said, intent)
    assert "小王" not in answer.text


async def test_a_promise_of_another_kind_does_not_answer(chat: Begin) -> None:
    answer = await chat("C0003", settled=[matter("solved", "地址已改为深南大道")]).say(
        "钱什么时候到", "refund_status"
    )
    assert "小王" not in answer.text


FREIGHT = "我给您申请退款 3 天到账，运费我们出"
BOX = "您把东西放盒子里就行，不用您出钱"
COURIER = "我已经约了顺丰，明天下午两点到四点上门来拿"


@pytest.mark.parametrize(
    ("said", "intent", "answers", "beside"),
    [
        ("运费谁出", "return_policy", FREIGHT, ()),
        ("运费谁出", "return_policy", BOX, (COURIER,)),
        ("需要准备什么", "return_logistics", BOX, (COURIER,)),
        ("谁来拿", "return_logistics", COURIER, (BOX,)),
        ("明天不在家怎么办", "change_delivery", COURIER, (BOX,)),
        ("还要我做什么吗", "nlu_fallback", FREIGHT, ()),
        ("退到哪里", "nlu_fallback", "这单的钱我给您退回支付宝，下周三之前到账", (BOX,)),
        ("which card will it go to", "nlu_fallback", "the 30 dollars go back to your Visa card", ()),
        ("要不要把旧的寄回去", "return_logistics", "我们会补寄一个新的，这周五寄出，旧的不用还", (COURIER,)),
        ("do I have to return the broken one?", "return_policy", "we send you a new mug, keep the broken one", ()),
        ("换的那个发了吗", "track_shipment", "我给您换个新的，周五走顺丰", ()),
    ],
)  # fmt: skip
async def test_whatever_is_asked_of_a_promise_is_answered_by_the_words_that_speak_of_it(
    chat: Begin, said: str, intent: str, answers: str, beside: tuple[str, ...]
) -> None:
    settled = [matter("promised", *beside, answers, category="ask_human")]
    answer = await chat("C0007", settled=settled).say(said, intent)
    assert answers in answer.text
    assert not any(one in answer.text for one in beside)
    assert len(answer.choices) == 1  # a person
    assert answer.asked("handoff") == []


async def test_words_that_do_not_speak_of_it_leave_the_question_to_the_rule(chat: Begin) -> None:
    answer = await chat("C0007", settled=[matter("promised", "退款 3 天到账")]).say(
        "运费谁出", "return_policy"
    )
    assert "小王" not in answer.text


async def test_a_refund_of_another_sum_is_not_shown_as_the_promised_one(chat: Begin) -> None:
    customer = chat("C0010", settled=[matter("promised", "差价38块我给您打回微信，两天内")])
    answer = await customer.say("38块什么时候打", "refund_status")
    assert "“差价38块我给您打回微信，两天内”" in answer.text
    assert "R50" not in answer.text


async def test_no_parcel_is_shown_to_who_asks_when_the_pick_up_comes(chat: Begin) -> None:
    customer = chat("C0007", settled=[matter("promised", COURIER)])
    answer = await customer.say("快递小哥什么时候到", "track_shipment")
    assert len(answer.says) == 1
    assert COURIER in answer.text


async def test_the_old_parcel_is_not_shown_as_the_new_one(chat: Begin) -> None:
    customer = chat("C0001", settled=[matter("promised", "给您补寄一个新的，周五发")])
    answer = await customer.say("新的什么时候寄", "track_shipment")
    assert len(answer.says) == 1
    assert "周五发" in answer.text


async def test_a_question_on_a_named_order_is_not_answered_by_a_promise(chat: Begin) -> None:
    customer = chat("C0003", settled=[matter("promised", "给您补寄一个新的，周五发")])
    answer = await customer.say("订单2735433462426305什么时候发货", "order_status")
    assert "小王" not in answer.text


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("什么时候到", "track_shipment"),
        ("退哪张卡", "refund_status"),
        ("钱打哪", "refund_status"),
        ("是全额吗", "product_question"),
        ("坏的那个要寄回去吗", "return_logistics"),
    ],
)
async def test_a_bare_question_after_a_promise_hears_the_words_and_may_go_to_a_person(
    chat: Begin, said: str, intent: str
) -> None:
    promised = "给您申请了退款，三天到账，运费我们出"
    answer = await chat("C0007", settled=[matter("promised", promised)]).say(said, intent)
    assert len(answer.says) == 1
    assert promised in answer.text
    assert answer.choices == ["转人工"]


async def test_a_parcel_that_is_named_is_tracked_whatever_was_promised(chat: Begin) -> None:
    promised = matter("promised", "给您申请了退款，三天到账，运费我们出")
    for said in ("我还在路上的那件什么时候到", "我的快递什么时候到"):
        assert "小王" not in (await chat("C0007", settled=[promised]).say(said, "track_shipment")).text


async def test_what_was_promised_elsewhere_is_no_answer_to_a_bare_question(chat: Begin) -> None:
    earlier = matter("promised", "给您申请了退款，三天到账", elsewhere=True)
    assert "小王" not in (await chat("C0007", settled=[earlier]).say("什么时候到", "track_shipment")).text
