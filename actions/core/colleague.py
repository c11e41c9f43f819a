"""What a colleague settled: told when it is asked for, and once by itself when the customer comes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handoff.recalling import asks_what_was_settled

if TYPE_CHECKING:
    from actions.core.turn import Settled
    from actions.core.visit import Visit

_REMEMBERED = 5


def recall(visit: Visit) -> bool:
    """Say the newest matter that a person settled when that is what is asked for; False when it is not, or none is."""
    settled = visit.turn.settled
    if not settled or not asks_what_was_settled(visit.turn.text):
        return False
    visit.reply.lead = None
    _say(visit, max(settled, key=lambda entry: entry.at_ms))
    return True


def remind(visit: Visit, intent: str) -> None:
    """Say what a person settled of this very kind, the newest of it, unless it was said before."""
    told = visit.get("told") or ()
    of_this = [entry for entry in visit.turn.settled if entry.category == intent and entry.at_ms not in told]
    if of_this:
        _say(visit, max(of_this, key=lambda entry: entry.at_ms))


def _say(visit: Visit, entry: Settled) -> None:
    agent = entry.agent or visit.reply.text("a_person")
    note = entry.note or visit.reply.text(f"settled_{entry.outcome or 'solved'}")
    visit.reply.say("settled_before", agent=agent, note=note[:40])
    visit.put("told", sorted({*(visit.get("told") or ()), entry.at_ms})[-_REMEMBERED:])
