"""What is kept of a matter that a person had: their own words, and their record of it. Kept for the assistant's answers.

The words are what the customer was told, so they may be told again. The record (the note of a move) is for colleagues:
it is never given to the dialogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from handoff.context.masking import mask
from handoff.model import Conversation, Entry
from handoff.said.courtesy import says_something
from handoff.store.reads import reaching_redis
from handoff.store.store import Store

WORDS_KEPT = 3
WORDS_CHARS = 300
MATTERS_KEPT = 5
DAYS_KEPT = 7
_DAY_S = 24 * 3600
# What an open task had collected ends with the person's work; the order is what is still talked about.
_OUTLIVES = ("order_id", "named", "returns", "greeted", "told")

_STOPS = re.compile(r"[。.!！?？;；\n](?!\d)")
_PAUSES = re.compile(r"[,，、\s](?!\d)")


def shortened(text: str, limit: int = WORDS_CHARS) -> str:
    """The text, or as many of its whole sentences, else clauses, as fit; never a part of a number."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    for ends in (_STOPS, _PAUSES):
        at = [found.end() for found in ends.finditer(text[:limit]) if found.end() <= len(head)]
        if at and at[-1] >= limit // 3:
            return head[: at[-1]].rstrip() + "…"
    return re.sub(r"[\d.,:：%¥$]+$", "", head) + "…"


def kept(
    log: Sequence[Entry], *, category: str, outcome: str, note: str, agent: str, now_ms: int
) -> dict[str, Any]:
    """One settled matter. `log` ends with what was said last; only what came since the assistant had it counts."""
    told = [
        entry
        for entry in _with_people(log)
        if entry["from"] == "agent" and entry["kind"] == "message" and says_something(entry.get("text", ""))
    ][-WORDS_KEPT:]
    names = dict.fromkeys(str((entry.get("agent") or {}).get("name") or agent) for entry in told)
    return {
        "category": category,
        "outcome": outcome,
        "note": note,
        "words": [shortened(entry["text"]) for entry in told],
        "agent": "/".join(names) or agent,
        "at_ms": now_ms,
    }


def _with_people(log: Sequence[Entry]) -> Sequence[Entry]:
    """What was said since the assistant called a person, or since a person began."""
    for at in range(len(log) - 1, -1, -1):
        move = log[at].get("move") or {}
        if move.get("from") == "bot" and move.get("to") in ("queued", "human"):
            return log[at:]
    return log


def after_settling(memory: Mapping[str, Any], matter: Mapping[str, Any]) -> dict[str, Any]:
    """The memory with the matter: its open task is over, and nothing that was said before calls a person again."""
    slots = {name: value for name, value in memory.get("slots", {}).items() if name in _OUTLIVES}
    return {
        **memory,
        "settled": [*memory.get("settled", ())[-(MATTERS_KEPT - 1) :], dict(matter)],
        "history": [],
        "said": "",
        "slots": slots,
        "form": None,
        "requested": None,
    }


def for_dialogue(
    here: Sequence[Mapping[str, Any]], elsewhere: Sequence[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Settled matters as a turn takes them, without the record for colleagues; each once, the oldest first."""
    known = {one.get("at_ms") for one in here}
    others = [{**one, "elsewhere": True} for one in elsewhere if one.get("at_ms") not in known]
    rows = sorted([*here, *others], key=lambda one: int(one.get("at_ms") or 0))
    return [
        {name: value for name, value in one.items() if name != "note"} | {"words": list(words_of(one))}
        for one in rows
    ]


def words_of(matter: Mapping[str, Any]) -> Sequence[str]:
    """What the customer was told; before words were kept apart the note held the last of them."""
    return matter["words"] if "words" in matter else [w for w in (matter.get("note"),) if w]


class SettledMatters:
    """A known customer's settled matters for a week, whichever conversation they were in; a visitor has none."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, c: Conversation, matter: Mapping[str, Any]) -> None:
        """Masked: it leaves the conversation in which it was said."""
        if not c.customer:
            return
        key = self._store.keys.settled(c.customer)
        told = {**matter, "note": "", "words": [mask(one) for one in words_of(matter)]}
        async with reaching_redis(), self._store.redis.pipeline(transaction=True) as pipe:
            pipe.rpush(key, json.dumps(told, ensure_ascii=False))
            pipe.ltrim(key, -MATTERS_KEPT, -1)
            pipe.expire(key, DAYS_KEPT * _DAY_S)
            await pipe.execute()

    async def of(self, c: Conversation, now_ms: int) -> list[dict[str, Any]]:
        """Those of the last week, the oldest first."""
        if not c.customer:
            return []
        async with reaching_redis():
            rows = await self._store.redis.lrange(self._store.keys.settled(c.customer), 0, -1)
        since = now_ms - DAYS_KEPT * _DAY_S * 1000
        return [one for one in map(json.loads, rows) if one["at_ms"] >= since]
