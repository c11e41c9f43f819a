"""Hurry the shipment or the delivery: where it is first, then that it was urged and what to expect by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import track
from actions.common.orders import PERSON, OrderField
from actions.core import show
from actions.core.fields import Field
from actions.core.registry import task_named
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.delivery_time import is_underway
from actions.shop.errors import Refused
from actions.shop.model import Urged
from handoff.texts import simplified

# Urged this often, urging is no answer any more.
MANY = 3
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
        order = str(visit.get("order_id"))
        if visit.identity is None:
            track.say_where(visit, await visit.chosen())
            task = visit.reply.text(f"task_{self.intent}")
            visit.reply.say("sign_in_needed", choices=[PERSON], task=task)
            visit.matter(self.intent, "open")
            return
        try:
            urged = await visit.call(visit.shop.urge, order, visit.by(order), key=visit.key("urge", order))
        except Refused:
            # Why it cannot be urged is said after where it is: by the common answer to refusals.
            if not just_told(visit, order):
                track.say_where(visit, await visit.chosen())
            raise
        visit.reply.changed("urge", order)
        if not just_told(visit, order):
            track.say_where(visit, await visit.chosen(), urged=True)
        self._say(visit, urged)

    def _say(self, visit: Visit, urged: Urged) -> None:
        day = show.day(urged.expected_ms, visit.reply.language, visit.turn.now_ms)
        key = "urged_shipment" if urged.what == "shipment" else "urged_delivery"
        visit.reply.say(key, day=day)
        visit.reply.promise(visit.reply.text(f"promise_{urged.what}", day=day), urged.expected_ms)
        steps = [PERSON] if urged.times >= MANY else []
        visit.close(self.intent, steps, status="promised", due_ms=urged.expected_ms)


def just_told(visit: Visit, order: str) -> bool:
    """The last answer was about this order: where it is has just been said."""
    asked = visit.turn.slots.get("asked") or {}
    return asked.get("order_id") == order
