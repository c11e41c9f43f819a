"""Who asks for a person, in every script, and who only talks of people."""

from __future__ import annotations

import pytest

from handoff.cues.finding import find


@pytest.mark.parametrize(
    "text",
    [
        "转人工", "轉真人", "搵真人", "人工", "人工客服", "我要找客服", "转接人工服务谢谢", "真人客服", "有没有真人",
        "可唔可以同真人傾", "叫你们经理来", "別讓機器人回我", "我不要跟机器人说话", "找个人跟我说", "换个人来",
        "転　人工客服", "麻烦转 人 工", "talk to a human", "Can I speak with a representative?", "AGENT", "live agent pls",
        "有没有能做主的人", "找个懂的人来", "给我接个人", "有冇真人", "搵個人同我傾", "转售后", "找你们上级", "叫你哋經理出嚟",
        "我要跟客服说话", "麻煩請專人跟我聯絡", "让人给我回电话", "customer service pls", "is there anyone real there",
        "I need a real person", "put me through to your manager", "stop this bot", "can someone call me back",
    ],
)  # fmt: skip
def test_an_outright_request_for_a_person_is_heard_in_every_script(text: str) -> None:
    assert "asked_for_human" in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "小李在吗", "你好，小鹿在不", "娟姐呢", "店长在吗", "我想找小冯", "阿Ken喺唔喺度", "上次接待我的那位呢", "说给我查退款的那位还在吗",
        "麻烦转一下3316", "那转品质部", "有懂的没", "有会算的不", "有人类吗", "能打电话说吗", "或者打电话教", "zhuan ren gong ke fu a",
        "please raise this to the payment team",
    ],
)  # fmt: skip
def test_a_certain_colleague_or_department_is_a_person_too(text: str) -> None:
    assert "asked_for_human" in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "小票在吗", "小编在吗", "小哥呢", "姐姐在吗", "我找不到订单", "刚有人打电话说丢了", "算了 我打电话说", "让我私下给他转100块",
        "洗衣机转不动了", "转到余额吧", "有黑色的没",
    ],
)  # fmt: skip
def test_goods_forms_of_address_and_calls_of_others_are_none(text: str) -> None:
    assert "asked_for_human" not in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "人工智能冰箱多少钱", "你是人工吗", "这衣服是真人穿的吗", "不用转人工了", "客服态度很好", "刚才客服跟我说明天发",
        "needs someone to sign for it", "human hair wig", "安装的人工费是多少", "你好", "",
        "转人工之前先告诉我快递到哪了", "人工服务收费吗", "转人工按钮能改颜色吗", "人工客服已经帮我弄好了", "你比人工客服还快", "you sound like a real person",
        "人工客服几点下班", "客服几点上班", "真人客服幾點上班", "人工服务时间",
    ],
)  # fmt: skip
def test_talk_of_people_and_machines_is_no_request(text: str) -> None:
    assert "asked_for_human" not in find(text)


@pytest.mark.parametrize(
    "text",
    [
        "不用转人工，你帮我查就行", "别给我转人工", "先别转客服", "唔使搵人喇", "不找他们了", "没必要麻烦你们同事", "不转人工了",
        "no human please", "dont transfer me",
        "no need for an agent", "I don't need to talk to anyone", "I'd rather not talk to anyone, chat is fine",
    ],
)  # fmt: skip
def test_a_person_may_be_declined(text: str) -> None:
    assert set(find(text)) == {"declined_human"}


@pytest.mark.parametrize(
    "text",
    [
        "我不要客服，叫你们经理来", "不用机器人，转人工", "不转人工我就不买了，转人工", "don't need an agent, get me a manager",
        "为什么不能转人工", "I won't leave without talking to a manager",
    ],
)  # fmt: skip
def test_who_declines_one_and_calls_for_another_calls(text: str) -> None:
    assert set(find(text)) == {"asked_for_human"}
