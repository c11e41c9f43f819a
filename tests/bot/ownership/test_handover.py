"""What is handed over, and what the customer hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ownership.handover import as_shown, in_danger
from handoff.context.summary import UNKNOWN, Request
from handoff.cues.tone import at_bot
from tests.bot.running import Running


@pytest.mark.parametrize("danger", ["self_harm", "fraud"])
def test_a_danger_that_is_nobodys_goods_is_no_matter_of_the_shop(danger: str) -> None:
    taken_for = Request(topic="change_delivery", amount="¥5.00", why="late", also=("request_refund",))
    assert in_danger(taken_for, danger) == Request(topic=UNKNOWN, danger=danger)


def test_a_danger_of_goods_keeps_its_matter() -> None:
    assert in_danger(Request(topic="damaged_or_defective"), "fire").topic == "damaged_or_defective"


@pytest.mark.parametrize(
    ("said", "intensity", "shown"),
    [
        ("赔我50块钱", 0.5, "calm"),
        ("我要投诉快递员", 0.5, "calm"),
        ("气死我了", 0.6, "angry"),
        ("赔我50块钱", 0.9, "angry"),
    ],
)
def test_anger_is_named_only_where_it_shows(said: str, intensity: float, shown: str) -> None:
    assert as_shown("angry", intensity, said) == shown


def heard_as(emotion: str, intensity: float, intent: str = "complaint") -> Any:
    """An engine that hands over for what it heard."""

    def reply(request: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
        text = request["text"]
        reason = "emotion" if at_bot(text) else "complaint"
        said = {**parse["parse"], "text": text, "intent": intent, "emotion": emotion, "intensity": intensity}
        evidence = [{"reason": reason, "turn": 0, "rule": "x", "threshold": 1.0, "score": 1.0, "quote": text}]
        decision = {
            "handoff": True,
            "score": 0.9,
            "reasons": [reason],
            "evidence": evidence,
            "queue_class": 1,
        }
        return {"parse": said, "decision": decision, "messages": []}

    return reply


async def test_a_calm_complaint_is_acknowledged_without_naming_anger(gateway: Running) -> None:
    gateway.dialogue.reply = heard_as("angry", 0.5)
    await gateway.say("我要投诉快递员")
    await gateway.until_said("给您添麻烦了")
    assert "生气" not in "".join(await gateway.texts())


async def test_who_scolds_the_assistant_is_not_passed_on_as_complaining(gateway: Running) -> None:
    gateway.dialogue.reply = heard_as("angry", 0.8)
    await gateway.say("stupid bot")
    await gateway.until_said("已转告客服")
    package = await gateway.desk.package("web-a")
    assert "投诉" not in package["summary"]
    assert package["matters"] == []
