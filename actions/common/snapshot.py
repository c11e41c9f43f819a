"""What a person sees of the shop the moment a conversation is handed over: the order at issue as it is now.

Only what the customer has a right to is read, and a shop that fails costs the facts, never the handoff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions.core.show import moment
from actions.shop.errors import ShopError

if TYPE_CHECKING:
    from actions.core.visit import Visit
    from actions.shop.model import AfterSale, Order, Parcel

Json = dict[str, Any]
AGENTS_LANGUAGE = "zh-Hans"


async def snapshot(visit: Visit) -> Json:
    """The chosen order with its parcels and after-sales, and the customer's name; what cannot be read is left out."""
    found: Json = {"orders": [], "refunds": []}
    order = visit.get("order_id")
    try:
        if order and visit.actor(str(order)):
            found["orders"] = [_order(await visit.chosen())]
        if visit.identity:
            actor = visit.by(str(order or ""))
            if order:
                after_sales = await visit.call(visit.shop.after_sales, str(order), actor)
            else:
                after_sales = await visit.call(visit.shop.after_sales_of, visit.identity.customer, limit=3)
            found["refunds"] = [_after_sale(one) for one in after_sales]
            found["customer_name"] = (await visit.call(visit.shop.customer, visit.identity.customer)).name
    except ShopError:
        return found
    return found


def _order(order: Order) -> Json:
    return {
        "id": order.id,
        "state": order.state.value,
        "placed_ms": order.placed_ms,
        "total": {"amount": order.total.amount, "currency": order.total.currency} if order.total else None,
        "items": [
            {
                "name": item.name.say(AGENTS_LANGUAGE),
                "spec": item.spec.say(AGENTS_LANGUAGE),
                "quantity": item.quantity,
            }
            for item in order.items
        ],
        "parcels": [_parcel(parcel) for parcel in order.parcels],
    }


def _parcel(parcel: Parcel) -> Json:
    last = parcel.last
    return {
        "courier": parcel.courier.say(AGENTS_LANGUAGE),
        "tracking": parcel.tracking,
        "state": parcel.state.value,
        "last": {
            "at_ms": last.at_ms,
            "place": last.place.say(AGENTS_LANGUAGE),
            "text": last.text.say(AGENTS_LANGUAGE),
        }
        if last
        else None,
        "expected_day": moment(parcel.expected_ms).date().isoformat() if parcel.expected_ms else None,
    }


def _after_sale(after_sale: AfterSale) -> Json:
    return {
        "id": after_sale.id,
        "state": after_sale.state.value,
        "amount": after_sale.amount.amount,
        "currency": after_sale.amount.currency,
        "steps": [{"at_ms": step.at_ms, "text": step.text.say(AGENTS_LANGUAGE)} for step in after_sale.steps],
    }
