"""Routes that change an order or an after-sale. Each needs an idempotency key."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Response
from sqlalchemy import select

from actions.shop.demo import asking, bodies, logistics, ordering, progress, tables
from actions.shop.demo.failures import Missing
from actions.shop.demo.http import Change, Changing, Key, TheShop, internal_caller
from actions.shop.model import Actor, AfterSale, Cancelled, Case, Invoice, Order, Parcel, Urged

_Route = TypeVar("_Route", bound=Callable[..., Response])
api = APIRouter(prefix="/v1", dependencies=[Depends(internal_caller)])


def _post(path: str, answer: Any, tag: str) -> Callable[[_Route], _Route]:
    return api.post(path, tags=[tag], response_model=answer)


@_post("/orders/{order}/cancel", Cancelled, "orders")
def cancel(order: str, body: bodies.CancelBody, change: Change) -> Response:
    return change.make(body, lambda work: asking.cancel(work, order, body))


@_post("/orders/{order}/change", Order, "orders")
def change_order(order: str, body: bodies.ChangeOrderBody, change: Change) -> Response:
    """Address, phone or note, before shipping."""
    return change.make(body, lambda work: ordering.change_order(work, order, body))


@_post("/orders/{order}/items/{item}/spec", Order, "orders")
def change_spec(order: str, item: str, body: bodies.SpecBody, change: Change) -> Response:
    return change.make(body, lambda work: ordering.change_spec(work, order, item, body.spec))


@_post("/orders/{order}/invoice", Invoice, "orders")
def invoice(order: str, body: bodies.InvoiceBody, change: Change) -> Response:
    return change.make(body, lambda work: ordering.issue_invoice(work, order, body))


@_post("/orders/{order}/price-protection", AfterSale, "orders")
def price_protection(order: str, body: bodies.EmptyBody, change: Change) -> Response:
    return change.make(body, lambda work: asking.protect_price(work, order))


@_post("/orders/{order}/urge", Urged, "logistics")
def urge(order: str, body: bodies.EmptyBody, change: Change) -> Response:
    return change.make(body, lambda work: logistics.urge(work, order))


@_post("/orders/{order}/delivery", Parcel, "logistics")
def delivery(order: str, body: bodies.DeliveryBody, change: Change) -> Response:
    return change.make(body, lambda work: logistics.change_delivery(work, order, body))


@_post("/orders/{order}/not-received", Case, "logistics")
def not_received(order: str, body: bodies.NotReceivedBody, change: Change) -> Response:
    return change.make(body, lambda work: logistics.claim_not_received(work, order, body))


@_post("/orders/{order}/report", Case, "after-sales")
def report(order: str, body: bodies.ReportBody, change: Change) -> Response:
    return change.make(body, lambda work: logistics.report(work, order, body))


@_post("/orders/{order}/refund", AfterSale, "after-sales")
def refund(order: str, body: bodies.RefundBody, change: Change) -> Response:
    return change.make(body, lambda work: asking.refund(work, order, body))


@_post("/orders/{order}/return", AfterSale, "after-sales")
def return_goods(order: str, body: bodies.ReturnBody, change: Change) -> Response:
    return change.make(body, lambda work: asking.return_goods(work, order, body))


@_post("/orders/{order}/exchange", AfterSale, "after-sales")
def exchange(order: str, body: bodies.ExchangeBody, change: Change) -> Response:
    return change.make(body, lambda work: asking.exchange(work, order, body))


@_post("/after-sales/{after_sale}/change", AfterSale, "after-sales")
def change_after_sale(after_sale: str, body: bodies.ChangeAfterSaleBody, change: Change) -> Response:
    return change.make(body, lambda work: progress.change(work, after_sale, body))


@_post("/after-sales/{after_sale}/withdraw", AfterSale, "after-sales")
def withdraw(after_sale: str, body: bodies.EmptyBody, change: Change) -> Response:
    return change.make(body, lambda work: progress.withdraw(work, after_sale))


@_post("/after-sales/{after_sale}/pickup", AfterSale, "after-sales")
def pickup(after_sale: str, body: bodies.PickupBody, change: Change) -> Response:
    return change.make(body, lambda work: progress.book_pickup(work, after_sale, body))


@_post("/after-sales/{after_sale}/sent", AfterSale, "after-sales")
def sent(after_sale: str, body: bodies.SentBody, change: Change) -> Response:
    """The customer sent the goods himself."""
    return change.make(body, lambda work: progress.goods_sent(work, after_sale, body))


@_post("/staff/after-sales/{after_sale}/move", AfterSale, "staff")
def staff_move(after_sale: str, body: bodies.StaffMoveBody, key: Key, shop: TheShop) -> Response:
    """What the shop's own people do: approve, reject, receive, pass, settle, complete."""
    sales, orders = tables.after_sales, tables.orders
    with shop.engine.begin() as connection:
        owner = connection.execute(
            select(orders.c.customer)
            .join(sales, sales.c.order == orders.c.id)
            .where(sales.c.id == after_sale)
        ).scalar_one_or_none()
    if owner is None:
        raise Missing("after-sale")
    change = Changing(shop=shop, by=Actor(customer=owner), key=key, path=f"staff/{after_sale}")
    return change.make(body, lambda work: progress.staff_move(work, after_sale, body.move))
