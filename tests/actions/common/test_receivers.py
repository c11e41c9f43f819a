"""The receiver's name, in the middle of a message."""

from __future__ import annotations

import pytest

from actions.common.receivers import bare_name, receiver_in
from tests.actions.chat import Begin


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("收件人改成王小明电话 13812345678", "王小明"),
        ("收件人写错了，应该是王小明，谢谢", "王小明"),
        ("收货人名字换成王小明可以吗", "王小明"),
        ("把收件人从李雷改成王小明，谢谢", "王小明"),
        ("收件人改为欧阳娜娜，手机号13812345678，麻烦了", "欧阳娜娜"),
        ("please change the recipient to Emily Carter, thanks", "Emily Carter"),
        ("change the name on the order to Emily Carter please", "Emily Carter"),
        ("can you put Emily Carter as the recipient?", "Emily Carter"),
        ("new recipient: Tom Lee, 13812345678", "Tom Lee"),
    ],
)
def test_the_name_in_the_message_is_read(text: str, name: str) -> None:
    assert receiver_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "收货人写错了", "收件人没收到，快递员说是放驿站了", "收件人电话改成13812345678", "收件人地址改成公司，上海",
        "收件人和电话都改一下", "recipient and phone", "the name is wrong",
    ],
)  # fmt: skip
def test_words_around_a_receiver_are_no_name(text: str) -> None:
    assert receiver_in(text) is None


def test_an_answer_is_taken_without_the_words_around_the_name() -> None:
    assert bare_name("叫王小明吧") == "王小明"


async def test_a_name_and_a_number_in_one_answer_are_both_taken(chat: Begin) -> None:
    customer = chat("C0003")
    await customer.say("改收件人", "change_order")
    answer = await customer.say("王小明电话 13812345678", "inform", {"phone": "13812345678"})
    assert "王小明 138****5678" in answer.text


async def test_a_number_that_stays_is_not_asked_for(chat: Begin) -> None:
    answer = await chat("C0003").say("收件人改成王小明，电话不变", "change_order")
    assert "王小明" in answer.text
    assert "确认" in answer.text
