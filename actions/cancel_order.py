"""Cancel an order before it is shipped; what was paid comes back, and how much and when is said unasked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.after_sale_status import withdraws
from actions.common.allowed import allowed
from actions.common.hints import FirstMessage, reason_field
from actions.common.naming import most_like, named_orders, unspared
from actions.common.orders import OrderField
from actions.core import show
from actions.core.form.fields import ConfirmField, Field
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Cancelled, Options, Order, OrderState, ParcelState, Reason
from actions.shortcuts.goods_back import task_for_goods
from handoff.wording.texts import simplified

REASONS = (
    Reason.CHANGED_MIND,
    Reason.ORDERED_BY_MISTAKE,
    Reason.FOUND_CHEAPER,
    Reason.TOO_SLOW,
    Reason.OTHER,
)
_PICKUP = re.compile(r"取件|揽收|上门取|pick.?up|collection", re.IGNORECASE)
_REFUSES = re.compile(r"拒收|拒签|退回去|不收了|\brefuse\b|send it back", re.IGNORECASE)
_WHOLE = re.compile(r"单|全部|都不要|所有|everything|order|all of", re.IGNORECASE)
PAID = (OrderState.PAID, OrderState.PACKED)
CANCELLABLE = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


def is_cancellable(order: Order) -> bool:
    return order.state in CANCELLABLE


class CancelOrder(Task):
    intent = "cancel_order"

    async def handle(self, visit: Visit) -> None:
        """A pick-up or a return is no order, what is refused is a delivery; goods that are named go back or are refunded by themselves."""
        sending = task_named("return_logistics")
        delivery, change = task_named("change_delivery"), task_named("change_after_sale")
        text = simplified(visit.turn.text)
        if delivery and visit.identity and _REFUSES.search(text):
            await delivery.handle(visit)
        elif sending and _PICKUP.search(text):
            await sending.handle(visit)
        elif change and visit.identity and withdraws(visit.turn) and not _WHOLE.search(text):
            await change.handle(visit)
        else:
            task = await self.meant(visit)
            await (super().handle(visit) if task is self else task.handle(visit))

    async def meant(self, visit: Visit) -> Task:
        """Goods that are named are refunded by themselves, or go back where they have arrived."""
        refund = task_named("request_refund")
        if refund and await self._names_a_part(visit):
            return refund
        return await self._arrived(visit) or self

    async def _arrived(self, visit: Visit) -> Task | None:
        """What is in the customer's hands and not wanted any more goes back; only an order is cancelled."""
        if _WHOLE.search(simplified(visit.turn.text)):
            return None
        task = await task_for_goods(visit, unwanted=True)
        return task if task and task.intent == "request_return" else None

    async def _names_a_part(self, visit: Visit) -> bool:
        text = simplified(visit.turn.text)
        if visit.identity is None or visit.turn.form_open or _WHOLE.search(text):
            return False
        named = [
            order for order in named_orders(await visit.recent(), unspared(text)) if is_cancellable(order)
        ]
        if len(named) != 1 or len(named[0].items) < 2 or named[0].state not in PAID:
            return False
        return len(most_like({item.id: item.name for item in named[0].items}, unspared(text))) == 1

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_cancellable)
        if not which.filled(visit):
            return [which, FirstMessage()]
        order = await visit.chosen()
        if not await allowed(visit, order, Action.CANCEL, _instead(order, await visit.options())):
            return [which]
        return [which, reason_field(visit, REASONS), ConfirmField(self._summary)]

    async def perform(self, visit: Visit) -> None:
        order = str(visit.get("order_id"))
        done = await visit.call(
            visit.shop.cancel,
            order,
            visit.by(order),
            reason=Reason(str(visit.get("reason"))),
            key=visit.key("cancel", order),
        )
        visit.reply.changed("order", order)
        say_cancelled(visit, done)

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order = await visit.chosen()
        values = {
            "goods": show.goods(order, visit.reply.language, 12),
            "amount": show.money(order.paid),
        }
        paid = order.paid is not None and order.paid.amount > 0
        return (
            "confirm_cancel" if paid else "confirm_cancel_unpaid",
            values,
            show.order_card(order, visit.reply),
        )


def say_cancelled(visit: Visit, done: Cancelled) -> None:
    """Cancelled; with money on its way back, its number and day."""
    language, refund = visit.reply.language, done.refund
    if refund is None:
        visit.reply.say("cancelled")
        visit.close("cancel_order", status="done")
        return
    day = show.day(refund.expected_ms, language)
    visit.reply.say("cancelled_refund", refund=refund.id, amount=refund.amount, days=refund.expected_days)
    visit.reply.promise(visit.reply.text("promise_refund", refund=refund.id, day=day), refund.expected_ms)
    steps = [Choice("button_refund_status", "refund_status", {"refund": refund.id})]
    visit.close("cancel_order", steps, status="promised", note=refund.id, due_ms=refund.expected_ms)


def _instead(order: Order, options: Options) -> list[Choice]:
    """What may be done instead; refusing where there is something on its way to be refused."""
    target = {"order_id": order.id}
    if order.state is OrderState.SHIPPED:
        waits = any(parcel.state is ParcelState.AT_STATION for parcel in order.parcels)
        refuse = Choice("button_refuse_delivery", "change_delivery", {**target, "option": "refuse"})
        refusable = Action.CHANGE_DELIVERY in options.actions or waits
        return [*([refuse] if refusable else []), Choice("button_refund", "request_refund", target)]
    if order.state in (OrderState.DELIVERED, OrderState.SIGNED):
        return [Choice("button_return", "request_return", target)]
    return []
