"""Pressed buttons: what answers a question answers that question and no other.

A button that starts something (a request, a person) says itself what is wanted and stays good. One that only answers
("yes", "leave it", "this order") means something beside its question alone: it counts while that is the newest thing
the customer was told. Everything else gets a true word, and the open question again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue import JSON
from bot.ownership.router import reopens
from bot.waiting.telling import ALL_CHOICES
from handoff.clocks import next_due_ms
from handoff.model import Conversation, Draft, Entry
from handoff.queue.desk import Desk
from handoff.store.commit import Commit
from handoff.transitions import State

ANSWERS = frozenset({"affirm", "deny", "inform"})
HELP: JSON = {
    "choices": [
        {"say": key}
        for key in ("task_track_shipment", "task_request_refund", "task_refund_status", "button_person")
    ],
    "payloads": [
        {"intent": intent} for intent in ("track_shipment", "request_refund", "refund_status", "ask_human")
    ],
}
LOOK_BACK = 50  # entries; a question that lies further back is open no more
# Said beside what is being talked about: the question before it stays the newest one.
_BESIDE = frozenset({"outdated_button", "edited_after_done", "still_working", "help", "help_waiting"})
_REPEATED = ("text", "say", "choices", "payloads", "card", "request", "turn")
_MOVED_IN = (State.QUEUED, State.HUMAN)


class Presses:
    """Finds buttons that count no more, and says so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def outdated(self, c: Conversation, choice: str, payload: Mapping[str, Any], now_ms: int) -> bool:
        """Whether the button must do nothing; with a person it is only shown to people."""
        if c.state is State.QUEUED:  # what it answered is not asked any more
            return "rating" in payload or payload.get("intent") in ANSWERS
        if c.state not in (State.BOT, State.RATING, State.CLOSED):
            return False
        if "rating" in payload:
            return c.state is not State.RATING and not reopens(c, payload, now_ms, self._desk.times)
        if "move" in payload:
            return c.state not in _MOVED_IN
        if payload.get("intent") not in ANSWERS:
            return False
        offered = await self._desk.entry(c.id, choice.rpartition(":")[0])
        told = newest_told(await self._log(c))
        return offered is None or not told or _question(offered) != _question(told[-1])

    async def say_outdated(self, c: Conversation, inbound: str, now_ms: int) -> None:
        drafts = [Draft(sender="bot", say=("outdated_button", {})), *await self._open_question(c)]
        await self.say(c, inbound, drafts, now_ms)

    async def say_help(self, c: Conversation, inbound: str, now_ms: int) -> None:
        """What can be done here, and the open question again."""
        if c.state is State.QUEUED:
            drafts = [Draft(sender="system", say=("help_waiting", {}), data=ALL_CHOICES)]
        else:
            drafts = [Draft(sender="bot", say=("help", {}), data=HELP), *await self._open_question(c)]
        await self.say(c, inbound, drafts, now_ms)

    async def say(self, c: Conversation, inbound: str, drafts: Sequence[Draft], now_ms: int) -> None:
        """All that the message leads to: it is acknowledged with it."""
        await self._desk.store.commit(
            Commit(
                conversation=c,
                now_ms=now_ms,
                once=f"aside:{inbound}",
                entries=drafts,
                due_ms=next_due_ms(c, self._desk.times),
                ack=[inbound],
            )
        )

    async def _open_question(self, c: Conversation) -> list[Draft]:
        memory = await self._desk.store.memory(c.id) if c.state is State.BOT else {}
        found = open_question(newest_told(await self._log(c)), asked=bool(memory.get("requested")))
        return [] if found is None else [_again(found)]

    async def _log(self, c: Conversation) -> list[Entry]:
        return await self._desk.store.entries(c.id, limit=LOOK_BACK, latest=True)


def newest_told(log: Sequence[Entry]) -> list[Entry]:
    """The entries that told the customer the newest thing, in log order; empty when there is none."""
    told = [entry for entry in log if _told(entry)]
    return [entry for entry in told if _question(entry) == _question(told[-1])]


def open_question(told: Sequence[Entry], *, asked: bool) -> Entry | None:
    """The entry that asks: by buttons that answer, or the last one where a detail is `asked` in words."""
    by_buttons = [e for e in told if any(_answers(p) for p in e.get("payloads", ()))]
    if by_buttons:
        return by_buttons[-1]
    return told[-1] if asked and told and told[-1]["from"] == "bot" else None


def _answers(payload: Mapping[str, Any]) -> bool:
    return payload.get("intent") in ANSWERS or "rating" in payload


def _told(entry: Entry) -> bool:
    said = (entry.get("say") or {}).get("key")
    shown = any(entry.get(name) for name in ("say", "text", "card", "choices"))
    return shown and entry["from"] != "customer" and entry["kind"] != "note" and said not in _BESIDE


def _question(entry: Entry) -> str:
    """What belongs together: all messages of one answer, and a question with its repetition."""
    return str(entry.get("turn") or entry["id"])


def done_again(entry: Entry) -> Draft:
    """What was done, told once more without its buttons."""
    return _again(
        {name: value for name, value in entry.items() if name not in ("choices", "payloads", "request")}
    )


def _again(entry: Entry) -> Draft:
    """The question as a new entry: its buttons and the first ones mean the same."""
    data = {name: entry[name] for name in _REPEATED if entry.get(name)} | {"turn": _question(entry)}
    say, text = data.pop("say", None), data.pop("text", "")
    said = (say["key"], say["values"]) if say else None
    return Draft(sender=entry["from"], text=text, say=said, data=data)
