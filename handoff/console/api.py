"""All routes of the console in one router. They need `app.state.console` (`parts.running_console`)."""

from __future__ import annotations

from fastapi import APIRouter

from handoff.console import conversations, live, login, pages, queue, tickets


def console_router() -> APIRouter:
    router = APIRouter()
    # `claim-next` stands before `{id}` routes that would take it for an id.
    for part in (login, queue, conversations, tickets, live, pages):
        router.include_router(part.router)
    return router
