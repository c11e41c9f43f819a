"""How an order stands and when it will be sent; with no order named, the list of recent orders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import track
from actions.answers import explained
from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.fields import Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState
from handoff.texts import simplified

_LIST = re.compile(
    r"^(帮我)?(查|看|查看|看看|查询|查一下|看一下)?(一下)?我的(订单|单子)[。！!]?$|(所有|全部|最近|几个|几笔|哪些|有什么|历史)的?(订单|单子)"
    r"|(订单|单子)(列表|记录)|买(过|了)(什么|哪些)|\b(my|all|recent|past) orders\b|what (have|did) i (bought|buy|order)",
    re.IGNORECASE,
)
_BEFORE_SHIPPING = (OrderState.PAID, OrderState.PACKED)


_OVER = (OrderState.DELIVERED, OrderState.SIGNED, OrderState.CANCELLED, OrderState.REFUNDED)


def is_open(order: Order) -> bool:
    return order.state not in _OVER


class OrderStatus(Task):
    intent = "order_status"

    async def handle(self, visit: Visit) -> None:
        named = visit.turn.first("order_id") or visit.turn.first("tracking_number")
        if visit.identity and not named and _LIST.search(simplified(visit.turn.text)):
            await self._list(visit)
        elif visit.identity or visit.grants or not explained(visit, self.intent):
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=is_open)]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        if order.parcels and order.state is not OrderState.PACKED:
            track.say_parcels(visit, order)
        else:
            say_state(visit, order)
        visit.close(self.intent, next_steps(order))

    async def _list(self, visit: Visit) -> None:
        orders = await visit.recent()
        if not orders:
            visit.reply.say("no_orders")
            return
        choices = [
            Choice("", self.intent, {"order_id": order.id}, title=show.order_label(order, visit.reply))
            for order in orders
        ]
        card = show.orders_card(orders, visit.reply)
        visit.reply.say("orders_listed", choices=choices, card=card, count=len(orders))


def say_state(visit: Visit, order: Order) -> None:
    """Where an order stands that is not on its way, with the day that matters."""
    language, now_ms = visit.reply.language, visit.turn.now_ms
    card = show.order_card(order, visit.reply)
    if order.state is OrderState.PRESALE and order.presale:
        sale = order.presale
        opened = sale.balance_from_ms <= now_ms
        key = "presale_pay_now" if opened else "presale_pay_later"
        at_ms = sale.balance_until_ms if opened else sale.balance_from_ms
        visit.reply.say(key, card=card, amount=sale.balance, day=show.day(at_ms, language, now_ms))
    elif order.state is OrderState.UNPAID:
        visit.reply.say("order_unpaid", card=card)
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
