"""What the desk does with messages that customers left: read, answer in the conversation, or settle otherwise."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response

from handoff.clocks import next_due_ms
from handoff.console.auth import CurrentAgent, Reader, ref
from handoff.console.forms import TicketDone
from handoff.console.parts import Console, Parts
from handoff.console.sessions import clock_ms
from handoff.console.views import find, holds, noted, opened
from handoff.errors import AlreadyClaimed, Conflict
from handoff.store.commit import Commit
from handoff.transitions import State
from handoff.users import User

router = APIRouter(prefix="/api/tickets", tags=["console"])

Number = Annotated[str, Path(max_length=20, description='as the customer was told it, "T100001"')]


@router.get("")
async def tickets(
    user: CurrentAgent, console: Parts, state: Literal["open", "done"] = "open"
) -> dict[str, Any]:
    """Messages that customers left, masked: open ones by due time, done ones the last closed first."""
    return {**await console.left.picture(state), "now_ms": clock_ms()}


@router.get("/{number}")
async def ticket(number: Number, user: CurrentAgent, console: Parts) -> dict[str, Any]:
    """The whole message and how to reach who left it; the look is noted."""
    found = await console.left.ticket(number)
    subject = found["customer"] or found["client"] or None
    await noted(console, user, "view_ticket", number, conversation=found["conversation"], subject=subject)
    return await console.left.whole(found) | {"now_ms": clock_ms()}


@router.post("/{number}/answer")
async def answer(number: Number, user: CurrentAgent, console: Parts, reader: Reader) -> dict[str, Any]:
    """Takes up the conversation, which closes the message: the context package; 409 when somebody was faster."""
    found = await console.left.ticket(number)
    id = found["conversation"] or ""
    if found["status"] != "open" and not await _held(console, id, user):
        raise _closed(found)
    await _take(console, id, user)
    for left in await asyncio.to_thread(console.archive.tickets, conversation=id):
        await _close(console, left["id"], user, "answered", "")
    await _tell(console, id)
    return await opened(console, user, id, "answer", reader)


@router.post("/{number}/done", status_code=204)
async def done(number: Number, form: TicketDone, user: CurrentAgent, console: Parts) -> Response:
    """Closes the message with a note on how it was settled: reached by phone or mail, or nothing to do."""
    found = await console.left.ticket(number)
    if not await _close(console, number, user, "done", form.note):
        found = await console.left.ticket(number)
        if (found["how"], found["closed_by_id"]) != ("done", user.id):  # else the first answer was lost
            raise _closed(found)
    await _tell(console, found["conversation"] or "")
    return Response(status_code=204)


async def _held(console: Console, id: str, user: User) -> bool:
    """Whether this person has the conversation: the answer to a first call may have been lost on the way."""
    return holds(user, await find(console, id))


async def _take(console: Console, id: str, user: User) -> None:
    """Makes the conversation this person's, wherever it is. Raises AlreadyClaimed, IllegalMove, NotFound."""
    c = await find(console, id)
    if c.state in (State.HUMAN, State.PARKED):
        if not holds(user, c):
            raise AlreadyClaimed(id, c.agent["name"] if c.agent else "somebody")
    elif c.state is State.QUEUED:
        await console.desk.claim(id, ref(user), clock_ms())
    else:
        await console.desk.start(id, ref(user), clock_ms())
        await _expect_reply(console, id, user)


async def _expect_reply(console: Console, id: str, user: User) -> None:
    """The customer waits from now on: who takes it up and writes nothing loses it to the queue, like any other."""
    c, now_ms = await find(console, id), clock_ms()
    due_ms = next_due_ms(replace(c, waiting_since_ms=now_ms), console.desk.times)
    fields = {"waiting_since_ms": str(now_ms)}
    await console.desk.store.commit(
        Commit(
            conversation=c,
            now_ms=now_ms,
            once=f"expect_reply:{c.epoch}",
            agent=user.id,
            fields=fields,
            due_ms=due_ms,
        )
    )


async def _close(console: Console, number: str, user: User, how: str, note: str) -> bool:
    by = (user.id, user.display_name)
    return await asyncio.to_thread(
        console.archive.close_ticket, number, now_ms=clock_ms(), by=by, how=how, note=note
    )


async def _tell(console: Console, conversation: str) -> None:
    """Every open console, of every gateway, looks at the list again."""
    await console.desk.store.announce({"conversation": conversation, "kind": "ticket"})


def _closed(ticket: dict[str, Any]) -> Conflict:
    who = ticket["closed_by"] or "somebody"
    return Conflict("ticket_closed", f"Message {ticket['id']} was closed by {who}; reload the list.")
