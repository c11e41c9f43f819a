"""ASGI guards around the demo shop: no large bodies, and for tests a late answer."""

import asyncio
import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024


class TooLarge(Exception):
    """A body without a length went over the limit."""


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > LARGEST_BODY:
            await _refuse(send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > LARGEST_BODY:
                raise TooLarge
            return message

        await self._app(scope, counted, send)


async def _refuse(send: Send) -> None:
    body = {"code": "too_large", "error": f"A body has at most {LARGEST_BODY} bytes."}
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


class LateAnswer:
    """Holds every answer back after the work is done and committed: how a slow shop looks from outside."""

    def __init__(self, app: ASGIApp, *, delay_s: float) -> None:
        self._app = app
        self._delay_s = delay_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def late(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"] != "/livez":
                await asyncio.sleep(self._delay_s)
            await send(message)

        await self._app(scope, receive, late)
