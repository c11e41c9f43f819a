"""The console's own files. Nothing is built, nothing is inline, nothing comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).with_name("static")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self' ws: wss:; "
    "img-src 'self' data: blob: https:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)
_files = StaticFiles(directory=STATIC)


@router.get("/console")
@router.get("/console/{path:path}")
async def page(request: Request, path: str = "") -> Response:
    """A file of the console; the page itself for `/console`."""
    response = await _files.get_response(path or "index.html", request.scope)
    # Always asked again (304 when unchanged), so that an update is never half old.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    return response
