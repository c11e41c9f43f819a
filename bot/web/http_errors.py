"""Every refusal over HTTP has one shape, `{"code", "error", "field"?}`, and is made here.

Nothing of a request's content is logged or echoed: an exception's own text may hold a customer's words.
"""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus
from typing import Any

import redis.exceptions
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.http_routes import route_of
from handoff.errors import FrontdeskError, TooMany, Unavailable

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """Every answer that is not a success."""

    code: str = Field(description="stable; programs decide by it")
    error: str = Field(description="for people: fact, value, remedy")
    field: str | None = Field(None, description="the input that is wrong")


ERRORS: dict[int | str, dict[str, Any]] = {"4XX": {"model": Problem}, "5XX": {"model": Problem}}


def error_response(error: FrontdeskError) -> JSONResponse:
    body = {"code": error.code, "error": error.message}
    if error.field is not None:
        body["field"] = error.field
    headers = {}
    if isinstance(error, TooMany | Unavailable):
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, error.status, headers)


def install_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(FrontdeskError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(redis.exceptions.ConnectionError, _store_away)
    app.add_exception_handler(redis.exceptions.TimeoutError, _store_away)


class UnexpectedErrors:
    """Answers 500 for what nobody foresaw and logs where it happened.

    Not an exception handler: Starlette raises again after one for `Exception`, and the server would then log
    the exception's text.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            log.error(
                "unexpected %s in %s %s: %s", type(error).__name__, scope["method"], *_where(scope, error)
            )
            if not started:
                body = {"code": "internal", "error": "Something went wrong here; try again in a moment."}
                await JSONResponse(body, 500)(scope, receive, send)


def _where(scope: Scope, error: Exception) -> tuple[str, str]:
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return route_of(scope), " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, FrontdeskError)
    return error_response(error)


def _store_away(_: Request, __: Exception) -> Response:
    return error_response(Unavailable("store_unavailable", "Nothing was stored; send the same again in 2 s."))


def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_").replace("-", "_")
    body = {"code": code, "error": f"{phrase}."}
    return JSONResponse(body, error.status_code, dict(error.headers or {}))


def _invalid(_: Request, error: Exception) -> Response:
    """The first problem only, by its place and kind; the offending value is never repeated."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or None
    if first["type"] == "json_invalid":
        body = {"code": "bad_json", "error": "The body is not valid JSON."}
        return JSONResponse(body, 400)
    body = {"code": "invalid", "error": f"{first['msg']}."}
    if field:
        body["field"] = field[:100]
    return JSONResponse(body, 422)
