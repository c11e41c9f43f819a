"""What a conversation carries from turn to turn."""

from typing import Any

from bot.memory import after_turn, after_waiting, engine_request
from bot.nlu.dialogue.scene import SAID_LENGTH
from handoff.escalation.signals import TurnSignals
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


def test_what_was_settled_in_other_conversations_goes_with_the_turn_and_no_record_of_colleagues() -> None:
    here = {"category": "refund", "outcome": "solved", "note": "客户很烦", "words": ["已退"], "at_ms": 2}
    other = {"category": "invoice", "outcome": "promised", "note": "", "words": ["明天开"], "at_ms": 1}
    sent = engine_request(
        CONVERSATION,
        {"settled": [here]},
        turn="t2",
        text="嗯",
        choice=None,
        files=(),
        contact_phone=None,
        replaces=None,
        agents_online=0,
        policy={},
        now_ms=T0,
        settled_elsewhere=[other, here],
    )["metadata"]["settled"]
    assert [(one["words"], one.get("elsewhere", False)) for one in sent] == [
        (["明天开"], True),
        (["已退"], False),
    ]
    assert "客户很烦" not in str(sent)


def test_a_message_to_the_queue_is_remembered_without_touching_the_assistants_own_books() -> None:
    signals = TurnSignals(turn=3, intent="request_return", confidence=0.9)
    asks = [{"ask": "grant", "order_id": "2026"}]
    memory = {"episode": 2, "slots": {"order_id": "1"}, "form": "request_form", "said": "请稍等"}
    after = after_waiting(memory, signals, asks, c=CONVERSATION)
    assert {name: after[name] for name in memory} == memory
    assert (after["grants"], after["history"][-1]["intent"]) == (["2026"], "request_return")
    assert [m["category"] for m in after["matters"]] == ["request_return"]
