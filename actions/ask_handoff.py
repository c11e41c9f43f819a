"""A person takes over: what the agent will want to see of the shop, read best effort while the customer waits.

Says nothing: what the customer is told is the gateway's. Never fails: a package without orders is still a package.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from actions.common.naming import named_orders
from actions.common.snapshot import snapshot
from actions.core.reply import Json
from actions.core.skill import Event, Skill
from actions.core.visit import Visit
from actions.shop.model import OrderState

log = logging.getLogger(__name__)
LIMIT_S = 2.5
# The likelier an order is to be what somebody is upset about, the earlier.
_RELEVANCE = (
    OrderState.LOST,
    OrderState.SHIPPED,
    OrderState.RETURNING,
    OrderState.PAID,
    OrderState.PACKED,
    OrderState.PRESALE,
    OrderState.UNPAID,
    OrderState.DELIVERED,
    OrderState.SIGNED,
)


class AskHandoff(Skill):
    intent = "ask_handoff"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Event]:
        """No events: which order an agent looks at is not what the customer talks about."""
        await self.handle(self.visit(dispatcher, tracker))
        return []

    async def handle(self, visit: Visit) -> None:
        visit.reply.ask("handoff", snapshot=await _read_in_time(visit))


async def _read_in_time(visit: Visit) -> Json:
    try:
        return await asyncio.wait_for(_read(visit), LIMIT_S)
    except Exception as error:  # a person must come whatever happens here
        log.warning("no snapshot for the handoff: %s", type(error).__name__)
        return {"orders": [], "refunds": []}


async def _read(visit: Visit) -> Json:
    await visit.identify()
    visit.put("order_id", await order_at_issue(visit))
    return await snapshot(visit)


async def order_at_issue(visit: Visit) -> str | None:
    """The order just named, by number or by its goods, or talked about, or the only one proved, else the likeliest."""
    recent = await visit.recent()
    by_goods = named_orders(recent, visit.turn.text or visit.turn.first("item") or "")
    by_name = by_goods[0].id if len(by_goods) == 1 else None
    for one in (visit.turn.first("order_id"), by_name, visit.get("order_id")):
        if one and visit.actor(str(one)):
            return str(one)
    if len(visit.grants) == 1:
        return next(iter(visit.grants))
    known = [order for order in recent if order.state in _RELEVANCE]
    ranked = sorted(known, key=lambda order: _RELEVANCE.index(order.state))
    return next((order.id for order in (*ranked, *recent)), None)
