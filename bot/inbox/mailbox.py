"""One conversation's messages, strictly one after another, whoever they are for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from typing import Any

from bot.dialogue import JSON, Dialogue, DialogueDown, DialogueUncertain
from bot.inbox.commands import commanded
from bot.inbox.edits import answered_turn, mark, with_original
from bot.inbox.gathering import alone, joined_text, quiet_s
from bot.inbox.presses import Presses
from bot.ownership.moves import CustomerMoves
from bot.ownership.router import Route, reopens, route
from bot.ownership.typed import meant, rest
from bot.turns import Clock, Piece, Turns, wall_clock_ms
from handoff.errors import FrontdeskError, Unavailable
from handoff.model import Conversation, Draft
from handoff.queue.desk import Desk
from handoff.transitions import State

log = logging.getLogger(__name__)

RETRY_S = 1.0
TRIES = 3  # of a message that fails for a reason of our own; then a person gets it
UNREADABLE = ("voice", "video", "file", "location", "contact")
_UNREADABLE = Draft(sender="system", say=("with_person_unreadable", {}))
_UNDERSTOOD_FIRST = (State.QUEUED, State.RATING, State.CLOSED)


class Handler:
    """What is done with the pieces of one conversation; shared by all mailboxes."""

    def __init__(
        self, desk: Desk, dialogue: Dialogue, turns: Turns, moves: CustomerMoves, now: Clock = wall_clock_ms
    ) -> None:
        self._desk = desk
        self._dialogue = dialogue
        self._turns = turns
        self._moves = moves
        self._presses = Presses(desk)
        self._now = now

    async def piece(self, conversation: str, inbound: str, entry_id: str) -> Piece | None:
        """The accepted message with the payload of its choice or command; None when the log no longer has it."""
        entry = await self._desk.entry(conversation, entry_id)
        if entry is None:
            await self._desk.store.acknowledge(conversation, [inbound])
            return None
        payload = commanded(str(entry.get("text") or ""))
        if entry.get("choice"):
            offered_id, _, number = entry["choice"].rpartition(":")
            offered = await self._desk.entry(conversation, offered_id)
            payload = (offered or {}).get("payloads", [])[int(number)] if offered else None
        entry = await with_original(self._desk, conversation, entry)
        return Piece(entry=entry, inbound=inbound, payload=payload)

    async def handle(self, box: Mailbox) -> None:
        """Takes what one turn or one move needs from the box and does it. Raises Unavailable (nothing taken)."""
        c = await self._desk.conversation(box.conversation)
        pieces = box.peek()
        if await self._done_aside(c, pieces[0]):
            box.drop(1)
            return
        if c.state is State.BOT and not reopens(c, pieces[0].payload, self._now(), self._desk.times):
            await self._turn(c, box)
            return
        understood = None
        if c.state in _UNDERSTOOD_FIRST and not pieces[0].payload:
            # A settled or closed matter has no history that what is said next belongs to.
            memory = await self._desk.store.memory(c.id) if c.state is State.QUEUED else None
            understood = await self._understand(pieces[:1], memory)
        first = _as_pressed(c, pieces[0], understood)
        signals = (understood or {}).get("signals") or {}
        way = route(
            c,
            first.payload,
            signals.get("intent"),
            "still_unsolved" in (signals.get("flags") or ()),
            self._now(),
            self._desk.times,
        )
        if way is Route.TAKE_MESSAGE and "safety" in (signals.get("flags") or ()):
            way = Route.WAIT  # danger is for the queue, not for a ticket
        log.debug("conversation %s in %s: %s", c.id, c.state.value, way.value)
        if way is Route.RELAY and first.entry.get("media") in UNREADABLE:
            await self._presses.say(c, first.inbound, [_UNREADABLE], self._now())
        again = await self._moves.do(way, c, first, understood)
        if not again:
            box.drop(1)

    async def _done_aside(self, c: Conversation, piece: Piece) -> bool:
        """Whether that was all: a button out of date, a command that asks what can be done, an older message changed,
        a word on a message that was left."""
        now_ms, payload = self._now(), piece.payload or {}
        choice = piece.entry.get("choice")
        if choice and await self._presses.outdated(c, choice, payload, now_ms):
            await self._presses.say_outdated(c, piece.inbound, now_ms)
        elif "command" in payload and c.state not in (State.HUMAN, State.PARKED):
            await self._presses.say_help(c, piece.inbound, now_ms)
        elif piece.entry.get("edits") and not await answered_turn(self._desk, c, piece.entry):
            await mark(self._desk, c, piece.entry, piece.inbound, now_ms)
        else:
            return await self._moves.left.heard(c, piece)
        return True

    async def give_up(self, box: Mailbox) -> None:
        """The first message cannot be handled: a person gets it, or has it already in the log."""
        c = await self._desk.conversation(box.conversation)
        [first, *_] = box.peek()
        if c.state is State.BOT:
            await self._turns.give_up(c, [first])
        else:
            await self._desk.store.acknowledge(c.id, [first.inbound])
        box.drop(1)

    async def _turn(self, c: Conversation, box: Mailbox) -> None:
        count = await self._gather(c, box)
        taken = box.peek()[:count]
        answered: str | None = None
        before: list[Piece] = []
        if edited := taken[0].entry.get("edits") and await answered_turn(self._desk, c, taken[0].entry):
            answered, about = edited
            before = [Piece(entry=entry, inbound="") for entry in about]

        async def more() -> Sequence[Piece]:
            nonlocal count
            further = [] if _alone(taken[-1]) else list(takewhile(_joins, box.peek()[count:]))
            count += len(further)
            return further

        await self._turns.run(c, [*before, *taken], more, answered)
        box.drop(count)

    async def _gather(self, c: Conversation, box: Mailbox) -> int:
        """Number of pieces that make the turn: those of a turn begun before a restart, else until it is quiet."""
        begun = await self._desk.store.recorded_turn(c.id)
        if begun and [p.inbound for p in box.peek()[: len(begun)]] == begun:
            return len(begun)
        memory = await self._desk.store.memory(c.id)
        while True:
            pieces = box.peek()
            by_itself = next((n for n, p in enumerate(pieces) if _alone(p)), None)
            if by_itself is not None:
                return max(by_itself, 1)
            parse = await self._understand(pieces[-1:], memory)
            wait_s = quiet_s([p.entry for p in pieces], parse, asked=bool(memory.get("requested")))
            if wait_s == 0 or not await box.more_within(len(pieces), wait_s):
                return len(pieces)

    async def _understand(
        self, pieces: Sequence[Piece], memory: Mapping[str, Any] | None = None
    ) -> JSON | None:
        text = joined_text([p.entry for p in pieces])
        if not text:
            return None
        with suppress(DialogueDown, DialogueUncertain):
            known = memory or {}
            return await self._dialogue.parse(text, known.get("history", ()), known.get("said", ""))
        return None


def _alone(piece: Piece) -> bool:
    return alone(piece.entry, piece.payload)


def _joins(piece: Piece) -> bool:
    """Whether it may still become part of a turn that is being answered."""
    return not _alone(piece)


def _as_pressed(c: Conversation, piece: Piece, understood: JSON | None) -> Piece:
    """The piece with the payload of the button that its words stand for."""
    text = str(piece.entry.get("text") or "")
    if piece.payload or not text:
        return piece
    payload = meant(c.state, text)
    calls = bool(((understood or {}).get("decision") or {}).get("handoff"))
    if c.state is State.QUEUED and payload and calls and rest(c.state, text):
        return piece  # "not waiting, I will complain": the rest is for a person
    return replace(piece, payload=payload) if payload else piece


class Mailbox:
    """Pieces of one conversation in order of arrival, and the one task that handles them."""

    def __init__(self, conversation: str, handler: Handler) -> None:
        self.conversation = conversation
        self._handler = handler
        self._pieces: list[Piece] = []
        self._arrived = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def put(self, piece: Piece) -> None:
        if any(p.inbound == piece.inbound for p in self._pieces):
            return
        self._pieces.append(piece)
        self._arrived.set()
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(), name=f"mailbox {self.conversation}")

    def peek(self) -> list[Piece]:
        return list(self._pieces)

    def drop(self, count: int) -> None:
        del self._pieces[:count]

    async def more_within(self, known: int, seconds: float) -> bool:
        """Whether a further piece came within the time."""
        if len(self._pieces) > known:
            return True
        self._arrived.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        return len(self._pieces) > known

    async def _run(self) -> None:
        failed = 0
        while self._pieces:
            try:
                if failed < TRIES:
                    await self._handler.handle(self)
                else:
                    await self._handler.give_up(self)
                failed = 0
            except Unavailable:
                await asyncio.sleep(RETRY_S)
            except FrontdeskError as error:  # somebody else moved it meanwhile: look again
                log.info("conversation %s: %s", self.conversation, error.code)
                await asyncio.sleep(RETRY_S / 10)
            except Exception:
                failed += 1
                log.exception("conversation %s: its next message failed (%d)", self.conversation, failed)
                await asyncio.sleep(RETRY_S)
