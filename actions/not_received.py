"""Shown as delivered but nothing came, lost, or stalled: the last scan first, then a case and who looks into it.

A disputed signature is beyond what the assistant may judge: a person decides, with the scan and the case at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions import track
from actions.common.deliveries import at_station
from actions.common.naming import named_parcels
from actions.common.orders import OrderField
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.form.fields import Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.errors import Refused
from actions.shop.model import Case, Order, OrderState, Parcel, ParcelState
from handoff.wording.texts import simplified

SENT = (OrderState.SHIPPED, OrderState.DELIVERED, OrderState.SIGNED, OrderState.LOST)
DISPUTED = (ParcelState.DELIVERED, ParcelState.SIGNED)
_NOT_AT_STATION = re.compile(
    r"(码|code).{0,6}(不对|错|无效|失效|用不了|打不开|取不|wrong|invalid|not work|doesn't work)|(找|查|翻)(不到|不着|遍)|没(找到|有我的|我的)"
    r"|(wrong|invalid) code|(can't|cannot|could not|couldn't) find",
    re.IGNORECASE,
)
LATELY_MS = 7 * show.DAY_MS
MISSING = (ParcelState.STALLED, ParcelState.LOST)


def is_astray(order: Order) -> bool:
    """Lost, stalled, or left somewhere without a signature."""
    left = order.state in (OrderState.LOST, OrderState.DELIVERED)
    return left or (
        order.state is OrderState.SHIPPED and any(parcel.state in MISSING for parcel in order.parcels)
    )


def was_sent(order: Order) -> bool:
    return order.state in SENT


def parcels_meant(order: Order, text: str) -> Sequence[Parcel]:
    """Those whose goods are named; else what has not arrived, and only where all of it has, what was delivered."""
    waiting = [parcel for parcel in order.parcels if parcel.state not in DISPUTED]
    return named_parcels(order, text) or waiting or order.parcels


class NotReceived(Task):
    intent = "not_received"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        now_ms = visit.turn.now_ms

        def signed_lately(order: Order) -> bool:
            return order.state in SENT and now_ms - (order.delivered_ms or now_ms) < LATELY_MS

        return [OrderField(fits=(is_astray, signed_lately, was_sent))]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        if at_station(order) and _NOT_AT_STATION.search(simplified(visit.turn.text)):
            await self._not_at_station(visit, order)
            return
        meant = parcels_meant(order, visit.turn.text)
        disputed = [parcel for parcel in meant if parcel.state in DISPUTED]
        missing = [parcel for parcel in meant if parcel.state in MISSING]
        if not disputed and not missing:
            self._still_coming(visit, order, meant)
            return
        case = await self._claim(visit, order, (disputed + missing)[0])
        track.say_parcels(visit, order, [*disputed, *missing])
        if case:
            self._say_case(visit, case)
        if disputed:
            visit.matter(self.intent, "open", note=case.id if case else None)
            visit.reply.handoff("authority", f"disputed signature, order {order.id}", await snapshot(visit))
            return
        steps = [Choice("button_refund", "request_refund", {"order_id": order.id})] if visit.identity else []
        visit.close(
            self.intent, steps, status="promised" if case else "open", due_ms=case.due_ms if case else None
        )

    async def _claim(self, visit: Visit, order: Order, parcel: Parcel) -> Case | None:
        """Put it on record; None when the shop has it already or nobody is identified."""
        if visit.identity is None:
            return None
        # Kept for the same words should the call have to be made again.
        visit.put("description", visit.get("description") or visit.turn.text[:200])
        try:
            case = await visit.call(
                visit.shop.claim_not_received,
                order.id,
                visit.by(order.id),
                key=visit.key("claim", order.id),
                parcel=parcel.id,
                description=str(visit.get("description")),
            )
        except Refused as refused:
            if refused.code == "case_exists":
                visit.reply.say(refused.reason, id=refused.params.get("id", ""))
            return None
        visit.reply.changed("case", case.id)
        return case

    def _say_case(self, visit: Visit, case: Case) -> None:
        day = show.day(case.due_ms, visit.reply.language, visit.turn.now_ms)
        visit.reply.say("not_received_case", case=case.id, day=day)
        visit.reply.promise(visit.reply.text("promise_case", case=case.id, day=day), case.due_ms)

    async def _not_at_station(self, visit: Visit, order: Order) -> None:
        """The code was told and does not help: telling it again helps no more, somebody has to ask the station."""
        parcel = at_station(order)[0]
        visit.reply.say("station_searches", card=show.parcel_card(parcel, visit.reply, order))
        visit.matter(self.intent, "open")
        detail = f"pick-up point has not found parcel {parcel.tracking}, or its code is wrong"
        visit.reply.handoff("authority", detail, await snapshot(visit))

    def _still_coming(self, visit: Visit, order: Order, meant: Sequence[Parcel]) -> None:
        """Nothing says that it was delivered: where it is, and when it should be there."""
        if 0 < len(meant) < len(order.parcels):
            track.say_parcels(visit, order, meant)
        else:
            track.say_where(visit, order)
        visit.close(self.intent, track.next_steps(order))
