from typing import Any

import pytest
import sqlalchemy as sa

from handoff.archive import schema
from handoff.archive.archive import Archive

T0 = 1_800_000_000_000


def an_event(number: int, sender: str = "customer", kind: str = "message", **more: Any) -> dict[str, Any]:
    return {
        "conversation": "web-a",
        "id": f"{number}-0",
        "from": sender,
        "kind": kind,
        "at_ms": T0 + number,
        "epoch": 1,
        **more,
    }


def a_move(number: int, name: str, **more: Any) -> dict[str, Any]:
    return an_event(number, "system", "move", move={"name": name}, **more)


def the_conversation(archive: Archive) -> dict[str, Any]:
    with archive.engine.connect() as connection:
        return dict(connection.execute(sa.select(schema.conversations)).mappings().one())


def resolved(archive: Archive, conversation: str, number: int, about: dict[str, Any]) -> None:
    """A conversation that a person took and resolved."""
    for step, name in enumerate(("escalate", "claim", "resolve")):
        event = a_move(number + step, name, agent={"id": "U1", "name": "小王"}, about=about, note="已补发")
        archive.record(event | {"conversation": conversation})


def test_entry_comes_back_as_it_was_in_the_log(archive: Archive) -> None:
    event = an_event(1, text="在吗", meta={"intent": "chitchat"}, card={"kind": "order", "title": "一"})
    archive.record(event | {"about": {"language": "zh-Hans"}})
    del event["conversation"]
    assert archive.entries("web-a") == [event]


def test_event_fed_again_changes_nothing(archive: Archive) -> None:
    first = an_event(1, text="在吗", meta={"emotion": "calm"}, about={"customer": "C1"})
    assert archive.record(first)
    archive.record(an_event(2, text="喂", meta={"emotion": "angry"}))
    before = the_conversation(archive)
    assert not archive.record(first | {"text": "别的", "about": {"customer": "C2"}})
    assert the_conversation(archive) == before
    assert [entry["text"] for entry in archive.entries("web-a")] == ["在吗", "喂"]


def test_entries_are_in_log_order_not_in_order_of_letters(archive: Archive) -> None:
    for number in (10, 9, 100):
        archive.record(an_event(number))
    assert [entry["id"] for entry in archive.entries("web-a")] == ["9-0", "10-0", "100-0"]


def test_emotion_is_kept_at_start_worst_and_end(archive: Archive) -> None:
    for number, emotion in enumerate(("anxious", "angry", "calm", "unheard-of"), start=1):
        archive.record(an_event(number, meta={"emotion": emotion}))
    kept = the_conversation(archive)
    assert (kept["emotion_start"], kept["emotion_worst"], kept["emotion_end"]) == ("anxious", "angry", "calm")


def test_moves_follow_the_table_when_the_log_names_only_the_move(archive: Archive) -> None:
    agent = {"id": "U1", "name": "小王"}
    archive.record(a_move(1, "escalate"))
    archive.record(a_move(2, "claim", agent=agent))
    archive.record(an_event(3, "agent", text="您好", agent=agent))
    archive.record(an_event(4, "agent", text="还在吗", agent=agent))
    archive.record(
        a_move(5, "resolve", note="已补发", about={"category": "not_received", "outcome": "solved"})
    )
    kept = the_conversation(archive)
    assert (kept["state"], kept["agent_name"], kept["category"], kept["outcome"], kept["note"]) == (
        "rating",
        "小王",
        "not_received",
        "solved",
        "已补发",
    )
    assert (kept["escalated_ms"], kept["first_reply_ms"], kept["resolved_ms"]) == (T0 + 1, T0 + 3, T0 + 5)
    with archive.engine.connect() as connection:
        steps = connection.execute(
            sa.select(schema.moves.c.from_state, schema.moves.c.to_state).order_by(schema.moves.c.at_ms)
        )
        assert [tuple(step) for step in steps] == [
            ("bot", "queued"),
            ("queued", "human"),
            ("human", "rating"),
        ]


def test_transfer_belongs_to_the_wait_that_is_counted_already(archive: Archive) -> None:
    archive.record(a_move(1, "escalate"))
    archive.record(a_move(2, "claim", agent={"id": "U1", "name": "小王"}))
    archive.record(a_move(3, "transfer"))
    assert the_conversation(archive)["escalated_ms"] == T0 + 1


