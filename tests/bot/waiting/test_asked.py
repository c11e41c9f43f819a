import pytest

from bot.waiting.asked import asks_of_waiting


@pytest.mark.parametrize(
    "text",
    [
        "还要等多久", "仲要等幾耐", "我排第几", "前面还有多少人", "什么时候有客服", "到底什么时候有人", "客服几点下班", "周末有客服吗",
        "有人吗？", "你们在吗", "在吗", "怎么没人理", "收到我的消息了吗", "转人工", "轉人工", "how long?", "how long do I have to wait",
        "which number am I", "is anybody there?", "did you get my message?", "human please",
    ],
)  # fmt: skip
def test_a_question_to_the_queue_is_known_in_every_script(text: str) -> None:
    assert asks_of_waiting(text)


@pytest.mark.parametrize(
    "text",
    [
        "快递还要多久", "还要等多久才发货", "退款什么时候到", "什么时候有货", "有人签收吗", "我等了三天了", "保修多久", "安装要多久",
        "how long until my parcel arrives", "how long is the warranty", "is it there", "你好", "",
    ],
)  # fmt: skip
def test_a_question_about_the_matter_is_none_to_the_queue(text: str) -> None:
    assert not asks_of_waiting(text)
