"""One shape for every refusal, and nothing of a customer's words in the log."""

import logging
from collections.abc import AsyncIterator

import httpx
import pytest
import redis.exceptions
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.middleware import Middleware

from bot.web.http_errors import UnexpectedErrors, install_error_handlers
from handoff.errors import (
    AlreadyClaimed,
    Forbidden,
    FrontdeskError,
    Invalid,
    NotFound,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
    Unsupported,
)


class Body(BaseModel):
    text: str
    count: int = 0


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI(middleware=[Middleware(UnexpectedErrors)])
    install_error_handlers(app)
    raised: dict[str, Exception] = {
        "refused": Invalid("bad_text", "The text is wrong; write another.", "text"),
        "busy": TooMany("too_many_requests", "Too many.", 7),
        "store": redis.exceptions.ConnectionError("secret words"),
        "slow": redis.exceptions.TimeoutError("secret words"),
        "broken": RuntimeError("secret words"),
    }

    @app.get("/raise/{name}")
    async def fail(name: str) -> None:
        raise raised[name]

    @app.post("/body")
    async def take(body: Body) -> str:
        return body.text

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_refusal_tells_code_text_and_field(http: httpx.AsyncClient) -> None:
    answer = await http.get("/raise/refused")
    assert answer.status_code == 422
    assert answer.json() == {
        "code": "bad_text",
        "error": "The text is wrong; write another.",
        "field": "text",
    }


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("busy", 429, "too_many_requests"),
        ("store", 503, "store_unavailable"),
        ("slow", 503, "store_unavailable"),
    ],
)
async def test_what_may_be_tried_again_says_when(
    http: httpx.AsyncClient, name: str, status: int, code: str
) -> None:
    answer = await http.get(f"/raise/{name}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert int(answer.headers["Retry-After"]) >= 1
    assert "secret" not in answer.text


async def test_an_unforeseen_error_is_logged_by_place_and_never_by_words(
    http: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await http.get("/raise/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret words" not in caplog.text + answer.text
    assert "RuntimeError in GET /raise/{name}" in caplog.text
    assert "test_http_errors.py" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/nowhere", 404, "not_found"), ("PUT", "/body", 405, "method_not_allowed")],
)
async def test_what_no_route_answers_has_the_same_shape(
    http: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await http.request(method, path)
    assert (answer.status_code, answer.json()["code"], set(answer.json())) == (
        status,
        code,
        {"code", "error"},
    )


@pytest.mark.parametrize(
    ("content", "status", "field"),
    [
        (b'{"text": 5}', 422, "text"),
        (b'{"text": "a", "count": "x"}', 422, "count"),
        (b"{}", 422, "text"),
        (b"{", 400, None),
        (b"\xff", 400, None),
    ],
)
async def test_a_wrong_body_names_its_first_fault_and_repeats_nothing(
    http: httpx.AsyncClient, content: bytes, status: int, field: str | None
) -> None:
    answer = await http.post("/body", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json().get("field")) == (status, field)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("a", "b"), 422),
        (Unauthorized("a", "b"), 401),
        (Forbidden("a", "b"), 403),
        (NotFound("a", "b"), 404),
        (AlreadyClaimed("web-a", "王"), 409),
        (TooLarge("a", "b"), 413),
        (Unsupported("a", "b"), 415),
        (Unavailable("a", "b"), 503),
    ],
)
async def test_every_kind_of_refusal_has_its_status(error: FrontdeskError, status: int) -> None:
    app = FastAPI()
    install_error_handlers(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        answer = await http.get("/")
    assert (answer.status_code, answer.json()["code"]) == (status, error.code)
