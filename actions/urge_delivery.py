"""Hurry the shipment or the delivery: where it is first, then that it was urged and what to expect by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import track
from actions.common.identity import ask_identity
from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.form.fields import Field
from actions.core.registry import task_named
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.delivery_time import is_underway
from actions.shop.errors import Refused
from actions.shop.model import Order, OrderState, ParcelState, Urged
from handoff.wording.texts import simplified

# Urged this often, urging is no answer any more.
MANY = 3
_THERE = frozenset({ParcelState.AT_STATION, ParcelState.DELIVERED, ParcelState.SIGNED})
_PARCEL = re.compile(r"货|快递|包裹|物流|送|派|件|ship|deliver|parcel|package", re.IGNORECASE)


class UrgeDelivery(Task):
    intent = "urge_delivery"

    async def handle(self, visit: Visit) -> None:
        """Impatience after the state of a refund is about the refund ("都多久了")."""
        asked = visit.turn.slots.get("asked") or {}
        refund = task_named("refund_status")
        if (
            refund
            and asked.get("category") == refund.intent
            and not _PARCEL.search(simplified(visit.turn.text))
        ):
            await refund.handle(visit)
        else:
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=is_underway)]

    async def perform(self, visit: Visit) -> None:
        id = str(visit.get("order_id"))
        order = await visit.chosen()
        if visit.identity is None:
            track.say_where(visit, order)
            task = visit.reply.text(f"task_{self.intent}")
            ask_identity(visit, "sign_in_needed", [PERSON], task=task)
            visit.matter(self.intent, "open")
            return
        if waits_for_customer(order):
            track.say_where(visit, order)
            visit.reply.say("waits_for_you")
            visit.close(self.intent, [PERSON])
            return
        try:
            urged = await visit.call(visit.shop.urge, id, visit.by(id), key=visit.key("urge", id))
        except Refused:
            # Why it cannot be urged is said after where it is: by the common answer to refusals.
            if not just_told(visit, id):
                track.say_where(visit, order)
            raise
        visit.reply.changed("urge", id)
        if not just_told(visit, id):
            coming = [parcel for parcel in order.parcels if parcel.state not in _THERE]
            track.say_where(visit, order, coming or None, urged=True)
        self._say(visit, order, urged)

    def _say(self, visit: Visit, order: Order, urged: Urged) -> None:
        """That it was urged, with the day only where the order itself holds one."""
        day_ms = day_held(order, visit.turn.now_ms)
        many = [PERSON] if urged.times >= MANY else []
        if day_ms is None:
            visit.reply.say(f"urged_{urged.what}_open")
            stuck = any(parcel.state is ParcelState.STALLED for parcel in order.parcels)
            visit.close(self.intent, [*(track.next_steps(order) if stuck else []), *many])
            return
        day = show.day(day_ms, visit.reply.language, visit.turn.now_ms)
        visit.reply.say(f"urged_{urged.what}", day=day)
        visit.reply.promise(visit.reply.text(f"promise_{urged.what}", day=day), day_ms)
        visit.close(self.intent, many, status="promised", due_ms=day_ms)


def waits_for_customer(order: Order) -> bool:
    """Every parcel is at its pick-up point or delivered, one at least waiting there: nothing is left to hurry."""
    states = {parcel.state for parcel in order.parcels}
    return ParcelState.AT_STATION in states and states <= _THERE


def day_held(order: Order, now_ms: int) -> int | None:
    """The day to which the shop holds itself for what is still to come; None when it names none that is not over."""
    if not order.parcels or order.state is OrderState.PACKED:
        return order.ship_by_ms if order.ship_by_ms and order.ship_by_ms >= now_ms else None
    coming = [track.expected_day(parcel, now_ms) for parcel in order.parcels if parcel.state not in _THERE]
    known = [day_ms for day_ms in coming if day_ms]
    return max(known) if known and len(known) == len(coming) else None


def just_told(visit: Visit, order: str) -> bool:
    """The last answer, or an earlier part of this one, was about this order: where it is has just been said."""
    if visit.answered & {"track_shipment", "delivery_time", "order_status"} and visit.turn.first_run:
        return True
    asked = visit.turn.slots.get("asked") or {}
    return asked.get("order_id") == order
