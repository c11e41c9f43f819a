"""What the customer's routes work with, and who is calling."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from bot.channels.webchat.hub import Hub
from bot.channels.webchat.tokens import client_hash, conversation_of
from bot.files import FileStore
from bot.settings import Settings
from bot.web.rate_limit import RateLimit
from handoff.errors import Unauthorized
from handoff.queue.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Generous for people and offices behind one address, tight for loops."""

    sessions: RateLimit = field(default_factory=lambda: RateLimit(burst=600, per_s=10))
    messages: RateLimit = field(default_factory=lambda: RateLimit(burst=120, per_s=10))
    files: RateLimit = field(default_factory=lambda: RateLimit(burst=60, per_s=1))
    waiters: int = 8  # long polls and sockets of one conversation at the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    desk: Desk
    settings: Settings
    files: FileStore
    hub: Hub
    limits: Limits = field(default_factory=Limits)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def chat_of(connection: HTTPConnection) -> Chat:
    chat: Chat = connection.app.state.chat
    return chat


async def _chat(connection: HTTPConnection) -> Chat:
    """Asynchronous, as FastAPI sends a plain function through a thread for each request."""
    return chat_of(connection)


def client_of(connection: HTTPConnection, chat: Chat) -> str:
    address = connection.client.host if connection.client else "local"
    return client_hash(chat.settings.session_key, address)


_bearer = HTTPBearer(auto_error=False, description="the session's `token`")


async def _conversation(
    chat: Annotated[Chat, Depends(_chat)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str:
    if bearer is None:
        raise Unauthorized("no_token", "Send the session's token: 'Authorization: Bearer …'.")
    return conversation_of(chat.settings.session_key, bearer.credentials)


ChatContext = Annotated[Chat, Depends(_chat)]
Speaker = Annotated[str, Depends(_conversation)]
