"""What holds for every request before any route sees it: size of the body, security headers, foreign pages.

Plain ASGI, so that bodies are counted while they arrive and streams and sockets pass untouched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http_errors import error_response
from handoff.errors import FrontdeskError, Invalid, TooLarge

BODY_LIMIT = 256 * 1024
BODY_SECONDS = 30.0
DRAINED = 32 * 1024 * 1024  # a refused body is read on so far, so that its sender hears the answer
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data: blob: https:; connect-src 'self' ws: wss:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": PAGE_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds what a route has not said itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class ForeignPages:
    """Lets pages of any origin use the customer's side: it knows no cookies, only bearer tokens.

    The console's calls carry a cookie and stay closed to other origins.
    """

    OPEN = ("/api/chat/", "/widget.js")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After"],
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        opened = scope["type"] == "http" and scope["path"].startswith(self.OPEN)
        await (self.open if opened else self.app)(scope, receive, send)


class BodyLimit:
    """Reads the whole body within its limit and time, then lets the route have it."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[str], int]) -> None:
        self.app = app
        self.limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.limit_of(scope["path"])
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive, limit, _announced(scope))
        except TimeoutError:
            await error_response(_Slow("body_too_slow", "The body took too long; send it again."))(
                scope, receive, send
            )
        except FrontdeskError as error:
            response = error_response(error)
            response.headers["Connection"] = "close"
            await response(scope, receive, send)
        else:
            if body is not None:
                await self.app(scope, _replay(body, receive), send)


class _Slow(FrontdeskError):
    status = 408


def _announced(scope: Scope) -> int:
    raw = Headers(scope=scope).get("content-length", "0")
    if not (raw.isascii() and raw.isdigit()):
        raise Invalid("bad_length", "Content-Length is not a number.")
    return int(raw[:18])


async def _read(receive: Receive, limit: int, announced: int) -> bytes | None:
    """The body; None when the client went away. Raises: TooLarge."""
    kept: list[bytes] = []
    size, more = 0, announced <= DRAINED
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk, more = message.get("body", b""), message.get("more_body", False)
        size += len(chunk)
        if size <= limit:
            kept.append(chunk)
        elif size > DRAINED:
            break
    if max(size, announced) > limit:
        raise TooLarge("too_large", f"The body may have at most {limit} bytes; send less.")
    return b"".join(kept)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
