from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from actions.shop.demo import asking, progress
from actions.shop.demo.bodies import CancelBody, Chosen, EmptyBody, RefundBody, ReturnBody
from actions.shop.demo.database import open_engine
from actions.shop.demo.once import fingerprint, once
from actions.shop.demo.rules import AfterSaleMove
from actions.shop.demo.work import Work
from actions.shop.model import Actor, Reason
from tests.actions.shop.world import NOW_MS, World

REFUND = {"reason": "defective", "amount": 100}


def count(world: World) -> int:
    return int(world.sql("select count(*) from after_sales")[0][0])


def test_the_same_key_gives_the_same_answer_and_one_change(world: World) -> None:
    customer, order = world.story("signed")
    before = count(world)
    answers = [world.post(f"/orders/{order}/refund", REFUND, customer, key="turn-1") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert count(world) == before + 1


def test_the_answer_stays_the_same_when_the_world_has_moved_on(world: World) -> None:
    customer, order = world.story("paid")
    first = world.post(f"/orders/{order}/change", {"note": "one"}, customer, key="turn-1")
    world.made(f"/orders/{order}/cancel", {"reason": "other"}, customer)
    again = world.post(f"/orders/{order}/change", {"note": "one"}, customer, key="turn-1")
    assert again.text == first.text
    assert world.state(order) == "cancelled"


def test_a_refusal_is_recorded_too(world: World) -> None:
    customer, order = world.story("signed")
    first = world.post(f"/orders/{order}/cancel", {"reason": "other"}, customer, key="turn-1")
    world.run("update orders set state = 'paid' where id = :o", o=order)
    again = world.post(f"/orders/{order}/cancel", {"reason": "other"}, customer, key="turn-1")
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (409, first.json())
    assert world.state(order) == "paid"


@pytest.mark.parametrize("other", ["body", "order", "customer", "change"])
def test_the_same_key_for_something_else_is_refused(world: World, other: str) -> None:
    customer, order = world.story("signed")
    stranger, elsewhere = world.story("delivered")
    world.post(f"/orders/{order}/refund", REFUND, customer, key="turn-1")
    before = count(world)
    changed = {
        "body": (f"/orders/{order}/refund", REFUND | {"amount": 101}, customer),
        "order": (f"/orders/{elsewhere}/refund", REFUND, customer),
        "customer": (f"/orders/{order}/refund", REFUND, stranger),
        "change": (f"/orders/{order}/return", {"reason": "defective"}, customer),
    }[other]
    answer = world.post(*changed, key="turn-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert count(world) == before


def test_two_at_once_with_one_key_change_once(world: World) -> None:
    customer, order = world.story("signed")
    before = count(world)

    def ask(_: int) -> str:
        return world.post(f"/orders/{order}/refund", REFUND, customer, key="turn-1").text

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(8)))
    assert len(answers) == 1
    assert count(world) == before + 1


@pytest.mark.parametrize("key", [None, "", "with space", "ключ", "x" * 129])
def test_a_change_wants_a_proper_key(world: World, key: str | None) -> None:
    customer, order = world.story("signed")
    headers = {"Authorization": "Bearer shop-token", "Shop-Customer": customer}
    if key is not None:
        headers["Idempotency-Key"] = key
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    answer = world.http.post(f"/v1/orders/{order}/refund", json=REFUND, headers=raw)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")


# -- whatever is asked for, in whatever order, however often ------------------------------------------------

Ask = tuple[str, Any, Callable[[Work], Any]]
AMOUNTS = st.one_of(st.none(), st.integers(1, 20_000))
REASONS = st.sampled_from([Reason.DEFECTIVE, Reason.NO_REASON, Reason.CHANGED_MIND])
MOVES = st.sampled_from(list(AfterSaleMove))


