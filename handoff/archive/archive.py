"""What is kept after the conversation: history, tickets, ratings, and who looked at whose data.

Calls are synchronous and short; from asynchronous code they run in a thread. Everything fed twice is kept once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from handoff.archive import history, schema
from handoff.archive.database import insert_once


class Archive:
    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    def record(self, event: Mapping[str, Any]) -> bool:
        """Keeps one log entry: the entry's fields plus `conversation` (its id) and optionally `about` (facts of the
        conversation as a whole). Returns False when it was kept before. Raises KeyError when a field is missing."""
        with self.engine.begin() as connection:
            return history.record(connection, event)

    def entries(self, conversation: str) -> list[dict[str, Any]]:
        """All kept entries in log order, as they were in the log."""
        with self.engine.connect() as connection:
            return history.entries(connection, conversation)

    def earlier_contacts(
        self,
        *,
        customer: str | None = None,
        client: str | None = None,
        without: str | None = None,
        limit: int = 10,
    ) -> list[dict[str, Any]]:
        """Conversations of this customer, or else of this client, newest first; `without` leaves one out."""
        with self.engine.connect() as connection:
            return history.earlier_contacts(connection, customer, client, without, limit)

    def open_ticket(
        self,
        *,
        key: str,
        category: str,
        text: str,
        now_ms: int,
        conversation: str | None = None,
        customer: str | None = None,
        client: str | None = None,
        contact: str | None = None,
        owner: str | None = None,
        due_ms: int | None = None,
    ) -> str:
        """Number ("T…") of the ticket; the same key gives the same ticket again."""
        row = {
            "key": key,
            "category": category,
            "text": text,
            "created_ms": now_ms,
            "status": "open",
            "conversation": conversation,
            "customer": customer,
            "client": client,
            "contact": contact,
            "owner": owner,
            "due_ms": due_ms,
        }
        tickets = schema.tickets
        with self.engine.begin() as connection:
            insert_once(connection, tickets, row)
            number = connection.scalar(sa.select(tickets.c.number).where(tickets.c.key == key))
        return f"T{100000 + int(number or 0)}"

    def close_ticket(self, ticket: str, *, now_ms: int) -> bool:
        """Whether an open ticket of that number was closed now."""
        tickets = schema.tickets
        change = (
            sa.update(tickets)
            .where(tickets.c.number == _number(ticket), tickets.c.status == "open")
            .values(status="closed", closed_ms=now_ms)
        )
        with self.engine.begin() as connection:
            return connection.execute(change).rowcount == 1

    def tickets(self, *, status: str = "open", customer: str | None = None) -> list[dict[str, Any]]:
        """Tickets of one status, the most urgent first (due soonest, then oldest)."""
        table = schema.tickets
        found = sa.select(table).where(table.c.status == status)
        if customer is not None:
            found = found.where(table.c.customer == customer)
        found = found.order_by(table.c.due_ms.is_(None), table.c.due_ms, table.c.number)
        with self.engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(found).mappings()]
        return [{**row, "id": f"T{100000 + row.pop('number')}"} for row in rows]

    def rate(
        self,
        conversation: str,
        *,
        epoch: int,
        now_ms: int,
        solved: bool | None = None,
        stars: int | None = None,
        comment: str | None = None,
        agent: str | None = None,
        customer: str | None = None,
    ) -> None:
        """Keeps a rating of one stretch with a person; what is given later completes what was given before."""
        table = schema.ratings
        given = {
            "solved": solved,
            "stars": stars,
            "comment": comment,
            "agent_id": agent,
            "customer": customer,
        }
        given = {name: value for name, value in given.items() if value is not None}
        same = (table.c.conversation == conversation) & (table.c.epoch == epoch)
        with self.engine.begin() as connection:
            insert_once(connection, table, {"conversation": conversation, "epoch": epoch, "at_ms": now_ms})
            if given:
                connection.execute(sa.update(table).where(same).values(given))

    def rated_since(self, customer: str, since_ms: int) -> bool:
        """Whether this customer gave a rating since then (nobody is asked twice a day)."""
        table = schema.ratings
        found = (
            sa.select(table.c.epoch).where(table.c.customer == customer, table.c.at_ms >= since_ms).limit(1)
        )
        with self.engine.connect() as connection:
            return connection.execute(found).first() is not None

    def log_access(
        self,
        *,
        user_id: str,
        user_name: str,
        action: str,
        now_ms: int,
        conversation: str | None = None,
        subject: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Notes that somebody saw or changed personal data."""
        row = {
            "at_ms": now_ms,
            "user_id": user_id,
            "user_name": user_name,
            "action": action,
            "conversation": conversation,
            "subject": subject,
            "data": dict(data or {}),
        }
        with self.engine.begin() as connection:
            connection.execute(sa.insert(schema.audit).values(row))

    def accesses(self, *, conversation: str | None = None, limit: int = 200) -> Sequence[dict[str, Any]]:
        """Who saw or changed what, newest first."""
        found = sa.select(schema.audit).order_by(schema.audit.c.id.desc()).limit(limit)
        if conversation is not None:
            found = found.where(schema.audit.c.conversation == conversation)
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(found).mappings()]


def _number(ticket: str) -> int:
    """Row number behind "T100001"; -1 (no row) for anything else."""
    digits = ticket[1:]
    is_ticket = ticket[:1] == "T" and digits.isascii() and digits.isdigit()
    return int(digits) - 100000 if is_ticket else -1
