"""Whether the shop would make a change to an order now, said before anything more is asked for.

The shop decides again when the change is made; this only spares the customer questions that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.common.deliveries import at_station
from actions.common.orders import PERSON
from actions.core import show
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.model import Action, Order, OrderState

# The shop's likely refusal, from the order's state; an action's own reasons come first.
_BY_STATE: Mapping[OrderState, str] = {
    OrderState.UNPAID: "refused_not_paid",
    OrderState.PRESALE: "refused_not_paid",
    OrderState.SHIPPED: "refused_already_shipped",
    OrderState.DELIVERED: "refused_already_delivered",
    OrderState.SIGNED: "refused_already_delivered",
    OrderState.RETURNING: "refused_returning",
    OrderState.LOST: "refused_parcel_lost",
    OrderState.CANCELLED: "refused_already_cancelled",
    OrderState.REFUNDED: "refused_already_refunded",
}
_BY_ACTION: Mapping[tuple[Action, OrderState], str] = {
    (Action.CANCEL, OrderState.PRESALE): "refused_deposit_not_refundable",
    (Action.INVOICE, OrderState.UNPAID): "refused_invoice_not_paid",
    (Action.INVOICE, OrderState.PRESALE): "refused_invoice_presale",
    (Action.CHANGE_SPEC, OrderState.PACKED): "refused_spec_packed",
    (Action.PRICE_PROTECTION, OrderState.PAID): "refused_price_not_lower",
    (Action.PRICE_PROTECTION, OrderState.PACKED): "refused_price_not_lower",
    (Action.PRICE_PROTECTION, OrderState.SHIPPED): "refused_price_not_lower",
    (Action.PRICE_PROTECTION, OrderState.DELIVERED): "refused_price_not_lower",
    (Action.PRICE_PROTECTION, OrderState.SIGNED): "refused_price_not_lower",
    (Action.CHANGE_DELIVERY, OrderState.UNPAID): "refused_not_shipped",
    (Action.CHANGE_DELIVERY, OrderState.PRESALE): "refused_not_shipped",
    (Action.CHANGE_DELIVERY, OrderState.PAID): "refused_not_shipped",
    (Action.CHANGE_DELIVERY, OrderState.PACKED): "refused_not_shipped",
}
# What may be done instead, by the refusal: button, intent.
_WAYS_OUT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "refused_not_shipped": (("go_change_order", "change_order"),),
    "refused_spec_packed": (("go_cancel_order", "cancel_order"),),
    "refused_parcel_lost": (("go_request_refund", "request_refund"),),
    "refused_already_cancelled": (("go_refund_status", "refund_status"),),
    "refused_already_refunded": (("go_refund_status", "refund_status"),),
    "refused_returning": (("go_refund_status", "refund_status"),),
    "refused_in_after_sale": (("go_refund_status", "refund_status"),),
    "refused_invoice_presale": (("go_order_status", "order_status"),),
    "refused_deposit_not_refundable": (("go_order_status", "order_status"),),
}


async def allowed(visit: Visit, order: Order, action: Action, instead: Sequence[Choice] = ()) -> bool:
    """True when the shop offers it; else why not has been said, with what may be done instead, and the task stops."""
    options = await visit.options()
    if action in options.actions or visit.as_confirmed():
        return True
    key = why_not(order.state, action)
    values: dict[str, Any] = {"id": "", "days": "", "wait": ""}
    if options.after_sales:
        key, values["id"] = "refused_in_after_sale", options.after_sales[0]
    if key == "refused_already_shipped" and at_station(order):
        key = "refused_waits_at_station"
    about = {"order_id": order.id}
    ways = [Choice(button, intent, about) for button, intent in _WAYS_OUT.get(key, ())]
    card = show.order_card(order, visit.reply)
    visit.reply.say(key, choices=[*(instead or ways), PERSON], card=card, **values)
    visit.stop()
    return False


def why_not(state: OrderState, action: Action) -> str:
    """The text for the shop's likely refusal."""
    return _BY_ACTION.get((action, state)) or _BY_STATE.get(state, "refused_other")
