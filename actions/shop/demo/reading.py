"""From rows to what a reader may see. Who may not see an order gets NotFound, never a hint that it exists."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, desc, func, select

from actions.shop.demo import tables as t
from actions.shop.demo.failures import Missing, Refuse
from actions.shop.errors import Refusal
from actions.shop.model import (
    Actor,
    Address,
    Coupon,
    Customer,
    DeliveryMode,
    Invoice,
    Item,
    Money,
    Order,
    OrderState,
    Parcel,
    ParcelState,
    Presale,
    Scan,
    Station,
    Text,
)

AnyRow = Row[Any]


def text(row: AnyRow, name: str) -> Text:
    return Text(zh=getattr(row, f"{name}_zh"), en=getattr(row, f"{name}_en"))


def order_row(connection: Connection, order: str, by: Actor) -> AnyRow:
    """The order if `by` may know of it."""
    row = connection.execute(select(t.orders).where(t.orders.c.id == order)).one_or_none()
    if row is None or (by.customer != row.customer and by.grant != row.id):
        raise Missing("order")
    return row


def own_order_row(connection: Connection, order: str, by: Actor) -> AnyRow:
    """The order if it belongs to the identified customer; a grant is not enough."""
    row = order_row(connection, order, by)
    if by.customer is None:
        raise Refuse(Refusal.IDENTITY_REQUIRED)
    return row


def order_view(connection: Connection, row: AnyRow, *, full: bool) -> Order:
    return order_views(connection, [row], full=full)[0]


def order_views(connection: Connection, rows: Sequence[AnyRow], *, full: bool) -> tuple[Order, ...]:
    """All of them by one query a table, however many there are."""
    parcels = _by_order(_parcels(connection, t.parcels.c.order.in_([row.id for row in rows]), full=full))
    if not full:
        return tuple(Order(**_status(row, parcels), full=False) for row in rows)
    items, invoices = _items(connection, rows), _invoices(connection, rows)
    return tuple(
        Order(
            **_status(row, parcels),
            full=True,
            presale=_presale(row),
            items=tuple(items.get(row.id, ())),
            total=Money(amount=row.total, currency=row.currency),
            paid=Money(amount=row.paid, currency=row.currency),
            freight=Money(amount=row.freight, currency=row.currency),
            address=Address(recipient=row.recipient, region=row.region, street=row.street),
            note=row.note or None,
            invoice=invoices.get(row.id),
        )
        for row in rows
    )


def _status(row: AnyRow, parcels: Mapping[str, Sequence[Parcel]]) -> dict[str, Any]:
    """What a grant is enough for."""
    return {
        "id": row.id,
        "state": OrderState(row.state),
        "placed_ms": row.placed_ms,
        "ship_by_ms": row.ship_by_ms,
        "paid_ms": row.paid_ms,
        "delivered_ms": row.delivered_ms,
        "parcels": tuple(parcels.get(row.id, ())),
    }


def _presale(row: AnyRow) -> Presale | None:
    if row.deposit is None:
        return None
    return Presale(
        deposit=Money(amount=row.deposit, currency=row.currency),
        balance=Money(amount=row.balance, currency=row.currency),
        balance_from_ms=row.balance_from_ms,
        balance_until_ms=row.balance_until_ms,
    )


def _items(connection: Connection, orders: Sequence[AnyRow]) -> dict[str, list[Item]]:
    """By order, each order's in the order of their numbers."""
    currency = {order.id: order.currency for order in orders}
    rows = connection.execute(
        select(
            t.items,
            t.products.c.category,
            t.products.c.name_zh,
            t.products.c.name_en,
            t.specs.c.name_zh.label("spec_zh"),
            t.specs.c.name_en.label("spec_en"),
        )
        .join(t.products, t.items.c.product == t.products.c.id)
        .join(t.specs, t.items.c.spec == t.specs.c.id)
        .where(t.items.c.order.in_(currency))
        .order_by(t.items.c.id)
    )
    found: dict[str, list[Item]] = {}
    for row in rows:
        item = Item(
            id=row.id,
            product=row.product,
            category=row.category,
            name=text(row, "name"),
            spec=text(row, "spec"),
            quantity=row.quantity,
            price=Money(amount=row.price, currency=currency[row.order]),
            paid=Money(amount=row.paid, currency=currency[row.order]),
        )
        found.setdefault(row.order, []).append(item)
    return found


def parcels_of(connection: Connection, order: str, *, full: bool) -> tuple[Parcel, ...]:
    return tuple(_parcels(connection, t.parcels.c.order == order, full=full))


def parcel_view(connection: Connection, row: AnyRow, *, full: bool) -> Parcel:
    return _parcels(connection, t.parcels.c.id == row.id, full=full)[0]


