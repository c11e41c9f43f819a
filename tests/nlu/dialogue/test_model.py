"""Messages read in their dialogue, by models fitted on a slice of our own data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.dialogue.model import ANY, DialogueModel, Reading
from bot.nlu.dialogue.scene import Scene
from bot.nlu.dialogue.turns import Turn, turns_of
from bot.nlu.dialogue.wording import Worded
from handoff.escalation.policy import load_policy
from handoff.escalation.reasons import REASONS
from handoff.escalation.signals import FAMILY, NEGATIVE, TurnSignals, signals_from_parse
from tests.nlu import slices
from tests.nlu.slices import Trained
from tests.nlu.strategies import any_scene


def told(trained: Trained, *entries: str) -> tuple[str, Scene]:
    """The last message of `c:text` and `s:text`, and its scene as a replay makes it."""
    history: list[TurnSignals] = []
    said: list[str] = []
    answered = True
    for at, entry in enumerate(entries[:-1]):
        who, text = entry[0], entry[2:]
        if who == "s":
            said, answered = ([*said, text] if answered else [text]), True
            continue
        scene = Scene.at(said, history, answered=answered)
        parse = trained.understanding.parse(text, scene)
        history.append(signals_from_parse(parse, scene.history, turn=at, answered=answered))
        answered = False
    return entries[-1][2:], Scene.at(said, history, answered=answered)


def read(trained: Trained, *entries: str) -> Reading:
    return trained.within.read(*told(trained, *entries))


def meant(trained: Trained, *entries: str) -> str:
    return str(trained.understanding.parse(*told(trained, *entries))["intent"])


def about(trained: Trained, reading: Reading, family: str) -> float:
    """Probability of the requests of a family together."""
    pairs = zip(trained.singles.labels, reading.intents, strict=True)
    return float(sum(chance for label, chance in pairs if FAMILY.get(label) == family))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("请问是这笔订单吗？", "嗯"),
        ("需要我帮您催一下快递吗？", "嗯嗯"),
        ("给您登记换货可以吗", "好的"),
    ],
)
def test_a_bare_yes_after_a_question_agrees(trained: Trained, asked: str, answer: str) -> None:
    assert meant(trained, "c:我要退款", f"s:{asked}", f"c:{answer}") == "affirm"


@pytest.mark.parametrize(
    ("request_", "asked", "answer"),
    [
        ("快递到哪了", "请发一下订单号", "20240817556"),
        ("我要退款", "请问订单号后四位是多少？", "7703"),
        ("衣服小了想换", "请问您要换多大的呢？", "38"),
    ],
)
def test_a_bare_number_after_a_question_is_the_detail(
    trained: Trained, request_: str, asked: str, answer: str
) -> None:
    assert meant(trained, f"c:{request_}", f"s:{asked}", f"c:{answer}") == "inform"


def test_a_fragment_keeps_the_topic(trained: Trained) -> None:
    parcel = read(trained, "c:我的快递到哪了", "s:亲，您的快递今天到杭州了", "c:那另一个呢")
    refund = read(trained, "c:我要退款", "s:亲，退款已经为您申请好了", "c:那另一个呢")
    for reading, topic in ((parcel, "shipping"), (refund, "return")):
        assert about(trained, reading, topic) == max(about(trained, reading, one) for one in FAMILY.values())
    assert about(trained, parcel, "shipping") > about(trained, refund, "shipping")


def test_a_complaint_renewed_calls_louder_than_the_first(trained: Trained) -> None:
    again = "c:还是没动，你们管不管"
    alone = read(trained, again)
    renewed = read(trained, "c:我的快递三天没动了", "s:亲请耐心等待", again)
    thrice = read(trained, "c:快递三天没动了", "s:亲请耐心等待", again, "s:亲请耐心等待", again)
    assert min(renewed.calls[ANY], thrice.calls[ANY]) > load_policy().dialogue_due
    assert alone.calls["loop"] < min(renewed.calls["loop"], thrice.calls["loop"])


def test_a_plain_dialogue_calls_nobody(trained: Trained) -> None:
    turns = [
        "c:你好",
        "s:您好，请问有什么可以帮您？",
        "c:我的快递到哪了",
        "s:已经到杭州了，明天送达",
        "c:好的谢谢",
    ]
    for last in (1, 3, 5):
        assert read(trained, *turns[:last]).calls[ANY] < 0.2


def test_upset_words_are_upset_in_their_dialogue(trained: Trained) -> None:
    upset = read(trained, "c:怎么还没到", "s:亲请耐心等待", "c:等了半个月了，太失望了")
    plain = read(trained, "c:怎么还没到", "s:亲明天送达", "c:好的")
    assert plain.upset < upset.upset
    assert upset.moods["calm"] < plain.moods["calm"]


def test_moods_share_what_the_second_look_says_of_upset(trained: Trained) -> None:
    reading = read(trained, "c:怎么还没到", "s:亲请耐心等待", "c:又是这句")
    negative = sum(chance for mood, chance in reading.moods.items() if mood in NEGATIVE)
    assert negative == pytest.approx(reading.upset)


def test_every_reason_of_the_dialogues_has_its_chance(trained: Trained) -> None:
    marked = {reason for one in slices.dialogues() for _, entry in one.customer() for reason in entry.handoff}
    assert set(read(trained, "c:在吗").calls) == {ANY, *marked}
    assert marked <= set(REASONS)


@settings(max_examples=60)
@given(text=st.text(max_size=60), scene=any_scene())
def test_any_text_in_any_scene_is_read(trained: Trained, text: str, scene: Scene) -> None:
    reading = trained.within.read(text, scene)
    assert all(0 <= one <= 1 for one in reading.calls.values())
    assert all(0 <= one <= 1 for one in (*reading.intents, *reading.moods.values()))
    assert sum(reading.intents) == pytest.approx(1)
    assert sum(reading.moods.values()) == pytest.approx(1)


@settings(max_examples=40)
@given(text=st.text(max_size=60), scene=any_scene())
def test_any_text_in_any_scene_is_parsed(trained: Trained, text: str, scene: Scene) -> None:
    parse = trained.understanding.parse(text, scene)
    assert 0 <= parse["confidence"] <= 1
    assert 0 <= parse["intensity"] <= 1
    assert all(0 <= one <= 1 for one in parse["calls"].values())


def same(one: Reading, other: Reading) -> bool:
    return np.array_equal(one.intents, other.intents) and (one.moods, one.calls) == (other.moods, other.calls)


def test_a_saved_model_reads_exactly_as_before(trained: Trained, tmp_path: Path) -> None:
    trained.within.save(tmp_path)
    loaded = DialogueModel.load(tmp_path, trained.singles)
    for turn in turns_of(slices.dialogues()[:8]):
        assert same(loaded.read(turn.text, turn.scene), trained.within.read(turn.text, turn.scene))


def test_the_same_dialogues_give_the_same_model(trained: Trained) -> None:
    turns = turns_of(slices.dialogues()[:12])
    one, other = (DialogueModel.fit(trained.singles, Worded.of(turns)) for _ in range(2))
    assert all(same(one.read(turn.text, turn.scene), other.read(turn.text, turn.scene)) for turn in turns)


@pytest.mark.parametrize("labels", [("affirm", "calm", ()), ("not_of_ours", "calm", ("loop",))])
def test_dialogues_that_teach_nothing_are_refused(
    trained: Trained, labels: tuple[str, str, tuple[str, ...]]
) -> None:
    intent, emotion, handoff = labels
    turns = [
        Turn(dialogue=str(at), text="嗯", scene=Scene(), intent=intent, emotion=emotion, handoff=handoff)
        for at in range(4)
    ]
    with pytest.raises(ValueError, match=r"class|no intent of the dialogues"):
        DialogueModel.fit(trained.singles, Worded.of(turns))
