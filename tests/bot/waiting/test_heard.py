import pytest

from bot.waiting.heard import heard, spoken
from handoff.escalation.signals import TurnSignals

WORDLESS = [
    "1866854887012272185",
    "2496",
    "OK",
    "???",
    "ok thanks",
    "😀",
    "abc@qq.com",
    "wx: abc123",
    "13800008259",
]


@pytest.mark.parametrize("text", WORDLESS)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_what_is_in_no_language_keeps_the_conversations(text: str, language: str) -> None:
    assert spoken(text, language) == language


def test_words_of_a_language_change_it() -> None:
    assert spoken("where is my parcel", "zh-Hans") == "en"
    assert spoken("我的包裹到哪了", "en") == "zh-Hans"
    assert spoken("我的包裹喺邊度", "zh-Hans") == "zh-Hant"
    assert spoken("好的", "zh-Hant") == "zh-Hant"


def test_what_is_no_matter_is_judged_by_its_words_and_its_feeling_alone() -> None:
    signals = TurnSignals(
        turn=3, intent="out_of_scope", confidence=0.9, calls={"any": 0.9}, emotion="anxious", intensity=0.5
    )
    understood = {"parse": {"intent": "out_of_scope", "calls": {"any": 0.9}}, "signals": signals.to_dict()}
    parse, by_words = heard("你们在吗", understood, [], first=False, matter=False)
    assert (parse, by_words.intent, dict(by_words.calls)) == ({"intent": "inform"}, "inform", {})
    assert (by_words.emotion, by_words.intensity, by_words.turn) == ("anxious", 0.5, 3)
