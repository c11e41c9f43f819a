"""After-sales from rows to what their customer may see."""

from typing import Any

from sqlalchemy import Connection, Select, desc, select

from actions.shop.demo import tables as t
from actions.shop.demo.failures import Missing, Refuse
from actions.shop.demo.reading import AnyRow, text
from actions.shop.demo.rules import EXPECTED_DAYS
from actions.shop.errors import Refusal
from actions.shop.model import Actor, AfterSale, AfterSaleKind, AfterSaleState, Money, Reason, Step, Text

RETURN_ADDRESS = Text(
    zh="浙江省杭州市余杭区良渚街道示例路 88 号 退货组",
    en="Returns, 88 Shili Road, Liangzhu, Yuhang District, Hangzhou, Zhejiang",
)


def own_after_sale_row(connection: Connection, after_sale: str, by: Actor) -> AnyRow:
    """The after-sale joined with its order's customer and currency."""
    row = connection.execute(_after_sales().where(t.after_sales.c.id == after_sale)).one_or_none()
    if row is None or (by.customer != row.customer and by.grant != row.order):
        raise Missing("after-sale")
    if by.customer is None:
        raise Refuse(Refusal.IDENTITY_REQUIRED)
    return row


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
