"""Who scolds the assistant is heard, and asked again what is wanted; it is a complaint of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.core.reply import Choice
from handoff.cues.tone import at_bot

if TYPE_CHECKING:
    from actions.core.visit import Visit

_PERSON = Choice("button_person", "ask_human")


def answer(visit: Visit) -> bool:
    """Say sorry and offer a person; False when the message is something else."""
    if not at_bot(visit.turn.text):
        return False
    visit.reply.lead = None  # one apology is enough
    visit.reply.say("bot_scolded", choices=[_PERSON])
    visit.put("asked", {"what": "person", "category": "ask_human"})
    return True
