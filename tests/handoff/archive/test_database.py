import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from handoff.archive import schema
from handoff.archive.database import ArchiveUnusable, insert_once, open_database


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'deep' / 'archive.db'}"


def test_first_start_makes_folder_and_tables_in_wal_mode(tmp_path: Path) -> None:
    engine = open_database(url(tmp_path))
    assert set(sa.inspect(engine).get_table_names()) == set(schema.metadata.tables)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1


def test_next_start_keeps_what_was_stored(tmp_path: Path) -> None:
    with open_database(url(tmp_path)).begin() as connection:
        connection.execute(sa.insert(schema.about).values(name="mark", value="kept"))
    with open_database(url(tmp_path)).connect() as connection:
        found = sa.select(schema.about.c.value).where(schema.about.c.name == "mark")
        assert connection.scalar(found) == "kept"


def test_other_version_is_refused_before_anything_is_changed(tmp_path: Path) -> None:
    with open_database(url(tmp_path)).begin() as connection:
        connection.execute(sa.update(schema.about).values(value="99"))
        connection.execute(sa.text("DROP TABLE ratings"))
    with pytest.raises(ArchiveUnusable, match="has version 99, this program needs 1"):
        open_database(url(tmp_path))
    with sqlite3.connect(tmp_path / "deep" / "archive.db") as raw:
        assert raw.execute("SELECT name FROM sqlite_master WHERE name = 'ratings'").fetchall() == []
    raw.close()


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"not a database at all, but long enough to be read" * 40)
    with pytest.raises(ArchiveUnusable, match=r"archive\.db cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'archive.db'}")


def test_unknown_kind_of_database_is_refused_with_the_remedy() -> None:
    with pytest.raises(ArchiveUnusable, match="for PostgreSQL install psycopg"):
        open_database("oracle9://host/name")


def test_password_of_the_url_is_not_in_the_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnusable) as refused:
        open_database(f"sqlite://user:hush@/{tmp_path / 'file' / 'archive.db'}")
    assert "hush" not in str(refused.value)


def test_several_processes_may_start_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            open_database(url(tmp_path)).dispose()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_insert_once_says_whether_the_row_was_new(tmp_path: Path) -> None:
    with open_database(url(tmp_path)).begin() as connection:
        row = {"name": "mark", "value": "first"}
        assert insert_once(connection, schema.about, row)
        assert not insert_once(connection, schema.about, row | {"value": "second"})
        found = sa.select(schema.about.c.value).where(schema.about.c.name == "mark")
        assert connection.scalar(found) == "first"


def test_every_table_and_index_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            # PostgreSQL cuts longer names, and two cut names may be the same.
            assert len(str(index.name)) <= 63
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_database_of_before_closings_gets_the_table_at_the_next_start(tmp_path: Path) -> None:
    with open_database(url(tmp_path)).begin() as connection:
        connection.execute(sa.text("DROP TABLE closings"))
    assert sa.inspect(open_database(url(tmp_path))).has_table("closings")
