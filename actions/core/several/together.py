"""One question about several orders named by number ("A 和 B 到哪了"): answered for each, where no more is asked for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from actions.core import faults, show
from actions.shop.errors import NotFound, Refused

if TYPE_CHECKING:
    from actions.core.skill import Task
    from actions.core.visit import Visit

# Answered at once when the order is known; the others ask for details and for a yes.
QUICK = ("track_shipment", "delivery_time", "order_status", "refund_status", "urge_delivery")
MOST = 3


async def perform(visit: Visit, task: Task) -> None:
    """Do the task for each order in the order they were named in; with the last answer the turn ends."""
    *before, last = await _known(visit, _orders(visit, task))
    for order in before:
        await _perform_inside(visit, task, order)
    visit.together = []
    if before:
        await _begin_with_order(visit, last)
        visit.put("order_id", last)
    await task.perform(visit)


def _orders(visit: Visit, task: Task) -> list[str]:
    """The chosen order, with the others that this turn names or proved; a right to each is looked at when it is read."""
    chosen = visit.get("order_id")
    named = (*visit.turn.entities.get("order_id", ()), *visit.together)
    allowed = [order for order in named if visit.actor(order) is not None]
    several = task.intent in QUICK and allowed
    return list(dict.fromkeys((*allowed, chosen)))[:MOST] if several else [chosen]


async def _known(visit: Visit, orders: list[str]) -> list[str]:
    """Those that are there; of each other one that is said."""
    if len(orders) < 2:
        return orders
    found = []
    for order in orders:
        try:
            await visit.order(order)
            found.append(order)
        except NotFound:
            visit.reply.say("order_not_found_of", order=order[-4:])
    return found or orders[-1:]


async def _begin_with_order(visit: Visit, order: str) -> None:
    """What is said next tells of this order: by its goods, for a guest by the end of its number."""
    visit.reply.say_lead()
    goods = show.goods(await visit.order(order), visit.reply.language) if visit.identity else ""
    key = "told_of_goods" if goods else "told_of_order"
    visit.reply.lead = visit.reply.text(key, goods=goods, order=order[-4:])


async def _perform_inside(visit: Visit, task: Task, order: str) -> None:
    """For a further order: without a closing question, and what is wrong with it hides nothing of the others."""
    whole, inside = visit.turn, visit.inside
    visit.put("order_id", order)
    visit.inside = True
    visit.turn = replace(whole, entities={**whole.entities, "order_id": (order,)})
    try:
        await _begin_with_order(visit, order)
        await task.perform(visit)
    except Refused as error:
        faults.refused(visit, error)
    visit.turn, visit.inside = whole, inside
