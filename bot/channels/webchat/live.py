"""The live socket: messages as they come, who answers, the place in the queue, and who is typing.

The token travels as a WebSocket subprotocol (`frontdesk`, `bearer.<token>`) or as the first message
(`{"token"}`), never in the address, which servers and proxies write into their logs.
Frames to the customer: `{"type": "messages"|"state"|"typing"|"ping", …}`; from the customer: `{"typing": true}`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Coroutine
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from bot.channels.webchat.context import Chat, chat_of, now_ms
from bot.channels.webchat.hub import Event
from bot.channels.webchat.tokens import conversation_of
from bot.channels.webchat.view import PAGE, page
from handoff.errors import FrontdeskError, Unauthorized
from handoff.tasks import end

log = logging.getLogger(__name__)
router = APIRouter()
PROTOCOL = "frontdesk"
TOKEN_WITHIN_S = 10.0
LOOK_AGAIN_S = 15.0  # also the pulse by which a client notices a dead line
LONGEST_FRAME = 8192
_ENTRY = re.compile(r"\d{1,18}(-\d{1,18})?")


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    chat = chat_of(socket)
    after = socket.query_params.get("after") or "0"
    offered = socket.headers.get("sec-websocket-protocol", "")
    protocols = [name.strip() for name in offered.split(",") if name.strip()]
    await socket.accept(subprotocol=PROTOCOL if PROTOCOL in protocols else None)
    try:
        if not _ENTRY.fullmatch(after):
            await socket.close(4422, "bad_after")
            return
        conversation = await _speaker(socket, chat, protocols)
        with chat.hub.listen(conversation, most=chat.limits.waiters) as news:
            await _until_one_ends(
                _push(socket, chat, conversation, after, news), _hear(socket, chat, conversation)
            )
    except FrontdeskError as error:
        await _closed(socket, 4000 + error.status, error.code)
    except TimeoutError:
        await _closed(socket, 4401, "no_token")
    except WebSocketDisconnect:
        return


async def _speaker(socket: WebSocket, chat: Chat, protocols: list[str]) -> str:
    token = next((name[7:] for name in protocols if name.startswith("bearer.")), None)
    if token is None:
        async with asyncio.timeout(TOKEN_WITHIN_S):
            token = (await _frame(socket)).get("token")
    if not isinstance(token, str):
        raise Unauthorized("no_token", "Send the session's token first.")
    return conversation_of(chat.settings.session_key, token)


async def _push(
    socket: WebSocket, chat: Chat, conversation: str, after: str, news: asyncio.Queue[Event]
) -> None:
    told: dict[str, Any] = {}
    while True:
        found = await page(chat, conversation, after)
        state = found.model_dump(include={"owner", "agent", "position"}, exclude_none=True)
        if found.messages:
            after = found.messages[-1].id
            shown = found.model_dump(mode="json", by_alias=True, exclude_none=True)
            await socket.send_json({"type": "messages", **shown})
        elif state != told:
            await socket.send_json({"type": "state", **state})
        told = state
        if len(found.messages) < PAGE:
            await _wait(socket, news)


async def _wait(socket: WebSocket, news: asyncio.Queue[Event]) -> None:
    """Returns when the log may have more; passes typing on meanwhile, and gives the pulse."""
    try:
        async with asyncio.timeout(LOOK_AGAIN_S):
            while (event := await news.get()).get("kind") == "typing":
                if event.get("who") != "customer":
                    await socket.send_json({"type": "typing", "from": event.get("who", "bot")})
    except TimeoutError:
        await socket.send_json({"type": "ping"})


async def _hear(socket: WebSocket, chat: Chat, conversation: str) -> None:
    while True:
        if (await _frame(socket)).get("typing") is True:
            await chat.desk.typing(conversation, "customer", now_ms())


async def _frame(socket: WebSocket) -> dict[str, Any]:
    """One frame from the customer; what is no small JSON object counts as empty."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text")
    if not text or len(text) > LONGEST_FRAME:
        return {}
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


async def _until_one_ends(*parts: Coroutine[Any, Any, None]) -> None:
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await end(tasks)


async def _closed(socket: WebSocket, code: int, reason: str) -> None:
    try:
        await socket.close(code, reason)
    except RuntimeError:  # the customer was faster
        log.debug("socket was closed already")
