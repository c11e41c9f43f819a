"""What is said of a message that was left, told from what begins something else."""

import pytest

from bot.waiting.left_words import (
    About,
    addition_in,
    asks_of_left,
    awaits_answer,
    contact_alone,
    contact_in,
    only_reached_otherwise,
    said_of_left,
    wants_more,
)


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("13812345678", "13812345678"),
        ("我的手机是 13812345678", "13812345678"),
        ("我的手機是 0912345678", "0912345678"),
        ("test@example.com", "test@example.com"),
        ("my phone is 4155550123", "4155550123"),
        ("我电话13812345678 晚上联系", "13812345678"),
        ("手机13812345678，下午都可以", "13812345678"),
        ("my number is 13812345678, call me after 6pm", "13812345678"),
        ("把收货电话改成 13812345678", ""),
        ("订单 100326686080486863", ""),
        ("查一下 13812345678 的包裹", ""),
        ("谢谢", ""),
    ],
)
def test_only_a_contact_with_nothing_else_beside_it_is_one(text: str, contact: str) -> None:
    assert contact_alone(text) == contact


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我的留言处理了吗", True),
        ("我的留言處理了嗎", True),
        ("留言有人看吗", True),
        ("has my message been answered", True),
        ("any news about my message", True),
        ("给订单留言 到了打电话", False),
        ("我要留言", False),
        ("my parcel has no news", False),
    ],
)
def test_a_question_after_the_message_is_told_from_a_wish_to_leave_one(text: str, asks: bool) -> None:
    assert asks_of_left(text) is asks


@pytest.mark.parametrize(
    "text",
    [
        "留言有人看了吗", "我昨天留的话呢", "any answer to my message?", "did anyone read my message", "留言處理了未",
        "did you get my message?", "我留的言收到了吗", "留言编号多少", "留言有回覆了嗎", "我的留言有下文吗", "有人看我留言没",
        "有冇人睇我留言", "我留低嘅說話有人理嗎", "what about my message", "has my message been read",
        "any reply to the message I left?", "what's my ticket number", "什麼時候回我留言", "你们看到我留的信息了吗",
        "之前留言怎么没人回", "when will someone answer my message", "留言处理得怎么样", "我嘅留言呢", "is my ticket still open",
    ],
)  # fmt: skip
def test_a_left_message_is_asked_for_in_many_words(text: str) -> None:
    assert asks_of_left(text)


@pytest.mark.parametrize(
    "text",
    [
        "有人回我吗",
        "你们什么时候联系我",
        "幾時覆我",
        "有人联系我吗",
        "when will you contact me",
        "did anyone reply yet?",
    ],
)
def test_an_answer_is_awaited_without_naming_the_message(text: str) -> None:
    assert awaits_answer(text)
    assert not asks_of_left(text)


@pytest.mark.parametrize(
    "text",
    [
        "什么时候联系快递", "快递员什么时候联系我", "几点送到", "买家留言怎么写", "给卖家留言怎么留", "留言给客服", "怎么留言",
        "订单留言写错了", "will you refund me", "when will my parcel arrive", "when will the courier call me",
    ],
)  # fmt: skip
def test_other_questions_are_of_no_left_message(text: str) -> None:
    assert not asks_of_left(text)
    assert not awaits_answer(text)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About.CONTACT, ("用邮箱联系我吧 a@b.com", "我换个电话 13900002222", "电话改成 13800001111", "email是 ann@example.com", "change my number to 13812345678")),
        (About.ADDS, ("再补充一句，是蓝色那个", "补充一下留言，还少了个盖子", "改成下午打给我", "对了，盒子也破了", "是蓝色那个", "it's the blue one", "it is order 123 btw, i forgot to say", "also the lid is missing", "别打电话，发邮件")),
        (About.WITHDRAWS, ("不用了，刚才的留言撤掉吧", "不用回我了，留言取消", "可以取消那条留言吗", "唔使覆我喇", "cancel my message", "no need to call me anymore")),
        (About.REACHED, ("你们会打我哪个电话", "你们打算怎么联系我", "會打俾我定係send email", "which number will you call me on", "would you call or email me")),
        (About.STANDS, ("留言号忘了是多少", "我的留言处理了吗")),
        (About.AWAITS, ("什么时候联系我", "when will I hear back")),
    ],
)  # fmt: skip
def test_what_is_said_right_after_the_message_is_of_it(about: About, said: tuple[str, ...]) -> None:
    assert {one: said_of_left(one, at_hand=True) for one in said} == dict.fromkeys(said, about)


@pytest.mark.parametrize(
    "said",
    [
        "我的快递到哪了", "把收货电话改成 13812345678", "我要退货", "怎么联系卖家", "谢谢", "取消订单", "我要留言", "另外我想退货可以吗",
        "对了，帮我查下快递", "快递会打我哪个电话", "还有货吗", "btw can you refund me", "是的", "oh ok", "and thanks", "是不是明天到",
    ],
)  # fmt: skip
def test_another_matter_is_none_of_it_even_then(said: str) -> None:
    assert said_of_left(said, at_hand=True) is None


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("取消那条留言", About.WITHDRAWS),
        ("我留的电话改成13800001111", About.CONTACT),
        ("补充一下留言，还少了个盖子", About.ADDS),
        ("电话改成 13800001111", None),
        ("再补充一句，是蓝色那个", None),
        ("不用联系我了", None),
    ],
)
def test_later_only_words_that_name_the_message_are_of_it(said: str, about: About | None) -> None:
    assert said_of_left(said, at_hand=False) is about


