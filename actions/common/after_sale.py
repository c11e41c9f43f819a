"""What the after-sales tasks share: photos, a part of the money, which after-sale, what is permitted, how one is shown."""

from __future__ import annotations

from collections.abc import Callable

from actions.common.deliveries import at_station
from actions.core import show
from actions.core.reply import Choice, Json, Reply
from actions.core.visit import Visit
from actions.shop.model import (
    Action,
    AfterSale,
    AfterSaleState,
    Options,
    Order,
    OrderState,
    ParcelState,
    Reason,
)

PERSON = Choice("button_person", "ask_human")
CLAIM_DAYS = 30
DAY_MS = 86_400_000
CLOSED = frozenset(
    {AfterSaleState.REFUNDED, AfterSaleState.COMPLETED, AfterSaleState.REJECTED, AfterSaleState.WITHDRAWN}
)
FAULTS = frozenset(
    {Reason.DAMAGED, Reason.DEFECTIVE, Reason.WRONG_ITEM, Reason.MISSING_ITEM, Reason.NOT_AS_DESCRIBED}
)
BEFORE_SHIPPING = frozenset({OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED})
CHANGEABLE = frozenset({OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID})  # size and colour
ARRIVED = frozenset({OrderState.DELIVERED, OrderState.SIGNED})
HAS_GOODS = ARRIVED | {OrderState.SHIPPED}  # of a split order one parcel may be there
_UNSENT = frozenset({OrderState.PAID, OrderState.PACKED})
HANDED_OVER = frozenset({ParcelState.DELIVERED, ParcelState.SIGNED})
# A state of the order that forbids the action, and the text that says so.
_FORBIDS: dict[OrderState, str] = {
    OrderState.UNPAID: "refused_not_paid",
    OrderState.PRESALE: "refused_deposit_not_refundable",
    OrderState.PAID: "refused_not_shipped",
    OrderState.PACKED: "refused_not_shipped",
    OrderState.SHIPPED: "refused_not_delivered",
    OrderState.LOST: "refused_parcel_lost",
    OrderState.RETURNING: "refused_returning",
    OrderState.CANCELLED: "refused_already_cancelled",
    OrderState.REFUNDED: "refused_already_refunded",
}


def may_be_claimed(visit: Visit) -> Callable[[Order], bool]:
    """Orders with goods in the customer's hands, not so long that the shop takes nothing back."""

    def fits(order: Order) -> bool:
        arrived = order.state in ARRIVED or any(parcel.state in HANDED_OVER for parcel in order.parcels)
        return arrived and order.state in HAS_GOODS and not long_delivered(order, visit.turn.now_ms)

    return fits


def may_be_changed(order: Order) -> bool:
    """Not sent yet: another size or colour is a change of the order."""
    return order.state in CHANGEABLE


def long_delivered(order: Order, now_ms: int) -> bool:
    """Delivered before the longest window for claims; such an order is only proposed when nothing else is there."""
    return order.delivered_ms is not None and now_ms - order.delivered_ms > CLAIM_DAYS * DAY_MS


def is_open(after_sale: AfterSale) -> bool:
    return after_sale.state not in CLOSED


def permitted(visit: Visit, order: Order, options: Options, action: Action) -> bool:
    """Whether the shop would do it now; when not, why has been said and the task is stopped."""
    if action in options.actions or visit.as_confirmed():
        return True
    if options.after_sales:
        visit.reply.say(
            "refused_in_after_sale",
            id=options.after_sales[0],
            choices=[
                Choice("go_refund_status", "refund_status", {"refund": options.after_sales[0]}),
                Choice("go_change_after_sale", "change_after_sale", {"refund": options.after_sales[0]}),
                PERSON,
            ],
        )
    else:
        key = _why_not(order, options, visit.turn.now_ms)
        if action is Action.EXCHANGE and order.state in CHANGEABLE:
            key = "refused_exchange_unsent"
        if action is Action.REPORT and order.state in CHANGEABLE:
            key = "refused_report_unsent"
        if action is Action.RETURN and order.state in _UNSENT:
            key = "refused_return_unsent"
        if action is Action.RETURN and at_station(order):
            key = "refused_return_at_station"
        card = show.order_card(order, visit.reply)
        visit.reply.say(key, choices=[*_instead(order, action), PERSON], card=card, days=CLAIM_DAYS)
    visit.stop()
    return False


def _why_not(order: Order, options: Options, now_ms: int) -> str:
    """The text for the shop's likely refusal."""
    if order.state not in ARRIVED:
        return _FORBIDS.get(order.state, "refused_other")
    if long_delivered(order, now_ms):
        return "refused_window_over"
    return "refused_other" if any(item.quantity for item in options.items) else "refused_nothing_left"


def _instead(order: Order, action: Action) -> list[Choice]:
    """What may be done instead in this state of the order."""
    about = {"order_id": order.id}
    if action in (Action.EXCHANGE, Action.REPORT) and order.state in CHANGEABLE:
        return [Choice("button_change_spec", "change_order", {**about, "option": "spec"})]
    if order.state in (OrderState.UNPAID, OrderState.PAID, OrderState.PACKED):
        part = Choice("go_request_refund", "request_refund", about)
        several = len(order.items) > 1 or any(item.quantity > 1 for item in order.items)
        cancel = Choice("go_cancel_order", "cancel_order", about)
        return [part, cancel] if order.state in _UNSENT and several and action is Action.RETURN else [cancel]
    if order.state in (OrderState.SHIPPED, OrderState.LOST) and action is not Action.REFUND:
        refuse = Choice("button_refuse_delivery", "change_delivery", {**about, "option": "refuse"})
        refund = Choice("go_request_refund", "request_refund", about)
        return [refuse, refund] if action is Action.RETURN and at_station(order) else [refund]
    return []


def after_sale_label(one: AfterSale, reply: Reply) -> str:
    return f"{reply.text(f'kind_{one.kind}')} {one.id[-6:]} · {after_sale_state(one, reply)}"


def after_sale_state(one: AfterSale, reply: Reply) -> str:
    return reply.text(f"after_sale_state_{one.state}")


def after_sale_card(one: AfterSale, reply: Reply) -> Json:
    """Number, amount and every step so far, the newest first."""
    language = reply.language
    lines = [reply.text("card_after_sale_number", id=one.id)]
    if one.amount.amount:
        lines.append(reply.text("card_after_sale_amount", amount=one.amount))
    lines += [
        f"{show.clock(step.at_ms, language)} {show.words(step.text, language)}"
        for step in reversed(one.steps)
    ]
    title = reply.text(f"kind_{one.kind}")
    return {
        "kind": "refund",
        "title": title,
        "lines": lines[:7],
        "state": after_sale_state(one, reply),
        "id": one.id,
    }
