"""The intent model and the clauses it looks at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.learning.features import Features, word_pairs
from bot.nlu.message.intents import NOT_UNDERSTOOD, Bars, IntentModel
from bot.nlu.text import clauses
from tests.nlu.conftest import FIXTURES

BARS = Bars()


def examples() -> tuple[list[str], list[str]]:
    stored = yaml.safe_load((FIXTURES / "data/nlu/nlu.yml").read_text(encoding="utf-8"))
    pairs = [
        (line[2:], block["intent"])
        for block in stored["nlu"]
        for line in block["examples"].splitlines()
        if line.startswith("- ") and "(" not in line
    ]
    return [text for text, _ in pairs], [intent for _, intent in pairs]


@pytest.fixture(scope="module")
def trained() -> IntentModel:
    return IntentModel.fit(*examples())


@pytest.mark.parametrize(
    ("text", "intent", "also"),
    [
        ("我的快递到哪了", "track_shipment", ()),
        ("我的快遞到哪了", "track_shipment", ()),
        ("你好，我要退款", "request_refund", ()),
        ("快递到哪了，另外帮我开发票", "track_shipment", ("invoice",)),
        ("不是要退款，帮我开发票", "invoice", ()),
        ("I don't want a refund, where is my parcel", "track_shipment", ()),
        ("", NOT_UNDERSTOOD, ()),
        ("？？？", NOT_UNDERSTOOD, ()),
    ],
)
def test_whole_and_clauses_give_the_meaning(
    trained: IntentModel, text: str, intent: str, also: tuple[str, ...]
) -> None:
    meaning = trained.classify(text, BARS)
    assert (meaning.intent, meaning.also) == (intent, also)


@pytest.mark.parametrize(
    ("text", "intent"), [("😂😂", "chitchat"), ("👍🏻", "affirm"), ("。。", NOT_UNDERSTOOD)]
)
def test_faces_are_talk_and_a_thumb_is_a_yes(text: str, intent: str) -> None:
    model = IntentModel.fit(["好的", "可以", "在吗", "哈哈"], ["affirm", "affirm", "chitchat", "chitchat"])
    assert model.classify(text, BARS).intent == intent


def test_what_is_unlike_all_examples_is_not_understood(trained: IntentModel) -> None:
    assert trained.classify("qwrtzp xkcd vvv", BARS).intent == NOT_UNDERSTOOD


def test_topics_part_the_messages_of_an_intent_and_not_the_intents() -> None:
    model = IntentModel.fit(
        ["今天天气", "明天天气", "你们招人吗", "还招人吗", "退款", "我要退款"],
        ["out_of_scope/pastime"] * 2 + ["out_of_scope"] * 2 + ["request_refund"] * 2,
    )
    assert model.labels == ["out_of_scope", "request_refund"]
    assert model.topics("天气", "out_of_scope") == ("pastime",)
    assert model.topics("招人", "out_of_scope") == model.topics("天气", "request_refund") == ()
    assert model.topics("天气", "unknown") == ()
    assert model.classify("天气", BARS).topics == ("pastime",)
    assert sum(model.probabilities("天气")) == pytest.approx(1)


def certain(trained: IntentModel, intent: str, chance: float = 0.9) -> np.ndarray:
    """Probabilities as a dialogue would give them."""
    within = np.full(len(trained.labels), (1 - chance) / (len(trained.labels) - 1))
    within[trained.labels.index(intent)] = chance
    return within


def test_in_a_dialogue_its_probabilities_give_the_meaning(trained: IntentModel) -> None:
    meaning = trained.classify("那个", BARS, certain(trained, "invoice"))
    assert meaning.intent == meaning.ranking[0][0] == "invoice"
    assert meaning.confidence == meaning.ranking[0][1] == pytest.approx(0.9)


def test_what_is_certain_by_itself_means_that_where_the_dialogue_holds_it_possible(
    trained: IntentModel,
) -> None:
    bars = Bars(clear=0.3, certain=0.4, possible=0.1)
    within = certain(trained, "invoice", 0.5)
    assert trained.classify("我要退款", bars, within).intent == "invoice"
    within[trained.labels.index("request_refund")] = 0.15
    assert trained.classify("我要退款", bars, within).intent == "request_refund"


def test_what_is_clear_by_itself_is_never_unintelligible(trained: IntentModel) -> None:
    unsure = certain(trained, "inform", 0.2)
    assert trained.classify("我要退款", BARS, unsure).intent == "inform"
    assert trained.classify("qwrtzp xkcd vvv", BARS, unsure).intent == NOT_UNDERSTOOD


def test_a_clear_request_is_taken_when_its_dialogue_does_not_speak_against_it(trained: IntentModel) -> None:
    torn = np.full(len(trained.labels), 0.0)
    torn[trained.labels.index("inform")], torn[trained.labels.index("request_refund")] = 0.55, 0.45
    assert trained.classify("我要退款", BARS, torn).intent == "request_refund"
    assert trained.classify("我要退款", BARS, certain(trained, "inform", 0.99)).intent == "inform"


def test_marks_alone_mean_what_their_dialogue_says(trained: IntentModel) -> None:
    assert trained.classify("？？", BARS).intent == NOT_UNDERSTOOD
    assert trained.classify("？？", BARS, certain(trained, "inform")).intent == "inform"


def test_a_further_request_is_heard_beside_what_the_dialogue_says(trained: IntentModel) -> None:
    text = "快递到哪了，另外帮我开发票"
    meaning = trained.classify(text, BARS, certain(trained, "track_shipment"))
    assert (meaning.intent, meaning.also) == ("track_shipment", ("invoice",))


def test_a_saved_model_answers_exactly_as_before(trained: IntentModel, tmp_path: Path) -> None:
    trained.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    assert loaded.labels == trained.labels
    for text in examples()[0]:
        assert np.array_equal(loaded.probabilities(text), trained.probabilities(text))


def test_one_intent_alone_cannot_be_trained() -> None:
    with pytest.raises(ValueError, match="fewer than two intents"):
        IntentModel.fit(["a", "b"], ["greet", "greet"])


@settings(max_examples=60)
@given(text=st.text(max_size=60))
def test_any_text_gets_a_ranking_that_is_a_distribution(trained: IntentModel, text: str) -> None:
    meaning = trained.classify(text, BARS)
    assert sum(sure for _, sure in meaning.ranking) == pytest.approx(1, abs=1e-3)
    assert 0 <= meaning.confidence <= 1.0001
    assert meaning.intent not in meaning.also


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("退款,换货", ["退款", "换货"]),
        ("退12.5元,谢谢", ["退12.5元", "谢谢"]),
        ("查快递 另外开发票", ["查快递", "开发票"]),
        ("嗯,好", []),
    ],
)
def test_clauses_end_at_marks_and_joining_words(text: str, parts: list[str]) -> None:
    assert clauses.split(text) == parts


def test_a_denied_clause_counts_only_when_nothing_else_is_said() -> None:
    assert clauses.meant(["不是要退款", "我要换货"]) == ["我要换货"]
    assert clauses.meant(["不想要了"]) == ["不想要了"]


def test_words_far_apart_are_a_feature_in_either_order() -> None:
    assert word_pairs("how far is it") == ["far how", "far is", "far it", "how is", "how it", "is it"]
    assert word_pairs("is it how far") == word_pairs("how far is it")


def test_only_features_fitted_with_pairs_have_them_also_when_read_back() -> None:
    texts = ["退款 多久", "退款 要 多久", "发票 多久"]
    alone, paired = Features.fit(texts), Features.fit(texts, pairs=True)
    again = Features.from_arrays(paired.to_arrays())
    assert len(paired) > len(alone)
    for ours, read in zip(paired.vector(texts[0]), again.vector(texts[0]), strict=True):
        assert np.array_equal(ours, read)
    assert len(paired.vector(texts[0])[0]) > len(alone.vector(texts[0])[0])
