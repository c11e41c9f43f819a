"""All models and rules together, without Rasa."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.nlu.dialogue import model as dialogue_model
from bot.nlu.dialogue.scene import Scene
from bot.nlu.message import intents
from bot.nlu.message.intents import NOT_UNDERSTOOD, Meaning
from bot.nlu.understanding import Understanding, bars_from, by_words
from handoff.escalation.signals import TurnSignals
from tests.nlu.slices import Trained

TEXTS = (
    "我的快递到哪了",
    "转人工",
    "退我三百块！！！",
    "嗯",
    "今天天气怎么样",
    "什么破服务，我要投诉",
    "qwrtzp",
    "",
)
ASKED = Scene(
    said="请问是这笔订单吗？",
    history=(TurnSignals(turn=0, intent="request_refund", confidence=0.9, quote="我要退款"),),
)


@pytest.mark.parametrize(
    ("text", "intent", "topics"),
    [
        ("今天天气怎么样", "out_of_scope", ["pastime"]),
        ("帮我写首情诗", "out_of_scope", ["pastime"]),
        ("你们招人吗", "out_of_scope", []),
        ("我的快递到哪了", "track_shipment", []),
    ],
)
def test_a_topic_says_more_than_the_intent(
    trained: Trained, text: str, intent: str, topics: list[str]
) -> None:
    parse = trained.understanding.parse(text)
    assert (parse["intent"], parse["topics"]) == (intent, topics)


@pytest.mark.parametrize("text", TEXTS)
def test_without_a_scene_a_message_means_what_it_says_alone(trained: Trained, text: str) -> None:
    assert trained.understanding.parse(text) == trained.alone.parse(text)


def test_the_first_message_of_a_dialogue_is_read_as_one(trained: Trained) -> None:
    first = trained.understanding.parse("我的快递到哪了", Scene())
    assert first["calls"]
    assert sum(first["likely"].values()) <= 1
    assert max(first["likely"], key=first["likely"].get) == first["intent"] == "track_shipment"


def test_anger_and_clear_requests_that_open_a_dialogue_say_so_themselves(trained: Trained) -> None:
    text = "快递到哪了，你们到底管不管！！"
    first, alone = trained.understanding.parse(text, Scene()), trained.alone.parse(text)
    assert (first["intent"], first["emotion"]) == (alone["intent"], alone["emotion"])


def test_a_message_is_read_in_its_scene(trained: Trained) -> None:
    said = [trained.understanding.parse("嗯", scene) for scene in (Scene(), ASKED)]
    assert said[0]["confidence"] != said[1]["confidence"]
    assert trained.alone.parse("嗯", ASKED) == trained.alone.parse("嗯")


@pytest.mark.parametrize("scene", [Scene(), ASKED])
def test_a_call_for_a_person_is_heard_in_any_scene(trained: Trained, scene: Scene) -> None:
    parse = trained.understanding.parse("转人工", scene)
    assert "ask_human" in (parse["intent"], *parse["also"])


def test_words_that_call_for_a_person_are_never_lost() -> None:
    def meaning(intent: str, also: tuple[str, ...] = ()) -> Meaning:
        return Meaning(intent=intent, confidence=0.2, also=also, ranking=())

    assert by_words("转人工", meaning(NOT_UNDERSTOOD)).intent == "ask_human"
    assert by_words("转人工", meaning("invoice", ("greet",))).also == ("ask_human", "greet")
    assert by_words("转人工", meaning("invoice", ("ask_human",))).also == ("ask_human",)
    assert by_words("开发票", meaning("invoice")).also == ()


def test_who_declines_a_person_means_something_else() -> None:
    ranking = (("ask_human", 0.8), ("track_shipment", 0.15), ("deny", 0.05))
    asked = Meaning(intent="ask_human", confidence=0.8, also=("invoice", "ask_human"), ranking=ranking)
    meant = by_words("不用转人工，快递到哪了", asked)
    assert (meant.intent, meant.also, round(meant.confidence, 2)) == ("track_shipment", ("invoice",), 0.75)
    assert by_words("别转人工", replace(asked, intent="deny", ranking=())).intent == "deny"


def test_a_declined_person_is_not_due_by_the_dialogue_either(trained: Trained) -> None:
    calls = trained.understanding.parse("不用转人工了，快递到哪了", Scene())["calls"]
    assert "asked_for_human" not in calls


def test_the_conversations_language_decides_what_fits_several(trained: Trained) -> None:
    assert trained.understanding.parse("77", language="zh-Hant")["language"] == "zh-Hant"


def test_saved_models_parse_exactly_as_before(trained: Trained, tmp_path: Path) -> None:
    trained.save(tmp_path)
    loaded = Understanding.load(tmp_path)
    for text in TEXTS:
        for scene in (None, ASKED):
            assert loaded.parse(text, scene) == trained.understanding.parse(text, scene)


def test_without_the_dialogues_model_messages_are_read_alone(trained: Trained, tmp_path: Path) -> None:
    trained.save(tmp_path)
    (tmp_path / dialogue_model.FILE).unlink()
    assert Understanding.load(tmp_path).parse("嗯", ASKED) == trained.alone.parse("嗯")


def test_a_folder_that_lacks_a_model_is_refused(trained: Trained, tmp_path: Path) -> None:
    trained.save(tmp_path)
    (tmp_path / intents.FILE).unlink()
    with pytest.raises(ValueError, match="not one of ours; run `frontdesk train`"):
        Understanding.load(tmp_path)


def test_an_archive_is_read_wherever_its_models_lie(trained: Trained, tmp_path: Path) -> None:
    trained.save(tmp_path)
    archive = tmp_path / "model.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        for file in tmp_path.glob("*.npz"):
            packed.add(file, arcname=f"components/reader/{file.name}")
    assert Understanding.from_archive(archive).parse("嗯", ASKED) == trained.understanding.parse("嗯", ASKED)


def test_an_archive_without_our_models_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz"):
        pass
    with pytest.raises(ValueError, match="not one of ours"):
        Understanding.from_archive(archive)


@pytest.mark.parametrize(
    ("config", "understood"),
    [({}, 0.3), ({"understood": 0.5, "other": 1}, 0.5), ({"understood": "0.4"}, 0.4)],
)
def test_bars_come_from_the_config(config: dict[str, Any], understood: float) -> None:
    assert bars_from(config).understood == understood


def test_a_higher_bar_understands_less(trained: Trained, tmp_path: Path) -> None:
    trained.save(tmp_path)
    strict = Understanding.load(tmp_path, bars_from({"understood": 1.1}))
    assert strict.parse("我的快递到哪了")["intent"] == NOT_UNDERSTOOD
