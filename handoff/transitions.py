"""Every change of a conversation's owner is here: one table, no other file assigns a state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from handoff.errors import IllegalMove


class State(str, Enum):
    """Who answers the customer's next message."""

    BOT = "bot"
    QUEUED = "queued"
    HUMAN = "human"
    PARKED = "parked"
    RATING = "rating"
    CLOSED = "closed"


class Move(str, Enum):
    ESCALATE = "escalate"
    FINISH = "finish"
    WRITE_AGAIN = "write_again"
    REOPEN = "reopen"
    START = "start"
    CLAIM = "claim"
    PREFER_BOT = "prefer_bot"
    LEAVE_TICKET = "leave_ticket"
    TRANSFER = "transfer"
    REQUEUE = "requeue"
    TAKE_OVER = "take_over"
    PARK = "park"
    WAKE = "wake"
    HAND_BACK = "hand_back"
    LEAVE_FOR_BOT = "leave_for_bot"
    RESOLVE = "resolve"
    RATE = "rate"
    ANOTHER_MATTER = "another_matter"
    NOT_SOLVED = "not_solved"


TRANSITIONS: Mapping[tuple[State, Move], State] = MappingProxyType(
    {
        (State.BOT, Move.ESCALATE): State.QUEUED,
        (State.BOT, Move.FINISH): State.CLOSED,
        (State.CLOSED, Move.WRITE_AGAIN): State.BOT,
        (State.CLOSED, Move.REOPEN): State.QUEUED,
        (State.BOT, Move.START): State.HUMAN,
        (State.CLOSED, Move.START): State.HUMAN,
        (State.QUEUED, Move.CLAIM): State.HUMAN,
        (State.QUEUED, Move.PREFER_BOT): State.BOT,
        (State.QUEUED, Move.LEAVE_TICKET): State.BOT,
        (State.HUMAN, Move.TRANSFER): State.QUEUED,
        (State.HUMAN, Move.REQUEUE): State.QUEUED,
        (State.HUMAN, Move.TAKE_OVER): State.HUMAN,
        (State.HUMAN, Move.PARK): State.PARKED,
        (State.PARKED, Move.WAKE): State.HUMAN,
        (State.PARKED, Move.REQUEUE): State.QUEUED,
        (State.HUMAN, Move.HAND_BACK): State.BOT,
        (State.HUMAN, Move.LEAVE_FOR_BOT): State.BOT,
        (State.HUMAN, Move.RESOLVE): State.RATING,
        (State.RATING, Move.RATE): State.CLOSED,
        (State.RATING, Move.ANOTHER_MATTER): State.BOT,
        (State.RATING, Move.NOT_SOLVED): State.QUEUED,
    }
)


def step(state: State, move: Move) -> State:
    """Next owner state. Raises IllegalMove; changes nothing."""
    try:
        return TRANSITIONS[state, move]
    except KeyError:
        raise IllegalMove(state.value, move.value) from None
