"""For the operator: is it alive, can it work, how is it doing."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from bot.channels.webchat.context import now_ms

router = APIRouter(tags=["operator"])


class Readiness(BaseModel):
    ready: bool
    parts: dict[str, bool]


@router.get("/livez", summary="The process answers")
async def livez() -> dict[str, str]:
    return {"status": "alive"}


@router.get("/readyz", responses={503: {"model": Readiness}}, summary="Every part can be reached")
async def readyz(request: Request, response: Response) -> Readiness:
    """503 while a part is missing; customers are served even then, as far as the rest allows."""
    parts = await request.app.state.gateway.ready()
    ready = all(parts.values())
    response.status_code = 200 if ready else 503
    return Readiness(ready=ready, parts=parts)


@router.get("/metrics", response_class=Response, summary="Figures for Prometheus")
async def metrics(request: Request) -> Response:
    return Response(await request.app.state.metrics.exposition(now_ms()), media_type=CONTENT_TYPE_LATEST)
