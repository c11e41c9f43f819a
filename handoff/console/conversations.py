"""What an agent does with one conversation."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, UploadFile

from handoff.console.auth import CurrentAgent, Reader, ref
from handoff.console.forms import Message, NoteForm, Park, Resolve, ReturnToBot, Transfer
from handoff.console.parts import Console, Parts
from handoff.console.sessions import clock_ms
from handoff.console.views import find, holds, mine_rows, note_look, opened, sees
from handoff.errors import NotFound, NotYours
from handoff.users import User

router = APIRouter(prefix="/api/conversations", tags=["console"])

FILE_LIMIT = 5 * 1024 * 1024


@router.get("")
async def mine(
    user: CurrentAgent, console: Parts, mine: Annotated[str, Query(max_length=5)] = ""
) -> dict[str, Any]:
    """One's own conversations, the longest unanswered first."""
    return {"rows": await mine_rows(console, user), "now_ms": clock_ms()}


@router.post("/{id}/claim")
async def claim(id: str, user: CurrentAgent, console: Parts, reader: Reader) -> dict[str, Any]:
    """The context package; 409 names who else has it."""
    conversation = await find(console, id)
    if not holds(user, conversation):  # the answer to a first claim may have been lost on the way
        await console.desk.claim(id, ref(user), clock_ms())
    return await opened(console, user, id, "claim", reader)


@router.post("/{id}/take-over")
async def take_over(id: str, user: CurrentAgent, console: Parts, reader: Reader) -> dict[str, Any]:
    """A supervisor becomes the owner."""
    await find(console, id)
    await console.desk.take_over(id, ref(user), clock_ms())
    return await opened(console, user, id, "take_over", reader)


@router.post("/{id}/start")
async def start(id: str, user: CurrentAgent, console: Parts, reader: Reader) -> dict[str, Any]:
    """Opens a conversation that nobody asked for: a follow-up, a promise kept."""
    await find(console, id)
    await console.desk.start(id, ref(user), clock_ms())
    return await opened(console, user, id, "start", reader)


@router.get("/{id}")
async def conversation(id: str, user: CurrentAgent, console: Parts, reader: Reader) -> dict[str, Any]:
    """The context package: masked while it waits, whole for its holder and for supervisors."""
    return await opened(console, user, id, reader=reader)


@router.get("/{id}/messages")
async def messages(
    id: str,
    user: CurrentAgent,
    console: Parts,
    after: Annotated[str, Query(pattern=r"^\d{1,16}(-\d{1,16})?$")] = "0",
) -> dict[str, Any]:
    """Log entries after an id, for whoever may see them."""
    found = await find(console, id)
    if not sees(user, found):
        raise NotYours(id)
    await note_look(console, user, found, "view")
    return {"entries": await console.desk.entries(id, after=after, private=True), "now_ms": clock_ms()}


@router.post("/{id}/messages")
async def say(id: str, form: Message, user: CurrentAgent, console: Parts) -> dict[str, str]:
    """Id of the message; the same client id gives the same answer and one message."""
    found = await _held(console, id, user)
    if form.file is not None:
        await console.files.read(found, form.file)
    entry = await console.desk.say(
        id,
        ref(user),
        text=form.text or "",
        file=form.file,
        client_message_id=form.client_message_id,
        now_ms=clock_ms(),
    )
    return {"id": entry}


@router.post("/{id}/notes")
async def note(id: str, form: NoteForm, user: CurrentAgent, console: Parts) -> dict[str, str]:
    """Id of the note; the customer never sees it."""
    await find(console, id)
    entry = await console.desk.note(
        id, ref(user), text=form.text, client_message_id=form.client_message_id, now_ms=clock_ms()
    )
    return {"id": entry}


@router.post("/{id}/transfer", status_code=204)
async def transfer(id: str, form: Transfer, user: CurrentAgent, console: Parts) -> Response:
    """Back into the queue for one agent first, or for a skill; the waiting time is kept."""
    await find(console, id)
    if form.agent is not None:
        await _exists(console, form.agent)
    await console.desk.transfer(
        id, ref(user), to_agent=form.agent, skill=form.skill, note=form.note, now_ms=clock_ms()
    )
    return Response(status_code=204)


@router.post("/{id}/park", status_code=204)
async def park(id: str, form: Park, user: CurrentAgent, console: Parts) -> Response:
    """Puts it aside until the customer writes or a time comes."""
    await find(console, id)
    await console.desk.park(id, ref(user), until_ms=form.until_ms, note=form.note, now_ms=clock_ms())
    return Response(status_code=204)


@router.post("/{id}/resolve", status_code=204)
async def resolve(id: str, form: Resolve, user: CurrentAgent, console: Parts) -> Response:
    """Ends the person's part; the customer is asked whether it is solved."""
    await find(console, id)
    await console.desk.resolve(
        id, ref(user), category=form.category, outcome=form.outcome, note=form.note, now_ms=clock_ms()
    )
    return Response(status_code=204)


@router.post("/{id}/return-to-bot", status_code=204)
async def return_to_bot(id: str, form: ReturnToBot, user: CurrentAgent, console: Parts) -> Response:
    """The assistant answers again; it knows what the customer was told and the outcome, never the note."""
    await find(console, id)
    await console.desk.return_to_bot(id, ref(user), note=form.note, now_ms=clock_ms())
    return Response(status_code=204)


@router.post("/{id}/files", status_code=201)
async def upload(id: str, file: UploadFile, user: CurrentAgent, console: Parts) -> dict[str, str]:
    """Keeps a photo for a message of this conversation: jpeg, png or webp up to 5 MB."""
    await _held(console, id, user)
    stored = await console.files.save(id, await file.read(FILE_LIMIT + 1))
    return {"file": stored.id}


@router.get("/{id}/files/{file}")
async def photo(id: str, file: str, user: CurrentAgent, console: Parts) -> Response:
    """A photo of this conversation, for whoever may see it."""
    found = await find(console, id)
    if not sees(user, found):
        raise NotYours(id)
    await note_look(console, user, found, "view_photo")
    stored, data = await console.files.read(id, file)
    headers = {"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"}
    return Response(data, media_type=stored.media_type, headers=headers)


async def _held(console: Console, id: str, user: User) -> str:
    """The id when this person holds the conversation. Raises NotFound, NotYours."""
    if not holds(user, await find(console, id)):
        raise NotYours(id)
    return id


async def _exists(console: Console, agent: str) -> None:
    """Raises NotFound for nobody, and for who has left: the conversation would wait for nobody."""
    person = await asyncio.to_thread(console.users.get, agent)
    if person.disabled or person.role == "designer":
        raise NotFound(
            "no_such_agent", f"{person.display_name} takes no conversations; choose another agent.", "agent"
        )
