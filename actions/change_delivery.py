"""Change the delivery of a parcel on its way: another day, a pick-up point, at the door, or refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from actions import days, show
from actions.allowed import allowed
from actions.fields import ChoiceField, ConfirmField, Field, Option
from actions.orders import OrderField
from actions.reply import Choice
from actions.shop.model import Action, DeliveryMode, Order, OrderState, Parcel, ParcelState
from actions.skill import Task
from actions.visit import Visit

MODES = (
    Option(
        value=DeliveryMode.TIME,
        key="mode_time",
        words=(
            "时间",
            "改天",
            "改到",
            "晚点",
            "晚一点",
            "推迟",
            "明天",
            "后天",
            "周",
            "another day",
            "later",
            "reschedule",
        ),
    ),
    Option(
        value=DeliveryMode.PICKUP_STATION,
        key="mode_pickup_station",
        words=(
            "驿站",
            "自提",
            "代收",
            "取件",
            "丰巢",
            "快递柜",
            "便利店",
            "pick-up",
            "pick up",
            "pickup",
            "locker",
            "station",
        ),
    ),
    Option(
        value=DeliveryMode.LEAVE_AT_DOOR,
        key="mode_leave_at_door",
        words=("门口", "放门", "物业", "门卫", "at the door", "doorstep", "leave it"),
    ),
    Option(
        value=DeliveryMode.REFUSE,
        key="mode_refuse",
        words=("拒收", "退回", "不要送", "refuse", "send it back"),
    ),
)
DAYS_OFFERED = 3
CHANGEABLE = (ParcelState.PACKED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.STALLED)


def is_on_its_way(order: Order) -> bool:
    return order.state is OrderState.SHIPPED


class DayField(Field):
    """The day wanted, from any way of naming it."""

    slot = "date"

    async def take(self, visit: Visit) -> bool:
        for text in (*visit.turn.entities.get("date", ()), visit.turn.text):
            day = days.read_day(text, visit.turn.now_ms)
            if day:
                visit.put(self.slot, day.isoformat())
                return True
        return False

    async def correct(self, visit: Visit) -> bool:
        known = visit.get(self.slot)
        return await self.take(visit) and visit.get(self.slot) != known

    async def ask(self, visit: Visit) -> None:
        today = show.moment(visit.turn.now_ms).date()
        offered = [today + timedelta(days=ahead) for ahead in range(1, DAYS_OFFERED + 1)]
        choices = [
            Choice("", "inform", {"date": day.isoformat()}, title=_day(day.isoformat(), visit))
            for day in offered
        ]
        visit.reply.say("ask_delivery_day", choices=choices)


class ChangeDelivery(Task):
    intent = "change_delivery"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_on_its_way)
        if not which.filled(visit):
            return [which]
        order = await visit.chosen()
        if not await allowed(visit, order, Action.CHANGE_DELIVERY):
            return [which]
        wanted: list[Field] = [which, *_parcel_field(visit, order)]
        wanted.append(ChoiceField("option", "ask_delivery_mode", MODES, eager=True))
        if visit.get("option") == DeliveryMode.TIME:
            wanted.append(DayField())
        return [*wanted, ConfirmField(self._summary)]

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
        wanted = _wanted(visit)
        visit.reply.say(f"delivery_changed_{mode}", card=show.parcel_card(parcel, visit.reply), wanted=wanted)
        track_it = Choice("task_track_shipment", "track_shipment", {"order_id": order})
        steps = (
            [Choice("button_refund", "request_refund", {"order_id": order})]
            if mode is DeliveryMode.REFUSE
            else []
        )
        visit.close(self.intent, [*steps, track_it], status="done")

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order = await visit.chosen()
        moving = [parcel for parcel in order.parcels if parcel.state in CHANGEABLE]
        chosen = [parcel for parcel in moving if parcel.id == visit.get("item")] or moving
        card = show.parcel_card(chosen[0], visit.reply) if chosen else None
        return "confirm_delivery", {"wanted": _wanted(visit)}, card


def _parcel_field(visit: Visit, order: Order) -> list[Field]:
    """Which parcel, when several are on their way; slot `item` holds its id."""
    moving = [parcel for parcel in order.parcels if parcel.state in CHANGEABLE]
    if len(moving) < 2:
        return []
    options = [Option(value=parcel.id, title=_parcel_title(visit, parcel)) for parcel in moving]
    return [ChoiceField("item", "ask_which_parcel", options)]


def _parcel_title(visit: Visit, parcel: Parcel) -> str:
    return f"{show.words(parcel.courier, visit.reply.language)} …{parcel.tracking[-4:]}"


def _wanted(visit: Visit) -> str:
    """The wish in a few words."""
    mode = str(visit.get("option"))
    if mode == DeliveryMode.TIME and visit.get("date"):
        return visit.reply.text("mode_day", day=_day(str(visit.get("date")), visit))
    return visit.reply.text(f"mode_{mode}")


def _day(iso: str, visit: Visit) -> str:
    day = days.read_day(iso, visit.turn.now_ms)
    return show.day(days.noon_ms(day), visit.reply.language, visit.turn.now_ms) if day else iso
