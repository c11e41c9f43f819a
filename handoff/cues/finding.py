"""Words that call for a person whatever a classifier thinks: every textual cue by name.

They back the learned parts up (an outright request for a person must never be missed) and stand alone when
the engine is down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from handoff.cues.dangers import SAFETY, happened
from handoff.cues.folding import plain
from handoff.cues.grievances import (
    ACCOUNT,
    DISPUTED,
    EVIDENCE,
    INSULT,
    NOT_THREAT,
    SIGNED,
    THREAT,
    UNSOLVED,
)
from handoff.cues.persons import ASKED, DECLINED, NOT_ASKED

# What shows each, and what looks like it and shows nothing.
CUES: Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {
    "asked_for_human": (re.compile(ASKED), re.compile(NOT_ASKED)),
    "declined_human": (re.compile(DECLINED), None),
    "safety": (re.compile(SAFETY), None),
    "threat": (re.compile(THREAT), re.compile(NOT_THREAT)),
    "still_unsolved": (re.compile(UNSOLVED), None),
    "insult": (re.compile(INSULT), None),
    "signed": (re.compile(SIGNED), None),
    "disputed": (re.compile(DISPUTED), None),
    "evidence_given": (re.compile(EVIDENCE), None),
    "account_safety": (re.compile(ACCOUNT), None),
}


@lru_cache(maxsize=4096)
def find(text: str) -> Mapping[str, str]:
    """Cue name → the words that show it, for each cue in the text. Remembered: many rules look at the same text."""
    folded = plain(text)
    found: dict[str, str] = {}
    for name, (pattern, unless) in CUES.items():
        seen = happened(folded) if name == "safety" else folded
        hit = pattern.search(unless.sub(" ", seen) if unless else seen)
        if hit and hit.group().strip():
            found[name] = hit.group()
    if "asked_for_human" in found:
        found.pop("declined_human", None)  # "不要客服，找你们经理" calls for somebody
    return MappingProxyType(found)
