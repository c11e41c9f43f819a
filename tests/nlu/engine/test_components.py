"""Our parts inside Rasa's graph: the same results as without it, and trained anew when their helpers change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fingerprints
from bot.nlu.dialogue.scene import Scene
from bot.nlu.engine.components import EntityRules, LanguageDetector, MessageReader
from bot.nlu.engine.live import contract_parse
from bot.nlu.message import emotion
from bot.nlu.understanding import Understanding
from tests.nlu import slices

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXTS = (
    "我的快递到哪了", "我的快遞到哪了，另外帮我开发票", "转人工", "退我三百块！！！", "where is my parcel 2026010112345678",
    "你們到底管不管", "嗯", "今天天气怎么样", "qwrtzp", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def agent(model: Path) -> Agent:
    return Agent.load(str(model))


SAID = {
    "said": "请问是这笔订单吗？",
    "history": [{"turn": 0, "intent": "request_refund", "confidence": 0.9, "quote": "我要退款"}],
}


async def parsed(agent: Agent, text: str, **metadata: Any) -> dict[str, Any]:
    assert agent.processor is not None
    return dict(await agent.processor.parse_message(UserMessage(text, metadata=metadata)))


@pytest.mark.parametrize("metadata", [{}, SAID, {**SAID, "answered": False}])
async def test_rasas_pipeline_and_the_direct_one_agree(
    agent: Agent, model: Path, metadata: dict[str, Any]
) -> None:
    direct = Understanding.from_archive(model)
    for text in TEXTS:
        found = contract_parse(await parsed(agent, text, **metadata), text)
        assert found == direct.parse(text, Scene.of(metadata))


async def test_the_scene_in_the_metadata_is_read(agent: Agent) -> None:
    alone, within = await parsed(agent, "这个"), await parsed(agent, "这个", **SAID)
    assert alone["calls"] != within["calls"]
    assert alone["intent_ranking"] != within["intent_ranking"]


@pytest.mark.parametrize("history", [[{"bad": 1}], ["no"], 5])
async def test_a_history_that_is_not_ours_is_left_to_the_judge(agent: Agent, history: Any) -> None:
    assert await parsed(agent, "这个", history=history) == await parsed(agent, "这个")


async def test_what_the_metadata_knows_is_used(agent: Agent) -> None:
    found = await parsed(agent, "你好", language="zh-Hant", variant="tw")
    assert (found["language"], found["variant"]) == ("zh-Hant", "tw")


@pytest.mark.parametrize("part", [LanguageDetector, EntityRules, MessageReader])
async def test_changed_helpers_change_the_fingerprint(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = part.fingerprint_addon({})
    monkeypatch.setattr(fingerprints, "of_helpers", lambda: "other")
    assert part.fingerprint_addon({}) != before


@pytest.mark.parametrize("data", ["EMOTION_DATA", "DIALOGUES"])
async def test_changed_data_of_its_own_trains_the_reader_anew(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(fingerprints, data, tmp_path)
    before = MessageReader.fingerprint_addon({})
    (tmp_path / "a.yml").write_text("[1]", encoding="utf-8")
    assert MessageReader.fingerprint_addon({}) != before


def reader(folder: Path, config: dict[str, Any] | None = None) -> MessageReader:
    storage = LocalModelStorage(folder)
    return MessageReader(config or {}, storage, Resource("reader"))


async def test_the_topic_of_an_example_is_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def example(text: str, intent: str, **metadata: str) -> Message:
        return Message.build(text, intent, intent_metadata=metadata or None)

    few = emotion.read_examples(fingerprints.EMOTION_DATA)[:: slices.EACH_FEELING]
    monkeypatch.setattr("bot.nlu.engine.components.read_examples", lambda folder: few)
    monkeypatch.setattr("bot.nlu.engine.ahead.read_dialogues", lambda folder: [])
    examples = [
        example("今天天气", "out_of_scope", topic="pastime"), example("明天天气", "out_of_scope", topic="pastime"),
        example("你们招人吗", "out_of_scope"), example("还招人吗", "out_of_scope"),
        example("退款", "request_refund"), example("我要退款", "request_refund"),
    ]  # fmt: skip
    part = reader(tmp_path)
    part.train(TrainingData(examples))
    told = [Message({"text": text}) for text in ("天气", "招人")]
    part.process(told)
    assert [(one.get("intent")["name"], one.get("topics")) for one in told] == [
        ("out_of_scope", ["pastime"]), ("out_of_scope", []),
    ]  # fmt: skip


async def test_a_reader_that_is_not_trained_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="run `frontdesk train`"):
        reader(tmp_path).process([Message({"text": "嗯"})])
