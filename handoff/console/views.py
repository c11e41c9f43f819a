"""What one may see of a conversation. Before it is claimed: masked. After: everything, and the look is noted."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict
from typing import Any

from handoff.console.left import plain
from handoff.console.parts import Console
from handoff.console.sessions import clock_ms
from handoff.console.wording import for_reader, second_draft
from handoff.context.masking import mask, mask_name
from handoff.errors import NotFound, NotYours
from handoff.model import Conversation
from handoff.transitions import State
from handoff.users import User

ID = re.compile(r"[A-Za-z0-9_.-]{1,80}")
SAME_LOOK_MS = 60_000  # a screen that refreshes itself is one look, not many
PREVIEW_ENTRIES = 12
LATEST = 12  # entries that hold the last words mostly
FURTHER = 200  # and nearly always
LAST_WORDS = 60


async def find(console: Console, id: str) -> Conversation:
    """Raises NotFound; an id that cannot exist never reaches the store."""
    if not ID.fullmatch(id):
        raise NotFound("no_such_conversation", "There is no conversation of that id.")
    return await console.desk.conversation(id)


def holds(user: User, conversation: Conversation) -> bool:
    return conversation.agent is not None and conversation.agent["id"] == user.id


def sees(user: User, conversation: Conversation) -> bool:
    """Whether the unmasked conversation is this person's business."""
    return user.sees_all or holds(user, conversation)


async def opened(
    console: Console, user: User, id: str, action: str = "view", reader: str | None = None
) -> dict[str, Any]:
    """The context package as this person may see it, its advice in the reader's language. Raises NotFound, NotYours."""
    conversation = await find(console, id)
    if not sees(user, conversation):
        if not await _up_for_taking(console, conversation):
            raise NotYours(id)
        return masked(await _package(console, conversation, reader)) | {"mine": False, "masked": True}
    await note_look(console, user, conversation, action)
    return await _package(console, conversation, reader) | {
        "mine": holds(user, conversation),
        "masked": False,
    }


async def _up_for_taking(console: Console, conversation: Conversation) -> bool:
    """Whether it waits for somebody: in the queue, or with a message that was left and nobody answered."""
    if conversation.state in (State.HUMAN, State.PARKED):
        return False
    if conversation.state is State.QUEUED:
        return True
    return bool(await asyncio.to_thread(console.archive.tickets, conversation=conversation.id))


async def mine_rows(console: Console, user: User) -> list[dict[str, Any]]:
    """What this person holds, the longest unanswered first, with name and last words of the customer."""
    held = await console.desk.mine(user.id)
    return await asyncio.gather(*(_mine_row(console, c) for c in held))


async def _mine_row(console: Console, c: Conversation) -> dict[str, Any]:
    words, frozen = await asyncio.gather(last_words(console, c.id), console.desk.store.context(c.id))
    return asdict(c) | {"preview": words, "name": frozen.get("customer_name", "")}


async def last_words(console: Console, id: str) -> str:
    """What the customer wrote or pressed last; a customer who wrote before much else was noted is looked for further."""
    for limit in (LATEST, FURTHER):
        log = await console.desk.store.entries(id, limit=limit, latest=True)
        said = [e.get("text") or e.get("title") for e in log if e["from"] == "customer"]
        if words := next((str(one) for one in reversed(said) if one), ""):
            return words if len(words) <= LAST_WORDS else words[: LAST_WORDS - 1] + "…"
        if len(log) < limit:
            break
    return ""


