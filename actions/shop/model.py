"""What the shop tells about customers, orders, parcels and after-sales: values only.

Money is in minor units, times are Unix milliseconds (fields end `_ms`), texts come in Chinese and English.
Nothing here holds a phone number; addresses are only filled for the customer who owns the order.
"""

from dataclasses import dataclass

from actions.shop.names import (
    Action,
    AfterSaleKind,
    AfterSaleState,
    DeliveryMode,
    OrderState,
    ParcelState,
    Problem,
    Reason,
)

__all__ = [
    "Action",
    "Actor",
    "Address",
    "AfterSale",
    "AfterSaleKind",
    "AfterSaleState",
    "Cancelled",
    "Case",
    "Coupon",
    "Customer",
    "DeliveryMode",
    "Invoice",
    "Item",
    "ItemOptions",
    "Money",
    "Options",
    "Order",
    "OrderState",
    "Parcel",
    "ParcelState",
    "Presale",
    "Problem",
    "Reason",
    "Scan",
    "Spec",
    "Station",
    "Step",
    "Text",
    "Urged",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    amount: int  # minor units: 1999 CNY is 19.99 yuan
    currency: str  # ISO 4217: CNY, HKD

    def __str__(self) -> str:
        sign = {"CNY": "¥", "HKD": "HK$", "TWD": "NT$", "USD": "US$"}.get(self.currency, f"{self.currency} ")
        return f"{sign}{self.amount / 100:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Simplified Chinese and in English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """English for `en`, else the Simplified Chinese text (the caller converts to Traditional)."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an identified customer, or one who only proved an order by number and phone digits."""

    customer: str | None = None
    grant: str | None = None  # the order id that was proved

    def __post_init__(self) -> None:
        if (self.customer is None) == (self.grant is None):
            raise ValueError("an actor is either a customer or the holder of a grant for one order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon:
    id: str
    title: Text
    worth: Money
    minimum: Money  # smallest order it works on
    expires_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    id: str
    name: str
    language: str  # zh-Hans, zh-Hant, en
    level: str  # basic, silver, gold
    points: int
    orders: int
    joined_ms: int
    coupons: tuple[Coupon, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    id: str
    product: str
    category: str  # clothing, fresh, custom …: authority limits may name one
    name: Text
    spec: Text
    quantity: int
    price: Money  # of one piece
    paid: Money  # of the whole line after discounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    at_ms: int
    place: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A pick-up station; `code` is None for who only holds a grant: it is enough to take the parcel."""

    name: Text
    hours: str
    keep_until_ms: int
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    id: str
    order: str
    courier: Text
    tracking: str
    state: ParcelState
    shipped_ms: int | None
    expected_ms: int | None  # None when nobody can say (stalled, lost)
    delivered_ms: int | None = None
    items: tuple[str, ...] = ()  # item ids
    scans: tuple[Scan, ...] = ()  # newest first
    station: Station | None = None
    delivery: DeliveryMode | None = None  # what the customer asked for
    delivery_day_ms: int | None = None

    @property
    def last(self) -> Scan | None:
        return self.scans[0] if self.scans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presale:
    deposit: Money
    balance: Money
    balance_from_ms: int
    balance_until_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    id: str
    title: str
    tax_id: str | None
    amount: Money
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    recipient: str
    region: str
    street: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as its reader may see it.

    With a grant only state, times and parcels are filled (`full` is False): no goods, money, address or note.
    """

    id: str
    state: OrderState
    placed_ms: int
    full: bool
    ship_by_ms: int | None = None  # promised shipping time of what is not yet shipped
    paid_ms: int | None = None
    delivered_ms: int | None = None
    parcels: tuple[Parcel, ...] = ()
    presale: Presale | None = None
    items: tuple[Item, ...] = ()
    total: Money | None = None
    paid: Money | None = None
    freight: Money | None = None
    address: Address | None = None
    note: str | None = None
    invoice: Invoice | None = None

    @property
    def split(self) -> bool:
        return len(self.parcels) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    at_ms: int
    state: AfterSaleState
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSale:
    """A refund (`R…`), return (`T…`) or exchange (`E…`) with what happened so far, oldest step first."""

    id: str
    order: str
    kind: AfterSaleKind
    state: AfterSaleState
    reason: Reason
    amount: Money  # what comes back; 0 for an exchange
    created_ms: int
    expected_days: int  # working days from now until the next thing the customer waits for
    expected_ms: int
    steps: tuple[Step, ...]
    items: tuple[str, ...] = ()
    description: str = ""
    spec: Text | None = None  # what the customer gets instead
    return_address: Text | None = None  # where to send the goods, once agreed
    freight_payer: str | None = None  # shop, insurance, customer
    pickup_ms: int | None = None  # booked pick-up
    return_courier: str | None = None
    return_tracking: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    order: Order
    refund: AfterSale | None  # None when nothing was paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged:
    order: str
    what: str  # shipment, delivery
    expected_ms: int | None  # when it should be shipped, or there; None when nobody can say
    times: int  # how often this order was urged


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report or claim that a person of the shop looks into (`CS…`)."""

    id: str
    order: str
    kind: str  # wrong, missing, damaged, defective, not_received
    created_ms: int
    due_ms: int  # next word to the customer by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    id: str
    text: Text
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOptions:
    item: str
    quantity: int  # pieces neither refunded, returned nor exchanged
    refundable: Money
    no_reason_return: bool  # the goods' kind allows it
    specs: tuple[Spec, ...] = ()  # what it may be exchanged for, same price


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What may be done with an order now; the shop decides again when it is asked."""

    order: str
    actions: tuple[Action, ...]
    refundable: Money
    items: tuple[ItemOptions, ...]
    return_until_ms: int | None = None  # end of the seven days; None before delivery
    price_drop: Money | None = None  # what price protection would give now
    after_sales: tuple[str, ...] = ()  # open ones
