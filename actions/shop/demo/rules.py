"""The shop's rules, without I/O: the two state machines, what is permitted when, and how money is split.

Every state of an order or an after-sale comes from `step_order` or `step_after_sale`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from actions.shop.errors import Refusal
from actions.shop.model import Action, AfterSaleKind, AfterSaleState, OrderState, Reason

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
SHOP_ZONE = timezone(timedelta(hours=8))  # working days are counted in China

NO_REASON_DAYS = 7
FAULT_DAYS = 30  # goods at fault: refund, return or exchange
PRICE_PROTECTION_DAYS = 15  # since payment
URGE_EVERY_MS = 4 * HOUR_MS
SHIP_WITHIN_MS = 2 * DAY_MS
CASE_ANSWER_MS = DAY_MS
QUICK_REFUND_MINOR = 5_000  # goods kept: up to this the money goes out without a look


class OrderMove(StrEnum):
    PAY_DEPOSIT = "pay_deposit"
    PAY = "pay"
    PACK = "pack"
    SHIP = "ship"
    DELIVER = "deliver"
    SIGN = "sign"
    CANCEL = "cancel"
    SEND_BACK = "send_back"
    KEEP = "keep"  # the rest of the goods stays with the customer
    LOSE = "lose"
    FIND = "find"
    REFUND = "refund"  # all money is back


class AfterSaleMove(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    BOOK_PICKUP = "book_pickup"
    SEND = "send"
    RECEIVE = "receive"
    PASS = "pass"
    SETTLE = "settle"
    COMPLETE = "complete"


class IllegalMove(Exception):
    """The pair is in no table; nothing was changed."""

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"no move {move} from {state}")


O, M = OrderState, OrderMove  # noqa: E741 -- the table reads better

ORDER: Mapping[tuple[OrderState, OrderMove], OrderState] = {
    (O.UNPAID, M.PAY_DEPOSIT): O.PRESALE,
    (O.UNPAID, M.PAY): O.PAID,
    (O.UNPAID, M.CANCEL): O.CANCELLED,
    (O.PRESALE, M.PAY): O.PAID,
    (O.PAID, M.PACK): O.PACKED,
    (O.PAID, M.CANCEL): O.CANCELLED,
    (O.PACKED, M.SHIP): O.SHIPPED,
    (O.PACKED, M.CANCEL): O.CANCELLED,
    (O.SHIPPED, M.DELIVER): O.DELIVERED,
    (O.SHIPPED, M.SIGN): O.SIGNED,
    (O.SHIPPED, M.LOSE): O.LOST,
    (O.SHIPPED, M.SEND_BACK): O.RETURNING,
    (O.SHIPPED, M.REFUND): O.REFUNDED,
    (O.DELIVERED, M.SIGN): O.SIGNED,
    (O.DELIVERED, M.SEND_BACK): O.RETURNING,
    (O.DELIVERED, M.REFUND): O.REFUNDED,
    (O.SIGNED, M.SEND_BACK): O.RETURNING,
    (O.SIGNED, M.REFUND): O.REFUNDED,
    (O.RETURNING, M.KEEP): O.SIGNED,
    (O.RETURNING, M.REFUND): O.REFUNDED,
    (O.LOST, M.FIND): O.SHIPPED,
    (O.LOST, M.REFUND): O.REFUNDED,
}

K, S, A = AfterSaleKind, AfterSaleState, AfterSaleMove

AFTER_SALE: Mapping[tuple[AfterSaleKind, AfterSaleState, AfterSaleMove], AfterSaleState] = {
    (K.REFUND, S.REQUESTED, A.APPROVE): S.REFUNDING,
    (K.REFUND, S.REQUESTED, A.REJECT): S.REJECTED,
    (K.REFUND, S.REQUESTED, A.CHANGE): S.REQUESTED,
    (K.REFUND, S.REQUESTED, A.WITHDRAW): S.WITHDRAWN,
    (K.REFUND, S.REFUNDING, A.SETTLE): S.REFUNDED,
    (K.RETURN, S.REQUESTED, A.APPROVE): S.AWAITING_GOODS,
    (K.RETURN, S.REQUESTED, A.REJECT): S.REJECTED,
    (K.RETURN, S.REQUESTED, A.CHANGE): S.REQUESTED,
    (K.RETURN, S.REQUESTED, A.WITHDRAW): S.WITHDRAWN,
    (K.RETURN, S.AWAITING_GOODS, A.CHANGE): S.AWAITING_GOODS,
    (K.RETURN, S.AWAITING_GOODS, A.WITHDRAW): S.WITHDRAWN,
    (K.RETURN, S.AWAITING_GOODS, A.BOOK_PICKUP): S.AWAITING_GOODS,
    (K.RETURN, S.AWAITING_GOODS, A.SEND): S.GOODS_SENT,
    (K.RETURN, S.GOODS_SENT, A.RECEIVE): S.INSPECTING,
    (K.RETURN, S.INSPECTING, A.PASS): S.REFUNDING,
    (K.RETURN, S.INSPECTING, A.REJECT): S.REJECTED,
    (K.RETURN, S.REFUNDING, A.SETTLE): S.REFUNDED,
    (K.EXCHANGE, S.REQUESTED, A.APPROVE): S.AWAITING_GOODS,
    (K.EXCHANGE, S.REQUESTED, A.REJECT): S.REJECTED,
    (K.EXCHANGE, S.REQUESTED, A.CHANGE): S.REQUESTED,
    (K.EXCHANGE, S.REQUESTED, A.WITHDRAW): S.WITHDRAWN,
    (K.EXCHANGE, S.AWAITING_GOODS, A.CHANGE): S.AWAITING_GOODS,
    (K.EXCHANGE, S.AWAITING_GOODS, A.WITHDRAW): S.WITHDRAWN,
    (K.EXCHANGE, S.AWAITING_GOODS, A.BOOK_PICKUP): S.AWAITING_GOODS,
    (K.EXCHANGE, S.AWAITING_GOODS, A.SEND): S.GOODS_SENT,
    (K.EXCHANGE, S.GOODS_SENT, A.RECEIVE): S.INSPECTING,
    (K.EXCHANGE, S.INSPECTING, A.PASS): S.RESENT,
    (K.EXCHANGE, S.INSPECTING, A.REJECT): S.REJECTED,
    (K.EXCHANGE, S.RESENT, A.COMPLETE): S.COMPLETED,
}

CLOSED = frozenset({S.REFUNDED, S.COMPLETED, S.REJECTED, S.WITHDRAWN})
FREED = frozenset({S.REJECTED, S.WITHDRAWN, S.COMPLETED})  # its goods may be refunded or returned again

# Working days until the next thing the customer waits for.
EXPECTED_DAYS: Mapping[AfterSaleState, int] = {
    S.REQUESTED: 2,
    S.AWAITING_GOODS: 7,
    S.GOODS_SENT: 3,
    S.INSPECTING: 2,
    S.REFUNDING: 3,
    S.RESENT: 3,
}

PERMITTED: Mapping[Action, frozenset[OrderState]] = {
    Action.CANCEL: frozenset({O.UNPAID, O.PAID, O.PACKED}),
    Action.CHANGE_ORDER: frozenset({O.UNPAID, O.PRESALE, O.PAID, O.PACKED}),
    Action.CHANGE_SPEC: frozenset({O.UNPAID, O.PRESALE, O.PAID}),
    Action.INVOICE: frozenset({O.PAID, O.PACKED, O.SHIPPED, O.DELIVERED, O.SIGNED}),
    Action.PRICE_PROTECTION: frozenset({O.PAID, O.PACKED, O.SHIPPED, O.DELIVERED, O.SIGNED}),
    Action.REFUND: frozenset({O.PAID, O.PACKED, O.SHIPPED, O.DELIVERED, O.SIGNED, O.LOST}),
    Action.RETURN: frozenset({O.DELIVERED, O.SIGNED}),
    Action.EXCHANGE: frozenset({O.DELIVERED, O.SIGNED}),
    Action.URGE: frozenset({O.PAID, O.PACKED, O.SHIPPED}),
    Action.CHANGE_DELIVERY: frozenset({O.SHIPPED}),
    Action.REPORT: frozenset({O.DELIVERED, O.SIGNED}),
    Action.CLAIM_NOT_RECEIVED: frozenset({O.SHIPPED, O.DELIVERED, O.SIGNED, O.LOST}),
}

_REFUSED: Mapping[OrderState, Refusal] = {
    O.UNPAID: Refusal.NOT_PAID,
    O.PRESALE: Refusal.NOT_PAID,
    O.PAID: Refusal.NOT_SHIPPED,
    O.PACKED: Refusal.NOT_SHIPPED,
    O.SHIPPED: Refusal.NOT_DELIVERED,
    O.DELIVERED: Refusal.ALREADY_DELIVERED,
    O.SIGNED: Refusal.ALREADY_DELIVERED,
    O.RETURNING: Refusal.IN_AFTER_SALE,
    O.LOST: Refusal.PARCEL_LOST,
    O.CANCELLED: Refusal.ALREADY_CANCELLED,
    O.REFUNDED: Refusal.ALREADY_REFUNDED,
}
_REFUSED_OTHERWISE: Mapping[tuple[Action, OrderState], Refusal] = {
    (Action.CANCEL, O.PRESALE): Refusal.DEPOSIT_NOT_REFUNDABLE,
    (Action.REFUND, O.PRESALE): Refusal.DEPOSIT_NOT_REFUNDABLE,
    (Action.CHANGE_SPEC, O.PACKED): Refusal.TOO_LATE_TO_CHANGE,
    (Action.CANCEL, O.SHIPPED): Refusal.ALREADY_SHIPPED,
    (Action.CHANGE_ORDER, O.SHIPPED): Refusal.ALREADY_SHIPPED,
    (Action.CHANGE_SPEC, O.SHIPPED): Refusal.ALREADY_SHIPPED,
}

FAULTS = frozenset(
    {Reason.DAMAGED, Reason.DEFECTIVE, Reason.WRONG_ITEM, Reason.MISSING_ITEM, Reason.NOT_AS_DESCRIBED}
)


def step_order(state: OrderState, move: OrderMove) -> OrderState:
    """Raises IllegalMove."""
    try:
        return ORDER[state, move]
    except KeyError:
        raise IllegalMove(state, move) from None


def step_after_sale(kind: AfterSaleKind, state: AfterSaleState, move: AfterSaleMove) -> AfterSaleState:
    """Raises IllegalMove."""
    try:
        return AFTER_SALE[kind, state, move]
    except KeyError:
        raise IllegalMove(f"{kind} {state}", move) from None


def refusal(action: Action, state: OrderState, *, arrived: bool = False) -> Refusal | None:
    """Why an order in this state does not permit the action; None when it does.

    `arrived`: at least one parcel of a shipped order is there, so its goods can already be sent back.
    """
    states = PERMITTED[action]
    if state in states or (state is O.SHIPPED and arrived and O.DELIVERED in states):
        return None
    return _REFUSED_OTHERWISE.get((action, state), _REFUSED[state])


def within(days: int, since_ms: int, now_ms: int) -> bool:
    """True up to and including the last millisecond of the window."""
    return now_ms <= since_ms + days * DAY_MS


def after_delivery_refusal(
    action: Action, reason: Reason, *, delivered_ms: int, now_ms: int, no_reason_goods: bool
) -> tuple[Refusal, int] | None:
    """Why goods that arrived may not be refunded, returned or exchanged, with the window in days; else None.

    Goods at fault have thirty days, all else seven, and only for goods of the right kind.
    """
    days = FAULT_DAYS if reason in FAULTS or reason is Reason.NOT_RECEIVED else NO_REASON_DAYS
    if not within(days, delivered_ms, now_ms):
        return Refusal.WINDOW_OVER, days
    if days == NO_REASON_DAYS and not no_reason_goods and action is not Action.REFUND:
        return Refusal.NOT_RETURNABLE, days
    return None


def share(left: int, pieces_left: int, pieces: int) -> int:
    """What `pieces` of a line are worth when `left` minor units remain for `pieces_left`.

    Rounded down but for the last piece, so that the parts of a line sum up to exactly what was paid.
    """
    return left if pieces == pieces_left else left * pieces // pieces_left


def spread(amount: int, caps: Sequence[int]) -> list[int]:
    """`amount` over lines in proportion to `caps`: sums up exactly, no part above its cap.

    Raises ValueError when `amount` is more than all caps together.
    """
    total = sum(caps)
    if amount > total:
        raise ValueError(f"{amount} does not fit into {total}")
    parts = [amount * cap // total if total else 0 for cap in caps]
    rest = amount - sum(parts)
    for index, cap in enumerate(caps):
        more = min(rest, cap - parts[index])
        parts[index] += more
        rest -= more
    return parts


def price_drop(line_left: int, pieces_left: int, price_now: int) -> int:
    """What price protection gives for a line: what is still paid for its pieces above today's price."""
    return max(0, line_left - price_now * pieces_left)


def freight_payer(reason: Reason, *, insured: bool) -> str:
    """Who pays for sending goods back: shop, insurance or customer."""
    if reason in FAULTS:
        return "shop"
    return "insurance" if insured else "customer"


def add_working_days(start_ms: int, days: int) -> int:
    """The same time of day so many working days later (Monday to Friday in China; holidays not counted)."""
    moment = datetime.fromtimestamp(start_ms / 1000, SHOP_ZONE)
    while days > 0:
        moment += timedelta(days=1)
        if moment.weekday() < 5:
            days -= 1
    return round(moment.timestamp() * 1000)
