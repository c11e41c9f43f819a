"""What happens to an after-sale once it is there: changed, withdrawn, sent back, decided by the staff."""

from sqlalchemy import func, select, update

from actions.shop.demo import tables as t
from actions.shop.demo.asking import check_spec
from actions.shop.demo.bodies import ChangeAfterSaleBody, PickupBody, SentBody
from actions.shop.demo.failures import BadValue, Failure, Refuse
from actions.shop.demo.lines import lines_of
from actions.shop.demo.openings import CHANGED, PICKUP_BOOKED, after_sale_of, move_after_sale
from actions.shop.demo.reading import AnyRow
from actions.shop.demo.reading_after_sales import own_after_sale_row
from actions.shop.demo.rules import (
    CLOSED,
    DAY_MS,
    ORDER,
    AfterSaleMove,
    IllegalMove,
    OrderMove,
    spread,
    step_after_sale,
)
from actions.shop.demo.work import Work
from actions.shop.errors import Refusal
from actions.shop.model import AfterSale, AfterSaleKind, AfterSaleState, OrderState

PICKUP_DAYS = 7


def _open_row(work: Work, after_sale: str, move: AfterSaleMove) -> AnyRow:
    """The customer's own after-sale, in a state that permits the move. Raises Missing, Refuse."""
    row = own_after_sale_row(work.connection, after_sale, work.by)
    try:
        step_after_sale(AfterSaleKind(row.kind), AfterSaleState(row.state), move)
    except IllegalMove as illegal:
        raise Refuse(Refusal.TOO_LATE_TO_CHANGE) from illegal
    return row


def change(work: Work, after_sale: str, body: ChangeAfterSaleBody) -> AfterSale:
    row = _open_row(work, after_sale, AfterSaleMove.CHANGE)
    kind = AfterSaleKind(row.kind)
    values: dict[str, object] = {}
    if body.reason is not None:
        values["reason"] = body.reason
    if body.description is not None:
        values["description"] = body.description
    if body.spec is not None:
        _check_new_spec(work, row, body.spec)
        values["spec"] = body.spec
    if body.amount is not None:
        if kind is not AfterSaleKind.REFUND:
            raise BadValue("amount", "Only the amount of a refund can be changed.")
        _lower_amount(work, row, body.amount)
        values["amount"] = body.amount
    if not values:
        raise BadValue("reason", "Nothing to change was given.")
    work.set(t.after_sales, after_sale, **values)
    move_after_sale(work, after_sale, AfterSaleMove.CHANGE, CHANGED)
    return after_sale_of(work, after_sale)


def _check_new_spec(work: Work, row: AnyRow, spec: str) -> None:
    if AfterSaleKind(row.kind) is not AfterSaleKind.EXCHANGE:
        raise BadValue("spec", "Only an exchange has a spec.")
    claim = work.connection.execute(
        select(t.claims.c.pieces, t.items.c.product)
        .join(t.items, t.claims.c.item == t.items.c.id)
        .where(t.claims.c.after_sale == row.id)
    ).one()
    check_spec(work, claim.product, spec, claim.pieces)


def _lower_amount(work: Work, row: AnyRow, amount: int) -> None:
    """Spread a lower amount over the same lines. More than was asked for wants a new request."""
    if amount > row.amount:
        raise Refuse(Refusal.AMOUNT_TOO_HIGH, max=row.amount, currency=row.currency)
    claims = work.connection.execute(select(t.claims).where(t.claims.c.after_sale == row.id)).all()
    goods = sum(claim.amount for claim in claims)
    parts = spread(min(amount, goods), [claim.amount for claim in claims])
    for claim, part in zip(claims, parts, strict=True):
        pieces = claim.pieces if part == claim.amount else 0
        work.connection.execute(
            update(t.claims).where(t.claims.c.id == claim.id).values(amount=part, pieces=pieces)
        )


