"""Every console call passes here: the session's cookie, the page's origin, the user's role."""

from __future__ import annotations

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import HTTPConnection

from handoff.console.parts import Parts
from handoff.console.sessions import Session
from handoff.errors import Forbidden, Unauthorized
from handoff.model import AgentRef
from handoff.users import User

SESSION_COOKIE = "fd_session"
DEVICE_COOKIE = "fd_device"


def check_origin(connection: HTTPConnection) -> None:
    """Refuses what a page of another origin sends. Raises Forbidden.

    Beside SameSite cookies: those let a page of a sibling host through, and sockets are not bound by CORS. Callers that
    are no browsers send neither header and have no cookies that somebody else could use.
    """
    origin = connection.headers.get("origin")
    if origin is None:
        own = connection.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    else:
        own = urlsplit(origin).netloc.lower() == connection.headers.get("host", "").lower() != ""
    if not own:
        raise Forbidden("foreign_origin", "This call is only for the console's own page.")


async def session_of(connection: HTTPConnection, console: Parts) -> Session:
    """Raises Unauthorized, Forbidden."""
    if connection.scope["type"] == "websocket" or connection.scope["method"] not in ("GET", "HEAD"):
        check_origin(connection)
    token = connection.cookies.get(SESSION_COOKIE)
    session = await asyncio.to_thread(console.sessions.find, token) if token else None
    if session is None:
        raise Unauthorized("not_logged_in", "Log in first; a session ends after two hours without use.")
    return session


CurrentSession = Annotated[Session, Depends(session_of)]


def agent_of(session: CurrentSession) -> User:
    """The signed-in user when conversations are this role's business. Raises Forbidden."""
    if session.user.role == "designer":
        raise Forbidden("not_for_role", "Conversations are for agents and supervisors.")
    return session.user


CurrentAgent = Annotated[User, Depends(agent_of)]


def supervisor_of(user: CurrentAgent) -> User:
    """The signed-in user when everybody's conversations are their business. Raises Forbidden."""
    if not user.sees_all:
        raise Forbidden("not_a_supervisor", "Only supervisors see what others hold.")
    return user


CurrentSupervisor = Annotated[User, Depends(supervisor_of)]


def reader_of(connection: HTTPConnection) -> str | None:
    """The language in which whoever asks reads the desk's own words; None when they do not say."""
    first = connection.headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip().lower()
    if first.startswith("zh"):
        return "zh-Hans"
    return "en" if first.startswith("en") else None


Reader = Annotated[str | None, Depends(reader_of)]


def ref(user: User) -> AgentRef:
    """How the desk knows this user."""
    return AgentRef(
        id=user.id,
        name=user.display_name,
        role=user.role,
        skills=user.skills,
        languages=user.languages,
        capacity=user.capacity,
    )
