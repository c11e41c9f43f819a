"""Where is my parcel: the latest scan of each parcel, its courier and the day it is expected."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.common.identity import SHARES_NUMBER, wait_for_identity
from actions.common.naming import named_parcels
from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.form.fields import Field
from actions.core.registry import task_named
from actions.core.reply import MAX_LINES, Choice, Reply
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Order, OrderState, Parcel, ParcelState, Scan
from handoff.wording.texts import simplified

MOVING = (OrderState.SHIPPED, OrderState.RETURNING, OrderState.LOST)
# A piece that was missing or broken is another skill's.
_NOT_OF_THE_GOODS = (
    "track_shipment",
    "urge_delivery",
    "delivery_time",
    "order_status",
    "nlu_fallback",
    "chitchat",
    "out_of_scope",
    "inform",
)
_SENDS_BACK = ("return_logistics", "request_return", "request_exchange")
EVENT_CHINESE, EVENT_LATIN = 13, 34  # characters of a scan's own words that fit a line beside the time
_EXPECTED = (ParcelState.PACKED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY)
_ARRIVED = re.compile(r"到达|抵达|已到")
_LEFT = re.compile(r"发往|离开|前往|已发出")
_WHAT_NOW = re.compile(
    r"^(那|这|咁|那么|现在|接下来|我|就)*(该|要|可以|能|应该)?(怎么办|咋办|咋整|咋弄|怎么弄|点算|怎么处理|怎么解决)"
    r"(才好|好|呀|啊|呢|吧|嘛|喇)*[\s?？。.!！]*$"
    r"|^(so |and |ok(ay)?,? |then |well )*(what now|what next|now what|what (can|should|do|shall) (i|we) do|what happens (now|next))"
    r"( then| now| about it)*[\s?.!]*$",
    re.IGNORECASE,
)
_RESEND = re.compile(
    r"补(发|寄)|(重新|再)(给我)?(发|寄)(一?[个件份单次]|吧|可以|过)|\bre-?send\b|send (me )?(another|a new|it again|a replacement)",
    re.IGNORECASE,
)


def is_moving(order: Order) -> bool:
    return order.state in MOVING


def is_there(order: Order) -> bool:
    return order.state is OrderState.DELIVERED


def is_shipped_or_there(order: Order) -> bool:
    return order.state in (OrderState.SHIPPED, OrderState.DELIVERED, OrderState.SIGNED)


class Track(Task):
    intent = "track_shipment"

    async def handle(self, visit: Visit) -> None:
        """A tracking number after a return was talked of is the one that the customer sent the goods back with."""
        asked = visit.turn.slots.get("asked") or {}
        sending = task_named("return_logistics")
        if sending and visit.turn.first("tracking_number") and asked.get("category") in _SENDS_BACK:
            await sending.handle(visit)
        else:
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=(is_moving, is_there))]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        say_where(visit, order, asked_for(visit, order))
        if hides_code(order) and visit.turn.channel in SHARES_NUMBER:
            wait_for_identity(visit, self.intent)
            visit.reply.ask("contact")
        visit.close(self.intent, await steps_permitted(visit, order))


def hides_code(order: Order) -> bool:
    """A parcel waits at a pick-up point, and its code is for the customer alone."""
    return any(parcel.station is not None and not parcel.station.code for parcel in order.parcels)


def say_where(
    visit: Visit, order: Order, parcels: Sequence[Parcel] | None = None, *, urged: bool = False
) -> None:
    """Where everything of the order is: the parcels, or why there are none yet. `urged`: it has just been done."""
    if order.parcels and order.state is not OrderState.PACKED:
        say_parcels(visit, order, parcels)
    else:
        say_not_shipped(visit, order, urged=urged)


def asked_for(visit: Visit, order: Order) -> Sequence[Parcel] | None:
    """The parcels with the goods that the message names; None for all of them."""
    return named_parcels(order, visit.turn.text) or None


def say_parcels(visit: Visit, order: Order, parcels: Sequence[Parcel] | None = None) -> None:
    """A single parcel in full; of several a line each, and the rest on the cards. A lost one with what comes next."""
    reply, now_ms = visit.reply, visit.turn.now_ms
    chosen = order.parcels if parcels is None else parcels
    if len(order.parcels) == 1:
        reply.say_text(parcel_line(chosen[0], reply, now_ms), card=show.parcel_card(chosen[0], reply))
    else:
        for at in range(0, len(chosen), MAX_LINES):
            _say_some_of_several(visit, order, chosen[at : at + MAX_LINES])
    if visit.identity and any(parcel.state is ParcelState.LOST for parcel in chosen):
        reply.say("lost_next")


def _say_some_of_several(visit: Visit, order: Order, parcels: Sequence[Parcel]) -> None:
    """In one message, so that many parcels make no flood."""
    cards = [show.parcel_card(parcel, visit.reply, order) for parcel in parcels]
    title = visit.reply.text("card_parcel_title")
    card = cards[0] if len(cards) == 1 else {"kind": "orders", "title": title, "lines": [], "items": cards}
    lines = [_line_of_several(visit, order, parcel) for parcel in parcels]
    visit.reply.say_text("\n".join(lines), card=card)


def _line_of_several(visit: Visit, order: Order, parcel: Parcel) -> str:
    reply, now_ms = visit.reply, visit.turn.now_ms
    expected = expected_day(parcel, now_ms) if show.on_its_way(parcel) else None
    values = {
        "number": order.parcels.index(parcel) + 1,
        "count": len(order.parcels),
        "state": show.parcel_state(parcel, reply),
        "day": show.day(expected, reply.language, now_ms) if expected else "",
    }
    return reply.text("parcel_of_several_expected" if expected else "parcel_of_several", **values)


def say_not_shipped(visit: Visit, order: Order, *, urged: bool = False) -> None:
    """Nothing is on its way yet: why, and by when it will be."""
    language, now_ms = visit.reply.language, visit.turn.now_ms
    card = show.order_card(order, visit.reply)
    if order.state in (OrderState.PAID, OrderState.PACKED) and order.ship_by_ms:
        late = "not_shipped_late_urged" if urged else "not_shipped_late"
        key = late if order.ship_by_ms < now_ms else "not_shipped_yet"
        visit.reply.say(key, card=card, day=show.day(order.ship_by_ms, language, now_ms))
    elif order.state is OrderState.PRESALE and order.ship_by_ms:
        visit.reply.say("presale_ships", card=card, day=show.day(order.ship_by_ms, language, now_ms))
    else:
        visit.reply.say("order_is", card=card, state=show.state(order, visit.reply))


def parcel_line(parcel: Parcel, reply: Reply, now_ms: int) -> str:
    """What matters about a parcel in its present state, within three short lines."""
    language, seen = reply.language, last_seen(parcel)
    if seen is None:
        return reply.text("parcel_unseen", courier=show.words(parcel.courier, language))
    values: dict[str, object] = {
        "courier": show.words(parcel.courier, language),
        "place": show.place(seen, language),
        "where": where(parcel, reply),
        "time": show.clock(seen.at_ms, language),
        "day": show.day(parcel.expected_ms, language, now_ms) if parcel.expected_ms else "",
        "days": (now_ms - seen.at_ms) // show.DAY_MS,
    }
    if parcel.station:
        values["station"] = show.words(parcel.station.name, language)
        values["until"] = show.day(parcel.station.keep_until_ms, language, now_ms)
        values["code"] = parcel.station.code or ""
        values["hours"] = parcel.station.hours
    return reply.text(_key(parcel, now_ms), **values)


def _key(parcel: Parcel, now_ms: int) -> str:
    """The text for a parcel's state; a day is only said where the shop holds one that is not over."""
    if parcel.state is ParcelState.AT_STATION and parcel.station is None:
        return "parcel_state_at_station"
    if parcel.state is ParcelState.AT_STATION and parcel.station and not parcel.station.code:
        return "parcel_at_station_hidden"
    if parcel.state in _EXPECTED and not expected_day(parcel, now_ms):
        late = parcel.state is ParcelState.IN_TRANSIT and parcel.expected_ms
        return f"parcel_{parcel.state}_{'late' if late else 'open'}"
    return f"parcel_{parcel.state}"