def test_second_escalation_starts_a_new_wait(archive: Archive) -> None:
    resolved(archive, "web-a", 1, {"outcome": "solved"})
    archive.record(a_move(9, "not_solved"))
    kept = the_conversation(archive)
    assert (kept["state"], kept["escalated_ms"], kept["first_reply_ms"], kept["resolved_ms"]) == (
        "queued",
        T0 + 9,
        None,
        None,
    )


def test_event_without_a_needed_field_is_refused_and_leaves_nothing(archive: Archive) -> None:
    event = an_event(1)
    del event["from"]
    with pytest.raises(KeyError):
        archive.record(event)
    assert archive.entries("web-a") == []


def test_earlier_contacts_are_the_customers_settled_ones_newest_first(archive: Archive) -> None:
    for number, conversation in enumerate(("web-1", "web-2", "web-3")):
        resolved(
            archive, conversation, 10 * number, {"customer": "C1", "category": "invoice", "outcome": "solved"}
        )
    resolved(archive, "web-other", 50, {"customer": "C2"})
    archive.record(an_event(60, about={"customer": "C1"}) | {"conversation": "web-open"})
    found = archive.earlier_contacts(customer="C1", without="web-3")
    assert [contact["conversation"] for contact in found] == ["web-2", "web-1"]
    assert found[0] == {
        "conversation": "web-2",
        "at_ms": T0 + 12,
        "category": "invoice",
        "outcome": "solved",
        "agent": "小王",
        "note": "已补发",
    }


def test_client_counts_only_where_no_customer_is_known(archive: Archive) -> None:
    resolved(archive, "web-1", 1, {"customer": "C1", "client": "hash-1"})
    resolved(archive, "web-2", 10, {"client": "hash-1"})
    assert [c["conversation"] for c in archive.earlier_contacts(customer="C1", client="hash-1")] == ["web-1"]
    assert [c["conversation"] for c in archive.earlier_contacts(client="hash-1")] == ["web-2"]
    assert archive.earlier_contacts() == []


def test_a_contact_that_nobody_settled_yet_is_one_too(archive: Archive) -> None:
    archive.record(an_event(3, about={"customer": "C1", "category": "invoice"}) | {"conversation": "web-1"})
    [contact] = archive.earlier_contacts(customer="C1")
    assert (contact["conversation"], contact["at_ms"], contact["outcome"]) == ("web-1", T0 + 3, None)


def test_ticket_opened_twice_with_one_key_is_one_ticket(archive: Archive) -> None:
    first = archive.open_ticket(key="web-a:1", category="refund", text="请回电", now_ms=T0, customer="C1")
    assert archive.open_ticket(key="web-a:1", category="other", text="另一个", now_ms=T0 + 1) == first
    assert first == "T100001"
    assert [(t["id"], t["text"]) for t in archive.tickets()] == [("T100001", "请回电")]


def test_what_is_added_joins_an_open_ticket_once_and_a_closed_one_never(archive: Archive) -> None:
    number = archive.open_ticket(key="added", category="x", text="请回电", now_ms=T0)
    assert [archive.add_to_ticket(number, "是蓝色那个") for _ in range(2)] == [True, True]
    assert (archive.ticket(number) or {})["text"] == "请回电\n是蓝色那个"
    archive.close_ticket(number, now_ms=T0)
    assert not archive.add_to_ticket(number, "还有")
    assert not archive.add_to_ticket("T999999", "还有")


def test_what_is_added_may_tell_what_the_ticket_is_about(archive: Archive) -> None:
    number = archive.open_ticket(key="added", category="ask_human", text="请回电", now_ms=T0)
    archive.add_to_ticket(number, "是退款", "refund")
    archive.add_to_ticket(number, "明天")
    ticket = archive.ticket(number) or {}
    assert (ticket["text"], ticket["category"]) == ("请回电\n是退款\n明天", "refund")


def test_only_a_ticket_that_was_closed_like_this_is_opened_again_and_can_be_closed_anew(
    archive: Archive,
) -> None:
    number = archive.open_ticket(key="back", category="x", text="y", now_ms=T0, due_ms=T0 + 5)
    assert not archive.reopen_ticket(number, how="withdrawn", due_ms=T0 + 9)
    archive.close_ticket(number, now_ms=T0 + 1, how="withdrawn")
    assert not archive.reopen_ticket(number, how="done", due_ms=T0 + 9)
    assert archive.reopen_ticket(number, how="withdrawn", due_ms=T0 + 9)
    [ticket] = archive.tickets()
    assert (ticket["due_ms"], ticket["closed_ms"], ticket["how"]) == (T0 + 9, None, None)
    assert archive.close_ticket(number, now_ms=T0 + 2)
    assert not archive.reopen_ticket("T999999", how="withdrawn", due_ms=T0)


