"""A turn's outcome depends on the conversation alone: not on what the process remembers of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.engine.engine import Engine, fills_slots
from bot.nlu.engine.runner import PlainRunner
from bot.nlu.engine.server import load_agent
from bot.settings import parse_settings
from tests.nlu.conftest import BY_RULES, Actions

pytestmark = pytest.mark.asyncio(loop_scope="session")

TALK = (
    "你好",
    "我的快递到哪了",
    "我要退款",
    "你好",
    "<质量不好>",
    "转人工",
    "我要退款",
    "快递到哪了",
    "<小>",
    "哈",
)


@pytest.mark.parametrize(
    ("mapping", "filled"), [("type: custom", False), ("type: from_entity, entity: size", True)]
)
async def test_rasa_looks_for_slots_in_a_message_where_the_domain_wants_it(
    mapping: str, filled: bool
) -> None:
    domain = f'version: "3.1"\nentities: [size]\nslots:\n  size: {{type: any, mappings: [{{{mapping}}}]}}\n'
    assert fills_slots(Domain.from_yaml(domain)) is filled


@pytest_asyncio.fixture(loop_scope="session")
async def agent(model: Path, actions: Actions, tmp_path: Path) -> AsyncIterator[Any]:
    actions.broken = False
    actions.seen.clear()
    settings = parse_settings({"FRONTDESK_DATA": str(tmp_path), "FRONTDESK_ACTIONS_URL": actions.url})
    loaded = await load_agent(settings, model)
    yield loaded
    await Engine(loaded).close()


def request(sender: str, text: str, turn: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "sender": sender,
        "turn": turn or uuid4().hex,
        "text": text,
        "metadata": {"policy": BY_RULES},
        **more,
    }


async def talk(engine: Callable[[], Engine], sender: str) -> list[dict[str, Any]]:
    return [await engine().turn(request(sender, text, str(at))) for at, text in enumerate(TALK)]


async def test_a_restart_before_each_turn_changes_nothing(agent: Any) -> None:
    lasting = Engine(agent)
    assert await talk(lambda: lasting, "lasting") == await talk(lambda: Engine(agent), "restarted")


async def test_what_another_engine_saved_meanwhile_is_seen(agent: Any) -> None:
    one, other = Engine(agent), Engine(agent)
    await one.turn(request("s", "我要退款"))
    await other.turn(request("s", "<质量不好>"))
    answer = await one.turn(request("s", "你好"))
    assert (answer["form"], answer["slots"]) == (None, {"order_id": "77", "reason": "质量不好"})


async def test_the_work_of_a_turn_does_not_grow_with_the_conversation(agent: Any, actions: Actions) -> None:
    engine = Engine(agent)
    for _ in range(8):
        await engine.turn(request("s", "我的快递到哪了"))
    sizes = [len(call["tracker"]["events"]) for call in actions.seen]
    assert len(set(sizes)) == 1


async def test_a_failed_turn_leaves_the_conversation_where_it_stood(agent: Any, actions: Actions) -> None:
    engine = Engine(agent)
    await engine.turn(request("s", "我要退款"))
    actions.broken = True
    failed = await engine.turn(request("s", "<质量不好>", "again"))
    actions.broken = False
    answer = await engine.turn(request("s", "<质量不好>", "again"))
    assert (failed["failure"], answer["repeated"], answer["messages"]) == (
        "action_server", False, [{"text": "好了"}],
    )  # fmt: skip


async def test_a_failed_first_turn_of_an_episode_keeps_what_was_carried(agent: Any, actions: Actions) -> None:
    engine, carry = Engine(agent), {"form": "request_form", "requested": "reason", "slots": {"order_id": "1"}}
    actions.broken = True
    await engine.turn(request("s", "<小>", "again", carry=carry))
    actions.broken = False
    answer = await engine.turn(request("s", "<小>", "again", carry=carry))
    assert answer["messages"] == [{"text": "好了"}]


async def test_a_turn_that_cannot_be_saved_is_answered(agent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(agent)
    await engine.turn(request("s", "我要退款"))
    with monkeypatch.context() as broken:
        broken.setattr(engine._trackers, "add", lambda *_: 1 / 0)
        assert (await engine.turn(request("s", "<小>")))["messages"] == [{"text": "好了"}]
    assert (await engine.turn(request("s", "<小>")))["messages"] == [{"text": "好了"}]


async def test_a_turn_is_replaced_after_a_restart_too(agent: Any) -> None:
    await Engine(agent).turn(request("s", "我要退款", "a"))
    answer = await Engine(agent).turn(request("s", "快递到哪了", "b", replaces="a"))
    assert (answer["form"], answer["messages"][0]["text"]) == (None, "在路上")


async def test_the_plain_runner_gives_what_rasas_gives(agent: Any) -> None:
    plain = agent.processor.graph_runner
    assert isinstance(plain, PlainRunner)
    rasas = object.__new__(DaskGraphRunner)
    rasas.__dict__.update(
        _graph_schema=plain._schema, _instantiated_nodes=plain._nodes, _execution_context=None
    )
    target = agent.processor.model_metadata.nlu_target

    def parsed(runner: Any) -> Any:
        message = UserMessage("我的快递到哪了 2026010112345678", message_id="m")
        inputs = {"__message__": [message], "__tracker__": DialogueStateTracker("s", ())}
        return [one.as_dict() for one in runner.run(inputs=inputs, targets=[target])[target]]

    assert parsed(plain) == parsed(rasas)
    assert parsed(plain)[0]["intent"]["name"] == "track_shipment"
