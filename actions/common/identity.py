"""Asking who it is: by signing in at the shop, or where the channel can by sharing one's phone number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.core.reply import Choice
from actions.core.visit import Visit

SHARES_NUMBER = ("telegram",)  # channels that vouch for the number which the customer sends by their button


def ask_identity(visit: Visit, key: str, choices: Sequence[Choice] = (), **values: Any) -> None:
    """Says `key`; where the number can be shared its own wording (`<key>_or_share`), with the offer to do so."""
    shares = visit.turn.channel in SHARES_NUMBER
    visit.reply.say(f"{key}_or_share" if shares else key, choices=choices, **values)
    if shares:
        visit.reply.ask("contact")
