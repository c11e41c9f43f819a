"""How the demo shop opens, locks and numbers its SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update

from actions.shop.demo.tables import meta, metadata


def open_engine(path: Path) -> Engine:
    """Engine over a SQLite file in WAL mode, with the tables made."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _settings(raw: Any, _record: object) -> None:
        # The driver's own transaction handling would begin too late for BEGIN IMMEDIATE and savepoints.
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    with writing(engine) as connection:
        metadata.create_all(connection)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that owns the write lock from its start: what it reads stays true until it commits."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        yield connection


def move_times(connection: Connection, by_ms: int) -> None:
    """Shift every time in the shop."""
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if column.name.endswith("_ms")]
        if columns:
            connection.execute(update(table).values({column: column + by_ms for column in columns}))


def get_meta(connection: Connection, key: str) -> int | None:
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar_one_or_none()


def set_meta(connection: Connection, key: str, value: int) -> None:
    if get_meta(connection, key) is None:
        connection.execute(insert(meta).values(key=key, value=value))
    else:
        connection.execute(update(meta).where(meta.c.key == key).values(value=value))


def next_number(connection: Connection, prefix: str) -> str:
    """`R5020000001` and so on: one series for each prefix, free of gaps and of dates."""
    count = (get_meta(connection, f"number_{prefix}") or 0) + 1
    set_meta(connection, f"number_{prefix}", count)
    return f"{prefix}{5_020_000_000 + count}"
