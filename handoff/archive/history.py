"""How one log entry becomes rows: the entry, its move, and what it changes about the conversation as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from handoff.archive import schema
from handoff.archive.database import insert_once
from handoff.transitions import Move, State, step

# Facts the feeder may state about a conversation; anything else in `about` is not for the archive.
ABOUT = ("client", "customer", "language", "category", "outcome", "queue_class", "reasons")
EMOTIONS = ("pleased", "calm", "anxious", "disappointed", "angry")


def record(connection: sa.Connection, event: Mapping[str, Any]) -> bool:
    """Keeps one event; False when it was kept before. Raises KeyError when a field is missing."""
    conversation, at_ms = event["conversation"], event["at_ms"]
    insert_once(connection, schema.conversations, _first_row(conversation, at_ms))
    if not insert_once(connection, schema.entries, _entry_row(event)):
        return False
    changes: dict[str, Any] = {name: value for name, value in event.get("about", {}).items() if name in ABOUT}
    changes["updated_ms"] = at_ms
    before = _conversation(connection, conversation)
    if event.get("move"):
        event = {**event, "move": _whole_move(before, event["move"])}
        _keep_move(connection, event)
        changes |= _changed_by_move(event)
    elif event["kind"] == "message":
        changes |= _changed_by_message(before, event)
    table = schema.conversations
    connection.execute(sa.update(table).where(table.c.id == conversation).values(changes))
    return True


def _first_row(conversation: str, at_ms: int) -> dict[str, Any]:
    return {
        "id": conversation,
        "channel": conversation.partition("-")[0],
        "state": "bot",
        "reasons": [],
        "created_ms": at_ms,
        "updated_ms": at_ms,
    }


def _entry_row(event: Mapping[str, Any]) -> dict[str, Any]:
    own = {"conversation", "id", "from", "kind", "at_ms", "epoch", "text", "about"}
    return {
        "conversation": event["conversation"],
        "id": event["id"],
        "source": event["from"],
        "kind": event["kind"],
        "at_ms": event["at_ms"],
        "epoch": int(event.get("epoch", 0)),
        "text": event.get("text"),
        "data": {name: value for name, value in event.items() if name not in own},
    }


def _conversation(connection: sa.Connection, conversation: str) -> dict[str, Any]:
    found = sa.select(schema.conversations).where(schema.conversations.c.id == conversation)
    return dict(connection.execute(found).mappings().one())


def _whole_move(before: Mapping[str, Any], move: Mapping[str, Any]) -> dict[str, Any]:
    """The move with the states it led from and to; logs name only the move, the table says the rest.

    Raises IllegalMove when the log was fed with a gap.
    """
    from_state = move.get("from") or before["state"]
    to_state = move.get("to") or step(State(from_state), Move(move["name"])).value
    return {**move, "from": from_state, "to": to_state}


def _keep_move(connection: sa.Connection, event: Mapping[str, Any]) -> None:
    move = event["move"]
    row = {
        "conversation": event["conversation"],
        "entry": event["id"],
        "at_ms": event["at_ms"],
        "name": move["name"],
        "from_state": move["from"],
        "to_state": move["to"],
        "epoch": int(event.get("epoch", 0)),
        "agent_id": (event.get("agent") or {}).get("id"),
        "data": {name: value for name, value in move.items() if name not in ("name", "from", "to")},
    }
    insert_once(connection, schema.moves, row)


def _changed_by_move(event: Mapping[str, Any]) -> dict[str, Any]:
    move, at_ms = event["move"], event["at_ms"]
    changes: dict[str, Any] = {"state": move["to"]}
    agent = event.get("agent")
    if move["to"] == "human" and agent:
        changes |= {"agent_id": agent["id"], "agent_name": agent["name"]}
    if move["to"] == "queued" and move["from"] != "human":
        # A new wait begins; a transfer or a lost lease belongs to the wait that is already counted.
        changes |= {"escalated_ms": at_ms, "first_reply_ms": None, "resolved_ms": None, "outcome": None}
    if move["name"] in ("resolve", "hand_back", "finish"):
        changes["resolved_ms"] = at_ms
        settled = event.get("settled") or {}
        changes |= {name: settled[name] for name in ("category", "outcome") if settled.get(name)}
        if event.get("note"):
            changes["note"] = event["note"]
    return changes


def _changed_by_message(before: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
    if event["from"] == "agent" and before["escalated_ms"] and not before["first_reply_ms"]:
        return {"first_reply_ms": event["at_ms"]}
    emotion = (event.get("meta") or {}).get("emotion")
    if event["from"] != "customer" or emotion not in EMOTIONS:
        return {}
    worst = before["emotion_worst"]
    if worst is None or EMOTIONS.index(emotion) > EMOTIONS.index(worst):
        worst = emotion
    return {
        "emotion_start": before["emotion_start"] or emotion,
        "emotion_worst": worst,
        "emotion_end": emotion,
    }


def _order(entry_id: str) -> tuple[int, int]:
    """Stream ids ("ms-seq") in log order; as text "9-1" would come after "10-1"."""
    ms, _, sequence = entry_id.partition("-")
    return int(ms), int(sequence or 0)


def entries(connection: sa.Connection, conversation: str) -> list[dict[str, Any]]:
    """All kept entries in log order, in the form they had in the log."""
    found = sa.select(schema.entries).where(schema.entries.c.conversation == conversation)
    rows = [dict(row) for row in connection.execute(found).mappings()]
    rows.sort(key=lambda row: _order(row["id"]))
    kept = ("id", "kind", "at_ms", "epoch", "text")
    return [{name: row[name] for name in kept} | {"from": row["source"]} | row["data"] for row in rows]


def earlier_contacts(
    connection: sa.Connection, customer: str | None, client: str | None, without: str | None, limit: int
) -> list[dict[str, Any]]:
    """Conversations of a customer, or else of a client, that were about something, newest first.

    Empty when neither is known. A client alone never names a customer: several may have written from there.
    """
    table = schema.conversations
    if customer is not None:
        whose = table.c.customer == customer
    elif client is not None:
        whose = (table.c.client == client) & table.c.customer.is_(None)
    else:
        return []
    about_something = table.c.resolved_ms.is_not(None) | table.c.category.is_not(None)
    at_ms = sa.func.coalesce(table.c.resolved_ms, table.c.updated_ms)
    found = sa.select(table).where(whose, about_something, table.c.id != (without or ""))
    found = found.order_by(at_ms.desc()).limit(limit)
    return [
        {
            "conversation": row["id"],
            "at_ms": row["resolved_ms"] or row["updated_ms"],
            "category": row["category"],
            "outcome": row["outcome"],
            "agent": row["agent_name"],
            "note": row["note"],
        }
        for row in connection.execute(found).mappings()
    ]