def expected_day(parcel: Parcel, now_ms: int) -> int | None:
    """When the shop expects it; None when it names no day, or one that is over."""
    day_ms = parcel.expected_ms
    return day_ms if day_ms and show.moment(day_ms).date() >= show.moment(now_ms).date() else None


def last_seen(parcel: Parcel) -> Scan | None:
    """The newest scan at a place. A courier notes what the customer wishes under its own name, which is no place."""
    return next((scan for scan in parcel.scans if scan.place.zh not in ("", parcel.courier.zh)), None)


def where(parcel: Parcel, reply: Reply) -> str:
    """Where it was last seen: at a place it has arrived at, else what the scan itself says ("Left for …")."""
    seen = last_seen(parcel)
    if seen is None:
        return reply.text("parcel_state_" + parcel.state)
    if _ARRIVED.search(seen.text.zh) and not _LEFT.search(seen.text.zh):
        return reply.text("seen_at", place=show.place(seen, reply.language))
    event = show.words(seen.text, reply.language)
    most = EVENT_LATIN if reply.language == "en" else EVENT_CHINESE
    return event if len(event) <= most else f"{event[: most - 1]}…"


def next_steps(order: Order) -> list[Choice]:
    """What customers want next, by the state of the parcels; a grant gives no right to any of it."""
    if not order.full:
        return [PERSON]
    target = {"order_id": order.id}
    states = {parcel.state for parcel in order.parcels}
    missing = Choice("button_not_received", "not_received", target)
    refund = Choice("button_refund", "request_refund", target)
    if ParcelState.LOST in states:
        return [refund, missing, PERSON]
    if ParcelState.STALLED in states:
        return [missing, refund]
    if order.state in (OrderState.PAID, OrderState.PACKED):
        return [Choice("button_urge", "urge_delivery", target)]
    if states & {ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.PACKED}:
        return [
            Choice("button_urge", "urge_delivery", target),
            Choice("button_change_delivery", "change_delivery", target),
        ]
    if states & {ParcelState.DELIVERED, ParcelState.SIGNED}:
        return [missing]
    return []