def withdraw(work: Work, after_sale: str) -> AfterSale:
    _open_row(work, after_sale, AfterSaleMove.WITHDRAW)
    move_after_sale(work, after_sale, AfterSaleMove.WITHDRAW)
    return after_sale_of(work, after_sale)


def book_pickup(work: Work, after_sale: str, body: PickupBody) -> AfterSale:
    _open_row(work, after_sale, AfterSaleMove.BOOK_PICKUP)
    if not work.now_ms <= body.at_ms <= work.now_ms + PICKUP_DAYS * DAY_MS:
        raise BadValue("at_ms", f"A pick-up is between now and {PICKUP_DAYS} days from now.")
    work.set(t.after_sales, after_sale, pickup_ms=body.at_ms)
    move_after_sale(work, after_sale, AfterSaleMove.BOOK_PICKUP, PICKUP_BOOKED)
    return after_sale_of(work, after_sale)


def goods_sent(work: Work, after_sale: str, body: SentBody) -> AfterSale:
    row = _open_row(work, after_sale, AfterSaleMove.SEND)
    work.set(t.after_sales, after_sale, return_courier=body.courier, return_tracking=body.tracking.upper())
    move_after_sale(work, after_sale, AfterSaleMove.SEND)
    _everything_goes_back(work, row.order)
    return after_sale_of(work, after_sale)


def _everything_goes_back(work: Work, order: str) -> None:
    row = work.connection.execute(select(t.orders).where(t.orders.c.id == order)).one()
    if all(not line.pieces_left for line in lines_of(work.connection, row)):
        _follow(work, row, OrderMove.SEND_BACK)


def _follow(work: Work, row: AnyRow, move: OrderMove) -> None:
    """Move the order along when its state knows the move; one after-sale of many need not move it."""
    if (OrderState(row.state), move) in ORDER:
        work.move(row, move)


def staff_move(work: Work, after_sale: str, move: AfterSaleMove) -> AfterSale:
    """The shop's own side: approve, reject, receive, pass, settle, complete."""
    row = own_after_sale_row(work.connection, after_sale, work.by)
    try:
        state = move_after_sale(work, after_sale, move)
    except IllegalMove as illegal:
        raise Failure(409, "illegal_move", str(illegal), field="move") from illegal
    order = work.connection.execute(select(t.orders).where(t.orders.c.id == row.order)).one()
    if state is AfterSaleState.RESENT:
        _take_from_stock(work, row)
    decided = state in {AfterSaleState.REFUNDED, AfterSaleState.RESENT, AfterSaleState.REJECTED}
    if state is AfterSaleState.REFUNDED and _all_money_is_back(work, order):
        _follow(work, order, OrderMove.REFUND)
    elif decided and not _goods_under_way(work, order.id):
        _follow(work, order, OrderMove.KEEP)
    return after_sale_of(work, after_sale)


def _take_from_stock(work: Work, row: AnyRow) -> None:
    pieces = work.connection.execute(
        select(func.sum(t.claims.c.pieces)).where(t.claims.c.after_sale == row.id)
    ).scalar_one()
    stock = func.max(t.specs.c.stock - pieces, 0)
    work.connection.execute(update(t.specs).where(t.specs.c.id == row.spec).values(stock=stock))


def _all_money_is_back(work: Work, order: AnyRow) -> bool:
    """Every piece is paid back and nothing is open."""
    states = work.connection.execute(
        select(t.after_sales.c.state).where(t.after_sales.c.order == order.id)
    ).scalars()
    if any(state not in CLOSED for state in states):
        return False
    return all(not line.pieces_left for line in lines_of(work.connection, order))


def _goods_under_way(work: Work, order: str) -> bool:
    under_way = (AfterSaleState.GOODS_SENT, AfterSaleState.INSPECTING, AfterSaleState.REFUNDING)
    query = select(t.after_sales.c.id).where(
        t.after_sales.c.order == order,
        t.after_sales.c.kind != AfterSaleKind.REFUND,
        t.after_sales.c.state.in_(under_way),
    )
    return work.connection.execute(query).first() is not None
