"""Cancel an order before it is shipped; what was paid comes back, and how much and when is said unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.common.allowed import allowed
from actions.common.hints import FirstMessage, reason_field
from actions.common.orders import OrderField
from actions.core import show
from actions.core.fields import ConfirmField, Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Cancelled, Order, OrderState, Reason

REASONS = (
    Reason.CHANGED_MIND,
    Reason.ORDERED_BY_MISTAKE,
    Reason.FOUND_CHEAPER,
    Reason.TOO_SLOW,
    Reason.OTHER,
)
CANCELLABLE = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


def is_cancellable(order: Order) -> bool:
    return order.state in CANCELLABLE


class CancelOrder(Task):
    intent = "cancel_order"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_cancellable)
        if not which.filled(visit):
            return [which, FirstMessage()]
        order = await visit.chosen()
        if not await allowed(visit, order, Action.CANCEL, _instead(order)):
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


def _instead(order: Order) -> list[Choice]:
    target = {"order_id": order.id}
    if order.state is OrderState.SHIPPED:
        return [
            Choice("button_refuse_delivery", "change_delivery", {**target, "option": "refuse"}),
            Choice("button_refund", "request_refund", target),
        ]
    if order.state in (OrderState.DELIVERED, OrderState.SIGNED):
        return [Choice("button_return", "request_return", target)]
    return []
