import pytest

from bot.typed import meant, message_in, rest
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
    ],
)
def test_words_to_the_rating_mean_what_its_buttons_mean(text: str, rating: object) -> None:
    assert meant(State.RATING, text) == {"rating": rating}


@pytest.mark.parametrize("text", ["1234", "星期三送", "解决了 还有个发票", "有5个问题"])
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
