"""The console's socket: pushes queue and conversation changes; its answered pings keep the agent's leases.

The server asks and the page answers from the message handler: browsers throttle timers of background tabs, not
messages. A session that was ended elsewhere ends the socket at the next ping.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from handoff.console.auth import agent_of, session_of
from handoff.console.hub import Listener, Push
from handoff.console.parts import Console, Parts
from handoff.console.sessions import Session, clock_ms
from handoff.console.team import held_rows
from handoff.console.views import mine_rows
from handoff.errors import FrontdeskError, Unavailable

router = APIRouter()

PING_S = 10.0
SILENT_PINGS = 3
MESSAGE_MAX = 2_000

LOGGED_OUT, REFUSED, TOO_SLOW, AWAY = 4401, 4403, 4408, 4503


class Closed(Exception):
    """Why the socket ends; the code tells the page whether to log in or to connect again."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@router.websocket("/api/live")
async def live(socket: WebSocket, console: Parts) -> None:
    """Pushes what `docs/http.md` names; takes `ping`, `pong`, `watch`, `typing`."""
    await socket.accept()
    try:
        session = await session_of(socket, console)
        agent_of(session)
    except FrontdeskError as error:
        await socket.close(LOGGED_OUT if error.status == 401 else REFUSED)
        return
    line = _Line(socket, console, session)
    code = await line.run()
    if socket.client_state is WebSocketState.CONNECTED and code is not None:
        with suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code)


class _Line:
    """One open console."""

    def __init__(self, socket: WebSocket, console: Console, session: Session) -> None:
        self._socket = socket
        self._console = console
        self._session = session
        self._me = session.user
        self._watched: str | None = None
        self._cursor = "0"
        self._unanswered = 0
        # Reader and forwarder both send entries; each must start behind what the other has sent.
        self._sending = asyncio.Lock()

    async def run(self) -> int | None:
        """Until either side ends it; the code to close with, None when the page is gone."""
        listener = self._console.hub.join()
        try:
            async with asyncio.TaskGroup() as tasks:
                await self._renew()
                await self._send(await self._console.hub.picture())
                await self._send(await self._console.hub.tickets())
                await self._send_mine()
                tasks.create_task(self._hear())
                tasks.create_task(self._forward(listener))
                tasks.create_task(self._ping())
                tasks.create_task(self._give_up(listener))
        except ExceptionGroup as group:
            return _code(group)
        finally:
            self._console.hub.leave(listener)
        return None

    async def _send(self, push: Push) -> None:
        await self._socket.send_text(json.dumps(push, ensure_ascii=False))

    async def _renew(self) -> None:
        await self._console.desk.renew(self._me.id, clock_ms())

    async def _send_mine(self) -> None:
        rows = await mine_rows(self._console, self._me)
        await self._send({"type": "mine", "rows": rows, "now_ms": clock_ms()})
        if self._me.sees_all:
            await self._send({"type": "held", "rows": await held_rows(self._console), "now_ms": clock_ms()})

    async def _give_up(self, listener: Listener) -> None:
        await listener.lost.wait()
        raise Closed(TOO_SLOW)

    async def _ping(self) -> None:
        while True:
            if await asyncio.to_thread(self._console.sessions.by_id, self._session.id) is None:
                raise Closed(LOGGED_OUT)
            if self._unanswered >= SILENT_PINGS:
                raise Closed(TOO_SLOW)
            self._unanswered += 1
            await self._send({"type": "ping", "now_ms": clock_ms()})
            await asyncio.sleep(PING_S)

    async def _forward(self, listener: Listener) -> None:
        while True:
            push = await listener.pushes.get()
            if push["type"] == "queue":
                await self._send(push)
                await self._send_mine()
            elif push["type"] == "tickets":
                await self._send(push)
            elif push["conversation"] == self._watched:
                await self._tell_watched(push)

    async def _tell_watched(self, event: Push) -> None:
        conversation = event["conversation"]
        if event["kind"] == "typing":
            await self._send(
                {"type": "typing", "conversation": conversation, "who": event.get("who", "customer")}
            )
            return
        await self._send_entries()

    async def _send_entries(self) -> None:
        """What the watched log holds beyond what this page has; nothing once it is somebody else's."""
        async with self._sending:
            conversation = self._watched
            if conversation is None:
                return
            if not await self._may_see(conversation):
                await self._tell_lost(conversation)
                return
            while entries := await self._console.desk.entries(conversation, after=self._cursor, private=True):
                self._cursor = entries[-1]["id"]
                await self._send({"type": "entries", "conversation": conversation, "entries": entries})
                if any("move" in entry for entry in entries):
                    await self._send({"type": "changed", "conversation": conversation})

    async def _tell_lost(self, conversation: str) -> None:
        """Says once who has the conversation now that was on this page until somebody or the customer took it."""
        self._watched = None
        c = await self._console.desk.conversation(conversation)
        who = c.agent["name"] if c.agent else None
        await self._send({"type": "lost", "conversation": conversation, "state": c.state.value, "agent": who})

    async def _may_see(self, conversation: str) -> bool:
        if self._me.sees_all:
            return True
        found = await self._console.desk.conversation(conversation)
        return found.agent is not None and found.agent["id"] == self._me.id

    async def _hear(self) -> None:
        while True:
            text = await self._socket.receive_text()
            try:
                message = json.loads(text) if len(text) <= MESSAGE_MAX else None
                await self._take(message if isinstance(message, dict) else {})
            except (ValueError, KeyError, TypeError):
                raise Closed(REFUSED) from None
            except FrontdeskError as error:
                if isinstance(error, Unavailable):
                    raise
                await self._send({"type": "refused", "code": error.code, "error": error.message})

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "pong":
            self._unanswered = 0
            await self._renew()
        elif kind == "ping":  # the page wants to know whether the line still carries
            await self._send({"type": "pong"})
        elif kind == "watch":
            async with self._sending:
                self._watched = str(message["conversation"]) if message["conversation"] else None
                self._cursor = str(message.get("after") or "0")
            await self._send_entries()
        elif kind == "typing" and self._watched is not None and await self._may_see(self._watched):
            await self._console.desk.typing(self._watched, "agent", clock_ms())
        elif kind not in ("typing", "watch"):
            raise ValueError(kind)


def _code(group: ExceptionGroup[Exception]) -> int | None:
    """What to close with after these errors; None when the page is gone. Raises what nobody foresaw."""
    unforeseen = group.split((Closed, Unavailable, WebSocketDisconnect, RuntimeError))[1]
    if unforeseen is not None:
        raise unforeseen
    codes = [error.code for error in group.exceptions if isinstance(error, Closed)]
    if group.subgroup(Unavailable) is not None:
        codes.append(AWAY)
    return codes[0] if codes else None
