"""A message that the customer changed: the log keeps both, the dialogue counts one.

A channel that knows of changes names its messages `message-<n>` and what replaces one `edit-<n>-<unique>`.
"""

from __future__ import annotations

import re
from typing import Any

from bot.inbox.presses import done_again, newest_told
from handoff.model import Conversation, Draft, Entry
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.store.reads import reaching_redis
from handoff.transitions import State

_EDIT = re.compile(r"edit-(\d+)-\d+")
LOOK_BACK = 50


async def with_original(desk: Desk, conversation: str, entry: Entry) -> Entry:
    """The entry, with `edits` naming the one that it replaces where we know that one."""
    found = _EDIT.fullmatch(str(entry.get("client_message_id") or ""))
    if found is None:
        return entry
    async with reaching_redis():
        id: str | None = await desk.store.redis.hget(
            desk.store.keys.seen(conversation), f"customer:message-{found[1]}"
        )
    return entry | {"edits": id} if id else entry


async def answered_turn(desk: Desk, c: Conversation, edit: Entry) -> tuple[str, list[Entry]] | None:
    """The turn that answered the original, with the entries it was about, if it can be answered anew.

    That is the newest turn alone, with the assistant, and only where nothing was changed in the shop.
    """
    if c.state is not State.BOT:
        return None
    log = await desk.store.entries(c.id, limit=LOOK_BACK, latest=True)
    meta: dict[str, Any] = next((e["meta"] for e in newest_told(log) if e.get("meta")), {})
    about = [await with_original(desk, c.id, e) for e in log if e["id"] in meta.get("about", ())]
    original = next((e for e in about if e["id"] == edit["edits"]), None)
    if original is None or meta.get("changed") or original.get("text") == edit.get("text"):
        return None
    return meta["turn"], about


async def mark(desk: Desk, c: Conversation, edit: Entry, inbound: str, now_ms: int) -> None:
    """For the people at the desk: the newest message is an older one, changed.

    It was answered, so the customer hears something only where it led to a change, which an edit does not take back.
    """
    note = Draft(sender="system", kind="note", say=("message_edited", {}))
    told = await _done_by(desk, c, edit)
    await desk.store.commit(
        Commit(conversation=c, now_ms=now_ms, once=f"edited:{inbound}", entries=[note, *told], ack=[inbound])
    )


async def _done_by(desk: Desk, c: Conversation, edit: Entry) -> list[Draft]:
    """That the change in the shop stands, how to take it back, and what it was; empty where there was none."""
    if c.state is not State.BOT:
        return []
    log = await desk.store.entries(c.id, limit=LOOK_BACK, latest=True)
    original = next((e for e in log if e["id"] == edit["edits"]), None)
    if original is None or original.get("text") == edit.get("text"):
        return []
    done = next((e for e in log if _changed_for(e.get("meta") or {}, original["id"])), None)
    return [] if done is None else [done_again(done), Draft(sender="bot", say=("edited_after_done", {}))]


def _changed_for(meta: dict[str, Any], id: str) -> bool:
    return bool(meta.get("changed")) and id in meta.get("about", ())