@pytest.mark.parametrize(("said", "more"), [("可以取消那条留言吗", False), ("留言撤掉吧，我要退货", True)])
def test_who_takes_it_back_may_want_something_else_as_well(said: str, more: bool) -> None:
    assert wants_more(said) is more


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("轉打 61234567", "61234567"),
        ("電話改做 61234567 啦", "61234567"),
        ("搵我可以打 61234567", "61234567"),
        ("my number changed to +44 7700 900999", "+44 7700 900999"),
        ("my number is now +44 7700 900999", "+44 7700 900999"),
        ("number's wrong, it is 4155550199", "4155550199"),
        ("他的是13700000009", "13700000009"),
        ("用微信联系我 lisi_888", "微信 lisi_888"),
        ("别打电话了，发邮件 li@qq.com", "li@qq.com"),
        ("我要查订单 13700000009", ""),
        ("帮我查下 13700000009 的物流", ""),
        ("收货电话改成 13700000009", ""),
    ],
)
def test_any_contact_given_right_after_it_with_a_word_of_changing_replaces_the_first(
    said: str, contact: str
) -> None:
    assert contact_in(said, at_hand=True) == contact


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (About.WITHDRAWS, ("我自己搞定了，别打给我了", "那个事不用管了", "我自己處理好了不用聯絡我", "收返個留言", "我想收返個留言", "取消吧不留了", "算了不投诉了，留言别处理了", "please don't call me, i solved it", "唔使搵我喇")),
        (About.ADDS, ("仲有呀，個盒都爛埋", "仲有個盒都爛埋", "夜晚唔好打嚟", "别打电话", "留言加返句：個盒都爛埋", "add: it broke on day one", "改天再打给我，周四下午")),
        (About.WRONG_WAY, ("手机号写错了，最后一位是1", "改成我老公的电话吧", "the number is wrong", "留错号码了")),
        (About.AWAITS, ("最晚什么时候回我", "你们几点前回我", "when will I hear back at the latest", "what time will you call")),
        (About.ADDS, ("还有个事，盖子也裂了", "另外是红色的", "还有个盒子也压扁了")),
        (About.REACHED, ("那你们现在怎么联系我", "is that the right address you have now", "do you have the right number", "电话对吗")),
        (About.STANDS, ("撤了没", "撤回了吗", "留言撤了没", "did it get cancelled", "did you cancel my message", "有沒有編號", "编号是多少", "what's the ticket number again")),
        (About.SAYS, ("what did I write", "what did I say in my message", "我留了什么", "我刚才写了啥", "我嘅留言寫咗啲咩", "what does my message say")),
        (About.KEEPS, ("留言还是留着吧", "别撤那条留言", "please keep my message", "恢复留言")),
        (About.REACHED, ("打给谁", "你們用哪個號碼打來", "号码没改错吧，是哪个")),
        (None, ("keep it", "还是留着吧", "是这个地址吗", "还有个订单没到", "还有个问题", "还有个快递呢", "is that the right size", "my order number", "我买了什么", "快递不用打给我了", "不用处理订单了", "收货电话写错了", "仲有冇貨", "快递单号写错了")),
    ],
)  # fmt: skip
def test_whatever_else_is_said_right_after_it_is_told_apart(
    about: About | None, said: tuple[str, ...]
) -> None:
    assert {one: said_of_left(one, at_hand=True) for one in said} == dict.fromkeys(said, about)


@pytest.mark.parametrize(
    "said",
    [
        "ok never mind, keep it", "keep it", "actually keep it please", "don't withdraw it", "i changed my mind", "put it back",
        "还是留着吧", "還是留著吧", "算了还是留着吧", "别撤了", "不撤了", "唔使收返喇", "都係留住佢", "还是帮我处理吧", "麻烦继续联系我", "改主意了",
    ],
)  # fmt: skip
def test_right_after_it_was_taken_back_it_may_be_kept_without_naming_it(said: str) -> None:
    assert said_of_left(said, at_hand=False, gone=True) is About.KEEPS
    assert said_of_left(said, at_hand=False) is None


@pytest.mark.parametrize(
    "said",
    [
        "谢谢", "好的", "处理一下我的退款", "keep the box?", "我要退货", "取消订单", "恢复订单", "订单取消了吗", "别取消订单", "转人工",
        "can I keep the order", "has my order been cancelled", "我的快递到哪了",
    ],
)  # fmt: skip
def test_what_begins_something_else_then_restores_nothing(said: str) -> None:
    assert said_of_left(said, at_hand=False, gone=True) is None


@pytest.mark.parametrize(
    "said", ["可以取消那条留言吗", "能撤回留言吗", "is it possible to cancel my message"]
)
def test_a_wish_that_is_put_as_a_question_is_one(said: str) -> None:
    assert said_of_left(said, at_hand=True) is About.WITHDRAWS


@pytest.mark.parametrize("said", ["改成下午打给我", "夜晚唔好打嚟", "手机号写错了，最后一位是1"])
def test_when_and_how_to_be_reached_is_no_matter(said: str) -> None:
    assert only_reached_otherwise(said)


def test_what_is_wrong_with_the_goods_is_one() -> None:
    assert not only_reached_otherwise("对了，盒子也破了")


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("再补充一下，吊牌还在", "吊牌还在"),
        ("對了，盒子也破了", "盒子也破了"),
        ("add: it broke on day one", "it broke on day one"),
        ("加湿器坏了", "加湿器坏了"),
        ("补充一下", "补充一下"),
    ],
)
def test_what_is_added_is_told_from_the_words_that_say_so(text: str, added: str) -> None:
    assert addition_in(text) == added
