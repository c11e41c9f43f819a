from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from handoff.archive import schema
from handoff.archive.database import open_database
from handoff.console.sessions import IDLE_MS, LASTS_MS, NOTICED_MS, Sessions
from handoff.users import User, Users

T0 = 1_800_000_000_000


class Clock:
    now_ms = T0

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'archive.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def anna(engine: sa.Engine) -> User:
    return Users(engine, PasswordHasher(1, 8, 1)).add("anna", "agent", "correct-horse-7")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(engine: sa.Engine, clock: Clock) -> Sessions:
    return Sessions(engine, clock)


def test_token_finds_its_user_and_is_not_stored(sessions: Sessions, anna: User, engine: sa.Engine) -> None:
    token = sessions.start(anna, "::1")
    found = sessions.find(token)
    assert found is not None
    assert found.user == anna
    with engine.connect() as connection:
        stored = connection.execute(sa.select(schema.sessions)).mappings().one()
    assert token not in str(dict(stored))


def test_unused_session_ends_and_a_used_one_goes_on(sessions: Sessions, anna: User, clock: Clock) -> None:
    idle, used = sessions.start(anna, "::1"), sessions.start(anna, "::1")
    clock.now_ms += IDLE_MS - 1
    assert sessions.find(used) is not None
    clock.now_ms += NOTICED_MS
    assert sessions.find(idle) is None
    assert sessions.find(used) is not None


def test_session_ends_with_the_shift_however_busy(sessions: Sessions, anna: User, clock: Clock) -> None:
    token = sessions.start(anna, "::1")
    while clock.now_ms < T0 + LASTS_MS - IDLE_MS // 2:
        clock.now_ms += IDLE_MS // 2
        assert sessions.find(token) is not None
    clock.now_ms = T0 + LASTS_MS
    assert sessions.find(token) is None


def test_ended_session_is_gone_and_others_stay(sessions: Sessions, anna: User) -> None:
    first, second = sessions.start(anna, "::1"), sessions.start(anna, "::1")
    found = sessions.find(first)
    assert found is not None
    sessions.end(found.id)
    assert sessions.find(first) is None
    assert sessions.find(second) is not None
    assert sessions.others(anna.id)


def test_known_browser_belongs_to_its_user_only(sessions: Sessions, anna: User, engine: sa.Engine) -> None:
    bob = Users(engine, PasswordHasher(1, 8, 1)).add("bob", "agent", "correct-horse-7")
    device = sessions.remember_device(anna, None)
    assert sessions.remember_device(anna, device) == device
    assert sessions.knows_device("anna", device)
    assert not sessions.knows_device("bob", device)
    assert sessions.remember_device(bob, device) != device
