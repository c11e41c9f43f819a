"""Who is logged in. A session is a random token in a cookie and its hash in the database; logging out deletes it."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from handoff.archive.schema import devices, sessions, users
from handoff.users import User, user_from

LASTS_MS = 12 * 3600_000  # one shift; then the password again, however busy
IDLE_MS = 2 * 3600_000  # an open console is not idle: its socket counts
NOTICED_MS = 60_000  # "seen" is written at most this often


def clock_ms() -> int:
    return time.time_ns() // 1_000_000


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login in one browser; `id` is the token's hash and no secret."""

    id: str
    user: User
    expires_ms: int


class Sessions:
    def __init__(self, engine: sa.Engine, now_ms: Callable[[], int] = clock_ms) -> None:
        self._engine = engine
        self._now_ms = now_ms

    def start(self, user: User, address: str) -> str:
        """A new session's token; it exists nowhere else in clear."""
        token, now_ms = secrets.token_urlsafe(32), self._now_ms()
        row = {
            "token_hash": token_hash(token),
            "user_id": user.id,
            "created_ms": now_ms,
            "seen_ms": now_ms,
            "expires_ms": now_ms + LASTS_MS,
            "address": address[:64],
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.expires_ms < now_ms))
            connection.execute(sa.insert(sessions).values(row))
        return token

    def find(self, token: str) -> Session | None:
        """The live session of this token and an enabled user; also counts as activity."""
        return self.by_id(token_hash(token))

    def by_id(self, session_id: str) -> Session | None:
        """The live session of this id and an enabled user; also counts as activity."""
        now_ms = self._now_ms()
        found = (
            sa.select(users, sessions.c.seen_ms, sessions.c.expires_ms)
            .join_from(sessions, users)
            .where(
                sessions.c.token_hash == session_id,
                sessions.c.expires_ms > now_ms,
                sessions.c.seen_ms > now_ms - IDLE_MS,
                users.c.disabled.is_(False),
            )
        )
        with self._engine.connect() as connection:
            row = connection.execute(found).mappings().first()
        if row is None:
            return None
        if row["seen_ms"] < now_ms - NOTICED_MS:
            self._notice(session_id, now_ms)
        return Session(id=session_id, user=user_from(dict(row)), expires_ms=row["expires_ms"])

    def end(self, session_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.token_hash == session_id))

    def others(self, user_id: str) -> bool:
        """Whether the user has a live session left, in another browser."""
        now_ms = self._now_ms()
        live = (sessions.c.expires_ms > now_ms) & (sessions.c.seen_ms > now_ms - IDLE_MS)
        found = sa.select(sessions.c.user_id).where(sessions.c.user_id == user_id, live).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(found).first() is not None

    def remember_device(self, user: User, known: str | None) -> str:
        """Token of this browser for this user: the known one, or a new one."""
        if known and self.knows_device(user.name, known):
            return known
        token = secrets.token_urlsafe(24)
        row = {"token_hash": token_hash(token), "user_id": user.id, "created_ms": self._now_ms()}
        with self._engine.begin() as connection:
            connection.execute(sa.insert(devices).values(row))
        return token

    def knows_device(self, name: str, token: str) -> bool:
        """Whether the user of this (normalised) name logged in from the browser that holds this token."""
        found = (
            sa.select(devices.c.user_id)
            .join_from(devices, users)
            .where(devices.c.token_hash == token_hash(token), users.c.name == name)
        )
        with self._engine.connect() as connection:
            return connection.execute(found).first() is not None

    def _notice(self, session_id: str, now_ms: int) -> None:
        with self._engine.begin() as connection:
            change = sa.update(sessions).where(sessions.c.token_hash == session_id)
            connection.execute(change.values(seen_ms=now_ms))
