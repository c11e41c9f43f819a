"""What a person promised before, told again to who waits for one anew and asks of it. Pure.

The words are theirs, with the day: nobody is to wait only to hear once more what was said already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from handoff.model import Draft
from handoff.said.promises import asked_about, words_on
from handoff.said.recalling import asks_what_was_settled
from handoff.said.settled import words_of
from handoff.wording.times import moment

_ORDER = re.compile(r"\d{8,}")  # a question on an order that is named is on that one


def promise_told(text: str, settled: Sequence[Mapping[str, Any]], now_ms: int, zone: tzinfo) -> list[Draft]:
    """`settled` are the matters of this conversation, the oldest first; empty when nothing promised is asked for."""
    recalls, asked = asks_what_was_settled(text), asked_about(text)
    if not (recalls or asked) or _ORDER.search(text):
        return []
    for matter in reversed(settled):
        words = words_of(matter)
        told = words if recalls else words_on(words, asked, here=True, bare=True)
        if told:
            return [_heading(matter, now_ms, zone), *(_told("told_words", words=one) for one in told)]
    return []


def _heading(matter: Mapping[str, Any], now_ms: int, zone: tzinfo) -> Draft:
    day = moment(int(matter.get("at_ms") or now_ms), now_ms, zone)
    return _told("told_in_queue", agent=str(matter.get("agent") or ""), day=day)


def _told(key: str, **values: object) -> Draft:
    return Draft(sender="system", say=(key, values))
