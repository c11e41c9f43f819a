"""Rasa's SQL tracker store with one kept connection: SQLAlchemy opens SQLite anew for every session."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from sqlalchemy.pool import StaticPool

_NEWEST = "SELECT max(id) FROM events WHERE sender_id = ?"
_ADD = "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) VALUES (?, ?, ?, ?, ?, ?)"


class Trackers(SQLTrackerStore):
    """SQLite in a file; every session runs to its end without waiting, so one connection is enough."""

    engine: Any

    def __init__(
        self,
        domain: Domain | None = None,
        db: str = "trackers.db",
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain=domain, dialect="sqlite", db=db, event_broker=event_broker, **kwargs)
        self.engine.dispose()
        self.engine = sa.create_engine(
            self.engine.url, poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        with self.engine.connect() as connection:
            # A write-ahead log: a commit does not wait for the disk, and a killed process loses nothing.
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("PRAGMA synchronous=NORMAL")
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    def newest(self, sender: str) -> int:
        """The sender's last row; 0 when there is none."""
        with self.engine.connect() as connection:
            return connection.exec_driver_sql(_NEWEST, (sender,)).scalar() or 0

    def add(self, sender: str, events: Sequence[Event]) -> int:
        """Saves further events, all or none; the sender's last row. Rasa's own `save` counts those before first."""
        rows = [_row(sender, event) for event in events]
        with self.engine.begin() as connection:
            connection.exec_driver_sql(_ADD, rows)
            return int(connection.exec_driver_sql(_NEWEST, (sender,)).scalar())


def _row(sender: str, event: Event) -> tuple[Any, ...]:
    """The columns as `SQLTrackerStore.save` fills them; a message's metadata once, not in its parse too."""
    data = event.as_dict()
    if parse := data.get("parse_data"):
        data["parse_data"] = {name: one for name, one in parse.items() if name != "metadata"}
    intent = data.get("parse_data", {}).get("intent", {}).get("name")
    return sender, event.type_name, data.get("timestamp"), intent, data.get("name"), json.dumps(data)
