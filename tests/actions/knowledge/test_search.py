"""Finding an answer: intent first, then likeness, and an honest nothing."""

from __future__ import annotations

from datetime import date

import pytest

from actions.knowledge.entries import Entry
from actions.knowledge.search import Knowledge, load_knowledge

TODAY = date(2026, 11, 21)


def entry(
    id: str, intent: str, *questions: str, until: date = date(2027, 1, 1), **more: tuple[str, ...]
) -> Entry:
    return Entry(
        id=id,
        owner="o",
        valid_until=until,
        intents=(intent,),
        questions=questions,
        texts={"zh": id, "en": id},
        topics=more.get("topics", ()),
        default_for=more.get("default_for", ()),
    )


def found(knowledge: Knowledge, text: str, *intents: str, topics: tuple[str, ...] = ()) -> str | None:
    hit = knowledge.find(text, TODAY, intents=intents, topics=topics)
    return hit.entry.id if hit else None


BASE = Knowledge(
    [
        entry("window", "return_policy", "七天无理由退货怎么算", default_for=("return_policy",)),
        entry("freight", "return_policy", "退货运费谁出", topics=("freight_insurance",)),
        entry("password", "account", "忘记密码", "I forgot my password"),
        entry("hours", "out_of_scope", "客服几点上班"),
        entry("old", "promotion", "国补怎么领", until=date(2026, 11, 20)),
    ]
)


def test_the_entry_of_the_intent_that_is_most_alike_answers() -> None:
    assert found(BASE, "退货的运费是谁来出", "return_policy") == "freight"


def test_the_default_answers_when_no_question_fits() -> None:
    hit = BASE.find("退换想咨询下规定", TODAY, intents=("return_policy",))
    assert hit is not None
    assert (hit.entry.id, hit.default) == ("window", True)


def test_a_topic_speaks_for_its_entry_without_a_shared_word() -> None:
    assert found(BASE, "那个保险呢", "return_policy", topics=("freight_insurance",)) == "freight"


def test_an_almost_equal_question_overrules_a_wrong_intent() -> None:
    assert found(BASE, "忘记密码了", "return_policy") == "password"


def test_an_expired_entry_is_not_used() -> None:
    assert found(BASE, "国补怎么领", "promotion") is None


def test_an_intent_that_tells_nothing_needs_a_likely_question() -> None:
    assert found(BASE, "人工客服几点上班", "out_of_scope") == "hours"
    assert found(BASE, "你们几个人", "out_of_scope") is None


def test_traditional_and_full_width_writing_find_the_same_entry() -> None:
    assert found(BASE, "忘記密碼", "account") == "password"
    assert found(BASE, "Ｉ ｆｏｒｇｏｔ ｍｙ ｐａｓｓｗｏｒｄ", "account") == "password"


@pytest.mark.parametrize("text", ["", "？？", "😀", "20261120123456789012"])
def test_a_text_without_words_finds_nothing_by_likeness(text: str) -> None:
    assert found(BASE, text, "out_of_scope") is None


@pytest.mark.parametrize(
    ("text", "intent", "expected"),
    [
        ("运费谁出啊", "return_policy", "return_freight"),
        ("過咗七日仲可唔可以退", "return_policy", "return_late"),
        ("國補點樣領", "promotion", "subsidy"),
        ("旧手机换新的能抵多少", "promotion", "trade_in"),
        ("为啥我的券不能用", "promotion", "coupon_not_applied"),
        ("发票抬头写错了可以重开吗", "invoice", "invoice_change"),
        ("差评怎么删掉", "review", "review_delete"),
        ("手机号换了咋改", "account", "phone_change"),
        ("摔碎了保修不", "warranty_repair", "repair_cost"),
        ("安装要不要钱", "warranty_repair", "install_fee"),
        ("清关还要几天", "track_shipment", "customs_clearing"),
        ("驿站晚上几点关门", "change_delivery", "station_hours"),
        ("尾款什么时候可以付", "payment_problem", "presale_how"),
        ("is there free shipping", "product_question", "shipping_fee"),
        ("can i pay by alipay", "payment_problem", "payment_ways"),
        ("does it fit iphone", "product_question", "compatibility"),
        ("身高180穿啥码", "product_question", "size"),
    ],
)
def test_customers_find_the_projects_answers(text: str, intent: str, expected: str) -> None:
    assert found(load_knowledge(), text, intent) == expected


@pytest.mark.parametrize(
    "text",
    ["帮我写首诗", "今天天气怎么样", "股票怎么买", "can you book a flight", "你会下棋吗", "附近哪里好吃"],
)
def test_what_nobody_wrote_down_is_not_made_up(text: str) -> None:
    assert found(load_knowledge(), text, "out_of_scope") is None


@pytest.mark.parametrize("text", ["怎么付款", "点样俾钱"])
def test_an_entry_that_brings_a_person_is_not_taken_for_a_passing_likeness(text: str) -> None:
    hit = load_knowledge().find(text, TODAY, intents=("payment_problem",))
    assert hit is not None
    assert hit.entry.person is None


@pytest.mark.parametrize("text", ["这个能退吗", "how do returns work?"])
@pytest.mark.parametrize("intent", ["product_question", "return_policy"])
def test_whether_goods_may_go_back_is_answered_by_the_rule_for_returns(text: str, intent: str) -> None:
    assert found(load_knowledge(), text, intent) == "return_window"
