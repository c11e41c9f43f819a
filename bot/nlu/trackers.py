"""Rasa's SQL tracker store with one kept connection, and its action calls with a schema compiled once.

Both were most of a turn: SQLAlchemy opens SQLite anew for every session, jsonschema checks its own schema every time.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.pool import StaticPool


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


def compile_action_schema() -> None:
    """Check the action server's answers as Rasa does, without checking the schema itself every time."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
