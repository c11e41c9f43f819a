"""What a customer sees of the log and of who owns the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.channels.webchat.bodies import Message, Messages
from bot.channels.webchat.context import Chat, now_ms
from handoff.model import Conversation
from handoff.transitions import State

Owner = Literal["bot", "queue", "human", "rating", "closed"]

OWNERS: Mapping[State, Owner] = {
    State.BOT: "bot",
    State.QUEUED: "queue",
    State.HUMAN: "human",
    State.PARKED: "human",  # set aside, but still that person's
    State.RATING: "rating",
    State.CLOSED: "closed",
}
SHOWN = ("id", "from", "text", "at_ms", "choices", "card", "file", "client_message_id")
PAGE = 200


async def page(chat: Chat, conversation: str, after: str) -> Messages:
    """Messages after an entry and who answers now. Raises NotFound, Unavailable."""
    thread = await chat.desk.conversation(conversation)
    entries = await chat.desk.entries(conversation, after=after, limit=PAGE)
    return Messages(messages=[message_of(entry) for entry in entries], **await status(chat, thread))


async def status(chat: Chat, thread: Conversation) -> dict[str, Any]:
    owner = OWNERS[thread.state]
    told: dict[str, Any] = {"owner": owner}
    if owner == "human" and thread.agent:
        told["agent"] = {"name": thread.agent["name"]}
    if owner == "queue":
        told["position"] = await chat.desk.position(thread.id, now_ms())
    return told


def message_of(entry: Mapping[str, Any]) -> Message:
    """Only what is listed here goes out, whatever else an entry holds."""
    shown = {name: entry[name] for name in SHOWN if entry.get(name) is not None}
    if agent := entry.get("agent"):
        shown["agent"] = {"name": agent["name"]}
    return Message.model_validate({"text": "", **shown})
