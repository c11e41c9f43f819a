"""Logging in and out, and who one is."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from handoff.console.attempts import Attempt
from handoff.console.auth import DEVICE_COOKIE, SESSION_COOKIE, CurrentSession, check_origin, ref
from handoff.console.forms import Login
from handoff.console.parts import Console, Parts
from handoff.console.sessions import LASTS_MS, Session, clock_ms
from handoff.errors import Unauthorized
from handoff.users import User, login_name

router = APIRouter(prefix="/api", tags=["console"])

WRAP_UP_MS = 60_000
DEVICE_LASTS_S = 365 * 24 * 3600


def _me(console: Console, user: User, expires_ms: int) -> dict[str, Any]:
    return {
        "id": user.id,
        "user": user.name,
        "name": user.display_name,
        "role": user.role,
        "skills": list(user.skills),
        "languages": list(user.languages),
        "capacity": user.capacity,
        "wrap_up_ms": WRAP_UP_MS,
        # The shop's clock: what customers are told and what agents see must be the same time.
        "zone": getattr(console.desk.rules.hours.zone, "key", None),
        "expires_ms": expires_ms,
        "now_ms": clock_ms(),
    }


@router.post("/login", dependencies=[Depends(check_origin)])
async def login(form: Login, request: Request, response: Response, console: Parts) -> dict[str, Any]:
    """Starts a session in this browser. 401 for a wrong name or password alike, 429 after too many."""
    address = request.client.host if request.client else "unknown"
    device = request.cookies.get(DEVICE_COOKIE)
    user, token, device = await _let_in(console, form, address, device)
    _set_cookie(response, console, SESSION_COOKIE, token, LASTS_MS // 1000)
    _set_cookie(response, console, DEVICE_COOKIE, device, DEVICE_LASTS_S)
    return _me(console, user, clock_ms() + LASTS_MS)


async def _let_in(console: Console, form: Login, address: str, device: str | None) -> tuple[User, str, str]:
    """The user, a session token and the browser's own token. Raises Unauthorized, TooMany."""
    # From check to verdict few at a time: many parallel guesses must not all pass the check first.
    async with console.hashing:
        name = login_name(form.user)
        known = bool(device) and await asyncio.to_thread(console.sessions.knows_device, name, device or "")
        attempt = Attempt(name=name, address=address, device=device if known else None)
        await asyncio.to_thread(console.attempts.check, attempt)
        user = await asyncio.to_thread(console.users.verify, form.user, form.password)
        if user is None:
            await asyncio.to_thread(console.attempts.failed, attempt)
            raise Unauthorized(
                "wrong_login", "Name or password is wrong; ask your administrator for a new one."
            )
        await asyncio.to_thread(console.attempts.succeeded, attempt)
    token = await asyncio.to_thread(console.sessions.start, user, address)
    return user, token, await asyncio.to_thread(console.sessions.remember_device, user, device)


def _set_cookie(response: Response, console: Console, name: str, value: str, lasts_s: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lasts_s,
        path="/api",
        httponly=True,
        samesite="strict",
        secure=console.secure_cookies,
    )


@router.post("/logout", status_code=204)
async def logout(session: CurrentSession, console: Parts) -> Response:
    """Ends the session for good; what the agent holds goes back to the queue unless another session is open."""
    await asyncio.to_thread(console.sessions.end, session.id)
    if not await asyncio.to_thread(console.sessions.others, session.user.id):
        await _leave_desk(console, session)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/api", httponly=True, samesite="strict")
    return response


async def _leave_desk(console: Console, session: Session) -> None:
    if session.user.role != "designer":
        await console.desk.set_presence(ref(session.user), "offline", "", clock_ms())


@router.get("/me")
async def me(session: CurrentSession, console: Parts) -> dict[str, Any]:
    return _me(console, session.user, session.expires_ms)
