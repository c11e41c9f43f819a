"""The desk's own words about a conversation, in the language of the agent who reads them.

What is said to the customer (log, draft) stays in the customer's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handoff.context.package import bot_did, suggested_steps
from handoff.context.summary import Request, summary
from handoff.escalation.reasons import REASONS
from handoff.model import Conversation, Entry
from handoff.wording.texts import LANGUAGES, Texts


def for_reader(
    c: Conversation, frozen: Mapping[str, Any], log: Sequence[Entry], language: str, texts: Texts
) -> dict[str, Any]:
    """The parts of the context package that speak to the agent."""
    return {
        "summary": _summary(frozen, language, texts),
        "steps": suggested_steps(replace(c, language=language), frozen, texts),
        "bot_did": bot_did(log, language, texts),
    }


def _summary(frozen: Mapping[str, Any], language: str, texts: Texts) -> str:
    """Worded anew where the stored line is the wording of the stored request; any other line stays as it was written."""
    stored = str(frozen.get("summary") or "")
    request = Request.from_dict(frozen.get("request") or {})
    for reasons in ([], *([reason] for reason in REASONS)):  # the line names one at most
        if stored in {summary(request, reasons, one, texts) for one in LANGUAGES}:
            return summary(request, reasons, language, texts)
    return stored


def second_draft(c: Conversation, log: Sequence[Entry], draft: str, texts: Texts) -> str:
    """The ready reply; who has greeted this customer before greets differently."""
    written = (e["agent"]["id"] for e in log if e["from"] == "agent" and e["kind"] == "message")
    if c.agent is None or c.agent["id"] not in written:
        return draft
    return texts.say("draft_again", c.language, agent=c.agent["name"])
