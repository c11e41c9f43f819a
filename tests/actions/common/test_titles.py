"""Names on an invoice, in the middle of a message."""

from __future__ import annotations

import pytest

from actions.common.titles import names_company, read_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("发票开给上海明德贸易有限公司，税号 91310000MA1K35XH1T, 谢谢", "上海明德贸易有限公司"),
        ("请给上海明德贸易有限公司开发票", "上海明德贸易有限公司"),
        ("开票给北京大学，税号12100000400002259P", "北京大学"),
        ("发票抬头写王小明，谢谢", "王小明"),
        ("帮我开张发票，抬头王小明谢谢", "王小明"),
        ("开个人发票王小明", "王小明"),
        ("发票开给我老公李雷", "李雷"),
        ("發票抬頭林小美，謝謝", "林小美"),
        ("Invoice to Acme Trading Ltd please, thanks", "Acme Trading Ltd"),
        ("invoice please, company Acme Trading Ltd, tax id 91310000MA1K35XH1T", "Acme Trading Ltd"),
        ("please invoice Emily Carter for the dress", "Emily Carter"),
        ("make the invoice out to Emily Carter", "Emily Carter"),
        ("invoice for the T-shirt, personal, to Emily Carter, thanks", "Emily Carter"),
    ],
)
def test_the_name_in_the_message_is_read(text: str, title: str) -> None:
    assert read_title(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "给我们公司开发票", "给这个公司开发票", "开个人发票谢谢", "开个人发票下载", "发票什么时候开", "发票方便开一下吗",
        "公司发票怎么开", "I need an invoice for the Power Bank",
    ],
)  # fmt: skip
def test_words_around_an_invoice_are_no_name(text: str) -> None:
    assert read_title(text) is None


def test_a_company_is_told_from_a_person() -> None:
    assert names_company("抬头杭州云杉科技有限公司")
    assert not names_company("抬头王小明")


@pytest.mark.parametrize("led", ["等等，名字错了，是", "名字错了，是叫", "不对，应该是", "打错了 應該叫"])
def test_the_words_that_lead_a_corrected_name_in_are_no_part_of_it(led: str) -> None:
    assert read_title(f"{led}开发漂科技（上海）有限公司") == "开发漂科技（上海）有限公司"
