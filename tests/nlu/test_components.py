"""Our parts inside Rasa's graph: the same results as without it, and trained anew when their helpers change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.nlu import fingerprints
from bot.nlu.components import EmotionClassifier, EntityRules, IntentClassifier, LanguageDetector
from bot.nlu.live import contract_parse
from bot.nlu.understanding import Understanding, bars_from, last_felt

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXTS = (
    "我的快递到哪了", "我的快遞到哪了，另外帮我开发票", "转人工", "退我三百块！！！", "where is my parcel 2026010112345678",
    "你們到底管不管", "嗯", "今天天气怎么样", "qwrtzp", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def agent(model: Path) -> Agent:
    return Agent.load(str(model))


async def test_rasas_pipeline_and_the_direct_one_agree(agent: Agent, model: Path) -> None:
    direct = Understanding.load(model)
    for text in TEXTS:
        parsed = contract_parse(await agent.parse_message(text), text)
        assert parsed == direct.parse(text)


async def test_what_the_metadata_knows_is_used(agent: Agent) -> None:
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    assert agent.processor is not None
    message = UserMessage("你好", metadata={"language": "zh-Hant", "variant": "tw"})
    parsed = await agent.processor.parse_message(message)
    assert (parsed["language"], parsed["variant"]) == ("zh-Hant", "tw")


async def test_an_archive_without_our_models_is_refused(tmp_path: Path) -> None:
    import tarfile  # noqa: PLC0415

    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz"):
        pass
    with pytest.raises(ValueError, match="no models of ours"):
        Understanding.load(archive)


@pytest.mark.parametrize("part", [LanguageDetector, EntityRules, IntentClassifier, EmotionClassifier])
async def test_changed_helpers_change_the_fingerprint(part: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = part.fingerprint_addon({})
    monkeypatch.setattr(fingerprints, "of_helpers", lambda: "other")
    assert part.fingerprint_addon({}) != before


async def test_changed_emotion_data_trains_the_emotion_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text("[]", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "EMOTION_DATA", tmp_path)
    before = EmotionClassifier.fingerprint_addon({})
    (tmp_path / "a.yml").write_text("[1]", encoding="utf-8")
    assert EmotionClassifier.fingerprint_addon({}) != before


async def test_bars_come_from_the_config() -> None:
    assert bars_from({"understood": 0.5, "other": 1}).understood == 0.5
    assert last_felt([]) is None
