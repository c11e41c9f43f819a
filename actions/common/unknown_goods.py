"""Goods that a customer speaks of and never bought here: then no order is guessed."""

from __future__ import annotations

from actions.common.naming import named_goods, named_orders
from actions.core.visit import Visit

# Addresses, notes and names of companies hold words for goods too.
TAKES_TEXTS = ("change_order", "change_delivery", "invoice")


async def goods_of_none(visit: Visit) -> str | None:
    """The word for goods that the turn names and none of the customer's orders has: no order is guessed then."""
    text = visit.turn.text
    if visit.identity is None or visit.task in TAKES_TEXTS or not text or visit.turn.first("order_id"):
        return None
    word = named_goods(text)
    return word if word and not named_orders(await visit.recent(), text) else None
