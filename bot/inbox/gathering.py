"""Turn-taking: pieces of one utterance are answered once. Pure.

People write one sentence in several messages; a piece that is complete, or that calls for a person, ends the turn at
once, anything else waits a short quiet time for its continuation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from handoff.model import Entry

QUIET_S = 1.2
QUIET_AFTER_FILLER_S = 2.0
MAX_PIECES = 12
COMPLETE_CONFIDENCE = 0.6
_ENDS = ("?", "？", "!", "！", "。", "吗", "呢", "吧", "谢谢")
_FILLERS = frozenset({"greet", "chitchat"})
_OPEN = frozenset({"inform", "affirm", "deny", "nlu_fallback", "out_of_scope"})


def quiet_s(pieces: Sequence[Entry], parse: Mapping[str, Any] | None, *, asked: bool) -> float:
    """How long to wait for a further piece after the last one; 0 ends the turn. `asked`: the bot asked a detail."""
    last = pieces[-1]
    text = str(last.get("text") or "")
    if not text or len(pieces) >= MAX_PIECES:
        return 0.0
    if parse is None:
        return QUIET_S
    if (parse.get("decision") or {}).get("handoff"):
        return 0.0
    found = parse.get("parse", parse)
    intent, confidence = found.get("intent"), float(found.get("confidence") or 0.0)
    if intent in _FILLERS:
        return QUIET_AFTER_FILLER_S if not text.endswith(("?", "？")) and len(text) <= 4 else QUIET_S
    if intent in _OPEN:
        return 0.0 if asked and (found.get("entities") or intent in ("affirm", "deny")) else QUIET_S
    if confidence >= COMPLETE_CONFIDENCE or text.endswith(_ENDS):
        return 0.0
    return QUIET_S


def joined_text(pieces: Sequence[Entry]) -> str:
    """The utterance, its pieces put together as clauses."""
    texts = [str(p["text"]).strip() for p in current(pieces) if p.get("text")]
    latin = all(t.isascii() for t in texts)
    return (", " if latin else "，").join(texts)


def alone(entry: Entry, payload: Mapping[str, Any] | None) -> bool:
    """Whether it is a turn of its own, however fast the next one follows: a pressed choice, or what has no words."""
    return payload is not None or not entry.get("text")


def current(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that a later one replaces."""
    kept = []
    for at, entry in enumerate(entries):
        one = entry.get("edits") or entry["id"]
        if not any(later.get("edits") == one for later in entries[at + 1 :]):
            kept.append(entry)
    return kept


def turn_id(conversation: str, pieces: Sequence[Entry]) -> str:
    """Derived from the log entries that the turn answers, so that a retry has the same and nobody else has it.

    Entries are numbered by the millisecond in each log, and a shop keys its changes by turns of all conversations.
    """
    whose = hashlib.sha256(conversation.encode()).hexdigest()[:12]
    return f"t-{whose}-{pieces[0]['id']}_{pieces[-1]['id']}"
