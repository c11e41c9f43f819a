"""Messages that customers left for the desk: each is opened once and closed once, by somebody and somehow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from handoff.archive import schema
from handoff.archive.database import insert_once

_FIRST = 100_000  # numbers begin behind it, so that all have the same length
_OPEN = "open"
_CLOSED = "closed"


def opened(connection: sa.Connection, row: Mapping[str, Any]) -> str:
    """Number of the ticket; the same key gives the same ticket again."""
    table = schema.tickets
    insert_once(connection, table, {**row, "status": _OPEN})
    number = connection.scalar(sa.select(table.c.number).where(table.c.key == row["key"]))
    return f"T{_FIRST + int(number or 0)}"


def closed(connection: sa.Connection, ticket: str, closing: Mapping[str, Any]) -> bool:
    """Whether an open ticket of that number was closed now; `closing` says when, by whom, how and with which note."""
    table, number = schema.tickets, _row_number(ticket)
    change = sa.update(table).where(table.c.number == number, table.c.status == _OPEN)
    now = connection.execute(change.values(status=_CLOSED, closed_ms=closing["at_ms"])).rowcount == 1
    if now:
        connection.execute(sa.insert(schema.closings).values({**closing, "ticket": number}))
    return now


def reached(connection: sa.Connection, ticket: str, contact: str) -> bool:
    """Whether an open ticket of that number has now this way to reach who left it."""
    table = schema.tickets
    change = sa.update(table).where(table.c.number == _row_number(ticket), table.c.status == _OPEN)
    return connection.execute(change.values(contact=contact)).rowcount == 1


def reopened(connection: sa.Connection, ticket: str, how: str, due_ms: int) -> bool:
    """Whether a ticket of that number that was closed like this is open again, to be answered by then."""
    table, closings, number = schema.tickets, schema.closings, _row_number(ticket)
    gone = sa.delete(closings).where(closings.c.ticket == number, closings.c.how == how)
    if connection.execute(gone).rowcount != 1:
        return False
    change = sa.update(table).where(table.c.number == number)
    connection.execute(change.values(status=_OPEN, closed_ms=None, due_ms=due_ms))
    return True


def added(connection: sa.Connection, ticket: str, text: str, category: str | None = None) -> bool:
    """Whether the open ticket of that number ends now with this text as well; said twice it is added once.

    `category` is what it is about with that, where that became known.
    """
    table = schema.tickets
    open_one = (table.c.number == _row_number(ticket)) & (table.c.status == _OPEN)
    before = connection.scalar(sa.select(table.c.text).where(open_one))
    if before is None:
        return False
    whole = str(before) if str(before).endswith(text) else f"{before}\n{text}"
    values = {"text": whole} | ({"category": category} if category else {})
    connection.execute(sa.update(table).where(open_one).values(values))
    return True


def listed(
    connection: sa.Connection,
    where: Mapping[str, Any],
    *,
    newest_first: bool = False,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """Tickets whose columns have these values: due soonest first, or else the last closed first."""
    table, closings = schema.tickets, schema.closings
    how = (closings.c.user_id.label("closed_by_id"), closings.c.user_name.label("closed_by"))
    joined = table.outerjoin(closings, closings.c.ticket == table.c.number)
    found = sa.select(table, *how, closings.c.how, closings.c.note).select_from(joined).limit(limit)
    for column, value in where.items():
        found = found.where(table.c[column] == value)
    by_due = (table.c.due_ms.is_(None), table.c.due_ms, table.c.number)
    found = found.order_by(*((table.c.closed_ms.desc(), table.c.number.desc()) if newest_first else by_due))
    rows = [dict(row) for row in connection.execute(found).mappings()]
    return [{**row, "id": f"T{_FIRST + row.pop('number')}"} for row in rows]


def found(connection: sa.Connection, ticket: str) -> dict[str, Any] | None:
    """The ticket of that number."""
    rows = listed(connection, {"number": _row_number(ticket)})
    return rows[0] if rows else None


def open_count(connection: sa.Connection, due_before_ms: int | None = None) -> int:
    """How many are open, or how many of them were due before a time."""
    table = schema.tickets
    counted = sa.select(sa.func.count()).select_from(table).where(table.c.status == _OPEN)
    if due_before_ms is not None:
        counted = counted.where(table.c.due_ms < due_before_ms)
    return int(connection.scalar(counted) or 0)


def _row_number(ticket: str) -> int:
    """Row number behind "T100001"; -1 (no row) for anything else."""
    digits = ticket[1:]
    is_ticket = ticket[:1] == "T" and digits.isascii() and digits.isdigit() and len(digits) <= 10
    return int(digits) - _FIRST if is_ticket else -1