def _parcels(connection: Connection, condition: Any, *, full: bool) -> list[Parcel]:
    rows = connection.execute(select(t.parcels).where(condition).order_by(t.parcels.c.id)).all()
    newest = (desc(t.scans.c.at_ms), desc(t.scans.c.id))
    scans: dict[str, list[Scan]] = {}
    inside = select(t.scans).where(t.scans.c.parcel.in_([row.id for row in rows])).order_by(*newest)
    for scan in connection.execute(inside):
        seen = Scan(at_ms=scan.at_ms, place=text(scan, "place"), text=text(scan, "text"))
        scans.setdefault(scan.parcel, []).append(seen)
    return [_parcel(row, scans.get(row.id, ()), full=full) for row in rows]


def _by_order(parcels: Sequence[Parcel]) -> dict[str, list[Parcel]]:
    found: dict[str, list[Parcel]] = {}
    for parcel in parcels:
        found.setdefault(parcel.order, []).append(parcel)
    return found


def _parcel(row: AnyRow, scans: Sequence[Scan], *, full: bool) -> Parcel:
    station = None
    if row.station_zh is not None:
        station = Station(
            name=text(row, "station"),
            hours=row.station_hours,
            keep_until_ms=row.keep_until_ms,
            code=row.station_code if full else None,
        )
    return Parcel(
        id=row.id,
        order=row.order,
        courier=text(row, "courier"),
        tracking=row.tracking,
        state=ParcelState(row.state),
        shipped_ms=row.shipped_ms,
        expected_ms=row.expected_ms,
        delivered_ms=row.delivered_ms,
        items=tuple(row.contents) if full else (),
        scans=tuple(scans),
        station=station,
        delivery=DeliveryMode(row.delivery) if row.delivery else None,
        delivery_day_ms=row.delivery_day_ms,
    )


def invoice_of(connection: Connection, order: AnyRow) -> Invoice | None:
    return _invoices(connection, [order]).get(order.id)


def _invoices(connection: Connection, orders: Sequence[AnyRow]) -> dict[str, Invoice]:
    """The valid one of each order that has one."""
    currency = {order.id: order.currency for order in orders}
    rows = connection.execute(
        select(t.invoices).where(t.invoices.c.order.in_(currency), t.invoices.c.void.is_(False))
    )
    return {
        row.order: Invoice(
            id=row.id,
            title=row.title,
            tax_id=row.tax_id,
            amount=Money(amount=row.amount, currency=currency[row.order]),
            at_ms=row.at_ms,
        )
        for row in rows
    }


def customer_view(connection: Connection, customer: str, now_ms: int) -> Customer:
    row = connection.execute(select(t.customers).where(t.customers.c.id == customer)).one_or_none()
    if row is None:
        raise Missing("customer")
    count = connection.execute(
        select(func.count()).select_from(t.orders).where(t.orders.c.customer == customer)
    ).scalar_one()
    mine = t.coupons.c.customer == customer
    coupons = connection.execute(
        select(t.coupons).where(mine, t.coupons.c.expires_ms > now_ms).order_by(t.coupons.c.expires_ms)
    ).all()
    return Customer(
        id=row.id,
        name=row.name,
        language=row.language,
        level=row.level,
        points=row.points,
        orders=count,
        joined_ms=row.joined_ms,
        coupons=_coupons(coupons),
    )


def _coupons(rows: Sequence[AnyRow]) -> tuple[Coupon, ...]:
    return tuple(
        Coupon(
            id=row.id,
            title=text(row, "title"),
            worth=Money(amount=row.worth, currency=row.currency),
            minimum=Money(amount=row.minimum, currency=row.currency),
            expires_ms=row.expires_ms,
        )
        for row in rows
    )


def recent_orders(connection: Connection, customer: str, limit: int) -> tuple[Order, ...]:
    newest = desc(t.orders.c.placed_ms)
    rows = connection.execute(
        select(t.orders).where(t.orders.c.customer == customer).order_by(newest, t.orders.c.id).limit(limit)
    ).all()
    if rows:
        return order_views(connection, rows, full=True)
    if connection.execute(select(t.customers.c.id).where(t.customers.c.id == customer)).first() is None:
        raise Missing("customer")
    return ()


def order_of_tracking(connection: Connection, tracking: str, by: Actor) -> str:
    wanted = tracking.strip().upper()
    found = connection.execute(
        select(t.orders.c.id, t.orders.c.customer)
        .join(t.parcels, t.parcels.c.order == t.orders.c.id)
        .where(t.parcels.c.tracking == wanted)
    ).one_or_none()
    if found is None or (by.customer != found.customer and by.grant != found.id):
        raise Missing("parcel")
    return str(found.id)
