"""What happens with a customer's message: a pure function of who owns the conversation and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from handoff.clocks import ServiceTimes
from handoff.model import Conversation, Entry
from handoff.transitions import State


class Route(Enum):
    """Who takes the message, or which move it asks for."""

    BOT = "bot"
    RELAY = "relay"  # it stands in the log, where the person sees it
    WAIT = "wait"
    PREFER_BOT = "prefer_bot"
    WITHDRAW = "withdraw"  # nobody is needed any more
    LEAVE_TICKET = "leave_ticket"
    TAKE_MESSAGE = "take_message"  # what is written is the message to leave, or how to be reached
    LEAVE_FOR_BOT = "leave_for_bot"
    WAKE = "wake"
    SOLVED = "solved"
    STARS = "stars"
    CLOSE = "close"
    NOT_SOLVED = "not_solved"
    ANOTHER_MATTER = "another_matter"
    WRITE_AGAIN = "write_again"
    REOPEN = "reopen"
    CALL_BACK = "call_back"  # as REOPEN, where the assistant has gone on meanwhile


_CONTENT = frozenset({"thanks", "goodbye", "praise", "affirm"})
_BY_CHOICE = {
    State.QUEUED: {
        "prefer_bot": Route.PREFER_BOT,
        "withdraw": Route.WITHDRAW,
        "leave_ticket": Route.LEAVE_TICKET,
        "wait": Route.WAIT,
    },
    State.HUMAN: {"prefer_bot": Route.LEAVE_FOR_BOT},
}


def route(
    conversation: Conversation,
    payload: Mapping[str, Any] | None,
    intent: str | None,
    unsolved: bool,
    now_ms: int,
    times: ServiceTimes,
) -> Route:
    """`payload` is that of a pressed choice, or of words that mean one; `intent` and `unsolved` ("that did not solve it") are of a text."""
    state = conversation.state
    asked = (payload or {}).get("move")
    if asked in _BY_CHOICE.get(state, {}):
        return _BY_CHOICE[state][asked]
    if state is State.QUEUED:
        return Route.TAKE_MESSAGE if conversation.leaving and payload is None else Route.WAIT
    if state is State.HUMAN:
        return Route.RELAY
    if state is State.PARKED:
        return Route.WAKE
    if state is State.RATING:
        return _rating(conversation, payload, intent, unsolved)
    if state is State.CLOSED:
        return _closed(conversation, payload, unsolved, now_ms, times)
    return Route.CALL_BACK if reopens(conversation, payload, now_ms, times) else Route.BOT


def reopens(c: Conversation, payload: Mapping[str, Any] | None, now_ms: int, times: ServiceTimes) -> bool:
    """Whether "not solved" was pressed of what a person had settled, however the conversation went on since."""
    return (payload or {}).get("rating") == "not_solved" and _was_with_person(c, now_ms, times)


def _rating(c: Conversation, payload: Mapping[str, Any] | None, intent: str | None, unsolved: bool) -> Route:
    said = (payload or {}).get("rating")
    if said is not None:
        return {"solved": Route.SOLVED, "not_solved": Route.NOT_SOLVED}.get(str(said), Route.STARS)
    if unsolved or intent in ("deny", "complaint"):  # who complains now complains of how it was settled
        return Route.NOT_SOLVED
    if intent == "affirm" and c.rated != "asked":
        return Route.SOLVED  # a yes to "is it solved?"
    return Route.CLOSE if intent in _CONTENT else Route.ANOTHER_MATTER


def _closed(
    c: Conversation,
    payload: Mapping[str, Any] | None,
    unsolved: bool,
    now_ms: int,
    times: ServiceTimes,
) -> Route:
    """Only what a person had settled can be reopened with that person; the rest is the assistant's again."""
    said = unsolved and _was_with_person(c, now_ms, times)
    return Route.REOPEN if said or reopens(c, payload, now_ms, times) else Route.WRITE_AGAIN


def _was_with_person(c: Conversation, now_ms: int, times: ServiceTimes) -> bool:
    return bool(c.outcome) and now_ms - c.last_service_ms <= times.reopen_ms


def asks_engine(entry: Entry) -> bool:
    """Whether the text must be understood before it can be routed."""
    return bool(entry.get("text"))
