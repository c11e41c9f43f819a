"""Who is at the desk, and when: asked in whatever words, answered by the same rule and data as everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.core.reply import Choice
from actions.knowledge.entries import load_entries
from handoff.hours.attendance import Asks, asks_of_desk
from handoff.hours.desk_file import load_desk
from handoff.wording.times import exceptions_text, hours_text, moment_text

if TYPE_CHECKING:
    from actions.core.visit import Visit

HOURS = "{hours}"  # in an answer of the knowledge base
HOURS_ENTRY = "desk_hours"
_SOON_DAYS = 7
_PERSON = Choice("button_person", "ask_human")


def answer(visit: Visit) -> bool:
    """Say who is there or when; False when that is not asked, or the gateway did not say how the desk stands."""
    asks = asks_of_desk(visit.turn.text)
    if asks is Asks.NOW and visit.turn.desk:
        _say_standing(visit)
        return True
    return asks is Asks.HOURS and _say_hours(visit)


def filled(said: str, visit: Visit) -> str:
    """An answer with the desk's hours where it names them, in the reader's language."""
    return said.replace(HOURS, hours_text(load_desk().hours, visit.reply.language))


def _say_standing(visit: Visit) -> None:
    desk = visit.turn.desk
    values = {"ahead": desk.get("ahead"), "minutes": desk.get("minutes")}
    state = str(desk["state"])
    if state == "closed" and desk.get("until"):
        opens = moment_text(desk["until"], visit.reply.language)
        visit.reply.say("desk_now_closed", choices=[_PERSON], opens=opens)
    elif state in ("open", "full"):
        visit.reply.say(f"desk_now_{state}", choices=[_PERSON], **values)
    else:
        visit.reply.say("desk_now_nobody", choices=[_PERSON])
    visit.put("asked", {"what": "person", "category": "ask_human"})


def _say_hours(visit: Visit) -> bool:
    """The knowledge base's answer, and the holidays of the coming days."""
    entry = next((one for one in load_entries() if one.id == HOURS_ENTRY), None)
    hours, language, now_ms = load_desk().hours, visit.reply.language, visit.turn.now_ms
    if entry is None or not entry.valid(hours.today(now_ms)):
        return False
    said = filled(entry.text(language, visit.turn.variant), visit)
    special = exceptions_text(hours, now_ms, language, days=_SOON_DAYS)
    visit.reply.say_text(said)
    if special:
        visit.reply.say_text("\n".join(special))
    visit.close(entry.intents[0], [_PERSON], note=entry.id)
    return True
