"""Who works here: names, roles and passwords (argon2id). Disabling or a new password ends every session at once."""

from __future__ import annotations

import re
import secrets
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.exc import IntegrityError

from handoff.archive.schema import devices, sessions, users
from handoff.errors import Conflict, Invalid, NotFound

ROLES = ("agent", "supervisor", "designer", "admin")
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
PASSWORD_MIN, PASSWORD_MAX = 10, 200
CAPACITY_MAX = 20
# No 0/o, 1/l/i: it is read from a screen and typed once.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NAME = re.compile(r"[\w][\w.\-]{1,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person; `name` is for logging in, `display_name` is what customers and colleagues see."""

    id: str
    name: str
    display_name: str
    role: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: int
    disabled: bool

    @property
    def sees_all(self) -> bool:
        """Whether other people's conversations are this person's business."""
        return self.role in ("supervisor", "admin")


def generate_password() -> str:
    """Sixteen random characters in groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def login_name(name: str) -> str:
    """The one form of a name: 'Ａnna ' and 'anna' are the same person."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class Users:
    def __init__(self, engine: sa.Engine, hasher: PasswordHasher | None = None) -> None:
        self._engine = engine
        self._hasher = hasher or PasswordHasher()
        # Compared when the name is unknown, so that the answer takes as long as for a known one.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    def add(
        self,
        name: str,
        role: str,
        password: str,
        *,
        display_name: str | None = None,
        skills: tuple[str, ...] = (),
        languages: tuple[str, ...] = LANGUAGES,
        capacity: int = 4,
    ) -> User:
        """The new user. Raises Invalid (name, role, password, languages, capacity) and Conflict (name taken)."""
        row = {
            "id": "U" + secrets.token_hex(6),
            "name": _checked_name(name),
            "display_name": _checked_display_name(display_name or name),
            "role": _checked_role(role),
            "password_hash": self._hasher.hash(_checked_password(password, name)),
            "skills": list(skills),
            "languages": _checked_languages(languages),
            "capacity": _checked_capacity(capacity),
            "disabled": False,
            "created_ms": _now_ms(),
            "password_changed_ms": _now_ms(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(sa.insert(users).values(row))
        except IntegrityError as error:
            raise Conflict(
                "name_taken", f"There is a user '{row['name']}' already; choose another name.", "name"
            ) from error
        return user_from(row)

    def verify(self, name: str, password: str) -> User | None:
        """The user whose name and password these are; nobody when either is wrong or the user is disabled."""
        row = self._row(users.c.name == login_name(name))
        stored = row["password_hash"] if row else self._nobody
        try:
            self._hasher.verify(stored, password[:PASSWORD_MAX])
        except (VerificationError, InvalidHashError):
            return None
        if row is None or row["disabled"]:
            return None
        if self._hasher.check_needs_rehash(stored):
            self._change(row["id"], password_hash=self._hasher.hash(password))
        return user_from(row)

    def get(self, user_id: str) -> User:
        """Raises NotFound."""
        row = self._row(users.c.id == user_id)
        if row is None:
            raise NotFound("no_such_user", f"There is no user {user_id}.")
        return user_from(row)

    def by_name(self, name: str) -> User:
        """Raises NotFound."""
        row = self._row(users.c.name == login_name(name))
        if row is None:
            raise NotFound("no_such_user", f"There is no user '{name}'; see the list of users.", "name")
        return user_from(row)

    def all(self) -> list[User]:
        with self._engine.connect() as connection:
            return [
                user_from(dict(row))
                for row in connection.execute(sa.select(users).order_by(users.c.name)).mappings()
            ]

    def rename(self, name: str, *, new_name: str | None = None, display_name: str | None = None) -> User:
        """Raises NotFound, Invalid, Conflict (name taken)."""
        user = self.by_name(name)
        changes: dict[str, Any] = {}
        if new_name is not None:
            changes["name"] = _checked_name(new_name)
        if display_name is not None:
            changes["display_name"] = _checked_display_name(display_name)
        try:
            self._change(user.id, **changes)
        except IntegrityError as error:
            raise Conflict("name_taken", f"There is a user '{new_name}' already.", "name") from error
        return self.get(user.id)

    def change(
        self,
        name: str,
        *,
        role: str | None = None,
        skills: tuple[str, ...] | None = None,
        languages: tuple[str, ...] | None = None,
        capacity: int | None = None,
    ) -> User:
        """Raises NotFound, Invalid."""
        user = self.by_name(name)
        changes: dict[str, Any] = {}
        if role is not None:
            changes["role"] = _checked_role(role)
        if skills is not None:
            changes["skills"] = list(skills)
        if languages is not None:
            changes["languages"] = _checked_languages(languages)
        if capacity is not None:
            changes["capacity"] = _checked_capacity(capacity)
        self._change(user.id, **changes)
        return self.get(user.id)

    def set_password(self, name: str, password: str) -> None:
        """Also ends every session and forgets every known browser. Raises NotFound, Invalid."""
        user = self.by_name(name)
        hashed = self._hasher.hash(_checked_password(password, name))
        self._change(user.id, password_hash=hashed, password_changed_ms=_now_ms())
        self._forget(user.id)

    def disable(self, name: str) -> None:
        """No login and no session from now on; what the user did stays. Raises NotFound."""
        user = self.by_name(name)
        self._change(user.id, disabled=True)
        self._forget(user.id)

    def enable(self, name: str) -> None:
        self._change(self.by_name(name).id, disabled=False)

    def _row(self, which: sa.ColumnElement[bool]) -> dict[str, Any] | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(users).where(which)).mappings().first()
        return dict(row) if row else None

    def _change(self, user_id: str, **changes: Any) -> None:
        if changes:
            with self._engine.begin() as connection:
                connection.execute(sa.update(users).where(users.c.id == user_id).values(changes))

    def _forget(self, user_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.user_id == user_id))
            connection.execute(sa.delete(devices).where(devices.c.user_id == user_id))


