"""Asking whether, or when, people are at the desk names them and calls for none."""

import pytest

from handoff.hours.attendance import Asks, asks_of_desk


@pytest.mark.parametrize(
    "said",
    [
        *("现在有人工吗", "现在有客服吗", "客服在线吗", "现在有人吗", "有客服在线吗", "客服都下班了吧", "客服在不在线"),
        *("這麼晚還有客服嗎", "現在有真人客服嗎", "而家有冇真人", "而家有冇人喺度", "您好，请问现在有人在吗"),
        *("is anyone there right now", "is anybody online?", "are there any agents available", "are you open now"),
    ],
)  # fmt: skip
def test_who_is_there_now_is_asked_in_every_language(said: str) -> None:
    assert asks_of_desk(said) is Asks.NOW


@pytest.mark.parametrize(
    "said",
    [
        *("客服几点上班", "你们几点下班", "周末有客服吗", "到底什么时候有人", "晚上有人工吗", "营业时间"),
        *("客服幾點收工", "你們營業時間到幾點", "what are your hours", "when will an agent be online"),
        *("what time does customer service open", "are you open on sunday", "when will you be back"),
    ],
)  # fmt: skip
def test_when_somebody_is_there_is_asked_in_every_language(said: str) -> None:
    assert asks_of_desk(said) is Asks.HOURS


@pytest.mark.parametrize(
    "said",
    [
        *("转人工", "有人工吗", "人工在吗", "有人吗", "找客服", "现在能转人工吗", "48小时太久 现在有人吗"),
        *("is there someone who can help me now", "can I talk to a person now", "speak to an agent now"),
    ],
)  # fmt: skip
def test_a_call_for_a_person_stays_one(said: str) -> None:
    assert asks_of_desk(said) is None


@pytest.mark.parametrize(
    "said",
    [
        *("驿站营业时间", "快递几点下班", "什么时候发货", "今天有货吗", "明天有人在家吗", "几点有人来取件"),
        *("is the red one available now", "when will my parcel be there", "when can you get back to me"),
        *("客服怎么说的", "什么时候有人联系我", "你们广州那个店几点关门", "专员大概几点打 我在车间"),
    ],
)  # fmt: skip
def test_other_times_and_places_are_not_the_desks(said: str) -> None:
    assert asks_of_desk(said) is None
