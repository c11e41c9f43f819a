"""Change the delivery of a parcel on its way: another day, a pick-up point, at the door, or refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.answers import explained
from actions.common.allowed import allowed
from actions.common.contact import parts_named
from actions.common.deliveries import (
    CHANGEABLE,
    NAMES_HOUR,
    DayField,
    ModeField,
    ParcelField,
    at_station,
    parcel_title,
    wish_label,
)
from actions.common.naming import named_orders
from actions.common.orders import PERSON, OrderField
from actions.core import days, show
from actions.core.form.fields import ConfirmField, Field, Option
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.errors import ShopError
from actions.shop.model import Action, DeliveryMode, Order, OrderState, Parcel
from handoff.wording.texts import simplified

UNSENT = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


def is_on_its_way(order: Order) -> bool:
    return order.state is OrderState.SHIPPED


class ChangeDelivery(Task):
    intent = "change_delivery"

    async def handle(self, visit: Visit) -> None:
        """How it works in general needs no identity. What is not sent yet has no delivery to change: that is the order's."""
        if visit.identity is None and explained(visit, self.intent):
            return
        change = task_named("change_order")
        if change and visit.identity and parts_named(visit.turn) and await self._unsent(visit):
            await change.handle(visit)
        else:
            await super().handle(visit)

    async def _unsent(self, visit: Visit) -> bool:
        """The order in talk, else every one that is still open, waits to be sent."""
        recent = await visit.recent()
        named = named_orders(recent, visit.turn.text)
        talked = tuple(order for order in recent if order.id == visit.get("order_id"))
        about = (
            named
            or talked
            or tuple(order for order in recent if order.state in (*UNSENT, OrderState.SHIPPED))
        )
        return bool(about) and all(order.state in UNSENT for order in about)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_on_its_way)
        if not which.filled(visit):
            return [which]
        order = await visit.chosen()
        if at_station(order):
            return await self._at_station(visit, order, which)
        if not await allowed(visit, order, Action.CHANGE_DELIVERY):
            return [which]
        wanted: list[Field] = [which, *_parcel_field(visit, order)]
        wanted.append(ModeField())
        if visit.get("option") == DeliveryMode.TIME:
            wanted.append(DayField())
        return [*wanted, ConfirmField(self._summary)]

    async def _at_station(self, visit: Visit, order: Order, which: Field) -> list[Field]:
        """It waits to be fetched: refusing is all that is left, anything else a person passes on."""
        mode = ModeField()
        if not mode.filled(visit):
            await mode.take(visit)
        if visit.get("option") == DeliveryMode.REFUSE:
            visit.put("item", at_station(order)[0].id)
            return [which, mode, ConfirmField(self._summary)]
        refuse = {"order_id": order.id, "option": DeliveryMode.REFUSE.value}
        choices = [Choice("mode_refuse", self.intent, refuse), PERSON]
        card = show.parcel_card(at_station(order)[0], visit.reply, order)
        visit.put("asked", {"what": "person", "category": self.intent})
        visit.reply.say("refused_at_station", choices=choices, card=card)
        visit.stop()
        return [which]

    async def perform(self, visit: Visit) -> None:
        order, mode = str(visit.get("order_id")), DeliveryMode(str(visit.get("option")))
        day = days.read_day(str(visit.get("date")), visit.turn.now_ms) if visit.get("date") else None
        parcel = await visit.call(
            visit.shop.change_delivery,
            order,
            visit.by(order),
            mode=mode,
            key=visit.key("delivery", order, mode),
            parcel=visit.get("item"),
            day_ms=days.noon_ms(day) if day else None,
        )
        visit.reply.changed("delivery", parcel.id)
        if mode is DeliveryMode.REFUSE and await self._say_return(visit, order, parcel):
            return
        wanted = wish_label(visit)
        visit.reply.say(f"delivery_changed_{mode}", card=show.parcel_card(parcel, visit.reply), wanted=wanted)
        track_it = Choice("task_track_shipment", "track_shipment", {"order_id": order})
        steps = (
            [Choice("button_refund", "request_refund", {"order_id": order})]
            if mode is DeliveryMode.REFUSE
            else []
        )
        visit.close(self.intent, [*steps, track_it], status="done")

    async def _say_return(self, visit: Visit, order: str, parcel: Parcel) -> bool:
        """The return that the shop made of a refusal; False where it made none, or does not answer now."""
        try:
            options = await visit.call(visit.shop.options, order, visit.by(order))
        except ShopError:
            return False  # the refusal is recorded: nothing may hide that
        if not options.after_sales:
            return False
        made = options.after_sales[0]
        visit.reply.say("delivery_refused_return", card=show.parcel_card(parcel, visit.reply), id=made)
        status = Choice("go_refund_status", "refund_status", {"refund": made})
        visit.close(self.intent, [status], status="done", note=made)
        return True

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order = await visit.chosen()
        moving = [parcel for parcel in order.parcels if parcel.state in CHANGEABLE]
        chosen = [parcel for parcel in order.parcels if parcel.id == visit.get("item")] or moving
        card = show.parcel_card(chosen[0], visit.reply, order) if chosen else None
        timed = visit.get("option") == DeliveryMode.TIME and NAMES_HOUR.search(simplified(visit.turn.text))
        key = "confirm_delivery_hour" if timed else "confirm_delivery"
        return key, {"wanted": wish_label(visit)}, card


def _parcel_field(visit: Visit, order: Order) -> list[Field]:
    """Which parcel, when several are on their way; slot `item` holds its id."""
    moving = [parcel for parcel in order.parcels if parcel.state in CHANGEABLE]
    if len(moving) < 2:
        return []
    options = [Option(value=parcel.id, title=parcel_title(visit, parcel, order)) for parcel in moving]
    return [ParcelField(order, moving, options)]
