"""From rows to what a reader may see. Who may not see an order gets NotFound, never a hint that it exists."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, desc, func, select

from actions.shop.demo import tables as t
from actions.shop.demo.failures import Missing, Refuse
from actions.shop.demo.rules import EXPECTED_DAYS
from actions.shop.errors import Refusal
from actions.shop.model import (
    Actor,
    Address,
    AfterSale,
    AfterSaleKind,
    AfterSaleState,
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
    Reason,
    Scan,
    Station,
    Step,
    Text,
)

AnyRow = Row[Any]

RETURN_ADDRESS = Text(
    zh="浙江省杭州市余杭区良渚街道示例路 88 号 退货组",
    en="Returns, 88 Shili Road, Liangzhu, Yuhang District, Hangzhou, Zhejiang",
)


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


def own_after_sale_row(connection: Connection, after_sale: str, by: Actor) -> AnyRow:
    """The after-sale joined with its order's customer and currency."""
    row = connection.execute(_after_sales().where(t.after_sales.c.id == after_sale)).one_or_none()
    if row is None or (by.customer != row.customer and by.grant != row.order):
        raise Missing("after-sale")
    if by.customer is None:
        raise Refuse(Refusal.IDENTITY_REQUIRED)
    return row


def order_view(connection: Connection, row: AnyRow, *, full: bool) -> Order:
    parcels = parcels_of(connection, row.id, full=full)
    status = {
        "id": row.id,
        "state": OrderState(row.state),
        "placed_ms": row.placed_ms,
        "ship_by_ms": row.ship_by_ms,
        "paid_ms": row.paid_ms,
        "delivered_ms": row.delivered_ms,
        "parcels": parcels,
    }
    if not full:
        return Order(**status, full=False)

    def money(amount: int) -> Money:
        return Money(amount=amount, currency=row.currency)

    presale = None
    if row.deposit is not None:
        presale = Presale(
            deposit=money(row.deposit),
            balance=money(row.balance),
            balance_from_ms=row.balance_from_ms,
            balance_until_ms=row.balance_until_ms,
        )
    return Order(
        **status,
        full=True,
        presale=presale,
        items=items_of(connection, row),
        total=money(row.total),
        paid=money(row.paid),
        freight=money(row.freight),
        address=Address(recipient=row.recipient, region=row.region, street=row.street),
        note=row.note or None,
        invoice=invoice_of(connection, row),
    )


def items_of(connection: Connection, order: AnyRow) -> tuple[Item, ...]:
    found = connection.execute(
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
        .where(t.items.c.order == order.id)
        .order_by(t.items.c.id)
    )
    return tuple(
        Item(
            id=row.id,
            product=row.product,
            category=row.category,
            name=text(row, "name"),
            spec=text(row, "spec"),
            quantity=row.quantity,
            price=Money(amount=row.price, currency=order.currency),
            paid=Money(amount=row.paid, currency=order.currency),
        )
        for row in found
    )


def parcels_of(connection: Connection, order: str, *, full: bool) -> tuple[Parcel, ...]:
    rows = connection.execute(select(t.parcels).where(t.parcels.c.order == order).order_by(t.parcels.c.id))
    return tuple(parcel_view(connection, row, full=full) for row in rows)


def parcel_view(connection: Connection, row: AnyRow, *, full: bool) -> Parcel:
    scans = connection.execute(
        select(t.scans).where(t.scans.c.parcel == row.id).order_by(desc(t.scans.c.at_ms), desc(t.scans.c.id))
    )
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
        scans=tuple(Scan(at_ms=s.at_ms, place=text(s, "place"), text=text(s, "text")) for s in scans),
        station=station,
        delivery=DeliveryMode(row.delivery) if row.delivery else None,
        delivery_day_ms=row.delivery_day_ms,
    )


def invoice_of(connection: Connection, order: AnyRow) -> Invoice | None:
    row = connection.execute(
        select(t.invoices).where(t.invoices.c.order == order.id, t.invoices.c.void.is_(False))
    ).one_or_none()
    if row is None:
        return None
    amount = Money(amount=row.amount, currency=order.currency)
    return Invoice(id=row.id, title=row.title, tax_id=row.tax_id, amount=amount, at_ms=row.at_ms)


def _after_sales() -> Select[Any]:
    return select(t.after_sales, t.orders.c.customer, t.orders.c.currency).join(
        t.orders, t.after_sales.c.order == t.orders.c.id
    )


def after_sales_where(connection: Connection, condition: Any, limit: int = 100) -> tuple[AfterSale, ...]:
    """Newest first."""
    query = _after_sales().where(condition).limit(limit)
    rows = connection.execute(query.order_by(desc(t.after_sales.c.created_ms), desc(t.after_sales.c.id)))
    return tuple(after_sale_view(connection, row) for row in rows)


def after_sale_view(connection: Connection, row: AnyRow) -> AfterSale:
    steps = connection.execute(
        select(t.steps).where(t.steps.c.after_sale == row.id).order_by(t.steps.c.at_ms, t.steps.c.id)
    )
    claimed = connection.execute(select(t.claims.c.item).where(t.claims.c.after_sale == row.id))
    state, kind = AfterSaleState(row.state), AfterSaleKind(row.kind)
    sends_goods = kind is not AfterSaleKind.REFUND and state is AfterSaleState.AWAITING_GOODS
    return AfterSale(
        id=row.id,
        order=row.order,
        kind=kind,
        state=state,
        reason=Reason(row.reason),
        amount=Money(amount=row.amount, currency=row.currency),
        created_ms=row.created_ms,
        expected_days=EXPECTED_DAYS.get(state, 0),
        expected_ms=row.expected_ms,
        steps=tuple(Step(at_ms=s.at_ms, state=AfterSaleState(s.state), text=text(s, "text")) for s in steps),
        items=tuple(claimed.scalars()),
        description=row.description,
        spec=_spec(connection, row.spec),
        return_address=RETURN_ADDRESS if sends_goods else None,
        freight_payer=row.freight_payer,
        pickup_ms=row.pickup_ms,
        return_courier=row.return_courier,
        return_tracking=row.return_tracking,
    )


def _spec(connection: Connection, spec: str | None) -> Text | None:
    if spec is None:
        return None
    return text(connection.execute(select(t.specs).where(t.specs.c.id == spec)).one(), "name")


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
    if connection.execute(select(t.customers.c.id).where(t.customers.c.id == customer)).first() is None:
        raise Missing("customer")
    newest = desc(t.orders.c.placed_ms)
    rows = connection.execute(
        select(t.orders).where(t.orders.c.customer == customer).order_by(newest, t.orders.c.id).limit(limit)
    ).all()
    return tuple(order_view(connection, row, full=True) for row in rows)


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
