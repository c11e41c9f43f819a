"""Emotion of a turn, trained on our own labelled messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import form
from bot.nlu.emotion import LABELS, EmotionModel, Felt, read_examples
from bot.nlu.fingerprints import EMOTION_DATA


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
    for one in read_examples(EMOTION_DATA):
        felt = trained.feel(one.text)
        assert felt.emotion in LABELS
        assert (felt.intensity <= 0.2) if felt.emotion == "calm" else (felt.intensity >= 0.2)


def test_an_upset_turn_before_never_makes_the_next_calmer(trained: EmotionModel) -> None:
    before = Felt(emotion="angry", intensity=1.0)
    texts = [one.text for one in read_examples(EMOTION_DATA) if one.emotion == "disappointed"]
    alone = sum(trained.feel(text).emotion == "calm" for text in texts)
    after = sum(trained.feel(text, before).emotion == "calm" for text in texts)
    assert after <= alone


def test_a_saved_model_feels_exactly_as_before(trained: EmotionModel, tmp_path: Path) -> None:
    trained.save(tmp_path)
    loaded = EmotionModel.load(tmp_path)
    for one in read_examples(EMOTION_DATA)[::7]:
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
