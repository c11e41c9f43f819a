"""What is left of an order's lines after every refund, return and exchange that still counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from actions.shop.demo import tables as t
from actions.shop.demo.failures import BadValue, Refuse
from actions.shop.demo.reading import AnyRow
from actions.shop.demo.rules import FREED, price_drop, share
from actions.shop.errors import Refusal
from actions.shop.model import ParcelState

ARRIVED = frozenset({ParcelState.DELIVERED, ParcelState.SIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    item: str
    product: str
    spec: str
    quantity: int
    pieces_left: int
    left: int  # minor units
    no_reason: bool
    arrived: bool  # in no parcel that is still on its way

    def worth(self, pieces: int) -> int:
        return share(self.left, self.pieces_left, pieces)


Chosen = Sequence[tuple[Line, int]]  # lines with the pieces of each


def lines_of(connection: Connection, order: AnyRow) -> list[Line]:
    taken = _taken(connection, order.id)
    on_the_way = _on_the_way(connection, order.id)
    rows = connection.execute(
        select(t.items, t.products.c.no_reason)
        .join(t.products, t.items.c.product == t.products.c.id)
        .where(t.items.c.order == order.id)
        .order_by(t.items.c.id)
    )
    return [
        Line(
            item=row.id,
            product=row.product,
            spec=row.spec,
            quantity=row.quantity,
            pieces_left=row.quantity - taken.get(row.id, (0, 0))[0],
            left=row.paid - taken.get(row.id, (0, 0))[1],
            no_reason=row.no_reason,
            arrived=row.id not in on_the_way,
        )
        for row in rows
    ]


def _taken(connection: Connection, order: str) -> dict[str, tuple[int, int]]:
    counted = t.after_sales.c.state.not_in(FREED)
    rows = connection.execute(
        select(t.claims.c.item, func.sum(t.claims.c.pieces), func.sum(t.claims.c.amount))
        .join(t.after_sales, t.claims.c.after_sale == t.after_sales.c.id)
        .where(t.after_sales.c.order == order, counted)
        .group_by(t.claims.c.item)
    )
    return {item: (pieces, amount) for item, pieces, amount in rows}


def _on_the_way(connection: Connection, order: str) -> set[str]:
    rows = connection.execute(
        select(t.parcels.c.contents).where(t.parcels.c.order == order, t.parcels.c.state.not_in(ARRIVED))
    )
    return {item for items in rows.scalars() for item in items}


def choose(lines: Sequence[Line], items: Mapping[str, int] | None) -> Chosen:
    """The wanted pieces of each line; None means all that is left. Raises BadValue, Refuse."""
    if items is None:
        chosen = [(line, line.pieces_left) for line in lines if line.pieces_left]
    else:
        by_id = {line.item: line for line in lines}
        for item, pieces in items.items():
            if item not in by_id or not 1 <= pieces <= by_id[item].quantity:
                raise BadValue("items", "Each key is an item of this order, each value 1 to its quantity.")
            if pieces > by_id[item].pieces_left:
                raise Refuse(Refusal.NOTHING_LEFT)
        chosen = [(by_id[item], pieces) for item, pieces in sorted(items.items())]
    if not chosen:
        raise Refuse(Refusal.NOTHING_LEFT)
    return chosen


def price_now(connection: Connection, product: str, currency: str, now_ms: int) -> int:
    prices = t.prices
    found = connection.execute(
        select(prices.c.amount)
        .where(prices.c.product == product, prices.c.currency == currency, prices.c.from_ms <= now_ms)
        .order_by(prices.c.from_ms.desc())
        .limit(1)
    )
    return int(found.scalar_one())


def price_drops(connection: Connection, order: AnyRow, now_ms: int) -> list[tuple[Line, int]]:
    """Lines that are cheaper today, with what price protection gives for each."""
    drops = []
    for line in lines_of(connection, order):
        current = price_now(connection, line.product, order.currency, now_ms)
        drop = price_drop(line.left, line.pieces_left, current)
        if drop and line.pieces_left:
            drops.append((line, drop))
    return drops
