from collections.abc import Iterable
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.shop.demo import rules
from actions.shop.demo.rules import (
    AFTER_SALE,
    CLOSED,
    DAY_MS,
    EXPECTED_DAYS,
    ORDER,
    PERMITTED,
    SHOP_ZONE,
    AfterSaleMove,
    IllegalMove,
    OrderMove,
)
from actions.shop.errors import Refusal
from actions.shop.model import Action, AfterSaleKind, AfterSaleState, OrderState, Reason


@pytest.mark.parametrize(("state", "move"), [*product(OrderState, OrderMove)])
def test_each_order_move_is_in_the_table_or_illegal(state: OrderState, move: OrderMove) -> None:
    if (state, move) in ORDER:
        assert rules.step_order(state, move) == ORDER[state, move]
    else:
        with pytest.raises(IllegalMove):
            rules.step_order(state, move)


@pytest.mark.parametrize("kind", AfterSaleKind)
def test_each_after_sale_move_is_in_the_table_or_illegal(kind: AfterSaleKind) -> None:
    for state, move in product(AfterSaleState, AfterSaleMove):
        if (kind, state, move) in AFTER_SALE:
            assert rules.step_after_sale(kind, state, move) == AFTER_SALE[kind, state, move]
        else:
            with pytest.raises(IllegalMove):
                rules.step_after_sale(kind, state, move)


def reached(pairs: Iterable[tuple[str, str]], start: str) -> set[str]:
    found, pairs = {start}, list(pairs)
    while more := {after for before, after in pairs if before in found} - found:
        found |= more
    return found


def test_every_order_state_is_reached_from_unpaid() -> None:
    assert reached(((s, after) for (s, _), after in ORDER.items()), OrderState.UNPAID) == set(OrderState)


@pytest.mark.parametrize("kind", AfterSaleKind)
def test_a_closed_after_sale_never_opens_again(kind: AfterSaleKind) -> None:
    assert [key for key in AFTER_SALE if key[0] is kind and key[1] in CLOSED] == []


def test_every_open_after_sale_state_has_an_expected_time() -> None:
    assert set(EXPECTED_DAYS) == set(AfterSaleState) - CLOSED


@pytest.mark.parametrize(("action", "state"), [*product(Action, OrderState)])
def test_each_action_is_permitted_or_has_a_reason(action: Action, state: OrderState) -> None:
    assert (rules.refusal(action, state) is None) == (state in PERMITTED[action])


@pytest.mark.parametrize(
    ("action", "state", "reason"),
    [
        (Action.CANCEL, OrderState.SHIPPED, Refusal.ALREADY_SHIPPED),
        (Action.CANCEL, OrderState.SIGNED, Refusal.ALREADY_DELIVERED),
        (Action.CANCEL, OrderState.PRESALE, Refusal.DEPOSIT_NOT_REFUNDABLE),
        (Action.CANCEL, OrderState.CANCELLED, Refusal.ALREADY_CANCELLED),
        (Action.CHANGE_ORDER, OrderState.SHIPPED, Refusal.ALREADY_SHIPPED),
        (Action.CHANGE_SPEC, OrderState.PACKED, Refusal.TOO_LATE_TO_CHANGE),
        (Action.REFUND, OrderState.UNPAID, Refusal.NOT_PAID),
        (Action.RETURN, OrderState.PAID, Refusal.NOT_SHIPPED),
        (Action.RETURN, OrderState.SHIPPED, Refusal.NOT_DELIVERED),
        (Action.RETURN, OrderState.REFUNDED, Refusal.ALREADY_REFUNDED),
        (Action.URGE, OrderState.LOST, Refusal.PARCEL_LOST),
        (Action.EXCHANGE, OrderState.RETURNING, Refusal.IN_AFTER_SALE),
    ],
)
def test_a_refusal_names_what_stands_in_the_way(action: Action, state: OrderState, reason: Refusal) -> None:
    assert rules.refusal(action, state) == reason


