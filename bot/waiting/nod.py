"""When what a waiting customer adds is acknowledged, where it is nothing that must be answered at once. Pure.

The first piece and what comes after a while is acknowledged as it comes. Pieces close behind each other get one word
together, when the customer has ended or at the latest a minute after the last word: nobody who writes is left unheard.
"""

from __future__ import annotations

from handoff.model import Conversation, Draft

EVERY_MS = 60_000  # after so long each message gets its word at once
APART_MS = 30_000  # between two words of ours that nobody asked for
QUIET_MS = 8_000  # then the pieces have ended


def nods_at_once(c: Conversation, now_ms: int) -> bool:
    return now_ms - c.noted_ms >= EVERY_MS


def nods_at_ms(c: Conversation, now_ms: int) -> int:
    """When the piece that came now is acknowledged, with those before and after it."""
    return min(max(now_ms + QUIET_MS, c.noted_ms + APART_MS), c.noted_ms + EVERY_MS)


def nodded(c: Conversation, noted_ms: int, due_ms: int = 0) -> str:
    """What is stored: when the last word was, and when the next is due; of this wait alone."""
    return f"{noted_ms}:{due_ms}:{c.epoch}"


def gathered_told(position: int) -> Draft:
    return Draft(sender="system", say=("noted_gathered", {"position": position}))
