"""What the skills need from a shop. Synchronous: call it through `asyncio.to_thread`.

Reading calls are retried inside, within a few seconds. Each change takes a `key`: the same key gives the same
recorded answer and never a second change, so that a turn that runs again is harmless. Derive it from the turn
id and the change, e.g. `f"{turn}:refund:{order}"`; at most 128 visible ASCII characters.

Every method raises `Unavailable`. Those about an order raise `NotFound` for an unknown one and for one that
does not belong to `by`. Changes also raise `Refused` (with a grant always: `identity_required`), `Invalid`
and `OutcomeUnknown`.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

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


class ShopPort(Protocol):
    # -- who is it ------------------------------------------------------------------------------------------

    def verify(self, order: str, digits: str, client: str) -> bool:
        """True when the last four digits of the order's phone are `digits`; an unknown order is False too.

        `client` names the person's device or account over all conversations (a hash). Wrong tries are counted
        for each order and each client. Raises TooManyTries, and Invalid when `digits` are not four digits.
        """

    def identify(self, phone: str) -> str | None:
        """Id of the customer with this phone number, as a channel vouched for it; None when there is none."""

    def customer(self, customer: str) -> Customer:
        """Raises NotFound."""

    # -- reading --------------------------------------------------------------------------------------------

    def orders(self, customer: str, *, limit: int = 5) -> tuple[Order, ...]:
        """The newest orders first, each with items and parcels. Raises NotFound."""

    def order(self, order: str, by: Actor) -> Order: ...

    def parcels(self, order: str, by: Actor) -> tuple[Parcel, ...]:
        """The order's parcels with all scans; empty before shipping."""

    def order_of_parcel(self, tracking: str, by: Actor) -> str:
        """Order id of a tracking number that belongs to `by`. Raises NotFound."""

    def options(self, order: str, by: Actor) -> Options:
        """What may be done now and for how much; needs a customer (Refused identity_required)."""

    def after_sales(self, order: str, by: Actor) -> tuple[AfterSale, ...]:
        """Refunds, returns and exchanges of an order, newest first; needs a customer."""

    def after_sales_of(self, customer: str, *, limit: int = 5) -> tuple[AfterSale, ...]:
        """The customer's newest after-sales over all orders."""

    def after_sale(self, after_sale: str, by: Actor) -> AfterSale: ...

    # -- changes of an order --------------------------------------------------------------------------------

    def cancel(self, order: str, by: Actor, *, reason: Reason, key: str) -> Cancelled:
        """Before shipping only; what was paid comes back as a refund."""

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
        """Before shipping only. A new address may come as `street` alone; what is None stays."""

    def change_spec(self, order: str, item: str, by: Actor, *, spec: str, key: str) -> Order:
        """Another size or colour at the same price, before packing. `spec` is an id from `options`."""

    def invoice(self, order: str, by: Actor, *, title: str, tax_id: str | None = None, key: str) -> Invoice:
        """Issue one, or issue it anew when title or tax id differ (the old one is voided)."""

    def protect_price(self, order: str, by: Actor, *, key: str) -> AfterSale:
        """Refund what the goods became cheaper by, within the window; an AfterSale of kind refund."""

    # -- logistics ------------------------------------------------------------------------------------------

    def urge(self, order: str, by: Actor, *, key: str) -> Urged:
        """Hurry the shipment (not yet shipped) or the delivery; once in four hours."""

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
        """Of a parcel on its way; `parcel` may be left out when only one is on its way."""

    def claim_not_received(
        self, order: str, by: Actor, *, key: str, parcel: str | None = None, description: str = ""
    ) -> Case:
        """Shown as delivered or signed, but nothing came; or the parcel is lost or stalled."""

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
        """Wrong, missing, damaged or defective goods, with file ids of photos. A person decides."""

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
        """Money back without goods back.

        `items` maps item ids to pieces; None means everything left. `amount` (minor units) asks for less than
        the items' worth. Before shipping, for lost or stalled parcels and for small amounts the money goes
        out at once (state refunding); otherwise the shop looks at it first (state requested).
        """

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
        """Send goods back for money: seven days without a reason, thirty when the goods are at fault."""

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
        """Send an item back for the same in another spec (an id from `options`; the same one replaces it)."""

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
        """While the shop has not acted on it and the goods are not on their way."""

    def withdraw_after_sale(self, after_sale: str, by: Actor, *, key: str) -> AfterSale: ...

    def book_pickup(self, after_sale: str, by: Actor, *, at_ms: int, key: str) -> AfterSale:
        """A courier fetches the goods of an agreed return or exchange at the order's address."""

    def goods_sent(self, after_sale: str, by: Actor, *, courier: str, tracking: str, key: str) -> AfterSale:
        """The customer sent the goods himself and tells the tracking number."""
