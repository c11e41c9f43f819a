"""What seeding gathers: the buyer of an order, the random source, rows to be written together."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from actions.shop.demo import tables as t
from actions.shop.demo.catalogue import Place
from actions.shop.demo.rules import HOUR_MS


def hkd(cny: int) -> int:
    """A price tag in Hong Kong dollars, rounded up to tens of cents."""
    return -(-cny * 108 // 1000) * 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    id: str
    name: str
    language: str
    place: Place
    phone: str
    currency: str


@dataclass(slots=True, kw_only=True)
class Seed:
    """The random source and the rows gathered so far; they are written together at the end."""

    rng: Random
    connection: Connection
    now_ms: int
    used: set[str] = field(default_factory=set)
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: Table, **row: Any) -> None:
        self.rows[table].append(row)

    def flush(self) -> None:
        for table in sorted(self.rows, key=list(t.metadata.sorted_tables).index):
            # Rows of one table differ in the columns they fill: every row names them all.
            names = {name for row in self.rows[table] for name in row}
            self.connection.execute(insert(table), [dict.fromkeys(names) | row for row in self.rows[table]])

    def number(self, digits: int, prefix: str = "") -> str:
        """A number that was not given out before and does not begin with 0."""
        while True:
            drawn = f"{prefix}{self.rng.randint(10 ** (digits - 1), 10**digits - 1)}"
            if drawn not in self.used:
                self.used.add(drawn)
                return drawn

    def hours(self, bounds: tuple[float, float]) -> int:
        return round(self.rng.uniform(*bounds) * HOUR_MS)
