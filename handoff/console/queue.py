"""The queue, one's presence, who else is at the desk, and the phrases."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from handoff.console.auth import CurrentAgent, CurrentSupervisor, Reader, ref
from handoff.console.forms import PresenceChange
from handoff.console.parts import Parts
from handoff.console.sessions import clock_ms
from handoff.console.team import held_rows
from handoff.console.views import opened

router = APIRouter(prefix="/api", tags=["console"])


@router.post("/presence", status_code=204)
async def presence(form: PresenceChange, user: CurrentAgent, console: Parts) -> Response:
    """Says whether one takes conversations; any state but offline also renews the leases."""
    await console.desk.set_presence(ref(user), form.state, form.reason, clock_ms())
    return Response(status_code=204)


@router.get("/queue")
async def queue(user: CurrentAgent, console: Parts) -> dict[str, Any]:
    """Who waits, the next one first; previews are masked."""
    rows = await console.desk.waiting()
    return {"rows": [asdict(row) for row in rows], "now_ms": clock_ms()}


@router.get("/agents")
async def agents(user: CurrentAgent, console: Parts) -> dict[str, Any]:
    """Everybody at the desk and their skills: to whom one can transfer."""
    rows = await console.desk.agents(clock_ms())
    people = await asyncio.to_thread(console.users.all)
    skills = sorted({skill for person in people if not person.disabled for skill in person.skills})
    return {"rows": [asdict(row) for row in rows], "skills": skills, "now_ms": clock_ms()}


@router.get("/held")
async def held(user: CurrentSupervisor, console: Parts) -> dict[str, Any]:
    """What everybody at the desk holds, for supervisors; previews are masked."""
    return {"rows": await held_rows(console), "now_ms": clock_ms()}


@router.post("/conversations/claim-next", response_model=None)
async def claim_next(user: CurrentAgent, console: Parts, reader: Reader) -> Response:
    """The most urgent conversation that suits, now one's own: its context package; 204 when nothing waits."""
    conversation = await console.desk.claim_next(ref(user), clock_ms())
    if conversation is None:
        return Response(status_code=204)
    return JSONResponse(await opened(console, user, conversation, "claim", reader))


@router.get("/phrases")
async def phrases(
    user: CurrentAgent,
    console: Parts,
    q: Annotated[str, Query(max_length=40)] = "",
    language: Literal["zh-Hans", "zh-Hant", "en"] = "zh-Hans",
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> dict[str, Any]:
    """Phrases by pinyin initials, pinyin or a piece of the text, worded in the customer's language."""
    found = console.phrases.find(q, limit=limit)
    return {
        "phrases": [
            {
                "key": phrase.key,
                "scenario": phrase.scenario,
                "text": phrase.text(language).replace("{agent}", user.display_name),
                "initials": phrase.initials,
            }
            for phrase in found
        ]
    }
