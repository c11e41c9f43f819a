"""Routes that change nothing of an order: who is it, orders, parcels, after-sales; the demo's helpers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select

from actions.shop.demo import reading, reading_after_sales, tables
from actions.shop.demo.bodies import IdentifyBody, IdentityBody, VerifyBody
from actions.shop.demo.database import writing
from actions.shop.demo.failures import Missing
from actions.shop.demo.http import By, TheShop, internal_caller
from actions.shop.demo.identity import demo_identity, identify, verify
from actions.shop.demo.options import options_of
from actions.shop.demo.stories import demo_customers
from actions.shop.model import AfterSale, Customer, Options, Order, Parcel

# What only reads never waits in a write-ahead log, so it needs no thread of its own: that took longer than the reading.
api = APIRouter(prefix="/v1", dependencies=[Depends(internal_caller)])
open_api = APIRouter()
Limit = Annotated[int, Query(ge=1, le=50)]


@api.post("/verify", tags=["identity"])
def verify_digits(body: VerifyBody, shop: TheShop) -> dict[str, bool]:
    """Do the last four digits fit the order's phone? Unknown orders answer like wrong digits."""
    with writing(shop.engine) as connection:
        return {"match": verify(connection, body, shop.now_ms())}


@api.post("/identify", tags=["identity"])
def identify_phone(body: IdentifyBody, shop: TheShop) -> dict[str, str]:
    """The customer with a phone number that a channel vouched for."""
    with shop.engine.begin() as connection:
        return {"customer": identify(connection, body.phone)}


@api.get("/customers/{customer}", tags=["customers"])
async def customer(customer: str, by: By, shop: TheShop) -> Customer:
    _himself(customer, by.customer)
    with shop.engine.begin() as connection:
        return reading.customer_view(connection, customer, shop.now_ms())


@api.get("/customers/{customer}/orders", tags=["customers"])
async def orders(customer: str, by: By, shop: TheShop, limit: Limit = 5) -> tuple[Order, ...]:
    _himself(customer, by.customer)
    with shop.engine.begin() as connection:
        return reading.recent_orders(connection, customer, limit)


@api.get("/customers/{customer}/after-sales", tags=["customers"])
async def after_sales_of(customer: str, by: By, shop: TheShop, limit: Limit = 5) -> tuple[AfterSale, ...]:
    _himself(customer, by.customer)
    with shop.engine.begin() as connection:
        reading.recent_orders(connection, customer, 1)
        return reading_after_sales.after_sales_where(connection, tables.orders.c.customer == customer, limit)


def _himself(customer: str, acting: str | None) -> None:
    if customer != acting:
        raise Missing("customer")


@api.get("/orders/{order}", tags=["orders"])
async def order(order: str, by: By, shop: TheShop) -> Order:
    """With a grant: state, times and parcels only."""
    with shop.engine.begin() as connection:
        row = reading.order_row(connection, order, by)
        return reading.order_view(connection, row, full=by.customer is not None)


@api.get("/orders/{order}/parcels", tags=["logistics"])
async def parcels(order: str, by: By, shop: TheShop) -> tuple[Parcel, ...]:
    with shop.engine.begin() as connection:
        row = reading.order_row(connection, order, by)
        return reading.parcels_of(connection, row.id, full=by.customer is not None)


@api.get("/orders/{order}/options", tags=["orders"])
async def options(order: str, by: By, shop: TheShop) -> Options:
    """What may be done with the order now."""
    with shop.engine.begin() as connection:
        return options_of(connection, reading.own_order_row(connection, order, by), by, shop.now_ms())


@api.get("/orders/{order}/after-sales", tags=["after-sales"])
async def after_sales(order: str, by: By, shop: TheShop) -> tuple[AfterSale, ...]:
    with shop.engine.begin() as connection:
        row = reading.own_order_row(connection, order, by)
        return reading_after_sales.after_sales_where(connection, tables.after_sales.c.order == row.id)


@api.get("/after-sales/{after_sale}", tags=["after-sales"])
async def after_sale(after_sale: str, by: By, shop: TheShop) -> AfterSale:
    with shop.engine.begin() as connection:
        return reading_after_sales.after_sale_view(
            connection, reading_after_sales.own_after_sale_row(connection, after_sale, by)
        )


@api.get("/parcels/{tracking}", tags=["logistics"])
async def parcel(tracking: str, by: By, shop: TheShop) -> dict[str, str]:
    """The order that a tracking number belongs to."""
    with shop.engine.begin() as connection:
        return {"order": reading.order_of_tracking(connection, tracking, by)}


@open_api.get("/livez", tags=["demo"])
async def livez(shop: TheShop) -> dict[str, str]:
    with shop.engine.begin() as connection:
        connection.execute(select(tables.meta)).first()
    return {"status": "ok"}


@open_api.get("/demo/customers", tags=["demo"])
async def demo_figures(shop: TheShop) -> list[dict[str, Any]]:
    """The demo's main figures, each with a story and the phone tails of their orders. Demo data only."""
    with shop.engine.begin() as connection:
        return demo_customers(connection)


@open_api.post("/demo/identity", tags=["demo"])
def sign_identity(body: IdentityBody, shop: TheShop) -> dict[str, str]:
    """A signed identity of one of the demo's main figures, as a real shop's site would make it."""
    with shop.engine.begin() as connection:
        token = demo_identity(connection, body.customer, shop.identity_secret, shop.now_ms())
    return {"identity": token}
