import pytest

from bot.ownership.typed import drops_message, meant, message_in, rest
from handoff.transitions import State


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("算了不等了 你帮我查吧", "prefer_bot"),
        ("我等不了", "prefer_bot"),
        ("我不等了你来查", "prefer_bot"),
        ("不用轉人工了", "prefer_bot"),
        ("I am not waiting any longer", "prefer_bot"),
        ("不等了，我的包到哪了", "prefer_bot"),
        ("留言吧", "leave_ticket"),
        ("Leave a message please", "leave_ticket"),
        ("我等客服", "wait"),
        ("不用了 已经解决了", "withdraw"),
        ("沒事了", "withdraw"),
        ("never mind", "withdraw"),
        ("拜拜", "withdraw"),
        ("bye", "withdraw"),
        ("不排了", "prefer_bot"),
        ("机器人就行", "prefer_bot"),
        ("那我自己看看吧", "prefer_bot"),
        ("唔等喇", "prefer_bot"),
        ("let the bot do it", "prefer_bot"),
        ("I give up", "prefer_bot"),
        ("唔使啦 已經搞掂", "withdraw"),
        ("留言俾你哋", "leave_ticket"),
        ("留个言：我的订单4504230820235145349一直没到，电话13812345678", "leave_ticket"),
    ],
)
def test_words_to_a_queue_mean_what_its_buttons_mean(text: str, move: str) -> None:
    assert meant(State.QUEUED, text) == {"move": move}


@pytest.mark.parametrize(
    "text",
    [
        "我等了三天了",
        "等不了了，快点发货",
        "还没解决",
        "解决了吗",
        "不要了",
        "订单是昨天的",
        "算了",
        "不对",
        "得了吧",
        "我自己看到的是坏的",
        "x" * 200,
    ],
)
def test_what_tells_something_is_no_choice(text: str) -> None:
    assert meant(State.QUEUED, text) is None


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("解决了", "solved"),
        ("嗯 解决了", "solved"),
        ("Yes, solved", "solved"),
        ("没有解决", "not_solved"),
        ("No, not yet", "not_solved"),
        ("5", 5),
        ("五星好评", 5),
        ("★★★★★ 非常满意", 5),
        ("四星", 4),
        ("3分", 3),
        ("不满意", 2),
        ("1 star", 1),
        ("100分", 5),
        ("给你们100分", 5),
        ("满分", 5),
        ("10/10", 5),
        ("80分", 4),
        ("60分", 3),
        ("一般般吧，三颗星", 3),
        ("20分", 1),
        ("0分", 1),
        ("给你打1分", 1),
        ("差评", 1),
        ("太差了", 1),
        ("垃圾", 1),
        ("terrible", 1),
        ("解决个屁", "not_solved"),
        ("根本没解决", "not_solved"),
        ("冇解決", "not_solved"),
        ("哪里解决了", "not_solved"),
        *(
            (text, 3)
            for text in (
                "马马虎虎",
                "还行吧",
                "so-so",
                "OK I guess",
                "麻麻哋",
                "meh",
                "過得去",
                "it was okay",
                "普普通通",
            )
        ),
        *((text, 4) for text in ("不错", "挺好的", "not bad")),
        *(
            (text, "solved")
            for text in (
                "解决了但是太慢",
                "解决了，但是太慢",
                "solved but slow",
                "解决了 就是等太久",
                "勉强解决了",
            )
        ),
        ("一般，太慢了", 3),
        ("还行就是态度差", 3),
        ("4星，就是慢了点", 4),
        ("OK I guess, took forever", 3),
        ("没解决，态度还差", "not_solved"),
        ("解决了一半", "not_solved"),
    ],
)
def test_words_to_the_rating_mean_what_its_buttons_mean(text: str, rating: object) -> None:
    assert meant(State.RATING, text) == {"rating": rating}


@pytest.mark.parametrize(
    "text",
    [
        "1234",
        "星期三送",
        "解决了 还有个发票",
        "解决了，但是快递怎么还没到",
        "有5个问题",
        "退我100元",
        "5号到",
        "100",
    ],
)
def test_another_matter_is_no_rating(text: str) -> None:
    assert meant(State.RATING, text) is None


def test_with_the_assistant_and_with_a_person_words_are_words() -> None:
    assert meant(State.BOT, "拜拜") is None
    assert meant(State.HUMAN, "5") is None


def test_what_is_said_beside_a_choice_is_found() -> None:
    assert rest(State.QUEUED, "不等了，我的包到哪了") == "我的包到哪了"
    assert rest(State.QUEUED, "不等了") == ""


def test_a_message_said_with_the_wish_to_leave_one_is_found() -> None:
    assert message_in("留言：我的包要改颜色") == "我的包要改颜色"
    assert message_in("leave a message: call me back") == "call me back"
    assert message_in("留言吧") == ""


@pytest.mark.parametrize(
    ("text", "drops"),
    [
        ("算了不留了", True),
        ("不留言了", True),
        ("never mind", True),
        ("算了，还是换个颜色", False),
        ("不想要了", False),
    ],
)
def test_who_leaves_no_message_after_all_is_understood(text: str, drops: bool) -> None:
    assert drops_message(text) is drops


@pytest.mark.parametrize(
    "said", ["留言，稍后联系我", "留言,稍後聯絡我", "留言 稍后联系我吧", "leave a message, contact me later"]
)
def test_the_words_of_the_button_are_the_wish_and_no_message(said: str) -> None:
    assert message_in(said) == ""
    assert meant(State.QUEUED, said) == {"move": "leave_ticket"}
    assert rest(State.QUEUED, said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "leave the queue",
        "get me out of the line",
        "can you take me off the queue please",
        "退出队列",
        "唔排喇",
    ],
)
def test_a_queue_is_left_by_words(said: str) -> None:
    assert meant(State.QUEUED, said) == {"move": "prefer_bot"}


def test_what_follows_leaving_the_queue_without_a_pause_is_the_assistants() -> None:
    said = "不想等了你帮我查下快递吧"
    assert meant(State.QUEUED, said) == {"move": "prefer_bot"}
    assert rest(State.QUEUED, said) == "你帮我查下快递吧"
