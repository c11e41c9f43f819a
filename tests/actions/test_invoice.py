"""The summary of an invoice is corrected by a bare name, and asked about by mail addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.chat import Chat

Begin = Callable[..., Chat]


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
