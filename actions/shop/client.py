"""`ShopPort` over HTTP: which call of the port is which request."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from actions.shop.errors import Invalid, NotFound
from actions.shop.model import (
    Actor,
    AfterSale,
    Cancelled,
    Case,
    Customer,
    DeliveryMode,
    Invoice,
    Options,
    Order,
    Parcel,
    Problem,
    Reason,
    Urged,
)
from actions.shop.transport import Call, Limits, Transport

T = TypeVar("T")

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)
_KEY = re.compile(r"[\x21-\x7e]{1,128}")


class HttpShop:
    """The shop behind `url`. One instance serves all threads; make it when first needed, never at import."""

    def __init__(self, url: str, token: str, limits: Limits | None = None) -> None:
        self._transport = Transport(url, token, limits or Limits())

    def close(self) -> None:
        self._transport.close()

    # -- who is it ------------------------------------------------------------------------------------------

    def verify(self, order: str, digits: str, client: str) -> bool:
        body = {"order": order, "digits": digits, "client": client}
        call = Call(method="POST", path="/verify", what="order", headers={}, body=body)
        return self._transport.send(call, dict[str, bool])["match"]

    def identify(self, phone: str) -> str | None:
        call = Call(method="POST", path="/identify", what="customer", headers={}, body={"phone": phone})
        try:
            return self._transport.read(call, dict[str, str])["customer"]
        except (NotFound, Invalid):
            return None  # what is no phone number is no customer's

    def customer(self, customer: str) -> Customer:
        by = Actor(customer=customer)
        return self._get(f"/customers/{_id(customer, 'customer')}", by, "customer", Customer)

    # -- reading --------------------------------------------------------------------------------------------

    def orders(self, customer: str, *, limit: int = 5) -> tuple[Order, ...]:
        path = f"/customers/{_id(customer, 'customer')}/orders"
        return self._get(path, Actor(customer=customer), "customer", tuple[Order, ...], limit=limit)

    def order(self, order: str, by: Actor) -> Order:
        return self._get(f"/orders/{_id(order, 'order')}", by, "order", Order)

    def parcels(self, order: str, by: Actor) -> tuple[Parcel, ...]:
        return self._get(f"/orders/{_id(order, 'order')}/parcels", by, "order", tuple[Parcel, ...])

    def order_of_parcel(self, tracking: str, by: Actor) -> str:
        path = f"/parcels/{_id(tracking, 'parcel')}"
        return self._get(path, by, "parcel", dict[str, str])["order"]

    def options(self, order: str, by: Actor) -> Options:
        return self._get(f"/orders/{_id(order, 'order')}/options", by, "order", Options)

    def after_sales(self, order: str, by: Actor) -> tuple[AfterSale, ...]:
        return self._get(f"/orders/{_id(order, 'order')}/after-sales", by, "order", tuple[AfterSale, ...])

    def after_sales_of(self, customer: str, *, limit: int = 5) -> tuple[AfterSale, ...]:
        path = f"/customers/{_id(customer, 'customer')}/after-sales"
        return self._get(path, Actor(customer=customer), "customer", tuple[AfterSale, ...], limit=limit)

    def after_sale(self, after_sale: str, by: Actor) -> AfterSale:
        return self._get(f"/after-sales/{_id(after_sale, 'after-sale')}", by, "after-sale", AfterSale)

    # -- changes of an order --------------------------------------------------------------------------------

    def cancel(self, order: str, by: Actor, *, reason: Reason, key: str) -> Cancelled:
        return self._change_order(order, "cancel", by, key, Cancelled, reason=reason)

    def change_order(
        self,
        order: str,
        by: Actor,
        *,
        key: str,
        recipient: str | None = None,
        region: str | None = None,
        street: str | None = None,
        phone: str | None = None,
        note: str | None = None,
    ) -> Order:
        body = {"recipient": recipient, "region": region, "street": street, "phone": phone, "note": note}
        return self._change_order(order, "change", by, key, Order, **body)

    def change_spec(self, order: str, item: str, by: Actor, *, spec: str, key: str) -> Order:
        return self._change_order(order, f"items/{_id(item, 'item')}/spec", by, key, Order, spec=spec)

    def invoice(self, order: str, by: Actor, *, title: str, tax_id: str | None = None, key: str) -> Invoice:
        return self._change_order(order, "invoice", by, key, Invoice, title=title, tax_id=tax_id)

    def protect_price(self, order: str, by: Actor, *, key: str) -> AfterSale:
        return self._change_order(order, "price-protection", by, key, AfterSale)

    # -- logistics ------------------------------------------------------------------------------------------

    def urge(self, order: str, by: Actor, *, key: str) -> Urged:
        return self._change_order(order, "urge", by, key, Urged)

    def change_delivery(
        self,
        order: str,
        by: Actor,
        *,
        mode: DeliveryMode,
        key: str,
        parcel: str | None = None,
        day_ms: int | None = None,
    ) -> Parcel:
        return self._change_order(order, "delivery", by, key, Parcel, mode=mode, parcel=parcel, day_ms=day_ms)

    def claim_not_received(
        self, order: str, by: Actor, *, key: str, parcel: str | None = None, description: str = ""
    ) -> Case:
        body = {"parcel": parcel, "description": description}
        return self._change_order(order, "not-received", by, key, Case, **body)

    def report(
        self,
        order: str,
        by: Actor,
        *,
        problem: Problem,
        description: str,
        key: str,
        items: Sequence[str] = (),
        files: Sequence[str] = (),
    ) -> Case:
        body = {"problem": problem, "description": description, "items": list(items), "files": list(files)}
        return self._change_order(order, "report", by, key, Case, **body)

    # -- after-sales ----------------------------------------------------------------------------------------

    def refund(
        self,
        order: str,
        by: Actor,
        *,
        reason: Reason,
        key: str,
        items: Mapping[str, int] | None = None,
        amount: int | None = None,
        description: str = "",
        files: Sequence[str] = (),
    ) -> AfterSale:
        body = {"reason": reason, "items": _pieces(items), "amount": amount}
        told = {"description": description, "files": list(files)}
        return self._change_order(order, "refund", by, key, AfterSale, **body, **told)

    def return_goods(
        self,
        order: str,
        by: Actor,
        *,
        reason: Reason,
        key: str,
        items: Mapping[str, int] | None = None,
        description: str = "",
        files: Sequence[str] = (),
    ) -> AfterSale:
        body = {"reason": reason, "items": _pieces(items), "description": description, "files": list(files)}
        return self._change_order(order, "return", by, key, AfterSale, **body)

    def exchange(
        self,
        order: str,
        by: Actor,
        *,
        item: str,
        spec: str,
        reason: Reason,
        key: str,
        quantity: int = 1,
        description: str = "",
        files: Sequence[str] = (),
    ) -> AfterSale:
        body = {"item": item, "spec": spec, "reason": reason, "quantity": quantity}
        told = {"description": description, "files": list(files)}
        return self._change_order(order, "exchange", by, key, AfterSale, **body, **told)

    def change_after_sale(
        self,
        after_sale: str,
        by: Actor,
        *,
        key: str,
        reason: Reason | None = None,
        amount: int | None = None,
        spec: str | None = None,
        description: str | None = None,
    ) -> AfterSale:
        body = {"reason": reason, "amount": amount, "spec": spec, "description": description}
        return self._change_after_sale(after_sale, "change", by, key, **body)

    def withdraw_after_sale(self, after_sale: str, by: Actor, *, key: str) -> AfterSale:
        return self._change_after_sale(after_sale, "withdraw", by, key)

    def book_pickup(self, after_sale: str, by: Actor, *, at_ms: int, key: str) -> AfterSale:
        return self._change_after_sale(after_sale, "pickup", by, key, at_ms=at_ms)

    def goods_sent(self, after_sale: str, by: Actor, *, courier: str, tracking: str, key: str) -> AfterSale:
        return self._change_after_sale(after_sale, "sent", by, key, courier=courier, tracking=tracking)

    # -------------------------------------------------------------------------------------------------------

    def _get(self, path: str, by: Actor, what: str, answer: type[T], **params: int) -> T:
        call = Call(method="GET", path=path, what=what, headers=_acting(by), params=params)
        return self._transport.read(call, answer)

    def _change_order(self, order: str, change: str, by: Actor, key: str, answer: type[T], **body: Any) -> T:
        return self._change(f"/orders/{_id(order, 'order')}/{change}", "order", by, key, answer, body)

    def _change_after_sale(self, after_sale: str, change: str, by: Actor, key: str, **body: Any) -> AfterSale:
        path = f"/after-sales/{_id(after_sale, 'after-sale')}/{change}"
        return self._change(path, "after-sale", by, key, AfterSale, body)

    def _change(
        self, path: str, what: str, by: Actor, key: str, answer: type[T], body: Mapping[str, Any]
    ) -> T:
        if not _KEY.fullmatch(key):
            raise ValueError("an idempotency key is 1 to 128 visible ASCII characters")
        call = Call(method="POST", path=path, what=what, headers=_acting(by), body=body)
        return self._transport.change(call, answer, key)


def _id(value: str, what: str) -> str:
    """The id as a part of a path. What cannot be one, e.g. `../..` typed by a customer, is not found."""
    stripped = value.strip()
    if not _ID.fullmatch(stripped):
        raise NotFound(what)
    return stripped


def _acting(by: Actor) -> dict[str, str]:
    if by.customer is not None:
        return {"Shop-Customer": _id(by.customer, "customer")}
    return {"Shop-Grant": _id(by.grant or "", "order")}


def _pieces(items: Mapping[str, int] | None) -> dict[str, int] | None:
    return None if items is None else dict(items)
