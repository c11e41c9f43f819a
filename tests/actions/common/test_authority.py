"""How much the assistant may give: every limit, the supervisor's changes, and files that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.common.authority import (
    DAY_MS,
    Limits,
    LimitsInvalid,
    Wish,
    load_limits,
    with_policy,
    within_authority,
)
from actions.shop.model import Money, Reason

NOW = 1_800_000_000_000
LIMITS = Limits(
    before_shipping={"CNY": 500_000},
    after_shipping={"CNY": 20_000},
    days=15,
    per_day=2,
    excluded=frozenset({"fresh"}),
    goods_kept=frozenset({"damaged", "too_slow"}),
)
WISH = Wish(
    amount=Money(amount=20_000, currency="CNY"),
    reason=Reason.DAMAGED,
    shipped=True,
    delivered_ms=NOW - 15 * DAY_MS,
    kinds=frozenset({"clothing"}),
    refunds_today=1,
)


def exceeded(wish: Wish, now_ms: int = NOW) -> list[str]:
    return [excess.limit for excess in within_authority(wish, LIMITS, now_ms).exceeded]


def test_a_wish_at_every_limit_is_within() -> None:
    assert within_authority(WISH, LIMITS, NOW).within


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"amount": Money(amount=20_001, currency="CNY")}, "amount"),
        ({"amount": Money(amount=1, currency="HKD")}, "currency"),
        ({"delivered_ms": NOW - 16 * DAY_MS}, "days"),
        ({"refunds_today": 2}, "per_day"),
        ({"kinds": frozenset({"fresh", "clothing"})}, "excluded"),
        ({"reason": Reason.NO_REASON}, "goods_kept"),
        ({"reason": Reason.NOT_RECEIVED}, "disputed_delivery"),
    ],
)
def test_each_limit_is_exceeded_alone(change: dict[str, object], limit: str) -> None:
    assert exceeded(replace(WISH, **change)) == [limit]  # type: ignore[arg-type]


def test_goods_that_never_left_have_the_higher_limit_and_no_excluded_kinds() -> None:
    unsent = replace(
        WISH,
        amount=Money(amount=500_000, currency="CNY"),
        shipped=False,
        delivered_ms=None,
        kinds=frozenset({"fresh"}),
        reason=Reason.CHANGED_MIND,
    )
    assert exceeded(unsent) == []
    assert exceeded(replace(unsent, amount=Money(amount=500_001, currency="CNY"))) == ["amount"]


def test_not_received_is_no_dispute_while_the_parcel_is_on_its_way() -> None:
    assert exceeded(replace(WISH, reason=Reason.NOT_RECEIVED, delivered_ms=None)) == []


def test_the_detail_names_what_was_asked_and_what_is_allowed() -> None:
    wish = replace(WISH, amount=Money(amount=29_900, currency="CNY"), delivered_ms=NOW - 20 * DAY_MS)
    assert within_authority(wish, LIMITS, NOW).detail == "amount: ¥299.00 > ¥200.00; days: 20 > 15"


def test_a_supervisor_changes_single_limits() -> None:
    changed = with_policy(
        LIMITS, {"authority": {"refund_minor": 100, "days": 1, "per_day": 9, "excluded": ["custom"]}}
    )
    assert changed == replace(
        LIMITS, after_shipping={"CNY": 100}, days=1, per_day=9, excluded=frozenset({"custom"})
    )


def test_a_policy_without_authority_changes_nothing() -> None:
    assert with_policy(LIMITS, {}) == LIMITS


@pytest.mark.parametrize("value", [-1, "much", True, None])
def test_a_bad_limit_is_refused_with_its_name(value: object) -> None:
    with pytest.raises(LimitsInvalid, match="'days'"):
        with_policy(LIMITS, {"authority": {"days": value}})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("just words", "'refund'"),
        ("refund: {days: 1}", "'before_shipping' is missing"),
        (
            "refund: {before_shipping: 5, after_shipping: {}, days: 1, per_day: 1, excluded: [], goods_kept: []}",
            "'before_shipping' must map",
        ),
        (
            "refund: {before_shipping: {}, after_shipping: {}, days: 1, per_day: 1, excluded: [], goods_kept: [bored]}",
            "bored",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "authority.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LimitsInvalid, match=named):
        load_limits(path)


def test_the_projects_limits_can_be_read() -> None:
    limits = load_limits()
    assert limits.after_shipping["CNY"] <= limits.before_shipping["CNY"]
    assert Reason.NO_REASON.value not in limits.goods_kept