def test_goods_of_a_split_order_may_go_back_once_a_parcel_arrived() -> None:
    assert rules.refusal(Action.RETURN, OrderState.SHIPPED, arrived=True) is None
    assert rules.refusal(Action.CANCEL, OrderState.SHIPPED, arrived=True) is Refusal.ALREADY_SHIPPED


@pytest.mark.parametrize(
    ("reason", "days", "no_reason_goods", "refused"),
    [
        (Reason.NO_REASON, 7, True, None),
        (Reason.NO_REASON, 7.001, True, (Refusal.WINDOW_OVER, 7)),
        (Reason.NO_REASON, 1, False, (Refusal.NOT_RETURNABLE, 7)),
        (Reason.DAMAGED, 30, False, None),
        (Reason.DAMAGED, 30.001, False, (Refusal.WINDOW_OVER, 30)),
        (Reason.NOT_RECEIVED, 20, True, None),
    ],
)
def test_return_windows(
    reason: Reason, days: float, no_reason_goods: bool, refused: tuple[Refusal, int] | None
) -> None:
    assert (
        rules.after_delivery_refusal(
            Action.RETURN,
            reason,
            delivered_ms=0,
            now_ms=round(days * DAY_MS),
            no_reason_goods=no_reason_goods,
        )
        == refused
    )


def test_goods_that_cannot_go_back_may_still_be_refunded() -> None:
    window = {"delivered_ms": 0, "now_ms": DAY_MS}
    refused = rules.after_delivery_refusal(
        Action.REFUND, Reason.CHANGED_MIND, no_reason_goods=False, **window
    )
    assert refused is None


@given(paid=st.integers(0, 10**9), order=st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_the_shares_of_a_line_sum_up_to_what_was_paid(paid: int, order: list[int]) -> None:
    left, pieces_left, given_back = paid, sum(order), 0
    for pieces in order:
        part = rules.share(left, pieces_left, pieces)
        assert 0 <= part <= left
        left, pieces_left, given_back = left - part, pieces_left - pieces, given_back + part
    assert given_back == paid


@pytest.mark.parametrize(("pieces", "part"), [(1, 333), (2, 666), (3, 1000)])
def test_a_share_is_rounded_down_but_for_the_last_piece(pieces: int, part: int) -> None:
    assert rules.share(1000, 3, pieces) == part


@given(caps=st.lists(st.integers(0, 10**9), min_size=1, max_size=9), data=st.data())
def test_spread_sums_up_and_stays_under_every_cap(caps: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(caps)))
    parts = rules.spread(amount, caps)
    assert sum(parts) == amount
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_spread_refuses_more_than_all_caps() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        rules.spread(4, [1, 2])


@pytest.mark.parametrize(("left", "pieces", "price", "drop"), [(1000, 2, 400, 200), (1000, 2, 600, 0)])
def test_price_protection_gives_what_was_paid_above_the_price_now(
    left: int, pieces: int, price: int, drop: int
) -> None:
    assert rules.price_drop(left, pieces, price) == drop


@pytest.mark.parametrize(
    ("reason", "insured", "payer"),
    [
        (Reason.DAMAGED, False, "shop"),
        (Reason.NO_REASON, True, "insurance"),
        (Reason.NO_REASON, False, "customer"),
    ],
)
def test_who_pays_for_sending_back(reason: Reason, insured: bool, payer: str) -> None:
    assert rules.freight_payer(reason, insured=insured) == payer


@pytest.mark.parametrize(
    ("days", "expected"), [(0, "2026-03-05"), (1, "2026-03-06"), (2, "2026-03-09"), (7, "2026-03-16")]
)
def test_working_days_skip_weekends(days: int, expected: str) -> None:
    thursday = datetime(2026, 3, 5, 23, 30, tzinfo=SHOP_ZONE)
    due = datetime.fromtimestamp(
        rules.add_working_days(round(thursday.timestamp() * 1000), days) / 1000, SHOP_ZONE
    )
    assert (due.date().isoformat(), due.hour) == (expected, 23)
