"""What a colleague settled: told when it is asked for, and once by itself when the customer comes back to it.

Their words are quoted as they were written, each in a message of its own when it is long; how far the matter is comes
from its outcome, not from the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.core.reply import Choice
from handoff.recalling import asks_what_was_settled, says_it_is_open

if TYPE_CHECKING:
    from actions.core.turn import Settled
    from actions.core.visit import Visit

_REMEMBERED = 5
_ONE_LINE = 40  # characters that are readable under a heading
_PERSON = Choice("button_person", "ask_human")


def recall(visit: Visit) -> bool:
    """Say the newest matter that a person settled when that is what is asked for; False when it is not, or none is.

    What was promised and has not come is for a person, after it was said.
    """
    settled = visit.turn.settled
    if not settled or not asks_what_was_settled(visit.turn.text):
        return False
    entry = max(settled, key=lambda entry: entry.at_ms)
    is_open = says_it_is_open(visit.turn.text)
    if not is_open:
        visit.reply.lead = None
    _say(visit, entry, offer=entry.outcome != "solved" and not is_open)
    if is_open:
        visit.reply.handoff("loop", f"what {entry.agent or 'a person'} told has not come")
    return True


def remind(visit: Visit, intent: str) -> None:
    """Say what a person settled of this very kind here, the newest of it, unless it was said before."""
    told = visit.get("told") or ()
    here = (entry for entry in visit.turn.settled if not entry.elsewhere)
    of_this = [entry for entry in here if entry.category == intent and entry.at_ms not in told]
    if of_this:
        _say(visit, max(of_this, key=lambda entry: entry.at_ms), offer=False)


def _say(visit: Visit, entry: Settled, *, offer: bool) -> None:
    reply = visit.reply
    agent, outcome = entry.agent, entry.outcome or "solved"
    if not entry.words:
        messages = [reply.text(f"settled_{outcome}", agent=agent)]
    else:
        heading = reply.text(f"told_{outcome}", agent=agent)
        quotes = [reply.text("told_words", words=words) for words in entry.words]
        short = len(quotes) == 1 and len(quotes[0]) <= _ONE_LINE and "\n" not in quotes[0]
        messages = [f"{heading}\n{quotes[0]}"] if short else [heading, *quotes]
    for message in messages[:-1]:
        reply.say_text(message)
    reply.say_text(messages[-1], choices=[_PERSON] if offer else ())
    visit.put("told", sorted({*(visit.get("told") or ()), entry.at_ms})[-_REMEMBERED:])
