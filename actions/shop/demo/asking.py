"""Money or goods back: cancelling, price protection, refund, return and exchange."""

from sqlalchemy import func, select

from actions.shop.demo import tables as t
from actions.shop.demo.bodies import CancelBody, ExchangeBody, RefundBody, ReturnBody
from actions.shop.demo.failures import Refuse
from actions.shop.demo.lines import ARRIVED, Chosen, Line, choose, lines_of, price_drops
from actions.shop.demo.openings import Opening, after_sale_of, open_after_sale
from actions.shop.demo.reading import AnyRow
from actions.shop.demo.rules import (
    FREED,
    NO_REASON_DAYS,
    PRICE_PROTECTION_DAYS,
    QUICK_REFUND_MINOR,
    OrderMove,
    after_delivery_refusal,
    freight_payer,
    spread,
    within,
)
from actions.shop.demo.work import Work
from actions.shop.errors import Refusal
from actions.shop.model import (
    Action,
    AfterSale,
    AfterSaleKind,
    AfterSaleState,
    Cancelled,
    OrderState,
    ParcelState,
    Reason,
)

_UNSHIPPED = frozenset({OrderState.PAID, OrderState.PACKED})
_NEVER_CAME = frozenset({ParcelState.STALLED, ParcelState.LOST})


def cancel(work: Work, order: str, body: CancelBody) -> Cancelled:
    row = work.permitted(order, Action.CANCEL)
    refund = None
    if row.paid:
        chosen = choose(lines_of(work.connection, row), None)
        number = _give_back(work, row, body.reason, chosen, freight_back(work, row, chosen))
        refund = after_sale_of(work, number)
    work.move(row, OrderMove.CANCEL)
    return Cancelled(order=work.view(order), refund=refund)


def _give_back(work: Work, row: AnyRow, reason: Reason, chosen: Chosen, freight: int) -> str:
    claims = [(line.item, pieces, line.worth(pieces)) for line, pieces in chosen]
    opening = Opening(
        kind=AfterSaleKind.REFUND,
        state=AfterSaleState.REFUNDING,
        reason=reason,
        amount=sum(amount for _, _, amount in claims) + freight,
        claims=claims,
    )
    return open_after_sale(work, row.id, opening)


def freight_back(work: Work, row: AnyRow, chosen: Chosen) -> int:
    """The freight when goods that never came are given back to the last piece; else 0."""
    if OrderState(row.state) not in _UNSHIPPED | {OrderState.LOST} or not row.freight:
        return 0
    taken = dict((line.item, pieces) for line, pieces in chosen)
    lines = lines_of(work.connection, row)
    return int(row.freight) if all(taken.get(x.item, 0) == x.pieces_left for x in lines) else 0


def protect_price(work: Work, order: str) -> AfterSale:
    row = work.permitted(order, Action.PRICE_PROTECTION)
    if not within(PRICE_PROTECTION_DAYS, row.paid_ms, work.now_ms):
        raise Refuse(Refusal.WINDOW_OVER, days=PRICE_PROTECTION_DAYS)
    drops = price_drops(work.connection, row, work.now_ms)
    if not drops:
        raise Refuse(Refusal.PRICE_NOT_LOWER)
    opening = Opening(
        kind=AfterSaleKind.REFUND,
        state=AfterSaleState.REFUNDING,
        reason=Reason.PRICE_PROTECTION,
        amount=sum(drop for _, drop in drops),
        claims=[(line.item, 0, drop) for line, drop in drops],
    )
    return after_sale_of(work, open_after_sale(work, order, opening))


def refund(work: Work, order: str, body: RefundBody) -> AfterSale:
    row = work.permitted(order, Action.REFUND)
    chosen = choose(lines_of(work.connection, row), body.items)
    _check_windows(work, row, Action.REFUND, body.reason, chosen)
    freight = freight_back(work, row, chosen)
    amount, claims = _amounts(row, chosen, freight, body.amount)
    quick = _goes_out_at_once(work, row, amount)
    opening = Opening(
        kind=AfterSaleKind.REFUND,
        state=AfterSaleState.REFUNDING if quick else AfterSaleState.REQUESTED,
        reason=body.reason,
        amount=amount,
        claims=claims,
        description=body.description,
        files=body.files,
    )
    number = open_after_sale(work, order, opening)
    nothing_left = all(not line.pieces_left for line in lines_of(work.connection, row))
    if nothing_left and OrderState(row.state) in _UNSHIPPED:
        work.move(row, OrderMove.CANCEL)
    return after_sale_of(work, number)


def _amounts(
    row: AnyRow, chosen: Chosen, freight: int, wanted: int | None
) -> tuple[int, list[tuple[str, int, int]]]:
    """What is paid back, and the claims. Part of the money takes no pieces: the goods may still come back."""
    worths = [line.worth(pieces) for line, pieces in chosen]
    goods = sum(worths)
    if wanted is None or wanted == goods + freight:
        wanted = goods + freight
    elif wanted > goods:
        raise Refuse(Refusal.AMOUNT_TOO_HIGH, max=goods + freight, currency=row.currency)
    if wanted == 0:
        raise Refuse(Refusal.NOTHING_LEFT)
    if wanted >= goods:
        return wanted, [(line.item, pieces, w) for (line, pieces), w in zip(chosen, worths, strict=True)]
    parts = spread(wanted, worths)
    return wanted, [(line.item, 0, part) for (line, _), part in zip(chosen, parts, strict=True)]


