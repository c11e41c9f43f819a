"""Where is my parcel: the latest scan of each parcel, its courier and the day it is expected."""

from __future__ import annotations

from collections.abc import Sequence

from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.fields import Field
from actions.core.reply import Choice, Reply
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState, Parcel, ParcelState

MOVING = (OrderState.SHIPPED, OrderState.RETURNING, OrderState.LOST)


def is_moving(order: Order) -> bool:
    return order.state in MOVING


def is_there(order: Order) -> bool:
    return order.state is OrderState.DELIVERED


def is_shipped_or_there(order: Order) -> bool:
    return order.state in (OrderState.SHIPPED, OrderState.DELIVERED, OrderState.SIGNED)


class Track(Task):
    intent = "track_shipment"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=(is_moving, is_there))]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        say_where(visit, order)
        visit.close(self.intent, next_steps(order))


def say_where(visit: Visit, order: Order, *, urged: bool = False) -> None:
    """Where everything of the order is: the parcels, or why there are none yet. `urged`: it has just been done."""
    if order.parcels and order.state is not OrderState.PACKED:
        say_parcels(visit, order)
    else:
        say_not_shipped(visit, order, urged=urged)


def say_parcels(visit: Visit, order: Order, parcels: Sequence[Parcel] | None = None) -> None:
    """A single parcel in full; of several one line each, and the rest on the cards."""
    reply, now_ms = visit.reply, visit.turn.now_ms
    chosen = order.parcels if parcels is None else parcels
    if len(order.parcels) == 1:
        reply.say_text(parcel_line(chosen[0], reply, now_ms), card=show.parcel_card(chosen[0], reply))
        return
    for parcel in chosen:
        expected = parcel.expected_ms if show.on_its_way(parcel) else None
        values = {
            "number": order.parcels.index(parcel) + 1,
            "count": len(order.parcels),
            "state": show.parcel_state(parcel, reply),
            "day": show.day(expected, reply.language, now_ms) if expected else "",
        }
        key = "parcel_of_several_expected" if expected else "parcel_of_several"
        reply.say_text(reply.text(key, **values), card=show.parcel_card(parcel, reply))


def say_not_shipped(visit: Visit, order: Order, *, urged: bool = False) -> None:
    """Nothing is on its way yet: why, and by when it will be."""
    language, now_ms = visit.reply.language, visit.turn.now_ms
    card = show.order_card(order, visit.reply)
    if order.state in (OrderState.PAID, OrderState.PACKED) and order.ship_by_ms:
        late = "not_shipped_late_urged" if urged else "not_shipped_late"
        key = late if order.ship_by_ms < now_ms else "not_shipped_yet"
        visit.reply.say(key, card=card, day=show.day(order.ship_by_ms, language, now_ms))
    else:
        visit.reply.say("order_is", card=card, state=show.state(order, visit.reply))


def parcel_line(parcel: Parcel, reply: Reply, now_ms: int) -> str:
    """What matters about a parcel in its present state, within three short lines."""
    language, last = reply.language, parcel.last
    values: dict[str, object] = {
        "courier": show.words(parcel.courier, language),
        "place": show.place(last, language) if last else "",
        "time": show.clock(last.at_ms, language) if last else "",
        "day": show.day(parcel.expected_ms, language, now_ms) if parcel.expected_ms else "",
        "days": (now_ms - last.at_ms) // show.DAY_MS if last else 0,
    }
    key = f"parcel_{parcel.state}"
    if parcel.state is ParcelState.AT_STATION and parcel.station:
        values["station"] = show.words(parcel.station.name, language)
        values["until"] = show.day(parcel.station.keep_until_ms, language, now_ms)
        values["code"] = parcel.station.code or ""
        key = "parcel_at_station" if parcel.station.code else "parcel_at_station_hidden"
    elif parcel.state is ParcelState.IN_TRANSIT and not parcel.expected_ms:
        key = "parcel_in_transit_open"
    return reply.text(key, **values)


def next_steps(order: Order) -> list[Choice]:
    """What customers want next, by the state of the parcels; a grant gives no right to any of it."""
    if not order.full:
        return [PERSON]
    target = {"order_id": order.id}
    states = {parcel.state for parcel in order.parcels}
    if states & {ParcelState.STALLED, ParcelState.LOST}:
        return [
            Choice("button_not_received", "not_received", target),
            Choice("button_refund", "request_refund", target),
        ]
    if states & {ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.PACKED} or not states:
        steps = [Choice("button_urge", "urge_delivery", target)]
        if states:
            steps.append(Choice("button_change_delivery", "change_delivery", target))
        return steps
    if states & {ParcelState.DELIVERED, ParcelState.SIGNED}:
        return [Choice("button_not_received", "not_received", target)]
    return []
