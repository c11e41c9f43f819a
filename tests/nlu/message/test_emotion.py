"""Emotion of a turn, trained on our own labelled messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.fingerprints import EMOTION_DATA
from bot.nlu.message.emotion import LABELS, EmotionModel, Felt, read_examples
from bot.nlu.text import form


@pytest.fixture(scope="module")
def trained() -> EmotionModel:
    return EmotionModel.fit(read_examples(EMOTION_DATA))


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("差评怎么删", "calm"),
        ("坏账是什么意思", "calm"),
        ("我的快递到哪了", "calm"),
        ("转人工", "calm"),
        ("等了半个月了还没到", "disappointed"),
        ("呵呵", "disappointed"),
        ("你们真行", "disappointed"),
        ("等了半个月了还没到，你们到底管不管", "angry"),
        ("騙錢是不是，退錢啦！！！", "angry"),
        ("this is ridiculous, give me my money back!!", "angry"),
        ("急急急，明天就要用", "anxious"),
        ("太好了谢谢", "pleased"),
    ],
)
def test_words_and_form_tell_the_mood(trained: EmotionModel, text: str, emotion: str) -> None:
    assert trained.feel(text).emotion == emotion


def test_nothing_said_is_calm(trained: EmotionModel) -> None:
    assert trained.feel("  ") == Felt(emotion="calm", intensity=0.0)


def test_intensity_stays_in_the_range_of_its_label(trained: EmotionModel) -> None:
    for one in read_examples(EMOTION_DATA)[::5]:
        felt = trained.feel(one.text)
        assert felt.emotion in LABELS
        assert (felt.intensity <= 0.2) if felt.emotion == "calm" else (felt.intensity >= 0.2)


@pytest.mark.parametrize(
    ("chances", "emotion"),
    [
        ({"angry": 0.2, "calm": 0.7, "pleased": 0.1}, "calm"),
        ({"angry": 0.05, "anxious": 0.1, "disappointed": 0.2, "calm": 0.6}, "disappointed"),
        ({"angry": 0.5, "disappointed": 0.2, "calm": 0.3}, "angry"),
        ({"angry": 0.1, "calm": 0.3, "pleased": 0.6}, "pleased"),
        ({}, "calm"),
    ],
)
def test_in_a_dialogue_the_negative_moods_count_together(
    trained: EmotionModel, chances: dict[str, float], emotion: str
) -> None:
    felt = trained.feel_within("嗯", chances)
    assert felt.emotion == emotion
    assert (felt.intensity <= 0.2) if emotion == "calm" else (felt.intensity >= 0.2)


def test_angry_words_stay_angry_when_the_dialogue_says_upset_and_calm_when_it_says_calm(
    trained: EmotionModel,
) -> None:
    text = "你们到底管不管！！"
    assert trained.feel(text).emotion == "angry"
    assert trained.feel_within(text, {"anxious": 0.4, "calm": 0.6}).emotion == "angry"
    assert trained.feel_within(text, {"anxious": 0.1, "calm": 0.9}).emotion == "calm"
    assert trained.feel_within(text, {"anxious": 0.1, "calm": 0.9}, opens=True).emotion == "angry"


def test_messages_that_are_plain_by_kind_make_the_model_calmer(trained: EmotionModel) -> None:
    text = "包裹放哪了"
    told = EmotionModel.fit(read_examples(EMOTION_DATA)[::8], [text] * 50)
    untold = EmotionModel.fit(read_examples(EMOTION_DATA)[::8])
    at = told.labels.index("calm")
    assert told.moods(text)[at] > untold.moods(text)[at]


def test_one_emotion_alone_cannot_be_trained() -> None:
    calm = [one for one in read_examples(EMOTION_DATA) if one.emotion == "calm"]
    with pytest.raises(ValueError, match="fewer than two emotions"):
        EmotionModel.fit(calm)


def test_a_saved_model_feels_exactly_as_before(trained: EmotionModel, tmp_path: Path) -> None:
    trained.save(tmp_path)
    loaded = EmotionModel.load(tmp_path)
    for one in read_examples(EMOTION_DATA)[::15]:
        assert loaded.feel(one.text) == trained.feel(one.text)


def test_the_data_has_every_label_and_no_message_twice() -> None:
    examples = read_examples(EMOTION_DATA)
    assert {one.emotion for one in examples} == set(LABELS)
    assert len({one.text for one in examples}) == len(examples) >= 600


@pytest.mark.parametrize(
    "content",
    [
        "- emotion: happy\n  intensity: 0.5\n  messages: |\n    - x\n",
        "- emotion: calm\n  messages: |\n    - x\n",
    ],
)
def test_a_faulty_group_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.yml, group 1"):
        read_examples(tmp_path)


def test_form_is_measured_between_nothing_and_everything() -> None:
    assert len(form.measure("")) == len(form.NAMES)
    loud = dict(zip(form.NAMES, form.measure("WHERE IS IT!!!???"), strict=True))
    assert (loud["capitals"], loud["both"], loud["runs"] > 0) == (1.0, 1.0, True)
