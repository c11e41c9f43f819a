"""What the console's routes work with, built once by the gateway and kept as `app.state.console`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Protocol

import sqlalchemy as sa
from fastapi import Depends
from starlette.requests import HTTPConnection

from handoff.archive.archive import Archive
from handoff.console.attempts import Attempts
from handoff.console.hub import Hub
from handoff.console.left import Left
from handoff.console.phrases import Phrases, load_phrases
from handoff.console.sessions import Sessions
from handoff.queue.desk import Desk
from handoff.users import Users

# argon2id takes 64 MB a go; a burst of logins must not take the machine.
LOGINS_AT_ONCE = 2


class Stored(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def media_type(self) -> str: ...


class Files(Protocol):
    """Photos of conversations. Both raise refusals for what cannot be kept or is not of this conversation."""

    async def save(self, conversation: str, data: bytes) -> Stored: ...
    async def read(self, conversation: str, file: str) -> tuple[Stored, bytes]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    desk: Desk
    archive: Archive
    users: Users
    sessions: Sessions
    attempts: Attempts
    phrases: Phrases
    files: Files
    hub: Hub
    left: Left
    secure_cookies: bool
    hashing: asyncio.Semaphore
    looks: dict[tuple[str, str, str], int] = field(
        default_factory=dict
    )  # (user, conversation or ticket, action) → noted at


@asynccontextmanager
async def running_console(
    *, desk: Desk, engine: sa.Engine, files: Files, secure_cookies: bool = False
) -> AsyncIterator[Console]:
    """The console's parts, with its live feed running until the context ends."""
    archive = Archive(engine)
    left = Left(desk, archive)
    console = Console(
        desk=desk,
        archive=archive,
        users=Users(engine),
        sessions=Sessions(engine),
        attempts=Attempts(engine),
        phrases=load_phrases(),
        files=files,
        hub=Hub(desk, left),
        left=left,
        secure_cookies=secure_cookies,
        hashing=asyncio.Semaphore(LOGINS_AT_ONCE),
    )
    async with console.hub.running():
        yield console


def console_of(connection: HTTPConnection) -> Console:
    console: Console = connection.app.state.console
    return console


Parts = Annotated[Console, Depends(console_of)]