async def _package(console: Console, conversation: Conversation, reader: str | None) -> dict[str, Any]:
    package, frozen, tickets, earlier = await asyncio.gather(
        console.desk.package(conversation.id, conversation.language),
        console.desk.store.context(conversation.id),
        asyncio.to_thread(_tickets, console, conversation),
        asyncio.to_thread(
            console.archive.earlier_contacts,
            customer=conversation.customer,
            client=conversation.own_client,
            without=conversation.id,
        ),
    )
    texts = console.desk.texts
    package |= for_reader(conversation, frozen, package["log"], reader or conversation.language, texts)
    package["draft"] = second_draft(conversation, package["log"], package["draft"], texts)
    package["customer"]["earlier"] = [*package["customer"]["earlier"], *earlier]
    package["tickets"] = [plain(ticket) for ticket in tickets]
    due = [t["due_ms"] for t in tickets if t["due_ms"] and t["created_ms"] >= conversation.queued_ms]
    if due:  # who left a message was told when it is answered, and waits no longer for a first reply
        package["deadlines"] |= {"first_reply_ms": min(due)}
    return {**package, "now_ms": clock_ms()}


def _tickets(console: Console, conversation: Conversation) -> list[dict[str, Any]]:
    """Messages left here that nobody closed, and those that ended the last wait."""
    closed = console.archive.tickets(status="closed", conversation=conversation.id)
    recent = [ticket for ticket in closed if ticket["created_ms"] >= conversation.queued_ms]
    return [*console.archive.tickets(conversation=conversation.id), *recent]


PLAIN = (
    *("id", "version", "state", "epoch", "channel", "language", "variant", "agent", "reasons", "score"),
    *("queue_class", "queued_ms", "waiting_since_ms", "emotion_curve", "deadlines", "suggest", "now_ms"),
)
HIDDEN = ("tickets", "matters", "bot_did", "promises", "orders", "refunds", "steps")


def masked(package: dict[str, Any]) -> dict[str, Any]:
    """Enough to decide whether to take it: why, since when, the last words; nothing that tells who or where."""
    customer = package["customer"]
    shown: dict[str, Any] = {name: _masked_quotes(package[name]) for name in PLAIN}
    shown |= {name: [] for name in HIDDEN}
    said = [entry for entry in package["log"][-PREVIEW_ENTRIES:] if entry["kind"] == "message"]
    return shown | {
        "customer": {
            "id": None,
            "name": mask_name(customer["name"]),
            "level": customer["level"],
            "earlier": [],
        },
        "summary": mask(package["summary"]),
        "slots": {},
        "form": None,
        "draft": "",
        "log": [_masked_entry(entry) for entry in said],
    }


def _masked_entry(entry: dict[str, Any]) -> dict[str, Any]:
    kept = ("id", "from", "kind", "at_ms", "epoch", "agent")
    shown = {name: entry[name] for name in kept if name in entry} | {"text": mask(entry.get("text", ""))}
    return shown | ({"photo": True} if entry.get("file") else {})


def _masked_quotes(value: Any) -> Any:
    """The same value with every quote in it masked."""
    if isinstance(value, dict):
        return {name: mask(v) if name == "quote" else _masked_quotes(v) for name, v in value.items()}
    if isinstance(value, list):
        return [_masked_quotes(item) for item in value]
    return value


async def note_look(console: Console, user: User, conversation: Conversation, action: str) -> None:
    """Audits the look at a conversation."""
    subject = conversation.customer or conversation.client or None
    await noted(console, user, action, conversation.id, conversation=conversation.id, subject=subject)


async def noted(
    console: Console, user: User, action: str, what: str, *, conversation: str | None, subject: str | None
) -> None:
    """Audits the look at `what`; when that fails the look is refused, so that none goes unnoticed."""
    now_ms = clock_ms()
    key = (user.id, what, action)
    if now_ms - console.looks.get(key, 0) < SAME_LOOK_MS:
        return
    await asyncio.to_thread(
        console.archive.log_access,
        user_id=user.id,
        user_name=user.display_name,
        action=action,
        now_ms=now_ms,
        conversation=conversation,
        subject=subject,
    )
    for old in [k for k, at in console.looks.items() if now_ms - at >= SAME_LOOK_MS]:
        del console.looks[old]
    console.looks[key] = now_ms