async def steps_permitted(visit: Visit, order: Order) -> list[Choice]:
    """The next steps; a parcel that is stuck can be urged first, where the shop permits it."""
    steps = next_steps(order)
    stuck = any(parcel.state is ParcelState.STALLED for parcel in order.parcels)
    if not (stuck and order.full) or Action.URGE not in (await visit.options()).actions:
        return steps
    return [Choice("button_urge", "urge_delivery", {"order_id": order.id}), *steps]


async def say_what_next(visit: Visit) -> bool:
    """ "So what now", "send another one" after where the parcel is: what can be done. False when it is not that."""
    order_id, text = str(visit.get("order_id") or ""), simplified(visit.turn.text)
    again = _RESEND.search(text) is not None
    if visit.identity is None or not order_id or not (again or _WHAT_NOW.search(text)):
        return False
    order = await visit.order(order_id)
    states = {parcel.state for parcel in order.parcels}
    if ParcelState.LOST in states:
        visit.reply.say("lost_next")
    elif ParcelState.STALLED in states:
        visit.reply.say("resend_stalled" if again else "stalled_next")
    elif again and order.state is OrderState.SHIPPED and visit.turn.intent in _NOT_OF_THE_GOODS:
        visit.reply.say("resend_on_its_way")
    else:
        return False
    visit.close(Track.intent, await steps_permitted(visit, order))
    return True
