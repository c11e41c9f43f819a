"""What one may see of a conversation. Before it is claimed: masked. After: everything, and the look is noted."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict
from typing import Any

from handoff.console.parts import Console
from handoff.console.sessions import clock_ms
from handoff.errors import NotFound, NotYours
from handoff.masking import mask, mask_name
from handoff.model import Conversation
from handoff.transitions import State
from handoff.users import User

ID = re.compile(r"[A-Za-z0-9_.-]{1,80}")
SAME_LOOK_MS = 60_000  # a screen that refreshes itself is one look, not many
PREVIEW_ENTRIES = 12
LATEST = 12
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


async def opened(console: Console, user: User, id: str, action: str = "view") -> dict[str, Any]:
    """The context package as this person may see it. Raises NotFound, NotYours."""
    conversation = await find(console, id)
    if not sees(user, conversation):
        if conversation.state is not State.QUEUED:
            raise NotYours(id)
        return masked(await _package(console, conversation)) | {"mine": False, "masked": True}
    await note_look(console, user, conversation, action)
    return await _package(console, conversation) | {"mine": holds(user, conversation), "masked": False}


async def mine_rows(console: Console, user: User) -> list[dict[str, Any]]:
    """What this person holds, the longest unanswered first, with the customer's last words."""
    held = await console.desk.mine(user.id)
    latest = await asyncio.gather(
        *(console.desk.store.entries(c.id, limit=LATEST, latest=True) for c in held)
    )
    return [asdict(c) | {"preview": _last_words(log)} for c, log in zip(held, latest, strict=True)]


def _last_words(log: list[dict[str, Any]]) -> str:
    said = [entry["text"] for entry in log if entry["from"] == "customer" and entry.get("text")]
    return str(said[-1])[:LAST_WORDS] if said else ""


async def _package(console: Console, conversation: Conversation) -> dict[str, Any]:
    package, earlier = await asyncio.gather(
        console.desk.package(conversation.id, conversation.language),
        asyncio.to_thread(
            console.archive.earlier_contacts,
            customer=conversation.customer,
            client=conversation.own_client,
            without=conversation.id,
        ),
    )
    package["customer"]["earlier"] = [*package["customer"]["earlier"], *earlier]
    return {**package, "now_ms": clock_ms()}


PLAIN = (
    *("id", "version", "state", "epoch", "channel", "language", "variant", "agent", "reasons", "score"),
    *("queue_class", "queued_ms", "waiting_since_ms", "emotion_curve", "deadlines", "suggest", "now_ms"),
)
HIDDEN = ("matters", "bot_did", "promises", "orders", "refunds", "steps")


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
    return {name: entry[name] for name in kept if name in entry} | {"text": mask(entry.get("text", ""))}


def _masked_quotes(value: Any) -> Any:
    """The same value with every quote in it masked."""
    if isinstance(value, dict):
        return {name: mask(v) if name == "quote" else _masked_quotes(v) for name, v in value.items()}
    if isinstance(value, list):
        return [_masked_quotes(item) for item in value]
    return value


async def note_look(console: Console, user: User, conversation: Conversation, action: str) -> None:
    """Audits the look; when that fails the look is refused, so that none goes unnoticed."""
    now_ms = clock_ms()
    key = (user.id, conversation.id, action)
    if now_ms - console.looks.get(key, 0) < SAME_LOOK_MS:
        return
    await asyncio.to_thread(
        console.archive.log_access,
        user_id=user.id,
        user_name=user.display_name,
        action=action,
        now_ms=now_ms,
        conversation=conversation.id,
        subject=conversation.customer or conversation.client or None,
    )
    for old in [k for k, at in console.looks.items() if now_ms - at >= SAME_LOOK_MS]:
        del console.looks[old]
    console.looks[key] = now_ms
