"""The demo shop page, the widget, and the demo shop's calls for trying identities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, StringConstraints
from starlette.types import Scope

from bot.settings import Settings
from bot.web.widget_bundle import widget_bundle
from handoff.errors import Invalid, NotFound, Unavailable
from handoff.wording.texts import to_traditional

STATIC = Path(__file__).with_name("static")
SHOP_SECONDS = 5.0


class Fresh(StaticFiles):
    """Browsers may keep files but ask each time whether they changed: an update is there at the next load."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Who(BaseModel):
    customer: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


def add_pages(app: FastAPI, settings: Settings) -> None:
    app.include_router(_pages)
    if settings.demo:
        app.include_router(_demo)
    app.mount("/static", Fresh(directory=STATIC), name="static")


_pages = APIRouter(include_in_schema=False)
_demo = APIRouter(prefix="/api/demo", tags=["demo"])


@_pages.api_route("/", methods=["GET", "HEAD"])
async def page(request: Request) -> Response:
    if not request.app.state.gateway.settings.demo:
        raise NotFound("no_page", "There is no page here; the shop's own page carries the widget.")
    return FileResponse(STATIC / "demo" / "index.html", headers={"Cache-Control": "no-cache"})


@_pages.api_route("/widget.js", methods=["GET", "HEAD"])
async def widget(request: Request) -> Response:
    """One script for any page; asked for again each time, sent again only when it has changed."""
    bundle = widget_bundle()
    headers = {"Cache-Control": "no-cache", "ETag": bundle.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == bundle.tag:
        return Response(status_code=304, headers=headers)
    body = bundle.plain
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = bundle.packed, "gzip"
    return Response(body, media_type="text/javascript", headers=headers)


@_demo.get("/customers", summary="Customers of the demo shop whom one may visit as")
async def customers(request: Request) -> JSONResponse:
    found = await _ask_shop(request, "GET", "/demo/customers", None)
    for one in found:
        one["story"] = {**one["story"], "zh-Hant": to_traditional(one["story"]["zh"])}
    return JSONResponse(found)


@_demo.post("/identity", summary="An identity token as the shop's own site would give its signed-in customer")
async def identity(who: Who, request: Request) -> JSONResponse:
    return JSONResponse(await _ask_shop(request, "POST", "/demo/identity", {"customer": who.customer}))


async def _ask_shop(request: Request, method: str, path: str, body: dict[str, str] | None) -> Any:
    settings: Settings = request.app.state.gateway.settings
    away = Unavailable("shop_unavailable", "The demo shop does not answer; try again in a moment.")
    try:
        async with httpx.AsyncClient(timeout=SHOP_SECONDS) as client:
            answer = await client.request(method, settings.shop_url.rstrip("/") + path, json=body)
            content: Any = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise away from error
    if answer.status_code == 404:
        raise NotFound("unknown_customer", "The demo shop has no such customer.", "customer")
    if answer.is_client_error:
        raise Invalid("refused_by_shop", "The demo shop refused the request.", "customer")
    if not answer.is_success:
        raise away
    return content
