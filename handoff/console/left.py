"""The messages that customers left, as the desk lists them: masked, until somebody has a reason to see more."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from handoff.archive.archive import Archive
from handoff.context.masking import mask, mask_name
from handoff.errors import NotFound
from handoff.queue.desk import Desk
from handoff.transitions import State

SHOWN = 200
_STATUS = {"open": "open", "done": "closed"}
_DIGITS = re.compile(r"\+?\d(?:[ -]?\d){5,}")
_HANDLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{3,}(?=\W*$)")


class Left:
    def __init__(self, desk: Desk, archive: Archive) -> None:
        self._desk = desk
        self._archive = archive

    async def ticket(self, number: str) -> dict[str, Any]:
        """Raises NotFound."""
        ticket = await asyncio.to_thread(self._archive.ticket, number)
        if ticket is None:
            raise NotFound("no_such_ticket", "There is no message of that number; reload the list.")
        return ticket

    async def mark(self) -> tuple[int, ...]:
        """Differs when an open one came, went or changed: how many there are, and the listed ones in their order."""
        tickets, total = await self._read("open")
        return total, *(hash((ticket["id"], ticket["text"], ticket["contact"])) for ticket in tickets)

    async def settled(self) -> bool:
        """Whether whoever left an open one has left the queue too: only then its name and order are there to be read."""
        tickets, _ = await self._read("open")
        found = await asyncio.gather(
            *(self._desk.store.find(ticket["conversation"] or "") for ticket in tickets)
        )
        return not any(one is not None and one.state is State.QUEUED for one in found)

    async def picture(self, state: str = "open") -> dict[str, Any]:
        """Rows of one state, masked, and how many are open in all."""
        tickets, total = await self._read(state)
        rows = await asyncio.gather(*(self.whole(ticket) for ticket in tickets))
        return {"rows": [masked_row(row) for row in rows], "open": total}

    async def _read(self, state: str) -> tuple[list[dict[str, Any]], int]:
        listed = asyncio.to_thread(self._archive.tickets, status=_STATUS[state], limit=SHOWN)
        tickets, total = await asyncio.gather(listed, asyncio.to_thread(self._archive.open_tickets))
        return tickets, total

    async def whole(self, ticket: Mapping[str, Any]) -> dict[str, Any]:
        """A ticket with what its conversation tells about who left it; that may be gone by now."""
        id = ticket["conversation"] or ""
        c, frozen = await asyncio.gather(self._desk.store.find(id), self._desk.store.context(id))
        order = (frozen.get("request") or {}).get("order") or next(
            (order["id"] for order in frozen.get("orders", ())), ""
        )
        return plain(ticket) | {
            "conversation": ticket["conversation"],
            "channel": c.channel if c else id.partition("-")[0],
            "language": c.language if c else "",
            "known": ticket["customer"] is not None,
            "customer": ticket["customer"],
            "name": frozen.get("customer_name", ""),
            "order": str(order or ""),
        }


def plain(ticket: Mapping[str, Any]) -> dict[str, Any]:
    """What the ticket itself says, under the names of the API."""
    names = ("category", "text", "contact", "created_ms", "due_ms")
    closing = {
        "at_ms": ticket["closed_ms"],
        "by": ticket["closed_by"] or "",
        "how": ticket["how"] or "done",
        "note": ticket["note"] or "",
    }
    done = ticket["status"] == "closed"
    return {
        "number": ticket["id"],
        "state": "done" if done else "open",
        **{name: ticket[name] for name in names},
        "closed": closing if done else None,
    }


def masked_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without what tells who it is or how to reach them."""
    contact = row["contact"]
    text = row["text"].replace(contact, mask_contact(contact)) if contact else row["text"]
    closed = row["closed"] and {**row["closed"], "note": mask(row["closed"]["note"])}
    return {
        **row,
        "text": mask(text),
        "contact": mask_contact(contact) if contact else None,
        "customer": None,
        "name": mask_name(row["name"]),
        "order": row["order"][-4:],
        "closed": closed,
    }


def mask_contact(contact: str) -> str:
    """Any way of reaching somebody, hidden: beside what free text hides also short numbers and names in messengers."""
    hidden = mask(contact)
    if hidden == contact:
        hidden = _DIGITS.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", contact)
    if hidden == contact:
        hidden = _HANDLE.sub(lambda found: f"{found[0][:2]}***", contact)
    return hidden
