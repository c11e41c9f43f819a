"""What all routes share: the shop's state, who calls, who acts, and answers in the one error shape."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from actions.shop.demo.database import writing
from actions.shop.demo.failures import BadValue, Failure
from actions.shop.demo.once import fingerprint, once
from actions.shop.demo.work import Work
from actions.shop.model import Actor

_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    engine: Engine
    token: str
    identity_secret: str
    now_ms: Callable[[], int]


# The dependencies wait for nothing; as plain functions each would run in a thread of its own.
async def the_shop(request: Request) -> Shop:
    shop: Shop = request.app.state.shop
    return shop


TheShop = Annotated[Shop, Depends(the_shop)]


async def internal_caller(shop: TheShop, authorization: Annotated[str, Header()] = "") -> None:
    """Only who holds the shop's token; customers never call the shop themselves."""
    expected = f"Bearer {shop.token}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise Failure(401, "unauthorized", "Send the shop's token as bearer.")


async def acting(
    shop_customer: Annotated[str | None, Header(max_length=64)] = None,
    shop_grant: Annotated[str | None, Header(max_length=64)] = None,
) -> Actor:
    """Who acts: a customer id that was proved, or the order whose number and digits were."""
    try:
        return Actor(customer=shop_customer, grant=shop_grant)
    except ValueError as error:
        raise BadValue("Shop-Customer", "Send exactly one of Shop-Customer and Shop-Grant.") from error


By = Annotated[Actor, Depends(acting)]
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,128}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """One change request: who, under which key."""

    shop: Shop
    by: Actor
    key: str
    path: str

    def make(self, body: BaseModel, change: Callable[[Work], Any]) -> Response:
        """The answer of the change, which happens at most once for its key."""
        mark = fingerprint(self.path, self.by, body)
        with writing(self.shop.engine) as connection:
            status, answer = once(connection, self.key, mark, self.by, self.shop.now_ms(), change)
        return Response(answer, status_code=status, media_type="application/json")


async def changing(shop: TheShop, by: By, key: Key, request: Request) -> Changing:
    return Changing(shop=shop, by=by, key=key, path=request.url.path)


Change = Annotated[Changing, Depends(changing)]


def add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(Failure)
    def _failure(_request: Request, failure: Failure) -> JSONResponse:
        return JSONResponse(failure.body, failure.status)

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        # The value itself is not repeated: it may be personal.
        field = ".".join(str(part) for part in first["loc"][1:]) or "body"
        return JSONResponse({"code": "invalid", "error": first["msg"], "field": field}, 422)

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> JSONResponse:
        code = _CODES.get(error.status_code, "http_error")
        return JSONResponse({"code": code, "error": str(error.detail)}, error.status_code, error.headers)

    @app.exception_handler(Exception)
    def _bug(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({"code": "internal", "error": "The shop failed; see its log."}, 500)
