"""Asking who it is: by signing in at the shop, or where the channel can by sharing one's phone number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actions.core.reply import Choice

if TYPE_CHECKING:
    from actions.core.visit import Visit

SHARES_NUMBER = ("telegram",)  # channels that vouch for the number which the customer sends by their button

IDENTITY = "identity"


def ask_identity(visit: Visit, key: str, choices: Sequence[Choice] = (), **values: Any) -> None:
    """Says `key`; where the number can be shared its own wording (`<key>_or_share`), with the offer to do so."""
    shares = visit.turn.channel in SHARES_NUMBER
    visit.reply.say(f"{key}_or_share" if shares else key, choices=choices, **values)
    if shares:
        visit.reply.ask("contact")


def wait_for_identity(visit: Visit, task: str) -> None:
    """Once there is an identity the task goes on with what is known."""
    aside = [entry for entry in visit.get("suspended") or [] if entry["task"] != task]
    waiting = {"task": task, "details": visit.details(), "needs": "identity"}
    visit.put("suspended", [waiting, *aside])


def say_once_known(visit: Visit) -> None:
    """What was asked in this turn is answered as soon as the number is shared."""
    visit.put("asked", {"what": IDENTITY, "said": visit.turn.text})
