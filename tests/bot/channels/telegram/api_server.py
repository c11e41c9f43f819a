"""A local Bot API server that speaks Telegram's wire format over real HTTP, with its faults on demand."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
USERNAME = "frontdesk_test_bot"
WANG = {"id": 42, "is_bot": False, "first_name": "王", "language_code": "zh-hans"}
ME = {"id": 110201543, "is_bot": True, "first_name": "Frontdesk", "username": USERNAME}


@dataclass
class BotApi:
    """`faults` are answered to the next sending calls, one each: "429", "500", "lost" (done, answer cut), "403"."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)
    offsets: list[int] = field(default_factory=list)
    menus: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    asked_at: list[float] = field(default_factory=list)  # when updates were asked for
    slow: dict[int, float] = field(default_factory=dict)  # seconds that sending to a chat takes
    away: bool = False  # nothing is answered but 502
    number: int = 0

    def says(
        self,
        text: str | None = None,
        *,
        chat: int = 42,
        kind: str = "private",
        user: dict[str, Any] | None = None,
        **more: Any,
    ) -> int:
        """A message from user 42, if nobody else is named; the update's id."""
        message = {
            "message_id": self._next(),
            "date": 1_800_000_000,
            "chat": {"id": chat, "type": kind},
            "from": user or WANG,
        }
        return self._update(message=message | ({"text": text} if text is not None else {}) | more)

    def edits(self, message: int, text: str, *, chat: int = 42, **more: Any) -> int:
        """User 42 changes the message of that number."""
        edited = {
            "message_id": message,
            "date": 1_800_000_000,
            "edit_date": 1_800_000_060,
            "chat": {"id": chat, "type": "private"},
            "from": WANG,
            "text": text,
        }
        return self._update(edited_message=edited | more)

    def presses(self, data: str, *, chat: int = 42) -> int:
        return self._update(
            callback_query={
                "id": str(self._next()),
                "chat_instance": "1",
                "data": data,
                "from": WANG,
                "message": {"message_id": 1, "date": 1_800_000_000, "chat": {"id": chat, "type": "private"}},
            }
        )

    def texts(self, chat: int = 42) -> list[str]:
        return [s.get("text") or s.get("caption", "") for s in self.sent if int(s["chat_id"]) == chat]

    def _update(self, **what: Any) -> int:
        id = self._next()
        self.updates.append({"update_id": id, **what})
        return id

    def _next(self) -> int:
        self.number += 1
        return self.number

    # -- the wire

    async def call(self, request: Request) -> Response:
        async with request.form() as form:
            given: dict[str, Any] = {k: v if isinstance(v, str) else await v.read() for k, v in form.items()}
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        return await getattr(self, f"_{method}")(given)  # type: ignore[no-any-return]

    async def file(self, request: Request) -> Response:
        return Response(self.files[request.path_params["path"]])

    async def _getMe(self, given: dict[str, Any]) -> Response:
        return _ok(ME)

    async def _getUpdates(self, given: dict[str, Any]) -> Response:
        self.asked_at.append(time.monotonic())
        if self.away:
            return JSONResponse({"ok": False, "error_code": 502, "description": "Bad Gateway"}, 502)
        offset = int(given.get("offset", 0))
        self.offsets.append(offset)
        for _ in range(int(float(given.get("timeout", 0)) * 50) + 1):
            found = [u for u in self.updates if u["update_id"] >= offset]
            if found:
                return _ok(found[:100])
            await asyncio.sleep(0.02)
        return _ok([])

    async def _setMyCommands(self, given: dict[str, Any]) -> Response:
        self.menus[given.get("language_code") or given.get("scope") or ""] = json.loads(given["commands"])
        return _ok(True)

    async def _getFile(self, given: dict[str, Any]) -> Response:
        id = given["file_id"]
        if id not in self.files:
            return JSONResponse({"ok": False, "error_code": 400, "description": "Bad Request: no file"}, 400)
        return _ok({"file_id": id, "file_unique_id": id, "file_path": id})

    async def _answerCallbackQuery(self, given: dict[str, Any]) -> Response:
        self.answered.append(given["callback_query_id"])
        return _ok(True)

    async def _sendMessage(self, given: dict[str, Any]) -> Response:
        return await self._send(given)

    async def _sendPhoto(self, given: dict[str, Any]) -> Response:
        return await self._send(given)

    async def _send(self, given: dict[str, Any]) -> Response:
        if int(given["chat_id"]) in self.slow:
            await asyncio.sleep(self.slow[int(given["chat_id"])])
        fault = self.faults.popleft() if self.faults else None
        if fault == "429":
            body = {
                "ok": False,
                "error_code": 429,
                "description": "Too Many",
                "parameters": {"retry_after": 1},
            }
            return JSONResponse(body, 429)
        if fault == "500":
            return JSONResponse({"ok": False, "error_code": 500, "description": "Internal"}, 500)
        if fault == "403":
            return JSONResponse({"ok": False, "error_code": 403, "description": "Forbidden: blocked"}, 403)
        markup = given.get("reply_markup")
        self.sent.append(given | {"reply_markup": json.loads(markup) if markup else None})
        if fault == "lost":
            await asyncio.sleep(3)
        chat = {"id": int(given["chat_id"]), "type": "private"}
        return _ok({"message_id": self._next(), "date": 1_800_000_000, "chat": chat, "from": ME})


def _ok(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


@asynccontextmanager
async def bot_api(port: int = 0) -> AsyncIterator[BotApi]:
    api = BotApi()
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", api.call, methods=["POST", "GET"]),
            Route("/file/bot{token}/{path:path}", api.file),
        ]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, timeout_graceful_shutdown=1))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110 (the server offers no event)
            await asyncio.sleep(0.01)
        api.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        yield api
    finally:
        server.should_exit = True
        await serving
