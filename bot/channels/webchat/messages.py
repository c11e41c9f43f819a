"""Sending and receiving: what is acknowledged with 202 is durably stored, once for each client id."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Query, Request

from bot.channels.webchat.bodies import EntryId, Messages, NewMessage, Taken
from bot.channels.webchat.context import ChatContext, Speaker, now_ms
from bot.channels.webchat.hub import Event
from bot.channels.webchat.view import page
from handoff.model import Inbound

router = APIRouter()
LONGEST_WAIT_S = 25.0


@router.post("/messages", status_code=202, summary="Send a message")
async def send_message(body: NewMessage, conversation: Speaker, chat: ChatContext) -> Taken:
    """The same `client_message_id` gives the same answer and one message, whatever the later body says."""
    chat.limits.messages.take(conversation)
    if body.file is not None:
        await chat.files.describe(conversation, body.file)
    accepted = await chat.desk.accept(
        Inbound(
            conversation=conversation,
            client_message_id=body.client_message_id,
            sent_ms=now_ms(),
            text=body.text,
            choice=body.choice,
            file=body.file,
        )
    )
    return Taken(id=accepted.id)


@router.get("/messages", response_model_exclude_none=True, summary="Receive messages")
async def receive_messages(
    request: Request,
    conversation: Speaker,
    chat: ChatContext,
    after: Annotated[EntryId, Query(description="id of the last message you have")] = "0",
    wait_s: Annotated[float, Query(ge=0, allow_inf_nan=False, description="wait for news; at most 25")] = 0,
) -> Messages:
    """What came after `after`, oldest first, 200 at most: ask again with the last id until nothing comes."""
    await request.body()  # what is received after it can only be that the client went away
    until = time.monotonic() + min(wait_s, LONGEST_WAIT_S)
    with chat.hub.listen(conversation, most=chat.limits.waiters) as news:
        while True:
            found = await page(chat, conversation, after)
            left = until - time.monotonic()
            if found.messages or left <= 0 or not await _more(news, request, left):
                return found


async def _more(news: asyncio.Queue[Event], request: Request, wait_s: float) -> bool:
    """Whether something happened in time; a client that went away is waited for no longer."""
    parts = [asyncio.ensure_future(news.get()), asyncio.ensure_future(request.receive())]
    done, open_ = await asyncio.wait(parts, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
    for part in open_:
        part.cancel()
    return parts[0] in done
