"""What an invoice is to say, read out of messages that say more."""

from __future__ import annotations

import pytest

from actions.common.invoicing import is_tax_id, is_title, only_title, read_tax_id
from actions.common.titles import read_title
from actions.core.turn import REQUESTED, Turn
from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("91440300MA5ABCDE1X", True),
        ("110105198001011", True),
        ("91310000123456789012", True),
        ("12345678", True),  # Taiwan's
        ("1234567890123456", False),
        ("9151010019XXXXX12A", False),
        ("9151****MA6ABCDE12", False),
    ],
)
def test_a_tax_number_has_one_of_the_lengths_and_nothing_masked(text: str, valid: bool) -> None:
    assert is_tax_id(text) is valid


def test_a_number_that_was_shortened_on_the_way_is_none() -> None:
    turn = Turn(id="t", text="税号91510100MA6XXXXX12", entities={"tax_id": ("91510100MA6XX12",)})
    assert read_tax_id(turn) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("个人 王小明", "王小明"),
        ("枕头发票开个人 王小明", "王小明"),
        ("税号91510100MA6CDEFG12 抬头成都大鱼有限公司", "成都大鱼有限公司"),
        ("personal, Emily Carter", "Emily Carter"),
        ("抬头改成成都小鱼有限公司", "成都小鱼有限公司"),
        ("抬头改成王五", "王五"),
        ("統編12345678 抬頭大同公司", "大同公司"),
        ("好像抬头不对", None),
        ("发票开公司", None),
        ("个人抬头", None),
        ("帮我开公司发票", None),
    ],
)
def test_a_title_is_the_name_alone(text: str, title: str | None) -> None:
    assert read_title(text) == title


@pytest.mark.parametrize("text", ["发到我邮箱 abc@qq.com", "91510100MA6CDEFG12", "13612345678"])
def test_an_address_or_a_number_is_no_title(text: str) -> None:
    assert not is_title(only_title(text))


@pytest.mark.parametrize(
    ("answer", "title"),
    [("抬頭王小明", "王小明"), ("统编12345678 抬头大同公司", "大同公司"), ("抬头改成大同公司", "大同公司")],
)
def test_the_words_around_an_answer_are_no_part_of_the_title(answer: str, title: str) -> None:
    assert only_title(answer) == title


async def test_kind_and_name_in_one_line_are_enough(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开发票", "invoice")
    answer = await customer.say("个人 王小明", "inform")
    assert answer.text == "确认开具电子发票吗？\n抬头：王小明"


async def test_a_masked_tax_number_is_refused_and_the_title_kept(chat: Begin) -> None:
    customer = chat("C0004")
    await customer.say("床品开公司发票", "invoice")
    bad = await customer.say(
        "税号91510100MA6XXXXX12 抬头成都大鱼有限公司", "inform", {"tax_id": "91510100MA6XX12"}
    )
    assert "税号好像不对" in bad.text
    answer = await customer.say("91510100MA6ABCDE12", "inform", {"tax_id": "91510100MA6ABCDE12"})
    assert answer.text == "确认开具电子发票吗？\n抬头：成都大鱼有限公司\n税号：91510100MA6ABCDE12"


async def test_who_has_no_tax_number_may_have_a_personal_invoice(chat: Begin) -> None:
    customer = chat("C0004")
    await customer.say("床品开公司发票 成都大鱼有限公司", "invoice")
    answer = await customer.say("税号不知道", "inform")
    assert answer.choices == ["个人", "不办了"]
    await customer.say("那开个人吧", "inform")
    assert customer.slots[REQUESTED] == "title"
    assert customer.slots["title"] is None


async def test_a_mail_address_is_told_where_the_invoice_is_and_is_no_title(chat: Begin) -> None:
    customer = chat("C0001")
    await customer.say("加湿器开个人发票", "invoice")
    answer = await customer.say("发到我邮箱 abc@qq.com", "inform")
    assert answer.text.startswith("开好后可在订单页下载")
    assert customer.slots[REQUESTED] == "title"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Actually the name should be Daniel Smith", "Daniel Smith"),
        ("wait, make it Emily R. Carter", "Emily R. Carter"),
        ("please change the title to Mary-Ann O'Neil, thanks", "Mary-Ann O'Neil"),
        ("my name is Emily Carter", "Emily Carter"),
        ("make it quick", None),
        ("it should be here today", None),
    ],
)
def test_a_name_is_read_out_of_an_english_sentence(text: str, title: str | None) -> None:
    assert read_title(text) == title


@pytest.mark.parametrize(
    "text", ["the name should be daniel smith", "wait, make it emily", "Actually my name is wrong"]
)
def test_a_sentence_about_a_name_is_no_title(text: str) -> None:
    assert not is_title(text)
