import pytest

from bot.ownership.router import Route, route
from handoff.clocks import ServiceTimes
from handoff.transitions import State
from tests.handoff.build import T0, a_conversation

TIMES = ServiceTimes()


@pytest.mark.parametrize(
    ("state", "payload", "intent", "unsolved", "way"),
    [
        (State.BOT, None, "track_shipment", False, Route.BOT),
        (State.QUEUED, None, None, False, Route.WAIT),
        (State.QUEUED, {"move": "prefer_bot"}, None, False, Route.PREFER_BOT),
        (State.QUEUED, {"move": "leave_ticket"}, None, False, Route.LEAVE_TICKET),
        (State.QUEUED, {"move": "withdraw"}, None, False, Route.WITHDRAW),
        (State.QUEUED, {"intent": "request_refund"}, None, False, Route.WAIT),
        (State.HUMAN, None, None, False, Route.RELAY),
        (State.HUMAN, {"move": "prefer_bot"}, None, False, Route.LEAVE_FOR_BOT),
        (State.HUMAN, {"move": "leave_ticket"}, None, False, Route.RELAY),
        (State.PARKED, None, None, False, Route.WAKE),
        (State.RATING, {"rating": "solved"}, None, False, Route.SOLVED),
        (State.RATING, {"rating": "not_solved"}, None, False, Route.NOT_SOLVED),
        (State.RATING, {"rating": 5}, None, False, Route.STARS),
        (State.RATING, None, "thanks", False, Route.CLOSE),
        (State.RATING, None, "affirm", False, Route.SOLVED),
        (State.RATING, None, "deny", False, Route.NOT_SOLVED),
        (State.RATING, None, "complaint", False, Route.NOT_SOLVED),
        (State.RATING, {"rating": 1}, "complaint", False, Route.STARS),
        (State.RATING, None, "track_shipment", True, Route.NOT_SOLVED),
        (State.RATING, None, "track_shipment", False, Route.ANOTHER_MATTER),
        (State.RATING, None, None, False, Route.ANOTHER_MATTER),
        (State.CLOSED, None, "track_shipment", False, Route.WRITE_AGAIN),
        (State.CLOSED, None, None, True, Route.WRITE_AGAIN),
    ],
)
def test_the_owner_and_the_message_decide(
    state: State, payload: dict[str, object] | None, intent: str | None, unsolved: bool, way: Route
) -> None:
    assert route(a_conversation(state=state), payload, intent, unsolved, T0, TIMES) is way


def test_what_is_written_after_leave_a_message_is_the_message_unless_it_is_a_choice() -> None:
    c = a_conversation(state=State.QUEUED, leaving="message")
    assert route(c, None, "request_refund", False, T0, TIMES) is Route.TAKE_MESSAGE
    assert route(c, {"move": "prefer_bot"}, None, False, T0, TIMES) is Route.PREFER_BOT


def test_a_yes_after_the_stars_were_asked_for_closes() -> None:
    c = a_conversation(state=State.RATING, rated="asked")
    assert route(c, None, "affirm", False, T0, TIMES) is Route.CLOSE


@pytest.mark.parametrize(("days", "way"), [(1, Route.REOPEN), (8, Route.WRITE_AGAIN)])
def test_what_a_person_settled_is_reopened_within_a_week(days: int, way: Route) -> None:
    c = a_conversation(state=State.CLOSED, outcome="solved", last_service_ms=T0 - days * 86_400_000)
    assert route(c, None, None, True, T0, TIMES) is way
    assert route(c, {"rating": "not_solved"}, None, False, T0, TIMES) is way
