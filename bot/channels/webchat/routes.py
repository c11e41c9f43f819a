"""The customer's side of the HTTP contract, under `/api/chat`."""

from __future__ import annotations

from fastapi import APIRouter

from bot.channels.webchat import files, live, messages, sessions

router = APIRouter(prefix="/api/chat", tags=["customer"])
for part in (sessions, messages, files, live):
    router.include_router(part.router)
