import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from actions.shop.demo.app import create_app
from actions.shop.demo.scenes import SCENES
from actions.shop.demo.stories import STORIES
from actions.shop.model import OrderState, ParcelState
from tests.actions.shop.world import DAY_MS, HOUR_MS, NOW_MS, SECRET, TOKEN, World

TABLES = ("customers", "orders", "items", "parcels", "scans", "after_sales", "claims", "steps", "prices")


def digest(engine: Engine) -> dict[str, str]:
    rows = {table: sorted(map(str, rows_of(engine, f"select * from {table}"))) for table in TABLES}
    return {table: hashlib.sha256("\n".join(found).encode()).hexdigest() for table, found in rows.items()}


def rows_of(engine: Engine, query: str) -> list[Any]:
    with engine.begin() as connection:
        return list(connection.execute(text(query)))


@contextmanager
def started(folder: Path, now_ms: int) -> Iterator[Engine]:
    """A shop that was started over a folder, as seen by its database."""
    engine = create_app(folder, token=TOKEN, identity_secret=SECRET, now_ms=lambda: now_ms).state.shop.engine
    yield engine
    engine.dispose()


def test_there_are_enough_customers_and_orders_in_every_state(world: World) -> None:
    assert world.sql("select count(*) from customers")[0][0] >= 200
    assert world.sql("select count(*) from orders")[0][0] >= 1000
    assert {row[0] for row in world.sql("select distinct state from orders")} == set(OrderState)
    assert {row[0] for row in world.sql("select distinct state from parcels")} == set(ParcelState)


def test_some_orders_are_split_and_every_parcel_at_a_station_has_a_code(world: World) -> None:
    parcels = Counter(row[0] for row in world.sql('select "order" from parcels'))
    assert max(parcels.values()) >= 3
    at_station = world.sql("select station_code from parcels where state = 'at_station'")
    assert len(at_station) > 20
    assert all(re.fullmatch(r"\d+-\d-\d{4}", row[0]) for row in at_station)


def test_presales_have_a_deposit_and_a_balance_that_make_the_total(world: World) -> None:
    rows = world.sql("select deposit, balance, total, paid from orders where state = 'presale'")
    assert len(rows) > 10
    assert all(deposit + balance == total and paid == deposit for deposit, balance, total, paid in rows)


def test_order_numbers_look_like_a_real_shops(world: World) -> None:
    numbers = [row[0] for row in world.sql("select id from orders")]
    assert all(re.fullmatch(r"[1-9]\d{15,18}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_lines_of_every_order_sum_up_to_its_total(world: World) -> None:
    wrong = world.sql(
        'select o.id from orders o join items i on i."order" = o.id'
        " group by o.id having sum(i.paid) + o.freight != o.total"
    )
    assert wrong == []


def test_no_order_gives_back_more_than_was_paid(world: World) -> None:
    wrong = world.sql(
        'select o.id from orders o join after_sales a on a."order" = o.id and a.state not in'
        " ('rejected', 'withdrawn') group by o.id having sum(a.amount) > o.paid"
    )
    assert wrong == []


def test_nothing_that_happened_lies_in_the_future(world: World) -> None:
    for column in (
        "orders.placed_ms",
        "orders.delivered_ms",
        "scans.at_ms",
        "steps.at_ms",
        "parcels.shipped_ms",
    ):
        table, name = column.split(".")
        assert world.sql(f"select max({name}) from {table}")[0][0] <= NOW_MS, column


def test_scans_are_in_order_and_begin_when_the_parcel_was_shipped(world: World) -> None:
    for parcel, shipped_ms in world.sql("select id, shipped_ms from parcels where shipped_ms is not null"):
        times = [
            row[0] for row in world.sql("select at_ms from scans where parcel = :p order by id", p=parcel)
        ]
        assert times == sorted(times)
        assert times[0] == shipped_ms


def test_a_stalled_parcel_has_not_moved_for_three_days(world: World) -> None:
    last = world.sql(
        "select max(at_ms) from scans join parcels p on p.id = parcel where p.state = 'stalled' group by p.id"
    )
    assert all(row[0] < NOW_MS - 72 * HOUR_MS for row in last)


def test_seeding_twice_gives_the_same_shop(world: World, tmp_path: Path) -> None:
    with started(tmp_path / "other", NOW_MS) as other:
        assert digest(other) == digest(world.engine)


def test_every_story_is_about_its_customers_newest_order(world: World) -> None:
    for story in STORIES:
        _, order = world.story(story.scene)
        state = world.state(order)
        assert state in set(OrderState)
        parcels = [row[0] for row in world.sql('select state from parcels where "order" = :o', o=order)]
        assert sorted(parcels) == sorted(SCENES[story.scene].parcels), story.scene


def test_the_demos_world_stands_still_while_the_shop_is_off(world: World, tmp_path: Path) -> None:
    before = world.sql("select id, placed_ms from orders order by id")
    shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name}-later")
    with started(tmp_path.parent / f"{tmp_path.name}-later", NOW_MS + 9 * DAY_MS + 5 * HOUR_MS) as later:
        moved = rows_of(later, "select id, placed_ms from orders order by id")
    assert moved == [(order, placed_ms + 9 * DAY_MS) for order, placed_ms in before]


@pytest.mark.parametrize("hours", [1, 13])
def test_starting_again_on_the_same_day_changes_nothing(world: World, tmp_path: Path, hours: int) -> None:
    before = digest(world.engine)
    with started(tmp_path, NOW_MS + hours * HOUR_MS) as later:
        assert digest(later) == before


def test_times_move_only_by_the_days_since_the_last_change(world: World, tmp_path: Path) -> None:
    customer, order = world.story("paid")
    world.clock.now_ms += 3 * DAY_MS
    world.made(f"/orders/{order}/change", {"note": "after three days"}, customer)
    newest = "select max(placed_ms) from orders"
    before = world.sql(newest)
    with started(tmp_path, NOW_MS + 3 * DAY_MS + HOUR_MS) as later:
        assert rows_of(later, newest) == before
