"""Reads typed values from environment variables and gathers every problem before it raises."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One setting that cannot be used, with what to do about it."""

    name: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}={self.value}: {self.remedy}"


class SettingsError(Exception):
    """At least one setting cannot be used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class Reader:
    """Typed reads of one environment. An empty variable counts as not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._problems: list[Problem] = []
        self._known: set[str] = set()

    @property
    def known(self) -> frozenset[str]:
        """Names that were asked for so far."""
        return frozenset(self._known)

    def text(self, name: str, default: str) -> str:
        return self._get(name) or default

    def together(self, name: str, other: str, remedy: str) -> None:
        """`name` is of no use without `other`."""
        given = self._get(name)
        if given is not None and self._get(other) is None:
            self._refuse(other, "(not set)", remedy)

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        raw = self._get(name)
        if raw is None:
            return default
        if not re.fullmatch(r"-?\d{1,18}", raw, re.ASCII) or not least <= int(raw) <= most:
            self._refuse(name, raw, f"give a whole number from {least} to {most}")
            return default
        return int(raw)

    def flag(self, name: str, default: bool) -> bool:
        raw = self._get(name)
        values = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if raw is None or raw.lower() in values:
            return default if raw is None else values[raw.lower()]
        self._refuse(name, raw, "give 1 or 0")
        return default

    def choice(self, name: str, default: str, allowed: Sequence[str]) -> str:
        raw = self._get(name)
        if raw is None or raw.lower() in allowed:
            return (raw or default).lower()
        self._refuse(name, raw, f"give one of {', '.join(allowed)}")
        return default

    def word(self, name: str, default: str) -> str:
        pattern, remedy = r"[a-z0-9][a-z0-9-]{0,31}", "give at most 32 lower-case letters, digits and dashes"
        return self.matching(name, pattern, remedy, secret=False) or default

    def matching(self, name: str, pattern: str, remedy: str, *, secret: bool = True) -> str | None:
        raw = self._get(name)
        if raw is not None and not re.fullmatch(pattern, raw, re.ASCII):
            self._refuse(name, raw, remedy, secret=secret)
            return None
        return raw

    def url(
        self, name: str, default: str | None, schemes: Sequence[str], *, secret: bool = False
    ) -> str | None:
        """Address without a slash at its end. A database's scheme may name a driver after a plus sign."""
        raw = self._get(name)
        if raw is None:
            return default
        remedy = f"give an address that begins with {' or '.join(scheme + '://' for scheme in schemes)}"
        try:
            parts = urlsplit(raw)
            valid = parts.scheme.split("+")[0] in schemes and bool(parts.netloc or parts.path.strip("/"))
            _ = parts.port
        except ValueError:
            valid = False
        if not valid or "://" not in raw or re.search(r"\s", raw):
            self._refuse(name, raw, remedy, secret=secret)
            return default
        return raw.rstrip("/")

    def folder(self, name: str, default: Path) -> Path:
        """Absolute path; it need not exist, but nothing on its way may be a file."""
        path = Path(self._get(name) or default).expanduser().absolute()
        nearest = next(part for part in (path, *path.parents) if part.exists())
        if not nearest.is_dir():
            self._refuse(name, str(path), f"{nearest} is not a folder, name another")
        return path

    def secret(self, name: str, shortest: int = 32) -> str:
        """The secret, or "" when it is not set."""
        raw = self._get(name) or ""
        if raw and len(raw) < shortest:
            self._refuse(
                name,
                raw,
                f"give at least {shortest} characters, such as from `openssl rand -hex 32`",
                secret=True,
            )
        return raw

    def finish(self) -> None:
        """Raises: SettingsError when anything was wrong, misspelt names included."""
        for name in self._environ:
            if name.startswith("FRONTDESK_") and name not in self._known:
                near = get_close_matches(name, sorted(self._known), n=1, cutoff=0.8)
                if near:
                    self._refuse(
                        name, self._environ[name], f"no such setting, did you mean {near[0]}?", secret=True
                    )
        if self._problems:
            raise SettingsError(self._problems)

    def _get(self, name: str) -> str | None:
        self._known.add(name)
        return self._environ.get(name, "").strip() or None

    def _refuse(self, name: str, raw: str, remedy: str, *, secret: bool = False) -> None:
        self._problems.append(Problem(name=name, value="(hidden)" if secret else raw, remedy=remedy))
