"""How an order stands and when it will be sent; with no order named, the list of recent orders."""

from __future__ import annotations

from collections.abc import Sequence

from actions import track
from actions.answers import explained
from actions.common.contact import asks_value
from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.form.fields import Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState
from actions.shortcuts import presale
from actions.shortcuts.order_facts import say_order_facts

_BEFORE_SHIPPING = (OrderState.PAID, OrderState.PACKED)
_OVER = (OrderState.DELIVERED, OrderState.SIGNED, OrderState.CANCELLED, OrderState.REFUNDED)


def is_open(order: Order) -> bool:
    return order.state not in _OVER


class OrderStatus(Task):
    intent = "order_status"

    async def handle(self, visit: Visit) -> None:
        if asks_value(visit.turn.text) and await say_order_facts(visit):
            return
        if visit.identity or visit.grants or not explained(visit, self.intent):
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=is_open)]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        if order.parcels and order.state is not OrderState.PACKED:
            track.say_parcels(visit, order, track.asked_for(visit, order))
        else:
            say_state(visit, order)
        visit.close(self.intent, next_steps(order))


def say_state(visit: Visit, order: Order) -> None:
    """Where an order stands that is not on its way, with the day that matters."""
    if order.state is OrderState.PRESALE and order.presale:
        presale.say(visit, order)
    elif order.state is OrderState.UNPAID:
        visit.reply.say("order_unpaid", card=show.order_card(order, visit.reply))
    else:
        track.say_not_shipped(visit, order)


def next_steps(order: Order) -> list[Choice]:
    """What customers want next, by the order's state."""
    target = {"order_id": order.id}
    if not order.full:
        return [PERSON]
    if order.state in _BEFORE_SHIPPING:
        return [
            Choice("button_urge", "urge_delivery", target),
            Choice("button_change_order", "change_order", target),
            Choice("button_cancel_order", "cancel_order", target),
        ]
    if order.state in (OrderState.UNPAID, OrderState.PRESALE):
        return [Choice("button_cancel_order", "cancel_order", target)]
    if order.state in (OrderState.DELIVERED, OrderState.SIGNED):
        return [
            Choice("button_not_received", "not_received", target),
            Choice("button_return", "request_return", target),
            Choice("button_invoice", "invoice", target),
        ]
    return track.next_steps(order) if order.parcels else []
