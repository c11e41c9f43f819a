"""The balance of a presale: how much, from when or until when it can be paid, and by when it ships, as the order says."""

from __future__ import annotations

from actions.core import show
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState


async def say_own(visit: Visit, category: str) -> bool:
    """Say it of the customer's own presale, the one in talk first; False when there is none."""
    mine = [order for order in await visit.recent() if order.state is OrderState.PRESALE and order.presale]
    mine.sort(key=lambda order: order.id != visit.get("order_id"))
    if not mine:
        return False
    visit.put("order_id", mine[0].id)
    say(visit, mine[0])
    visit.close(category, [Choice("button_cancel_order", "cancel_order", {"order_id": mine[0].id})])
    return True


def say(visit: Visit, order: Order) -> None:
    """The order's balance and the day that matters now. The order must be a presale."""
    sale = order.presale
    if sale is None:
        raise ValueError(f"order {order.id} is no presale")
    now_ms = visit.turn.now_ms
    opened = sale.balance_from_ms <= now_ms
    at_ms = sale.balance_until_ms if opened else sale.balance_from_ms
    key = "presale_pay_now" if opened else "presale_pay_later"
    visit.reply.say(
        f"{key}_ships" if order.ship_by_ms else key,
        card=show.order_card(order, visit.reply),
        amount=sale.balance,
        day=show.day(at_ms, visit.reply.language, now_ms),
        ship=show.day(order.ship_by_ms, visit.reply.language, now_ms) if order.ship_by_ms else "",
    )
