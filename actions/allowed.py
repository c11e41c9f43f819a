"""Whether the shop would make a change to an order now, said before anything more is asked for.

The shop decides again when the change is made; this only spares the customer questions that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.orders import PERSON
from actions.reply import Choice
from actions.shop.model import Action, Order, OrderState
from actions.visit import Visit

_SENT = (OrderState.SHIPPED, OrderState.LOST)
_THERE = (OrderState.DELIVERED, OrderState.SIGNED, OrderState.RETURNING)
_UNSENT = (OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


async def allowed(visit: Visit, order: Order, action: Action, instead: Sequence[Choice] = ()) -> bool:
    """True when the shop offers it; else why not has been said, with what may be done instead, and the task stops."""
    options = await visit.options()
    if action in options.actions or visit.as_confirmed():
        return True
    key = _why_not(order, action)
    values: dict[str, Any] = {"id": "", "days": "", "wait": ""}
    if options.after_sales:
        key, values["id"] = "refused_in_after_sale", options.after_sales[0]
    visit.reply.say(key, choices=[*instead, PERSON], **values)
    visit.stop()
    return False


def _why_not(order: Order, action: Action) -> str:
    """The shop's likely refusal, from the order's state."""
    state = order.state
    if state is OrderState.CANCELLED:
        return "refused_already_cancelled"
    if state is OrderState.REFUNDED:
        return "refused_already_refunded"
    if state is OrderState.UNPAID:
        return "refused_not_paid"
    if action is Action.CHANGE_DELIVERY:
        return _why_not_delivery(state)
    if action is Action.PRICE_PROTECTION:
        return "refused_price_not_lower"
    if state in _SENT:
        return "refused_already_shipped"
    if state in _THERE:
        return "refused_already_delivered"
    return "refused_other"


def _why_not_delivery(state: OrderState) -> str:
    if state is OrderState.LOST:
        return "refused_parcel_lost"
    if state in _UNSENT:
        return "refused_not_shipped"
    return "refused_already_delivered" if state in _THERE else "refused_other"
