from pathlib import Path

import pytest

from handoff.console.phrases import PhrasesInvalid, load_phrases, read_phrases
from tests.handoff.console.world import World

FORBIDDEN = ("不知道", "不清楚", "不归我管", "100%", "绝对", "保证", "一定能", "肯定能")


@pytest.mark.parametrize("typed", ["qsd", "QSD", " qsd ", "qingshao", "qing shao"])
def test_pinyin_initials_and_pinyin_find_please_wait_first(typed: str) -> None:
    assert load_phrases().find(typed)[0].text("zh-Hans") == "请稍等，我为您查一下。"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("退款已", "refund_applied"),
        ("退款已為您", "refund_applied"),
        ("kuaidi", "checking_courier"),
        ("still there", "are_you_there"),
    ],
)
def test_piece_of_the_text_in_either_script_or_english_finds_it(typed: str, key: str) -> None:
    assert key in [phrase.key for phrase in load_phrases().find(typed)]


def test_initials_of_a_later_clause_come_after_those_of_the_first() -> None:
    found = [phrase.key for phrase in load_phrases().find("qsd")]
    assert found == ["one_moment", "who_signed"]


def test_nothing_that_fits_gives_nothing_and_nothing_typed_gives_the_first() -> None:
    phrases = load_phrases()
    assert phrases.find("zzzzz") == []
    assert phrases.find("") == list(phrases.all[:8])
    assert len(phrases.find("", limit=3)) == 3


def test_every_phrase_keeps_the_service_standards() -> None:
    for phrase in load_phrases().all:
        for language, width in (("zh-Hans", 20), ("zh-Hant", 20), ("en", 45)):
            text = phrase.text(language)
            lines = text.split("\n")
            assert len(lines) <= 3, phrase.key
            assert all(len(line) <= width for line in lines), (phrase.key, text)
            assert not [word for word in FORBIDDEN if word in text], phrase.key


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- {key: a, zh: 好}", "a.yml: every phrase needs 'key', 'zh' and 'en'"),
        ("- just words", "a.yml: every phrase needs"),
        ("- {key: a, zh: 好, en: ok}\n- {key: a, zh: 行, en: ok}", "a.yml: 'a' stands there twice"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    with pytest.raises(PhrasesInvalid, match=said):
        read_phrases(tmp_path)


async def test_phrases_come_in_the_customers_language_with_the_agents_name(world: World) -> None:
    client = await world.agent()
    found = await client.get("/api/phrases", params={"q": "nhws", "language": "zh-Hant"})
    assert found.json()["phrases"][0]["text"] == "您好，我是小王，為您服務。"
    english = await client.get("/api/phrases", params={"q": "qsd", "language": "en"})
    assert english.json()["phrases"][0]["text"] == "One moment please, I am checking it for you."


@pytest.mark.parametrize("asked", [{"q": "x" * 41}, {"language": "fr"}, {"limit": "0"}, {"limit": "51"}])
async def test_bad_question_for_phrases_is_refused(world: World, asked: dict[str, str]) -> None:
    client = await world.agent()
    answer = await client.get("/api/phrases", params=asked)
    assert (answer.status_code, answer.json()["field"]) == (422, next(iter(asked)))
