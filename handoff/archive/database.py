"""One engine to the archive's database, SQLite or PostgreSQL, as its URL says.

The tables are made at start; a database of another version is refused, never silently changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.schema import CreateIndex, CreateTable

from handoff.archive import schema

SCHEMA_LOCK = 0x66645F61  # any number that nobody else locks by


class ArchiveUnusable(RuntimeError):
    """The database cannot be used as it is; the message says what to do."""


def open_database(url: str) -> sa.Engine:
    """An engine whose tables exist in this version. Raises ArchiveUnusable."""
    engine = _engine(url)
    try:
        _prepare(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(url: str) -> sa.Engine:
    try:
        engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ImportError, NoSuchModuleError, sa.exc.ArgumentError) as error:
        raise ArchiveUnusable(
            f"DATABASE_URL cannot be used ({error}); for PostgreSQL install psycopg and write "
            "postgresql+psycopg://user@host/name."
        ) from error
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare(engine: sa.Engine) -> None:
    try:
        _refuse_other_version(engine)
        with engine.begin() as connection:
            _make_tables(connection)
            row = {"name": "version", "value": str(schema.VERSION)}
            insert_once(connection, schema.about, row)
    except DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise ArchiveUnusable(f"The archive {where} cannot be opened: {error.orig}.") from error


def _make_tables(connection: sa.Connection) -> None:
    """Makes what is missing; several processes may do so at once, so nothing is looked up first."""
    if connection.dialect.name == "postgresql":
        # There, IF NOT EXISTS alone still fails when two transactions make the same table.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SCHEMA_LOCK)))
    for table in schema.metadata.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))


def _refuse_other_version(engine: sa.Engine) -> None:
    if not sa.inspect(engine).has_table(schema.about.name):
        return
    with engine.connect() as connection:
        found = connection.scalar(sa.select(schema.about.c.value).where(schema.about.c.name == "version"))
    if found is not None and found != str(schema.VERSION):
        raise ArchiveUnusable(
            f"The archive {engine.url.render_as_string(hide_password=True)} has version {found}, this program needs "
            f"{schema.VERSION}; start the matching program, or name another database in DATABASE_URL."
        )


def insert_once(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> bool:
    """Whether the row was new; a row with the same key stays as it is."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return connection.execute(build(table).values(row).on_conflict_do_nothing()).rowcount == 1
