"""What a customer is told of the desk: place and wait, or that it is full, closed or empty, with what can be done. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue import JSON
from bot.waiting.asked import Asked
from handoff.hours.opening import DeskState
from handoff.model import Draft
from handoff.queue.waiting import Place

QUEUE_CHOICES: JSON = {
    "choices": [{"say": "choice_prefer_bot"}],
    "payloads": [{"move": "prefer_bot"}],
}
ALL_CHOICES: JSON = {
    "choices": [{"say": "choice_wait"}, {"say": "choice_leave_ticket"}, {"say": "choice_prefer_bot"}],
    "payloads": [{"move": "wait"}, {"move": "leave_ticket"}, {"move": "prefer_bot"}],
}


def queue_told(place: Place) -> Draft:
    """At the handover: who will not be served soon chooses between waiting, a message and the assistant."""
    if place.state is DeskState.CLOSED and place.until:
        return Draft(sender="system", say=("desk_closed", {"opens": place.until}), data=ALL_CHOICES)
    if place.minutes is None:
        return Draft(sender="system", say=("nobody_online", {}), data=ALL_CHOICES)
    values = {"ahead": place.ahead, "minutes": place.minutes}
    if place.state is DeskState.FULL:
        return Draft(sender="system", say=("queue_full", values), data=ALL_CHOICES)
    if place.free and not place.ahead:
        return Draft(sender="system", say=("queued_next", {}), data=QUEUE_CHOICES)
    key = "queued" if place.ahead else "queued_soon"
    return Draft(sender="system", say=(key, values), data=QUEUE_CHOICES)


def left_told(place: Place) -> Draft:
    """To whom an agent was lost: who comes instead, or that nobody does now, and till when."""
    if place.minutes is not None:
        return Draft(sender="system", say=("agent_left", {}))
    if place.state is DeskState.CLOSED and place.until:
        return Draft(sender="system", say=("agent_left_closed", {"opens": place.until}), data=ALL_CHOICES)
    return Draft(sender="system", say=("agent_left_nobody", {}), data=ALL_CHOICES)


def waiting_told(place: Place) -> Draft:
    """While waiting: the place, and how long or till when nobody comes."""
    position = place.ahead + 1
    if place.state is DeskState.CLOSED and place.until:
        values = {"position": position, "opens": place.until}
        return Draft(sender="system", say=("waiting_closed", values))
    if place.minutes is None:
        return Draft(sender="system", say=("waiting_nobody", {"position": position}))
    return Draft(sender="system", say=("waiting_place", {"position": position, "minutes": place.minutes}))


def asked_told(asked: Asked, place: Place, hours: str) -> Draft:
    """The answer to a question to the queue; who is closed for now says when it opens, and not the usual week."""
    position = place.ahead + 1
    if asked is Asked.WHO:
        return Draft(sender="system", say=("waiting_who", {"position": position}))
    if asked is Asked.HOURS and not (place.state is DeskState.CLOSED and place.until):
        return Draft(sender="system", say=("waiting_hours", {"hours": hours, "position": position}))
    return waiting_told(place)


def pressed_told(payload: Mapping[str, Any], place: Place) -> Draft:
    """To a button pressed in the queue: only a call for a person is what is going on."""
    if payload.get("intent") == "ask_human":
        return waiting_told(place)
    values = {"position": place.ahead + 1}
    return Draft(sender="system", say=("press_waiting", values), data=QUEUE_CHOICES)
