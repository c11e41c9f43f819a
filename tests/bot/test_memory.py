"""What a conversation carries from turn to turn."""

from typing import Any

from bot.memory import after_turn, engine_request
from bot.nlu.scene import SAID_LENGTH
from handoff.model import conversation_from
from tests.handoff.build import T0

CONVERSATION = conversation_from("web-a", {"state": "bot", "channel": "web", "epoch": "1"})


def request(memory: dict[str, Any]) -> dict[str, Any]:
    return engine_request(
        CONVERSATION,
        memory,
        turn="t2",
        text="嗯",
        choice=None,
        files=(),
        contact_phone=None,
        replaces=None,
        agents_online=0,
        policy={},
        now_ms=T0,
    )


def test_the_next_turn_is_read_after_the_end_of_the_last_answer() -> None:
    answer = {"messages": [{"text": "在路上。" * 60}, {"text": "还有别的问题吗？"}]}
    memory = after_turn({}, answer, c=CONVERSATION, now_ms=T0)
    said = request(memory)["metadata"]["said"]
    assert said.endswith("还有别的问题吗？")
    assert len(said) == SAID_LENGTH


def test_before_anything_was_said_nothing_is_claimed() -> None:
    assert request({})["metadata"]["said"] == ""
