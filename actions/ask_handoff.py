"""A person takes over: what the agent will want to see of the shop, read best effort while the customer waits.

Says nothing: what the customer is told is the gateway's. Never fails: a package without orders is still a package.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from actions.reply import Json
from actions.shop.model import AfterSale, Money, Order, OrderState, Parcel
from actions.skill import Event, Skill
from actions.visit import Visit

log = logging.getLogger(__name__)
LIMIT_S = 2.5
# The likelier an order is to be what somebody is upset about, the earlier.
_RELEVANCE = (
    OrderState.LOST,
    OrderState.SHIPPED,
    OrderState.RETURNING,
    OrderState.PAID,
    OrderState.PACKED,
    OrderState.DELIVERED,
    OrderState.SIGNED,
)


class AskHandoff(Skill):
    intent = "ask_handoff"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Event]:
        visit = self.visit(dispatcher, tracker)
        await self.handle(visit)
        return self.events(visit)

    async def handle(self, visit: Visit) -> None:
        visit.reply.ask("handoff", snapshot=await snapshot(visit))


async def snapshot(visit: Visit) -> Json:
    """Order and after-sales at issue, as plain JSON; empty when the shop does not answer in time."""
    try:
        return await asyncio.wait_for(_read(visit), LIMIT_S)
    except Exception as error:  # a person must come whatever happens here
        log.warning("no snapshot for the handoff: %s", type(error).__name__)
        return {"orders": [], "refunds": []}


async def _read(visit: Visit) -> Json:
    await visit.identify()
    order = await _at_issue(visit)
    if order is None:
        return {"orders": [], "refunds": []}
    refunds: tuple[AfterSale, ...] = ()
    if visit.identity:
        refunds = await visit.call(visit.shop.after_sales, order.id, visit.by(order.id))
    return {"orders": [_order(order)], "refunds": [_refund(refund) for refund in refunds]}


async def _at_issue(visit: Visit) -> Order | None:
    chosen = visit.get("order_id") or visit.turn.first("order_id")
    if chosen and visit.actor(str(chosen)):
        return await visit.order(str(chosen))
    if len(visit.grants) == 1:
        return await visit.order(next(iter(visit.grants)))
    recent = await visit.recent()
    ranked = sorted(
        recent,
        key=lambda order: _RELEVANCE.index(order.state) if order.state in _RELEVANCE else len(_RELEVANCE),
    )
    return ranked[0] if ranked else None


def _order(order: Order) -> Json:
    return {
        "id": order.id,
        "state": str(order.state),
        "placed_ms": order.placed_ms,
        "total": _money(order.total),
        "items": [
            {"name": item.name.zh, "spec": item.spec.zh, "quantity": item.quantity} for item in order.items
        ],
        "parcels": [_parcel(parcel) for parcel in order.parcels],
    }


def _parcel(parcel: Parcel) -> Json:
    last = parcel.last
    return {
        "courier": parcel.courier.zh,
        "tracking": parcel.tracking,
        "state": str(parcel.state),
        "last": {"at_ms": last.at_ms, "place": last.place.zh, "text": last.text.zh} if last else None,
        "expected_day": parcel.expected_ms,
    }


def _refund(refund: AfterSale) -> Json:
    return {
        "id": refund.id,
        "state": str(refund.state),
        "amount": refund.amount.amount,
        "currency": refund.amount.currency,
        "steps": [{"at_ms": step.at_ms, "text": step.text.zh} for step in refund.steps],
    }


def _money(money: Money | None) -> Json | None:
    return {"amount": money.amount, "currency": money.currency} if money else None
