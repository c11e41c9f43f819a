import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from actions.shop.client import HttpShop
from actions.shop.errors import OutcomeUnknown, Refused, ShopError, Unavailable
from actions.shop.model import Actor, Reason
from actions.shop.transport import Limits
from tests.actions.shop.stub import Stub, misbehaving

ORDER = "1234567890123456"
BY = Actor(customer="C0001")
QUICK = Limits(connect_s=0.3, read_s=0.3, change_s=0.3, budget_s=1.0, failures=100, reset_s=0.4)


@contextmanager
def shop_at(url: str, limits: Limits = QUICK) -> Iterator[HttpShop]:
    shop = HttpShop(url, "shop-token", limits)
    yield shop
    shop.close()


@contextmanager
def shop_that(*script: str, limits: Limits = QUICK) -> Iterator[tuple[HttpShop, Stub]]:
    with misbehaving(*script) as stub, shop_at(stub.url, limits) as shop:
        yield shop, stub


def read(shop: HttpShop) -> object:
    return shop.order_of_parcel("SF1234567890", BY)


def change(shop: HttpShop) -> object:
    return shop.cancel(ORDER, BY, reason=Reason.OTHER, key="turn-1:cancel")


def verify(shop: HttpShop) -> object:
    return shop.verify(ORDER, "1234", "client")


def dead_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


FLAWS = ["hang up", "hang", "internal", "bad gateway", "unavailable", "cut off", "nonsense", "redirect"]


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_reading_call_is_tried_again(flaw: str) -> None:
    with shop_that(flaw, "ok") as (shop, stub):
        assert read(shop) == ORDER
        assert len(stub.seen) == 2


@pytest.mark.parametrize("flaw", [*FLAWS, "busy", "unauthorized", "other shape"])
def test_a_reading_call_gives_up_after_its_attempts(flaw: str) -> None:
    with shop_that(flaw) as (shop, stub):
        with pytest.raises(Unavailable):
            read(shop)
        assert 2 <= len(stub.seen) <= QUICK.attempts


def test_a_reading_call_begins_no_attempt_beyond_its_budget() -> None:
    limits = Limits(read_s=0.4, attempts=50, budget_s=1.0, failures=100)
    with shop_that("hang", limits=limits) as (shop, stub):
        started = time.monotonic()
        with pytest.raises(Unavailable):
            read(shop)
        assert time.monotonic() - started < 3
        assert len(stub.seen) <= 3


@pytest.mark.parametrize(
    "flaw", ["hang up", "hang", "internal", "bad gateway", "cut off", "nonsense", "redirect"]
)
def test_a_change_that_was_sent_and_not_answered_has_an_unknown_outcome(flaw: str) -> None:
    with shop_that(flaw) as (shop, stub):
        with pytest.raises(OutcomeUnknown) as raised:
            change(shop)
        assert raised.value.key == "turn-1:cancel"
        assert len(stub.seen) == 1


@pytest.mark.parametrize(("flaw", "wait"), [("unavailable", 7), ("busy", 9), ("unauthorized", None)])
def test_a_change_the_shop_did_not_look_at_was_not_made(flaw: str, wait: int | None) -> None:
    with shop_that(flaw) as (shop, stub):
        with pytest.raises(Unavailable) as raised:
            change(shop)
        assert raised.value.retry_after_s == wait
        assert len(stub.seen) == 1


@pytest.mark.parametrize("call", [read, change, verify])
def test_a_shop_that_is_not_there_is_unavailable(call: Callable[[HttpShop], object]) -> None:
    with shop_at(dead_port()) as shop, pytest.raises(Unavailable):
        call(shop)


def test_digits_are_sent_once_because_the_shop_counts_them() -> None:
    with shop_that("hang up") as (shop, stub):
        with pytest.raises(Unavailable):
            verify(shop)
        assert len(stub.seen) == 1


def test_an_unknown_refusal_of_another_shop_has_a_reason_to_say() -> None:
    with shop_that("unknown refusal") as (shop, _):
        with pytest.raises(Refused) as raised:
            change(shop)
        assert (raised.value.code, raised.value.reason) == ("moon_phase", "refused_other")
        assert raised.value.params == {"days": 3}


def test_a_refusal_that_cannot_be_read_is_an_unknown_outcome() -> None:
    with shop_that("strange refusal") as (shop, _), pytest.raises(OutcomeUnknown):
        change(shop)


def test_errors_name_no_customer_and_no_order() -> None:
    told = []
    for flaw in FLAWS:
        with shop_that(flaw) as (shop, _):
            for call in (read, change):
                with pytest.raises(ShopError) as raised:
                    call(shop)
                told.append(str(raised.value))
    assert [words for words in told if ORDER in words or "C0001" in words or "SF123" in words] == []


# -- the circuit breaker ------------------------------------------------------------------------------------


BREAKING = Limits(connect_s=0.3, read_s=0.3, change_s=0.3, attempts=1, failures=3, reset_s=0.4)


def test_after_failures_in_a_row_the_shop_is_left_alone_for_a_while() -> None:
    with shop_that("internal", "internal", "internal", "ok", limits=BREAKING) as (shop, stub):
        for _ in range(3):
            with pytest.raises(Unavailable):
                read(shop)
        for call in (read, change, verify):
            with pytest.raises(Unavailable) as raised:
                call(shop)
            assert raised.value.retry_after_s is not None
        assert len(stub.seen) == 3
        time.sleep(BREAKING.reset_s + 0.1)
        assert read(shop) == ORDER
        assert read(shop) == ORDER


def test_a_failed_trial_closes_the_way_again() -> None:
    with shop_that("internal", limits=BREAKING) as (shop, stub):
        for _ in range(3):
            with pytest.raises(Unavailable):
                read(shop)
        time.sleep(BREAKING.reset_s + 0.1)
        for _ in range(4):
            with pytest.raises(Unavailable):
                read(shop)
        assert len(stub.seen) == 4


def test_refusals_are_no_failures() -> None:
    with shop_that("unknown refusal", limits=BREAKING) as (shop, stub):
        for _ in range(6):
            with pytest.raises(Refused):
                change(shop)
        assert len(stub.seen) == 6


def test_failures_are_counted_over_all_threads() -> None:
    with shop_that("internal", limits=BREAKING) as (shop, stub):

        def fail(_: int) -> None:
            with pytest.raises(Unavailable):
                read(shop)

        for worker in range(6):
            with ThreadPoolExecutor(1) as pool:
                pool.submit(fail, worker).result()
        assert len(stub.seen) == 3


def test_one_slow_answer_does_not_hold_up_the_others() -> None:
    limits = Limits(read_s=1.0, attempts=1, failures=100)
    with shop_that("hang", limits=limits) as (shop, _), ThreadPoolExecutor(6) as pool:

        def fail(_: int) -> None:
            with pytest.raises(Unavailable):
                read(shop)

        started = time.monotonic()
        list(pool.map(fail, range(6)))
        assert time.monotonic() - started < 3
