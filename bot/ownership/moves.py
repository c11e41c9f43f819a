"""What a customer's message does outside the assistant's turns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.dialogue import JSON
from bot.memory import calmed
from bot.ownership.reopening import reopen
from bot.ownership.router import Route
from bot.ownership.stars import GOOD, LOW
from bot.ownership.typed import rated_with_comment, rest
from bot.turns import Clock, Piece, wall_clock_ms
from bot.waiting.customer import Waiting
from bot.waiting.leaving import Leaving
from bot.waiting.left import LeftMessage
from bot.waiting.telling import queue_told
from handoff.archive.archive import Archive
from handoff.model import Conversation, Draft
from handoff.queue.desk import RATING_QUESTION, Desk
from handoff.queue.rank import score
from handoff.store.commit import Commit
from handoff.transitions import Move, State

RATE_ONCE_MS = 24 * 3_600_000
STARS: dict[str, Any] = {
    "choices": [{"say": f"choice_star_{n}"} for n in (5, 4, 3, 2, 1)],
    "payloads": [{"rating": n} for n in (5, 4, 3, 2, 1)],
}
NOT_SOLVED: dict[str, Any] = {
    "choices": [{"say": "choice_not_solved"}],
    "payloads": [{"rating": "not_solved"}],
}
_BACK = {
    Route.NOT_SOLVED: Move.NOT_SOLVED,
    Route.REOPEN: Move.REOPEN,
    Route.CALL_BACK: Move.ESCALATE,
}


class CustomerMoves:
    """Carries out a route. `do` tells whether the same message is then to be handled again, under its new owner."""

    def __init__(self, desk: Desk, archive: Archive, waiting: Waiting, now: Clock = wall_clock_ms) -> None:
        self._desk = desk
        self._archive = archive
        self._waiting = waiting
        self._leaving = Leaving(desk, archive, waiting.lookup, now)
        self.left = LeftMessage(desk, archive, waiting.lookup, now)
        self._now = now

    async def do(self, way: Route, c: Conversation, piece: Piece, understood: JSON | None = None) -> bool:
        """`understood` is the engine's reading of the text, where it was asked for one."""
        if way is Route.WAIT:
            await self._waiting.note(c, piece, understood)
            return False
        if way in _BACK:
            await self._again_with_person(c, piece, understood, _BACK[way])
            return False
        if way is Route.STARS:
            await self._stars(c, piece, understood)
            return False
        handler = {
            Route.WITHDRAW: self._withdraw,
            Route.PREFER_BOT: self._prefer_bot,
            Route.LEAVE_FOR_BOT: self._leave_for_bot,
            Route.LEAVE_TICKET: self._leaving.ask_message,
            Route.TAKE_MESSAGE: self._leaving.take,
            Route.WAKE: self._wake,
            Route.SOLVED: self._solved,
            Route.CLOSE: self._close,
            Route.ANOTHER_MATTER: self._another_matter,
            Route.WRITE_AGAIN: self._write_again,
        }.get(way, self._relay)
        return bool(await handler(c, piece))

    async def _commit(
        self,
        c: Conversation,
        piece: Piece,
        move: Move | None,
        say: Sequence[tuple[str, dict[str, object]]],
        *,
        data: dict[str, Any] | None = None,
        memory: JSON | None = None,
        ack: bool = True,
        also: Sequence[Draft] = (),
        **fields: str,
    ) -> None:
        now_ms = self._now()
        drafts = [Draft(sender="system", say=one, data=data or {}) for one in say]
        queued = int(fields.get("queued_ms") or now_ms)
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"move:{piece.inbound}:{move.value if move else 'stay'}",
                entries=[*drafts, *also],
                move=move,
                fields=fields,
                memory=memory,
                queue_score=score(queued, c.queue_class) if move else None,
                due_ms=now_ms + 1_000 if move else None,
                ack=[piece.inbound] if ack else [],
            )
        )

    async def _relay(self, c: Conversation, piece: Piece) -> None:
        await self._desk.store.acknowledge(c.id, [piece.inbound])

    async def _prefer_bot(self, c: Conversation, piece: Piece) -> bool:
        return await self._leave_queue(c, piece, "bot_again")

    async def _withdraw(self, c: Conversation, piece: Piece) -> bool:
        return await self._leave_queue(c, piece, "waiting_ended")

    async def _leave_queue(self, c: Conversation, piece: Piece, say: str) -> bool:
        """Nobody is called any more; what else the message says is the assistant's."""
        goes_on = bool(rest(State.QUEUED, str(piece.entry.get("text") or "")))
        await self._commit(
            c,
            piece,
            Move.PREFER_BOT,
            [(say, {})],
            memory=calmed(await self._desk.store.memory(c.id)),
            ack=not goes_on,
            reasons="",
            waiting_since_ms="0",
            leaving="",
        )
        return goes_on

    async def _leave_for_bot(self, c: Conversation, piece: Piece) -> None:
        await self._commit(c, piece, Move.LEAVE_FOR_BOT, [("bot_again", {})], waiting_since_ms="0")

    async def _wake(self, c: Conversation, piece: Piece) -> None:
        now_ms = self._now()
        online = {row.id for row in await self._desk.agents(now_ms) if row.state != "offline"}
        if c.agent and c.agent["id"] in online:
            await self._commit_wake(c, piece, now_ms)
        else:
            place = await self._desk.place(score(now_ms, c.queue_class), now_ms, c.queue_class)
            await self._commit(
                c,
                piece,
                Move.REQUEUE,
                [("agent_away_queued", {})],
                also=[queue_told(place)] if place.minutes is None else [],
                waiting_since_ms=str(now_ms),
            )

    async def _commit_wake(self, c: Conversation, piece: Piece, now_ms: int) -> None:
        agent = c.agent or {}
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"move:{piece.inbound}:wake",
                move=Move.WAKE,
                fields={"waiting_since_ms": str(now_ms), "claimed_ms": str(now_ms), "parked_until_ms": "0"},
                hold=agent["id"],
                due_ms=now_ms + self._desk.times.warn_agent_ms,
                ack=[piece.inbound],
            )
        )

    async def _solved(self, c: Conversation, piece: Piece) -> None:
        """Stars are asked at most once a day of one customer; who gave some before is not asked again."""
        now_ms = self._now()
        if c.rated.isdigit():
            await self._rate(c, piece, int(c.rated), solved=True)
        asked = await asyncio.to_thread(self._archive.rated_since, c.person, now_ms - RATE_ONCE_MS)
        if _comment(piece) and not c.rated.isdigit():
            await self._rate(c, piece, None, solved=True)
        if asked:
            await self._commit(c, piece, Move.RATE, [("thanks_solved", {})], outcome="solved")
            return
        await self._commit(c, piece, None, [("rate_stars", {})], data=STARS, outcome="solved", rated="asked")

    async def _stars(self, c: Conversation, piece: Piece, understood: JSON | None) -> None:
        """Stars say whether it is solved only where they are clear; few of them never say that it is."""
        stars = int((piece.payload or {}).get("rating") or 0)
        said_solved = c.rated == "asked"
        if stars <= LOW:
            await self._rate(c, piece, stars, solved=False)
            if said_solved:
                await self._commit(
                    c,
                    piece,
                    Move.RATE,
                    [("thanks_low", {})],
                    data=NOT_SOLVED,
                    outcome="unsolved",
                    rated=str(stars),
                )
            else:
                await self._again_with_person(c, piece, understood, Move.NOT_SOLVED)
        elif said_solved or stars >= GOOD:
            await self._rate(c, piece, stars, solved=True)
            await self._commit(
                c, piece, Move.RATE, [("thanks_rating", {})], outcome="solved", rated=str(stars)
            )
        else:
            await self._rate(c, piece, stars, solved=None)
            await self._commit(c, piece, None, [("rated_ask", {})], data=RATING_QUESTION, rated=str(stars))

    async def _rate(self, c: Conversation, piece: Piece, stars: int | None, *, solved: bool | None) -> None:
        await asyncio.to_thread(
            self._archive.rate,
            c.id,
            epoch=c.epoch,
            stars=stars,
            solved=solved,
            comment=_comment(piece),
            agent=c.preferred_agent or None,
            customer=c.person,
            now_ms=self._now(),
        )

    async def _close(self, c: Conversation, piece: Piece) -> None:
        await self._commit(c, piece, Move.RATE, [("thanks_solved", {})])

    async def _again_with_person(
        self, c: Conversation, piece: Piece, understood: JSON | None, move: Move
    ) -> None:
        """To the same person first, with what is new; nothing has to be said again."""
        now_ms, store = self._now(), self._desk.store
        back = reopen(
            c,
            piece,
            understood,
            memory=await store.memory(c.id),
            frozen=await store.context(c.id),
            texts=self._desk.texts,
            now_ms=now_ms,
        )
        rank = score(now_ms, back.queue_class)
        place = await self._desk.place(rank, now_ms, back.queue_class)
        await store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"move:{piece.inbound}:{move.value}",
                entries=back.told(place),
                move=move,
                fields={
                    **back.fields,
                    "queue_class": str(back.queue_class),
                    "queued_ms": str(now_ms),
                    "waiting_since_ms": str(now_ms),
                    "preferred_until_ms": str(now_ms + self._desk.times.prefer_agent_ms),
                },
                memory=back.memory,
                context=back.context,
                queue_score=rank,
                due_ms=now_ms + 1_000,
                ack=[piece.inbound],
            )
        )

    async def _another_matter(self, c: Conversation, piece: Piece) -> bool:
        await self._commit(c, piece, Move.ANOTHER_MATTER, [], ack=False, waiting_since_ms="0")
        return True

    async def _write_again(self, c: Conversation, piece: Piece) -> bool:
        await self._commit(c, piece, Move.WRITE_AGAIN, [], ack=False, waiting_since_ms="0")
        return True


def _comment(piece: Piece) -> str | None:
    """What was written beside a rating."""
    text = str(piece.entry.get("text") or "")
    return text if rated_with_comment(text) else None