def user_from(row: Mapping[str, Any]) -> User:
    return User(
        id=row["id"],
        name=row["name"],
        display_name=row["display_name"],
        role=row["role"],
        skills=tuple(row["skills"]),
        languages=tuple(row["languages"]),
        capacity=row["capacity"],
        disabled=bool(row["disabled"]),
    )


def _checked_name(name: str) -> str:
    known_as = login_name(name)
    if not NAME.fullmatch(known_as):
        raise Invalid("bad_name", "A name has 2 to 32 letters, digits, dots, hyphens or underscores.", "name")
    return known_as


def _checked_display_name(name: str) -> str:
    shown = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(shown) <= 40 or not shown.isprintable():
        raise Invalid("bad_display_name", "A display name has 1 to 40 printable characters.", "display_name")
    return shown


def _checked_role(role: str) -> str:
    if role not in ROLES:
        raise Invalid("bad_role", f"A role is one of {', '.join(ROLES)}.", "role")
    return role


def _checked_password(password: str, name: str) -> str:
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX or len(set(password)) < 4:
        raise Invalid(
            "weak_password",
            f"A password has {PASSWORD_MIN} to {PASSWORD_MAX} characters, at least four of them different.",
            "password",
        )
    if login_name(name) in password.casefold():
        raise Invalid("weak_password", "A password does not contain the user's name.", "password")
    return password


def _checked_languages(languages: tuple[str, ...]) -> list[str]:
    if not languages or not set(languages) <= set(LANGUAGES):
        raise Invalid("bad_languages", f"Languages are one or more of {', '.join(LANGUAGES)}.", "languages")
    return list(languages)


def _checked_capacity(capacity: int) -> int:
    if not 1 <= capacity <= CAPACITY_MAX:
        raise Invalid("bad_capacity", f"A capacity is from 1 to {CAPACITY_MAX}.", "capacity")
    return capacity


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
