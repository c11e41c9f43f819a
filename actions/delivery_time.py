"""When will it be there: the day the courier names, said as what it is, an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions import track
from actions.answers import answer_from, look_up
from actions.common.orders import OrderField
from actions.core import days, show
from actions.core.form.fields import Field
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.order_status import next_steps, say_state
from actions.shop.model import Order, OrderState, Parcel, ParcelState

UNDERWAY = (OrderState.PAID, OrderState.PACKED, OrderState.SHIPPED)
_ON_THE_ROAD = (ParcelState.PACKED, ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY)


def is_underway(order: Order) -> bool:
    return order.state in UNDERWAY


class DeliveryTime(Task):
    intent = "delivery_time"

    async def handle(self, visit: Visit) -> None:
        """Who proved no order and names none asks in general."""
        turn = visit.turn
        named = turn.first("order_id") or turn.first("tracking_number") or visit.get("order_id")
        if visit.identity is None and not visit.grants and not named:
            hit = look_up(visit, (self.intent,))
            if hit:
                answer_from(visit, hit.entry, self.intent)
                return
        await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=is_underway)]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        sent = order.parcels and order.state is not OrderState.PACKED
        if not sent:
            # By when it is sent is what the shop holds to; a day of arrival before that would contradict it.
            say_state(visit, order)
        elif len(order.parcels) == 1:
            self._say(visit, order.parcels[0])
        else:
            track.say_parcels(visit, order, track.asked_for(visit, order))
        visit.close(self.intent, track.next_steps(order) if sent else next_steps(order))

    def _say(self, visit: Visit, parcel: Parcel) -> None:
        language, now_ms = visit.reply.language, visit.turn.now_ms
        card = show.parcel_card(parcel, visit.reply)
        if parcel.state not in _ON_THE_ROAD or not parcel.expected_ms:
            visit.reply.say_text(track.parcel_line(parcel, visit.reply, now_ms), card=card)
            return
        late = show.moment(parcel.expected_ms).date() < show.moment(now_ms).date()
        key = "arrives_late" if late else "arrives"
        asked = None if late else days.read_day(visit.turn.text, now_ms)
        if asked:
            in_time = show.moment(parcel.expected_ms).date() <= asked
            key = "arrives_by" if in_time else "arrives_not_by"
        values: dict[str, Any] = {
            "day": show.day(parcel.expected_ms, language, now_ms),
            "courier": show.words(parcel.courier, language),
            "where": track.where(parcel, visit.reply),
            "asked": show.day(days.noon_ms(asked), language, now_ms) if asked else "",
        }
        visit.reply.say(key, card=card, **values)
