"""A session is one conversation and the token that speaks for it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Header, Request

from bot.channels.webchat.bodies import NewSession, Session, language_of
from bot.channels.webchat.context import ChatContext, client_of, now_ms
from bot.channels.webchat.tokens import customer_of, issue_session

router = APIRouter()
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


@router.post("/sessions", status_code=201, summary="Start a conversation")
async def start_session(
    body: NewSession,
    request: Request,
    chat: ChatContext,
    accept_language: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Session:
    """With the shop's signed `identity` the customer need not identify again; a wrong one is refused, not ignored."""
    client = client_of(request, chat)
    chat.limits.sessions.take(client)
    settings = chat.settings
    customer = None if body.identity is None else customer_of(settings.identity_secret, body.identity)
    id = "web-" + "".join(secrets.choice(_ALPHABET) for _ in range(22))
    at_ms = now_ms()
    preferred = body.language or (accept_language or "").split(",")[0].split(";")[0]
    await chat.desk.open_conversation(
        id=id, channel="web", client=client, language=language_of(preferred), customer=customer, now_ms=at_ms
    )
    return Session(session=id, token=issue_session(settings.session_key, id, at_ms // 1000))
