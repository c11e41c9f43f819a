"""Damages, a coupon or money for our fault: the facts at once, the amount by a person."""

from __future__ import annotations

from actions.ask_handoff import order_at_issue
from actions.common.naming import named_orders
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.skill import Skill
from actions.core.visit import Visit
from actions.shop.errors import NotFound
from actions.shop.model import Order, OrderState, ParcelState


class Compensation(Skill):
    """Never asks for an order first: who wants amends gets a person, with what is known, in one message.

    The feeling is the gateway's, which speaks first when it calls a person.
    """

    intent = "compensation"

    async def handle(self, visit: Visit) -> None:
        visit.reply.lead = None
        order = await _order_at_issue(visit)
        fact = fact_of(order, visit.turn.now_ms) if order else None
        if order and fact:
            language, now_ms = visit.reply.language, visit.turn.now_ms
            key, at_ms = fact
            visit.reply.say(key, order=order.id[-4:], day=show.day(at_ms, language, now_ms) if at_ms else "")
        else:
            visit.reply.say("compensation_decided_by_person")
        visit.matter(self.intent, "open")
        visit.reply.handoff(
            "authority", f"compensation: {fact[0] if fact else 'no fact found'}", await snapshot(visit)
        )


async def _order_at_issue(visit: Visit) -> Order | None:
    """The order named or talked about, else the only one that something went wrong with, else the likeliest."""
    by_goods = named_orders(await visit.recent(), visit.turn.text)
    by_name = by_goods[0].id if len(by_goods) == 1 else None
    named = visit.turn.first("order_id") or by_name or visit.get("order_id")
    if named and visit.actor(str(named)):
        try:
            order = await visit.order(str(named))
        except NotFound:
            return None
        visit.put("order_id", order.id)
        return order
    wrong = [order for order in await visit.recent() if fact_of(order, visit.turn.now_ms)]
    id = wrong[0].id if len(wrong) == 1 else await order_at_issue(visit)
    visit.put("order_id", id)
    return await visit.order(id) if id else None


def fact_of(order: Order, now_ms: int) -> tuple[str, int | None] | None:
    """Text key and time of what visibly went wrong with an order; None when nothing did."""
    if order.state in (OrderState.PAID, OrderState.PACKED) and order.ship_by_ms and order.ship_by_ms < now_ms:
        return "fact_ships_late", order.ship_by_ms
    for parcel in order.parcels:
        if parcel.state is ParcelState.LOST:
            return "fact_lost", None
        if parcel.state is ParcelState.STALLED:
            return "fact_stalled", parcel.last.at_ms if parcel.last else None
        arrived = parcel.state in (ParcelState.DELIVERED, ParcelState.SIGNED)
        if not arrived and parcel.expected_ms and parcel.expected_ms < now_ms:
            return "fact_arrives_late", parcel.expected_ms
    return None
