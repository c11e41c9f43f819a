"""The demo shop's tables. Columns ending `_ms` are times: `database.move_times` shifts them together."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, MetaData, String, Table

metadata = MetaData()


def _text(name: str) -> tuple[Column[Any], Column[Any]]:
    return Column(f"{name}_zh", String, nullable=False), Column(f"{name}_en", String, nullable=False)


def _int(name: str, *, null: bool = False, default: int | None = None) -> Column[Any]:
    return Column(name, Integer, nullable=null, default=default)


def _ref(name: str, target: str) -> Column[Any]:
    return Column(name, ForeignKey(f"{target}.id"), nullable=False, index=True)


customers = Table(
    "customers",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("language", String, nullable=False),
    Column("level", String, nullable=False),
    Column("phone", String, nullable=False, unique=True),  # digits with country code
    _int("points"),
    _int("joined_ms"),
    Column("story_zh", String),  # only the demo's main figures have one
    Column("story_en", String),
)

coupons = Table(
    "coupons",
    metadata,
    Column("id", String, primary_key=True),
    _ref("customer", "customers"),
    *_text("title"),
    _int("worth"),
    _int("minimum"),
    Column("currency", String, nullable=False),
    _int("expires_ms"),
)

products = Table(
    "products",
    metadata,
    Column("id", String, primary_key=True),
    *_text("name"),
    Column("category", String, nullable=False),
    Column("no_reason", Boolean, nullable=False),
)

specs = Table(
    "specs",
    metadata,
    Column("id", String, primary_key=True),
    _ref("product", "products"),
    *_text("name"),
    _int("stock"),
)

prices = Table(
    "prices",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("product", "products"),
    Column("currency", String, nullable=False),
    _int("amount"),
    _int("from_ms"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", String, primary_key=True),
    _ref("customer", "customers"),
    Column("state", String, nullable=False, index=True),
    Column("currency", String, nullable=False),
    _int("total"),
    _int("freight"),
    _int("paid"),
    _int("placed_ms"),
    _int("paid_ms", null=True),
    _int("ship_by_ms", null=True),
    _int("delivered_ms", null=True),
    _int("deposit", null=True),
    _int("balance", null=True),
    _int("balance_from_ms", null=True),
    _int("balance_until_ms", null=True),
    Column("insured", Boolean, nullable=False),  # freight insurance for returns
    Column("phone", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("region", String, nullable=False),
    Column("street", String, nullable=False),
    Column("note", String, nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("id", String, primary_key=True),
    _ref("order", "orders"),
    _ref("product", "products"),
    _ref("spec", "specs"),
    _int("quantity"),
    _int("price"),
    _int("paid"),
)

parcels = Table(
    "parcels",
    metadata,
    Column("id", String, primary_key=True),
    _ref("order", "orders"),
    *_text("courier"),
    Column("tracking", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("contents", JSON, nullable=False),
    _int("shipped_ms", null=True),
    _int("expected_ms", null=True),
    _int("delivered_ms", null=True),
    Column("station_zh", String),
    Column("station_en", String),
    Column("station_hours", String),
    Column("station_code", String),
    _int("keep_until_ms", null=True),
    Column("delivery", String),
    _int("delivery_day_ms", null=True),
)

scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("parcel", "parcels"),
    _int("at_ms"),
    *_text("place"),
    *_text("text"),
)

after_sales = Table(
    "after_sales",
    metadata,
    Column("id", String, primary_key=True),
    _ref("order", "orders"),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    _int("amount"),
    _int("created_ms"),
    _int("expected_ms"),
    Column("description", String, nullable=False),
    Column("files", JSON, nullable=False),
    Column("spec", ForeignKey("specs.id")),
    Column("freight_payer", String),
    _int("pickup_ms", null=True),
    Column("return_courier", String),
    Column("return_tracking", String),
)

# What of which line an after-sale takes: pieces, and money (0 for an exchange).
claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("after_sale", "after_sales"),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    _int("pieces"),
    _int("amount"),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("after_sale", "after_sales"),
    _int("at_ms"),
    Column("state", String, nullable=False),
    *_text("text"),
)

invoices = Table(
    "invoices",
    metadata,
    Column("id", String, primary_key=True),
    _ref("order", "orders"),
    Column("title", String, nullable=False),
    Column("tax_id", String),
    _int("amount"),
    _int("at_ms"),
    Column("void", Boolean, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    _ref("order", "orders"),
    Column("kind", String, nullable=False),
    Column("parcel", String),
    Column("contents", JSON, nullable=False),
    Column("description", String, nullable=False),
    Column("files", JSON, nullable=False),
    _int("created_ms"),
    _int("due_ms"),
)

urges = Table(
    "urges",
    metadata,
    Column("id", Integer, primary_key=True),
    _ref("order", "orders"),
    Column("what", String, nullable=False),
    _int("at_ms"),
)

# The recorded answer of every change, by idempotency key.
answers = Table(
    "answers",
    metadata,
    Column("key", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", String, nullable=False),
    _int("at_ms"),
)

# Wrong phone digits, by order number as typed and by client.
tries = Table(
    "tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope", String, nullable=False),
    Column("name", String, nullable=False, index=True),
    _int("at_ms"),
)

meta = Table(
    "meta", metadata, Column("key", String, primary_key=True), Column("value", Integer, nullable=False)
)