@st.composite
def asks(draw: st.DrawFn, order: str, items: list[str]) -> Ask:
    kind = draw(st.sampled_from(["refund", "return", "cancel", "protect", "staff", "withdraw"]))
    chosen = draw(st.none() | st.dictionaries(st.sampled_from(items), st.integers(1, 2), min_size=1))
    pieces: Chosen | None = chosen
    reason, amount, move, pick = draw(REASONS), draw(AMOUNTS), draw(MOVES), draw(st.integers(0, 5))
    if kind == "refund":
        refund = RefundBody(reason=reason, items=pieces, amount=amount)
        return kind, refund, lambda work: asking.refund(work, order, refund)
    if kind == "return":
        goods = ReturnBody(reason=reason, items=pieces)
        return kind, goods, lambda work: asking.return_goods(work, order, goods)
    if kind == "cancel":
        cancel = CancelBody(reason=reason)
        return kind, cancel, lambda work: asking.cancel(work, order, cancel)
    if kind == "protect":
        return kind, EmptyBody(), lambda work: asking.protect_price(work, order)
    name = f"{kind}-{move}-{pick}"
    if kind == "staff":
        return name, EmptyBody(), lambda work: progress.staff_move(work, _some(work, order, pick), move)
    return name, EmptyBody(), lambda work: progress.withdraw(work, _some(work, order, pick))


def _some(work: Work, order: str, pick: int) -> str:
    rows = work.connection.execute(
        text('select id from after_sales where "order" = :o order by id'), {"o": order}
    ).all()
    return str(rows[pick % len(rows)][0]) if rows else "R0"


def money(connection: Connection, order: str) -> tuple[int, int, int]:
    """Paid, given back or promised, and the least that is left of a line."""
    paid = connection.execute(text("select paid from orders where id = :o"), {"o": order}).scalar_one()
    given = connection.execute(
        text(
            'select coalesce(sum(amount), 0) from after_sales where "order" = :o'
            " and state not in ('rejected', 'withdrawn')"
        ),
        {"o": order},
    ).scalar_one()
    left = connection.execute(
        text(
            "select min(i.paid - coalesce((select sum(c.amount) from claims c join after_sales a on"
            " a.id = c.after_sale where c.item = i.id and a.state not in ('rejected', 'withdrawn')), 0))"
            ' from items i where i."order" = :o'
        ),
        {"o": order},
    ).scalar_one()
    return paid, given, left


STATES = ("paid", "signed", "delivered", "lost", "shipped")


@pytest.fixture(scope="module")
def engine(seeded: tuple[Path, int]) -> Iterator[Engine]:
    engine = open_engine(seeded[0])
    yield engine
    engine.dispose()


@settings(max_examples=60)
@given(data=st.data(), state=st.sampled_from(STATES))
def test_retries_change_nothing_and_no_more_is_given_back_than_was_paid(
    engine: Engine, data: st.DataObject, state: str
) -> None:
    """Whatever is asked for in whatever order; nothing is kept: each example is rolled back."""
    query = (
        'select o.id, o.customer from orders o join items i on i."order" = o.id'
        " where state = :s group by o.id having count(*) > 1 limit 1"
    )
    with engine.connect() as connection, connection.begin() as transaction:
        order, customer = connection.execute(text(query), {"s": state}).one()
        names = connection.execute(text('select id from items where "order" = :o'), {"o": order})
        wanted = data.draw(st.lists(asks(order, list(names.scalars())), min_size=1, max_size=6))
        by = Actor(customer=customer)
        for number, (name, body, change) in enumerate(wanted):
            mark = fingerprint(name, by, body)
            first = once(connection, f"key-{number}", mark, by, NOW_MS, change)
            before = rows(connection)
            assert once(connection, f"key-{number}", mark, by, NOW_MS, change) == first
            assert rows(connection) == before
            paid, given_back, left = money(connection, order)
            assert given_back <= paid
            assert left >= 0
        transaction.rollback()


def rows(connection: Connection) -> list[int]:
    tables = ("after_sales", "claims", "steps", "answers")
    return [connection.execute(text(f"select count(*) from {name}")).scalar_one() for name in tables]