def _goes_out_at_once(work: Work, row: AnyRow, amount: int) -> bool:
    state = OrderState(row.state)
    if state in _UNSHIPPED or state is OrderState.LOST:
        return True
    parcels = work.parcel_rows(row.id)
    if state is OrderState.SHIPPED:
        return all(parcel.state in _NEVER_CAME for parcel in parcels)
    return amount + _quickly_refunded(work, row.id) <= QUICK_REFUND_MINOR


def _quickly_refunded(work: Work, order: str) -> int:
    """Money already given back without goods, so that many small refunds do not add up unseen."""
    query = select(func.coalesce(func.sum(t.after_sales.c.amount), 0)).where(
        t.after_sales.c.order == order,
        t.after_sales.c.kind == AfterSaleKind.REFUND,
        t.after_sales.c.reason != Reason.PRICE_PROTECTION,
        t.after_sales.c.state.not_in(FREED),
    )
    return int(work.connection.execute(query).scalar_one())


def delivered_ms(work: Work, row: AnyRow) -> int | None:
    """When the last of the goods that came so far arrived; None when nothing did."""
    times = [p.delivered_ms for p in work.parcel_rows(row.id) if p.state in ARRIVED and p.delivered_ms]
    return row.delivered_ms or max(times, default=None)


def _check_windows(work: Work, row: AnyRow, action: Action, reason: Reason, chosen: Chosen) -> None:
    arrived_ms = delivered_ms(work, row)
    if arrived_ms is None or OrderState(row.state) is OrderState.LOST:
        return
    for line, _ in chosen:
        if not line.arrived:
            continue
        refused = after_delivery_refusal(
            action, reason, delivered_ms=arrived_ms, now_ms=work.now_ms, no_reason_goods=line.no_reason
        )
        if refused is not None:
            raise Refuse(refused[0], days=refused[1])


def _arrived(lines: list[Line], items: dict[str, int] | None) -> Chosen:
    """Chosen pieces that can be sent back: what has not arrived cannot."""
    if items is None:
        there = [line for line in lines if line.arrived]
        return choose(there, None)
    chosen = choose(lines, items)
    if not all(line.arrived for line, _ in chosen):
        raise Refuse(Refusal.NOT_DELIVERED)
    return chosen


def _first_state(work: Work, row: AnyRow) -> AfterSaleState:
    """Within seven days the shop agrees at once; later, for faults, it looks first."""
    arrived_ms = delivered_ms(work, row)
    soon = arrived_ms is not None and within(NO_REASON_DAYS, arrived_ms, work.now_ms)
    return AfterSaleState.AWAITING_GOODS if soon else AfterSaleState.REQUESTED


def return_goods(work: Work, order: str, body: ReturnBody) -> AfterSale:
    row = work.permitted(order, Action.RETURN)
    chosen = _arrived(lines_of(work.connection, row), body.items)
    _check_windows(work, row, Action.RETURN, body.reason, chosen)
    claims = [(line.item, pieces, line.worth(pieces)) for line, pieces in chosen]
    opening = Opening(
        kind=AfterSaleKind.RETURN,
        state=_first_state(work, row),
        reason=body.reason,
        amount=sum(amount for _, _, amount in claims),
        claims=claims,
        description=body.description,
        files=body.files,
        freight_payer=freight_payer(body.reason, insured=row.insured),
    )
    return after_sale_of(work, open_after_sale(work, order, opening))


def exchange(work: Work, order: str, body: ExchangeBody) -> AfterSale:
    row = work.permitted(order, Action.EXCHANGE)
    chosen = _arrived(lines_of(work.connection, row), {body.item: body.quantity})
    _check_windows(work, row, Action.EXCHANGE, body.reason, chosen)
    check_spec(work, chosen[0][0].product, body.spec, body.quantity)
    opening = Opening(
        kind=AfterSaleKind.EXCHANGE,
        state=_first_state(work, row),
        reason=body.reason,
        amount=0,
        claims=[(body.item, body.quantity, 0)],
        description=body.description,
        files=body.files,
        spec=body.spec,
        freight_payer=freight_payer(body.reason, insured=row.insured),
    )
    return after_sale_of(work, open_after_sale(work, order, opening))


def check_spec(work: Work, product: str, spec: str, pieces: int) -> None:
    """Raises Refuse when the product has no such spec, or too few of it."""
    stock = work.connection.execute(
        select(t.specs.c.stock).where(t.specs.c.id == spec, t.specs.c.product == product)
    ).scalar_one_or_none()
    if stock is None:
        raise Refuse(Refusal.UNKNOWN_SPEC)
    if stock < pieces:
        raise Refuse(Refusal.OUT_OF_STOCK)
