"""Change the delivery of a parcel on its way: another day, a pick-up point, at the door, or refuse it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actions.answers import explained
from actions.common.allowed import allowed
from actions.common.contact import parts_named
from actions.common.naming import named_orders
from actions.common.orders import PERSON, OrderField
from actions.core import days, show
from actions.core.fields import ChoiceField, ConfirmField, Field, Option
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.turn import Turn
from actions.core.visit import Visit
from actions.shop.model import Action, DeliveryMode, Order, OrderState, Parcel, ParcelState
from handoff.texts import simplified

MODES = (
    Option(
        value=DeliveryMode.TIME,
        key="mode_time",
        words=(
            "时间", "改天", "改到", "晚点", "晚一点", "推迟", "另一天", "过几天", "下周", "明天", "后天", "周", "星期", "礼拜",
            "上午", "中午", "下午", "傍晚", "晚上", "another day", "later", "reschedule", "morning", "afternoon", "evening",
        ),
    ),
    Option(
        value=DeliveryMode.PICKUP_STATION,
        key="mode_pickup_station",
        words=(
            "驿站", "自提", "代收点", "取件", "丰巢", "快递柜", "便利店", "便利商店", "超商", "pick-up", "pick up", "pickup",
            "locker", "station",
        ),
    ),
    Option(
        value=DeliveryMode.LEAVE_AT_DOOR,
        key="mode_leave_at_door",
        words=("门口", "门外", "放门", "at the door", "doorstep", "outside", "porch"),
    ),
    Option(
        value=DeliveryMode.REFUSE,
        key="mode_refuse",
        words=("拒收", "退回", "不要送", "refuse", "send it back"),
    ),
)  # fmt: skip
DAYS_OFFERED = 3
CHANGEABLE = (ParcelState.PACKED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.STALLED)
UNSENT = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


def is_on_its_way(order: Order) -> bool:
    return order.state is OrderState.SHIPPED


# The day somebody is away is not the day he wants the parcel.
_AWAY = re.compile(
    r"不在|没人|没空|没时间|出差|上班|加班|有事|不方便|收不了|不行|不要|别"
    r"|not (home|in|there|available)|won't|away|busy|can't|cannot",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,，。;；!！?？]|\s+(?=[^\x00-\x7f])|但是?|\bbut\b|改(?=到|成|为)")
_ELSEWHERE = re.compile(r"地址|公司|单位|家里|学校|office|address|my (work|home|place)", re.IGNORECASE)

# Somebody else who takes it: the shop knows no such wish, a person passes it on.
_HANDED = re.compile(
    r"物业|门卫|保安|前台|邻居|管理室|管理员|传达室|代收(?!点)|concierge|reception|front desk|neighbou?r|doorman|security",
    re.IGNORECASE,
)
_HOUR = re.compile(r"上午|中午|下午|傍晚|晚上|\d点|morning|noon|afternoon|evening|\d ?[ap]m", re.IGNORECASE)


def _wished_days(turn: Turn) -> list[str]:
    """Texts that may name the day wanted."""
    text = simplified(turn.text)
    if not _AWAY.search(text):
        return [*turn.entities.get("date", ()), text]
    return [clause for clause in _CLAUSE.split(text) if clause and not _AWAY.search(clause)]


class ModeField(ChoiceField):
    """How it shall be delivered; to another address, or to somebody else, only a person can have it sent."""

    def __init__(self) -> None:
        super().__init__("option", "ask_delivery_mode", MODES, eager=True)

    async def take(self, visit: Visit) -> bool:
        text = simplified(visit.turn.text)
        if visit.turn.first(self.slot) is None and _HANDED.search(text):
            return False
        if await super().take(visit):
            return True
        if not any(days.read_day(wished, visit.turn.now_ms) for wished in _wished_days(visit.turn)):
            return False
        visit.put(self.slot, DeliveryMode.TIME.value)
        return True

    async def ask(self, visit: Visit) -> None:
        text = simplified(visit.turn.text)
        handed = _HANDED.search(text) is not None
        if not handed and not _ELSEWHERE.search(text):
            await super().ask(visit)
            return
        choices = [Choice(mode.key, "inform", {"option": mode.value}) for mode in MODES]
        key = "ask_delivery_mode_handed" if handed else "ask_delivery_mode_elsewhere"
        visit.reply.say(key, choices=[*choices, PERSON])


class DayField(Field):
    """The day wanted, from any way of naming it."""

    slot = "date"

    async def take(self, visit: Visit) -> bool:
        for text in _wished_days(visit.turn):
            day = days.read_day(text, visit.turn.now_ms)
            if day:
                visit.put(self.slot, day.isoformat())
                return True
        return False

    async def correct(self, visit: Visit) -> bool:
        known = visit.get(self.slot)
        return await self.take(visit) and visit.get(self.slot) != known

    async def ask(self, visit: Visit) -> None:
        offered = await self._possible(visit)
        choices = [
            Choice("", "inform", {"date": day.isoformat()}, title=_day(day.isoformat(), visit))
            for day in offered
        ]
        hour = _HOUR.search(simplified(visit.turn.text))
        visit.reply.say("ask_delivery_day_hour" if hour else "ask_delivery_day", choices=choices)

    async def _possible(self, visit: Visit) -> list[date]:
        """The next days on which it can be there, without the one the customer is away."""
        now_ms, text = visit.turn.now_ms, simplified(visit.turn.text)
        moving = [parcel for parcel in (await visit.chosen()).parcels if parcel.state in CHANGEABLE]
        expected = max((parcel.expected_ms or 0 for parcel in moving), default=0)
        first = show.moment(max(expected, now_ms + show.DAY_MS)).date()
        away = days.read_day(text, now_ms) if _AWAY.search(text) else None
        following = (first + timedelta(days=ahead) for ahead in range(DAYS_OFFERED + 1))
        return [day for day in following if day != away][:DAYS_OFFERED]


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
        if _waits_at_station(order):
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
            visit.put("item", _waits_at_station(order)[0].id)
            return [which, mode, ConfirmField(self._summary)]
        refuse = {"order_id": order.id, "option": DeliveryMode.REFUSE.value}
        choices = [Choice("mode_refuse", self.intent, refuse), PERSON]
        card = show.parcel_card(_waits_at_station(order)[0], visit.reply, order)
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
        chosen = [parcel for parcel in order.parcels if parcel.id == visit.get("item")] or moving
        card = show.parcel_card(chosen[0], visit.reply, order) if chosen else None
        timed = visit.get("option") == DeliveryMode.TIME and _HOUR.search(simplified(visit.turn.text))
        key = "confirm_delivery_hour" if timed else "confirm_delivery"
        return key, {"wanted": _wanted(visit)}, card


def _waits_at_station(order: Order) -> list[Parcel]:
    """The parcels at a pick-up point, where no other is under way."""
    if any(parcel.state in CHANGEABLE for parcel in order.parcels):
        return []
    return [parcel for parcel in order.parcels if parcel.state is ParcelState.AT_STATION]


def _parcel_field(visit: Visit, order: Order) -> list[Field]:
    """Which parcel, when several are on their way; slot `item` holds its id."""
    moving = [parcel for parcel in order.parcels if parcel.state in CHANGEABLE]
    if len(moving) < 2:
        return []
    options = [Option(value=parcel.id, title=_parcel_title(visit, parcel, order)) for parcel in moving]
    return [ChoiceField("item", "ask_which_parcel", options)]


def _parcel_title(visit: Visit, parcel: Parcel, order: Order) -> str:
    """What is in it, where that may be told, else whose parcel it is."""
    language = visit.reply.language
    what = show.contents(parcel, order, language) or show.words(parcel.courier, language)
    return f"{what[: show.LABEL]} …{parcel.tracking[-4:]}"


def _wanted(visit: Visit) -> str:
    """The wish in a few words."""
    mode = str(visit.get("option"))
    if mode == DeliveryMode.TIME and visit.get("date"):
        return visit.reply.text("mode_day", day=_day(str(visit.get("date")), visit))
    return visit.reply.text(f"mode_{mode}")


def _day(iso: str, visit: Visit) -> str:
    day = days.read_day(iso, visit.turn.now_ms)
    return show.day(days.noon_ms(day), visit.reply.language, visit.turn.now_ms) if day else iso
