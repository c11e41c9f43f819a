"""Invoices: what they need, whom they name, corrected by a bare name, issued once and anew."""

from __future__ import annotations

import pytest

from actions.core.turn import REQUESTED
from actions.shop.client import HttpShop
from actions.shop.model import Actor
from tests.actions.chat import Begin
from tests.actions.customers import DELIVERED, PAID


async def test_an_invoice_for_a_company_needs_title_and_tax_number(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    await customer.say("开公司发票", "invoice")
    await customer.say("第一个", "inform")
    if customer.slots[REQUESTED] == "option":
        await customer.say("公司", "inform")
    await customer.say("上海某某有限公司", "inform")
    bad = await customer.say("12", "inform")
    assert "税号好像不对" in bad.text
    summary = await customer.say("91310000ma1fl0000x", "inform")
    assert "91310000MA1FL0000X" in summary.text
    answer = await customer.press(summary, "确认")
    invoice = shop.order(str(customer.slots["order_id"]), Actor(customer=DELIVERED)).invoice
    assert invoice is not None
    assert (invoice.title, invoice.tax_id) == ("上海某某有限公司", "91310000MA1FL0000X")
    assert invoice.id in answer.text


async def test_title_and_tax_number_in_the_first_message_are_not_asked_for(chat: Begin) -> None:
    answer = await chat(PAID).say(
        "水壶那单开个公司发票 深圳大鱼科技有限公司 91440300MA5ABCDE1X",
        "invoice",
        {"tax_id": "91440300MA5ABCDE1X"},
    )
    assert "抬头：深圳大鱼科技有限公司" in answer.text
    assert "税号：91440300MA5ABCDE1X" in answer.text


async def test_a_request_for_a_companys_invoice_is_no_companys_name(chat: Begin) -> None:
    customer = chat(PAID)
    await customer.say("水壶那单帮我开公司", "invoice")
    assert customer.slots[REQUESTED] == "title"


async def test_who_looks_for_an_invoice_that_was_not_issued_hears_that(chat: Begin) -> None:
    answer = await chat(PAID).say("牛仔裤的发票在哪下载", "invoice")
    assert answer.says[0]["text"].startswith("这笔订单还没有开过发票")


async def test_an_issued_invoice_is_told_and_may_be_issued_anew(chat: Begin, shop: HttpShop) -> None:
    customer = chat(DELIVERED)
    order = shop.orders(DELIVERED)[0].id
    first = shop.invoice(order, Actor(customer=DELIVERED), title="张三", key="test:1")
    answer = await customer.say("发票开了吗", "invoice", {"order_id": order})
    assert first.id in answer.text
    kind = await customer.press(answer, "换抬头重开")
    await customer.press(kind, "个人")
    summary = await customer.say("李四", "inform")
    await customer.press(summary, "确认")
    invoice = shop.order(order, Actor(customer=DELIVERED)).invoice
    assert invoice is not None
    assert invoice.title == "李四"


@pytest.mark.parametrize("said", ["能开专票吗", "能开专票不", "统编怎么开"])
async def test_how_invoices_work_is_answered_without_an_order(chat: Begin, said: str) -> None:
    answer = await chat().say(said, "invoice")
    assert "专票" in answer.says[0]["text"]
    assert answer.payload("开发票")["intent"] == "invoice"


async def test_who_is_not_signed_in_hears_what_that_is_needed_for(chat: Begin) -> None:
    answer = await chat().say("帮我开发票", "invoice")
    assert answer.says[0]["text"].startswith("“开发票”要先确认是您本人")


@pytest.mark.parametrize(("name", "intent"), [("黄丽", "inform"), ("Jane Doe", "out_of_scope")])
async def test_another_name_at_the_summary_is_summed_up_anew(chat: Begin, name: str, intent: str) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    again = await customer.say(name, intent)
    assert again.text.endswith(f"抬头：{name}")
    assert again.changed == []


async def test_a_bare_name_is_taken_where_it_is_asked_for(chat: Begin) -> None:
    customer = chat("C0015", language="en")
    await customer.say("invoice for the humidifier, personal please", "invoice")
    answer = await customer.say("Jane Doe", "out_of_scope", confidence=0.35)
    assert "Name: Jane Doe" in answer.text


@pytest.mark.parametrize("intent", ["invoice", "payment_problem", "deny", "thanks", "inform"])
async def test_a_bare_english_name_is_the_title_whatever_it_sounds_like(chat: Begin, intent: str) -> None:
    customer = chat("C0015", language="en")
    asked = await customer.say("I need an invoice for the humidifier", "invoice")
    await customer.press(asked, "Personal")
    answer = await customer.say("Emily Carter", intent, confidence=0.9)
    assert "Name: Emily Carter" in answer.text
    assert answer.changed == []


@pytest.mark.parametrize(
    ("said", "intent", "name"),
    [
        ("Actually the name should be Daniel Smith", "change_order", "Daniel Smith"),
        ("wait, make it Emily R. Carter", "change_order", "Emily R. Carter"),
        ("hold on, the name is Daniel Smith", "change_order", "Daniel Smith"),
        ("sorry, please put it under Daniel Smith", "inform", "Daniel Smith"),
        ("oh wait it should say Daniel Smith instead", "invoice", "Daniel Smith"),
        ("No, change the name to Daniel Smith please", "deny", "Daniel Smith"),
        ("嗯等下，抬头改成张大伟", "inform", "张大伟"),
    ],
)
async def test_a_name_corrected_in_a_sentence_is_summed_up_alone(
    chat: Begin, said: str, intent: str, name: str
) -> None:
    customer = chat("C0015", language="en")
    await customer.say("invoice for the humidifier, personal, Dan Smith", "invoice")
    answer = await customer.say(said, intent)
    assert answer.text.endswith(f"Name: {name}")
    assert answer.changed == []


@pytest.mark.parametrize(
    "said", ["wait, make it quick", "actually the name should be different", "Sorry, the name is wrong"]
)
async def test_a_sentence_without_a_name_never_becomes_the_title(chat: Begin, said: str) -> None:
    customer = chat("C0015", language="en")
    await customer.say("invoice for the humidifier, personal, Dan Smith", "invoice")
    answer = await customer.say(said, "change_order")
    assert answer.changed == []
    assert customer.slots["title"] in (None, "Dan Smith")


async def test_a_mail_address_at_the_summary_is_answered(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    answer = await customer.say("发到我邮箱 abc@qq.com", "invoice")
    assert "邮箱" in answer.text
    assert "王小明" in answer.text


async def test_what_is_no_name_does_not_become_the_title(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票 个人 王小明", "invoice")
    answer = await customer.say("马上", "inform")
    assert "抬头：马上" not in answer.text


async def test_a_title_for_an_order_with_an_invoice_issues_none(chat: Begin) -> None:
    answer = await chat("C0009").say("靴子开发票 个人 王五", "invoice")
    assert answer.changed == []
    assert "已开过发票" in answer.text
    assert "换抬头重开" in answer.choices


async def test_a_title_with_its_tax_number_is_for_an_invoice(chat: Begin) -> None:
    customer = chat("C0013", language="zh-Hant")
    await customer.say("統編12345678 抬頭大同公司", "inform", {"tax_id": "12345678"})
    assert customer.slots["task"] == "invoice"
    assert customer.slots["title"] == "大同公司"


async def test_another_invoice_asked_for_with_all_it_needs_is_summed_up_at_once(chat: Begin) -> None:
    text = "瑜伽垫的发票换成公司抬头，杭州云杉科技有限公司，税号91330106MA2AX8KH4C"
    answer = await chat("C0002").say(text, "invoice", {"tax_id": "91330106MA2AX8KH4C"})
    assert "抬头：杭州云杉科技有限公司" in answer.text
    assert "税号：91330106MA2AX8KH4C" in answer.text


@pytest.mark.parametrize(
    "said", ["打错了，是叫黄丽丽", "不好意思 错了 名字是黄丽丽", "等等，打错了，应该是叫黄丽丽"]
)
async def test_the_words_of_a_correction_do_not_get_into_the_title(chat: Begin, said: str) -> None:
    customer = chat("C0007")
    asked = await customer.say("开发票 个人 抬头黄莉", "invoice")
    await customer.press(asked, asked.choices[0])
    answer = await customer.say(said, "inform")
    assert answer.text.endswith("抬头：黄丽丽")


async def test_a_title_corrected_in_the_same_message_is_the_one_summed_up(chat: Begin) -> None:
    text = "Invoice for the power bank, personal, Dan Smith, no, Daniel Smith"
    answer = await chat("C0006", language="en").say(text, "invoice")
    assert answer.text.endswith("Name: Daniel Smith")


async def test_what_was_said_for_an_order_with_an_invoice_is_kept_for_another(chat: Begin) -> None:
    customer = chat("C0013", language="zh-Hant")
    text = "堅果禮盒要開發票，統編12345678，抬頭快第有限公司"
    exists = await customer.say(text, "invoice", {"tax_id": "12345678"})
    assert exists.changed == []
    answer = await customer.press(exists, "換抬頭重開")
    assert "抬頭：快第有限公司" in answer.text
    assert "12345678" in answer.text
    assert answer.changed == []


@pytest.mark.parametrize(
    ("who", "language", "text", "title"),
    [
        ("C0015", "en", "invoice for the T-shirt, personal, Jhon Refund", "Jhon Refund"),
        ("C0016", "en", "invoice for the backpack, personal, Mary Return", "Mary Return"),
        (DELIVERED, "zh-Hans", "T恤开发票，抬头写退款有限公司", "退款有限公司"),
    ],
)
async def test_a_title_that_sounds_like_a_request_is_none(
    chat: Begin, who: str, language: str, text: str, title: str
) -> None:
    customer = chat(who, language=language)
    answer = await customer.say(
        text, "invoice", also=["request_return" if "Return" in title else "request_refund"]
    )
    assert customer.slots["title"] == title
    assert not customer.slots.get("suspended")
    assert len(answer.says) == 1


async def test_a_refund_beside_such_a_title_is_asked_for_all_the_same(chat: Begin) -> None:
    customer = chat(DELIVERED)
    await customer.say("T恤开发票，抬头写退款有限公司，另外我要退款", "invoice", also=["request_refund"])
    assert [one["task"] for one in customer.slots["suspended"]] == ["request_refund"]


@pytest.mark.parametrize("title", ["上海（测试）科技公司", "上海(测试)科技公司"])
async def test_brackets_in_a_title_are_kept_as_they_were_typed(
    chat: Begin, shop: HttpShop, title: str
) -> None:
    customer = chat("C0001")
    tax = "91310000MA1FL0AB1X"
    text = f"加湿器开发票，抬头：{title}，税号{tax}"
    summary = await customer.say(text, "invoice", {"tax_id": tax})
    assert f"抬头：{title}" in summary.text
    issued = await customer.press(summary, "确认")
    assert issued.changed[0]["what"] == "invoice"
    invoices = [order.invoice.title for order in shop.orders("C0001") if order.invoice]
    assert title in invoices


async def test_a_title_that_was_asked_for_is_kept_as_it_was_typed(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开公司发票", "invoice")
    await customer.say("上海（测试）科技公司", "inform")
    assert customer.slots["title"] == "上海（测试）科技公司"
