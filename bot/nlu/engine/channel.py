"""Rasa's input channel for our gateway: the HTTP contract, nothing else. Loopback only, one bearer token."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.nlu.engine.engine import NAME, Engine

log = logging.getLogger(__name__)
_LONGEST = 8000  # characters of a turn; the gateway allows 4,096 a piece

Handler = Callable[[Request, Engine], Awaitable[HTTPResponse]]


class Refused(Exception):
    """A request that is not as the contract says; `field` names what is wrong."""

    def __init__(self, status: int, code: str, error: str, field: str | None = None) -> None:
        super().__init__(error)
        self.status = status
        self.body = {"code": code, "error": error} | ({"field": field} if field else {})


class FrontdeskChannel(InputChannel):
    """`turn`, `parse` and `ready` under /webhooks/frontdesk."""

    def __init__(self, token: str) -> None:
        if not token:
            raise ValueError("the engine's token is empty; set FRONTDESK_ENGINE_TOKEN")
        self._token = token.encode()
        self._engine: Engine | None = None

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> FrontdeskChannel:
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint(NAME)

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            return response.json({"ready": True}) if _loaded(request.app) else _loading()

        @routes.listener("after_server_stop")
        async def close(app: Sanic, _: object) -> None:
            if self._engine is not None:
                await self._engine.close()

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._guarded(request, _turn)

        @routes.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            return await self._guarded(request, _parse)

        return routes

    async def _guarded(self, request: Request, handler: Handler) -> HTTPResponse:
        try:
            self._authorise(request)
            if not _loaded(request.app):
                return _loading()
            if self._engine is None:
                self._engine = Engine(request.app.ctx.agent)
            return await handler(request, self._engine)
        except Refused as refused:
            return response.json(refused.body, status=refused.status)

    def _authorise(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, b"Bearer " + self._token):
            raise Refused(401, "unauthorized", "the bearer token is missing or wrong")


def _loaded(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready()


def _loading() -> HTTPResponse:
    return response.json({"code": "loading", "error": "no model is loaded yet"}, status=503)


async def _turn(request: Request, engine: Engine) -> HTTPResponse:
    return response.json(await engine.turn(_checked_turn(_body(request))))


async def _parse(request: Request, engine: Engine) -> HTTPResponse:
    body = _body(request)
    text = _text(body, "text")
    history = body.get("history") or []
    if not isinstance(history, list):
        raise Refused(422, "invalid", "history is a list of signals", "history")
    metadata: dict[str, Any] = _mapping(body, "metadata") | {"history": history}
    metadata |= {name: body[name] for name in ("language", "answered", "said") if name in body}
    try:
        return response.json(await engine.parse(text, metadata))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused(422, "invalid", f"history or policy: {error}", "history") from error


def _checked_turn(body: Mapping[str, Any]) -> dict[str, Any]:
    """The request with everything of the right type. Raises Refused."""
    checked = {**body, "metadata": _mapping(body, "metadata"), "carry": _mapping(body, "carry") or None}
    for name in ("sender", "turn"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise Refused(422, "invalid", f"{name} is a string that is not empty", name)
    if not isinstance(body.get("replaces"), (str, type(None))):
        raise Refused(422, "invalid", "replaces is a turn id or null", "replaces")
    choice = _mapping(body, "choice")
    if choice and (
        not isinstance(choice.get("intent"), str) or not isinstance(choice.get("entities", {}), dict)
    ):
        raise Refused(422, "invalid", "choice has an intent and a mapping of entities", "choice")
    checked["choice"] = choice or None
    checked["text"] = "" if choice else _text(body, "text")
    return checked


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json
    except Exception as error:  # Sanic's own error names the parser, not the caller's fault
        raise Refused(400, "invalid", "the body is not JSON") from error
    if not isinstance(body, dict):
        raise Refused(422, "invalid", "the body is a JSON object")
    return body


def _mapping(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name) or {}
    if not isinstance(value, dict):
        raise Refused(422, "invalid", f"{name} is an object", name)
    return value


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refused(422, "invalid", f"{name} is a string", name)
    return value[:_LONGEST]
