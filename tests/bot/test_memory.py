"""What a conversation carries from turn to turn."""

from typing import Any

from bot.memory import after_turn, after_waiting, engine_request
from bot.nlu.scene import SAID_LENGTH
from handoff.model import conversation_from
from handoff.signals import TurnSignals
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


def test_a_message_to_the_queue_is_remembered_without_touching_the_assistants_own_books() -> None:
    signals = TurnSignals(turn=3, intent="request_return", confidence=0.9)
    asks = [{"ask": "grant", "order_id": "2026"}]
    memory = {"episode": 2, "slots": {"order_id": "1"}, "form": "request_form", "said": "请稍等"}
    after = after_waiting(memory, signals, asks, c=CONVERSATION)
    assert {name: after[name] for name in memory} == memory
    assert (after["grants"], after["history"][-1]["intent"]) == (["2026"], "request_return")
    assert [m["category"] for m in after["matters"]] == ["request_return"]
