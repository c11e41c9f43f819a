from handoff.clocks import Due, ServiceTimes, next_due_ms, overdue, timetable
from handoff.transitions import State
from tests.handoff.build import T0, a_conversation

TIMES = ServiceTimes()


def test_a_silent_customer_of_the_bot_is_closed_after_half_an_hour() -> None:
    c = a_conversation(last_customer_ms=T0)
    assert next_due_ms(c, TIMES) == T0 + 30 * 60_000
    assert overdue(c, TIMES, T0 + 30 * 60_000 - 1) is None
    assert overdue(c, TIMES, T0 + 30 * 60_000) is Due.CLOSE_IDLE


def test_an_unanswered_customer_warns_the_agent_then_the_supervisor_then_goes_back() -> None:
    c = a_conversation(state=State.HUMAN, waiting_since_ms=T0, claimed_ms=T0)
    assert [(at - T0, due) for at, due in timetable(c, TIMES)] == [
        (100_000, Due.WARN_AGENT),
        (180_000, Due.WARN_SUPERVISOR),
        (300_000, Due.REQUEUE),
    ]


def test_whoever_has_just_claimed_gets_the_full_time() -> None:
    c = a_conversation(state=State.HUMAN, waiting_since_ms=T0, claimed_ms=T0 + 900_000)
    assert next_due_ms(c, TIMES) == T0 + 1_000_000


def test_warnings_that_were_given_are_not_given_again() -> None:
    c = a_conversation(state=State.HUMAN, waiting_since_ms=T0, claimed_ms=T0, warned=2)
    assert timetable(c, TIMES) == [(T0 + 300_000, Due.REQUEUE)]


def test_a_customer_who_says_nothing_is_nudged_twice_and_then_asked_for_a_rating() -> None:
    c = a_conversation(state=State.HUMAN, last_service_ms=T0)
    assert [due for _, due in timetable(c, TIMES)] == [Due.NUDGE, Due.NUDGE, Due.RESOLVE_SILENT]


def test_parked_until_the_customer_writes_has_no_time() -> None:
    assert next_due_ms(a_conversation(state=State.PARKED), TIMES) == 0
    assert overdue(a_conversation(state=State.PARKED, parked_until_ms=T0), TIMES, T0) is Due.WAKE


def test_a_waiting_customer_is_told_in_time_that_what_was_added_arrived() -> None:
    assert timetable(a_conversation(state=State.QUEUED, nod_ms=T0), TIMES) == [(T0, Due.NOD)]
    assert (
        timetable(a_conversation(state=State.HUMAN, last_service_ms=T0, nod_ms=T0), TIMES)[0][1] is Due.NUDGE
    )


def test_waiting_in_the_queue_and_being_closed_have_no_time_of_their_own() -> None:
    assert timetable(a_conversation(state=State.QUEUED), TIMES) == []
    assert timetable(a_conversation(state=State.CLOSED), TIMES) == []
