"""What is kept after the conversation: history, tickets, ratings, and who looked at whose data.

Calls are synchronous and short; from asynchronous code they run in a thread. Everything fed twice is kept once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from handoff.archive import history, schema, tickets
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
            "conversation": conversation,
            "customer": customer,
            "client": client,
            "contact": contact,
            "owner": owner,
            "due_ms": due_ms,
        }
        with self.engine.begin() as connection:
            return tickets.opened(connection, row)

    def close_ticket(
        self, ticket: str, *, now_ms: int, by: tuple[str, str] = ("", ""), how: str = "done", note: str = ""
    ) -> bool:
        """Whether an open ticket of that number was closed now; `by` is a user's id and name."""
        closing = {"at_ms": now_ms, "user_id": by[0], "user_name": by[1], "how": how, "note": note}
        with self.engine.begin() as connection:
            return tickets.closed(connection, ticket, closing)

    def reach_ticket(self, ticket: str, contact: str) -> bool:
        """Whether the open ticket of that number has now this way to reach who left it."""
        with self.engine.begin() as connection:
            return tickets.reached(connection, ticket, contact)

    def reopen_ticket(self, ticket: str, *, how: str, due_ms: int) -> bool:
        """Whether the ticket of that number, closed like this, is open again."""
        with self.engine.begin() as connection:
            return tickets.reopened(connection, ticket, how, due_ms)

    def add_to_ticket(self, ticket: str, text: str, category: str | None = None) -> bool:
        """Whether the open ticket of that number holds now this further text, and the category where one is given."""
        with self.engine.begin() as connection:
            return tickets.added(connection, ticket, text, category)

    def tickets(
        self,
        *,
        status: str = "open",
        customer: str | None = None,
        conversation: str | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """Tickets of one status: open ones by urgency (due soonest, then oldest), closed ones the last closed first."""
        asked = {"status": status, "customer": customer, "conversation": conversation}
        where = {column: value for column, value in asked.items() if value is not None}
        with self.engine.connect() as connection:
            return tickets.listed(connection, where, newest_first=status == "closed", limit=limit)

    def ticket(self, ticket: str) -> dict[str, Any] | None:
        """The ticket of that number, open or closed."""
        with self.engine.connect() as connection:
            return tickets.found(connection, ticket)

    def open_tickets(self, *, due_before_ms: int | None = None) -> int:
        """How many tickets are open, or how many of them were due before a time."""
        with self.engine.connect() as connection:
            return tickets.open_count(connection, due_before_ms)

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
