from typing import Any

import pytest

from handoff.console.wording import for_reader, second_draft
from handoff.context.summary import Request, summary
from handoff.escalation.reasons import REASONS
from handoff.wording.texts import load_texts
from tests.handoff.build import a_conversation

TEXTS = load_texts()
REQUEST = Request(topic="request_refund", order="20261105883412")


def frozen(line: str, *reasons: str) -> dict[str, Any]:
    return {
        "summary": line,
        "request": REQUEST.to_dict(),
        "reasons": [{"reason": reason, "evidence": []} for reason in reasons],
    }


@pytest.mark.parametrize("reason", REASONS)
def test_summary_and_steps_are_in_the_agents_language(reason: str) -> None:
    customer = a_conversation(language="en", reasons=(reason,))
    stored = frozen(summary(REQUEST, [reason], "en", TEXTS), reason, "loop")
    seen = for_reader(customer, stored, [], "zh-Hans", TEXTS)
    assert seen["summary"] == summary(REQUEST, [reason], "zh-Hans", TEXTS)
    assert TEXTS.say(f"step_{reason}", "zh-Hans") in seen["steps"]


def test_line_that_is_no_wording_of_the_request_stays_as_it_was_written() -> None:
    line = "包裹在武汉停滞六天。"
    assert for_reader(a_conversation(), frozen(line), [], "en", TEXTS)["summary"] == line


def test_who_has_greeted_before_is_given_another_draft() -> None:
    held = a_conversation(agent={"id": "li", "name": "小李"})
    log = [{"from": "agent", "kind": "message", "agent": {"id": "wang"}, "text": "您好"}]
    assert second_draft(held, log, "您好，我是客服小李。", TEXTS) == "您好，我是客服小李。"
    log.append({"from": "agent", "kind": "message", "agent": {"id": "li"}, "text": "您好"})
    assert second_draft(held, log, "您好，我是客服小李。", TEXTS) == TEXTS.say(
        "draft_again", "zh-Hans", agent="小李"
    )