def test_tickets_due_first_come_first_and_closed_ones_leave(archive: Archive) -> None:
    dues = {"none": None, "late": T0 + 99, "soon": T0 + 5}
    made = {
        key: archive.open_ticket(key=key, category="x", text=key, now_ms=T0, due_ms=due)
        for key, due in dues.items()
    }
    assert [ticket["text"] for ticket in archive.tickets()] == ["soon", "late", "none"]
    assert archive.close_ticket(made["soon"], now_ms=T0 + 6)
    assert not archive.close_ticket(made["soon"], now_ms=T0 + 7)
    assert [ticket["text"] for ticket in archive.tickets()] == ["late", "none"]
    assert [ticket["closed_ms"] for ticket in archive.tickets(status="closed")] == [T0 + 6]


@pytest.mark.parametrize("ticket", ["", "T", "T99", "100001", "T１００００１", "Tabc"])
def test_close_of_an_unknown_ticket_does_nothing(archive: Archive, ticket: str) -> None:
    archive.open_ticket(key="k", category="x", text="y", now_ms=T0)
    assert not archive.close_ticket(ticket, now_ms=T0)
    assert len(archive.tickets()) == 1


def test_rating_given_in_two_steps_is_one_rating(archive: Archive) -> None:
    archive.rate("web-a", epoch=3, now_ms=T0, solved=True, customer="C1")
    archive.rate("web-a", epoch=3, now_ms=T0 + 9, stars=5, comment="很快")
    with archive.engine.connect() as connection:
        kept = dict(connection.execute(sa.select(schema.ratings)).mappings().one())
    assert (kept["solved"], kept["stars"], kept["comment"], kept["at_ms"]) == (True, 5, "很快", T0)
    assert archive.rated_since("C1", T0)
    assert not archive.rated_since("C1", T0 + 1)
    assert not archive.rated_since("C2", 0)


def test_accesses_are_listed_newest_first(archive: Archive) -> None:
    for number, action in enumerate(("view", "view_photo")):
        archive.log_access(
            user_id="U1",
            user_name="小王",
            action=action,
            now_ms=T0 + number,
            conversation="web-a",
            subject="C1",
            data={"why": "claim"},
        )
    archive.log_access(user_id="U2", user_name="小李", action="view", now_ms=T0, conversation="web-b")
    found = archive.accesses(conversation="web-a")
    assert [(a["action"], a["user_name"], a["data"]) for a in found] == [
        ("view_photo", "小王", {"why": "claim"}),
        ("view", "小王", {"why": "claim"}),
    ]


def test_closed_ticket_tells_who_closed_it_how_and_with_which_note(archive: Archive) -> None:
    first, second = (archive.open_ticket(key=key, category="x", text=key, now_ms=T0) for key in ("a", "b"))
    assert archive.close_ticket(first, now_ms=T0 + 1, by=("U1", "小王"), how="answered")
    assert archive.close_ticket(second, now_ms=T0 + 2, by=("U2", "小李"), note="已电话联系")
    assert not archive.close_ticket(first, now_ms=T0 + 3, by=("U2", "小李"), note="再来一次")
    closed = archive.tickets(status="closed")
    assert [(t["id"], t["closed_by"], t["how"], t["note"]) for t in closed] == [
        (second, "小李", "done", "已电话联系"),
        (first, "小王", "answered", ""),
    ]
    assert archive.ticket(first) == closed[1]
    assert archive.ticket("T100009") is None


def test_open_tickets_are_counted_and_found_by_conversation(archive: Archive) -> None:
    for key, due_ms in (("a", T0 + 5), ("b", T0 + 50), ("c", None)):
        archive.open_ticket(
            key=key, category="x", text=key, now_ms=T0, due_ms=due_ms, conversation=f"web-{key}"
        )
    assert (archive.open_tickets(), archive.open_tickets(due_before_ms=T0 + 10)) == (3, 1)
    assert [t["text"] for t in archive.tickets(conversation="web-b")] == ["b"]
    assert [t["text"] for t in archive.tickets(limit=1)] == ["a"]
