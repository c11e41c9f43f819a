"""What may be done with an order now, so that nobody is offered what the shop would refuse."""

from collections.abc import Sequence, Set

from sqlalchemy import Connection, select

from actions.shop.demo import tables as t
from actions.shop.demo.asking import delivered_ms, freight_back
from actions.shop.demo.failures import Refuse
from actions.shop.demo.lines import Line, lines_of, price_drops
from actions.shop.demo.logistics import CLAIMABLE, MOVING
from actions.shop.demo.reading import AnyRow, text
from actions.shop.demo.rules import (
    CLOSED,
    DAY_MS,
    FAULT_DAYS,
    NO_REASON_DAYS,
    PRICE_PROTECTION_DAYS,
    within,
)
from actions.shop.demo.work import Work
from actions.shop.model import Action, Actor, ItemOptions, Money, Options, ParcelState, Spec

_GOODS_BACK = frozenset({Action.RETURN, Action.EXCHANGE})


def options_of(connection: Connection, row: AnyRow, by: Actor, now_ms: int) -> Options:
    work = Work(connection=connection, by=by, now_ms=now_ms)
    lines = lines_of(connection, row)
    arrived_ms = delivered_ms(work, row)
    drop = _price_drop(work, row)
    states = {ParcelState(parcel.state) for parcel in work.parcel_rows(row.id)}
    actions = tuple(
        action
        for action in Action
        if _permitted(work, row, action)
        and _fits_parcels(action, states)
        and _fits_goods(action, lines, arrived_ms, now_ms)
        and (drop or action is not Action.PRICE_PROTECTION)
    )
    rest = [(line, line.pieces_left) for line in lines if line.pieces_left]
    left = sum(line.left for line, _ in rest) + freight_back(work, row, rest)
    open_ones = connection.execute(
        select(t.after_sales.c.id).where(
            t.after_sales.c.order == row.id, t.after_sales.c.state.not_in(CLOSED)
        )
    )
    return Options(
        order=row.id,
        actions=actions,
        refundable=Money(amount=left if Action.REFUND in actions else 0, currency=row.currency),
        items=tuple(_item(connection, row, line) for line in lines),
        return_until_ms=arrived_ms + NO_REASON_DAYS * DAY_MS if arrived_ms is not None else None,
        price_drop=Money(amount=drop, currency=row.currency) if drop else None,
        after_sales=tuple(open_ones.scalars()),
    )


def _permitted(work: Work, row: AnyRow, action: Action) -> bool:
    try:
        work.permitted(row.id, action)
    except Refuse:
        return False
    return True


def _fits_parcels(action: Action, states: Set[ParcelState]) -> bool:
    if action is Action.CHANGE_DELIVERY:
        return not states.isdisjoint(MOVING)
    if action is Action.CLAIM_NOT_RECEIVED:
        return not states.isdisjoint(CLAIMABLE)
    return True


def _fits_goods(action: Action, lines: Sequence[Line], arrived_ms: int | None, now_ms: int) -> bool:
    """False when nothing is left for it, or not even faulty goods would be in time."""
    if action not in {Action.REFUND, *_GOODS_BACK}:
        return True
    fresh = arrived_ms is None or within(FAULT_DAYS, arrived_ms, now_ms)
    there = action is Action.REFUND or arrived_ms is not None
    left = any(line.pieces_left and (line.arrived or action is Action.REFUND) for line in lines)
    return fresh and there and left


def _price_drop(work: Work, row: AnyRow) -> int:
    if row.paid_ms is None or not _permitted(work, row, Action.PRICE_PROTECTION):
        return 0
    if not within(PRICE_PROTECTION_DAYS, row.paid_ms, work.now_ms):
        return 0
    return sum(drop for _, drop in price_drops(work.connection, row, work.now_ms))


def _item(connection: Connection, row: AnyRow, line: Line) -> ItemOptions:
    specs = connection.execute(
        select(t.specs).where(t.specs.c.product == line.product, t.specs.c.stock > 0).order_by(t.specs.c.id)
    )
    return ItemOptions(
        item=line.item,
        quantity=line.pieces_left,
        refundable=Money(amount=line.left if line.pieces_left else 0, currency=row.currency),
        no_reason_return=line.no_reason,
        specs=tuple(Spec(id=spec.id, text=text(spec, "name"), stock=spec.stock) for spec in specs),
    )
