import pytest

from bot.waiting.danger import comes_first, danger_told, kinds_of
from handoff.hours.opening import DeskState
from handoff.queue.waiting import Place
from handoff.wording.texts import load_texts

TEXTS = load_texts()
SOMEBODY = Place(ahead=41, minutes=7, free=False, state=DeskState.OPEN, until=None)
NOBODY = Place(ahead=41, minutes=None, free=False, state=DeskState.NOBODY, until=None)


def said(text: str, language: str = "zh-Hans") -> str:
    keys = [draft.say[0] for draft in danger_told(kinds_of([text]), ()) if draft.say]
    return "\n".join(TEXTS.say(key, language) for key in keys)


@pytest.mark.parametrize(
    ("text", "advice", "never"),
    [
        ("我不想活了", "12356", ["停", "转账", "开"]),
        ("有人冒充客服让我转账", "不要转账", ["停用", "停止使用"]),
        ("电池鼓包了", "断电", ["转账", "验证码"]),
        ("脸过敏了", "停止使用", ["转账", "验证码"]),
        ("小孩把电池吞了怎么办", "马上去医院", ["转账", "不适明显或加重"]),
        ("孩子误食了，把纽扣电池吞了", "不要等出现症状", ["不适明显或加重"]),
        ("My power bank is smoking!", "断电", ["转账", "验证码"]),
    ],
)
def test_each_danger_has_its_own_advice(text: str, advice: str, never: list[str]) -> None:
    words = said(text)
    assert advice in words
    assert [one for one in never if one in words] == []


def test_two_dangers_have_two_advices_and_a_life_stands_alone() -> None:
    assert kinds_of(["充电宝冒烟了，烫到手了"]) == ("fire", "injury")
    assert kinds_of(["充电宝冒烟了，我不想活了"]) == ("self_harm",)


def test_goods_that_are_dangerous_in_unknown_words_are_not_to_be_used() -> None:
    assert [d.say for d in danger_told((), ["damaged_or_defective"])] == [("safety_injury", {})]
    assert [d.say for d in danger_told((), ["complaint"])] == [("feeling_safety", {})]


def test_the_advice_on_an_unknown_danger_fits_an_injury_and_a_fraud() -> None:
    assert "停止使用" in TEXTS.say("feeling_safety", "zh-Hans")
    assert "不要转账" in TEXTS.say("feeling_safety", "zh-Hans")
    assert "share no codes" in TEXTS.say("feeling_safety", "en")


def test_who_is_in_danger_hears_that_a_person_comes_first_and_no_place() -> None:
    assert comes_first(SOMEBODY, ("fire",)).say == ("danger_next", {})
    assert comes_first(NOBODY, ("fire",)).data["choices"]
    assert comes_first(NOBODY, ("self_harm",)).data == {}


def test_no_number_of_another_place_is_told() -> None:
    for key in ("safety_self_harm", "safety_fire", "safety_swallowed", "safety_injury", "safety_fraud"):
        assert not any(char.isdigit() for char in TEXTS.say(key, "zh-Hant"))
