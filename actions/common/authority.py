"""How much the assistant may give without a person: limits as data, the verdict as a pure function.

The file holds the defaults; a supervisor's policy, sent with each turn, may replace single limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.shop.model import Money, Reason

FILE = Path(__file__).resolve().parents[2] / "data" / "authority.yml"
DAY_MS = 86_400_000


class LimitsInvalid(ValueError):
    """The limits cannot be used; the message names the field and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Amounts are minor units by currency; a currency that is missing is nobody's but a person's."""

    before_shipping: Mapping[str, int]
    after_shipping: Mapping[str, int]
    days: int
    per_day: int
    excluded: frozenset[str]
    goods_kept: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A refund that is asked for. `delivered_ms` is None until the first parcel is there."""

    amount: Money
    reason: Reason
    shipped: bool
    delivered_ms: int | None
    kinds: frozenset[str] = frozenset()  # kinds of the goods
    refunds_today: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """One limit that is exceeded, with what was asked and what is allowed, for the person who decides."""

    limit: str  # amount, currency, days, per_day, excluded, goods_kept, disputed_delivery
    asked: str
    allowed: str

    def __str__(self) -> str:
        return (
            f"{self.limit}: {self.asked} > {self.allowed}" if self.allowed else f"{self.limit}: {self.asked}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Within authority when nothing is exceeded."""

    exceeded: tuple[Excess, ...] = ()

    @property
    def within(self) -> bool:
        return not self.exceeded

    @property
    def detail(self) -> str:
        """The evidence in one line, for the agent's screen."""
        return "; ".join(str(excess) for excess in self.exceeded)

    def over(self, limit: str) -> bool:
        return any(excess.limit == limit for excess in self.exceeded)


def within_authority(wish: Wish, limits: Limits, now_ms: int) -> Verdict:
    """Whether the assistant may do it, and every limit that says no."""
    exceeded = [*_money(wish, limits), *_delivered(wish, limits, now_ms)]
    if wish.refunds_today >= limits.per_day:
        exceeded.append(
            Excess(limit="per_day", asked=str(wish.refunds_today + 1), allowed=str(limits.per_day))
        )
    excluded = sorted(wish.kinds & limits.excluded)
    if excluded and wish.shipped:
        exceeded.append(Excess(limit="excluded", asked=", ".join(excluded), allowed=""))
    return Verdict(exceeded=tuple(exceeded))


def _money(wish: Wish, limits: Limits) -> Iterator[Excess]:
    amounts = limits.after_shipping if wish.shipped else limits.before_shipping
    allowed = amounts.get(wish.amount.currency)
    if allowed is None:
        yield Excess(limit="currency", asked=wish.amount.currency, allowed="")
    elif wish.amount.amount > allowed:
        most = Money(amount=allowed, currency=wish.amount.currency)
        yield Excess(limit="amount", asked=str(wish.amount), allowed=str(most))


def _delivered(wish: Wish, limits: Limits, now_ms: int) -> Iterator[Excess]:
    if wish.delivered_ms is None:
        return
    days = max(0, now_ms - wish.delivered_ms) // DAY_MS
    if days > limits.days:
        yield Excess(limit="days", asked=str(days), allowed=str(limits.days))
    if wish.reason is Reason.NOT_RECEIVED:
        # Shown as delivered and denied by the customer: evidence has to be weighed.
        yield Excess(limit="disputed_delivery", asked=wish.reason.value, allowed="")
    elif wish.reason.value not in limits.goods_kept:
        yield Excess(limit="goods_kept", asked=wish.reason.value, allowed="")


@cache
def load_limits(path: Path = FILE) -> Limits:
    """The limits of the file, read once a process. Raises LimitsInvalid."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not isinstance(content.get("refund"), dict):
        raise LimitsInvalid(f"{path.name}: there must be a part 'refund'.")
    return limits_from(content["refund"])


def limits_from(values: Mapping[str, Any]) -> Limits:
    """Limits of a complete mapping. Raises LimitsInvalid."""
    try:
        return Limits(
            before_shipping=_amounts("before_shipping", values["before_shipping"]),
            after_shipping=_amounts("after_shipping", values["after_shipping"]),
            days=_count("days", values["days"]),
            per_day=_count("per_day", values["per_day"]),
            excluded=frozenset(str(kind) for kind in values["excluded"]),
            goods_kept=frozenset(Reason(reason).value for reason in values["goods_kept"]),
        )
    except KeyError as error:
        raise LimitsInvalid(f"authority: {error} is missing.") from error
    except (TypeError, ValueError) as error:
        raise LimitsInvalid(f"authority: {error}") from error


def with_policy(limits: Limits, policy: Mapping[str, Any]) -> Limits:
    """The limits with what a supervisor changed: `policy["authority"]`, each key optional.

    `refund_minor` stands for the amount after shipping in every currency that has a limit.
    """
    given = policy.get("authority") or {}
    changed = limits
    if "refund_minor" in given:
        most = _count("refund_minor", given["refund_minor"])
        changed = replace(changed, after_shipping=dict.fromkeys(limits.after_shipping, most))
    if "days" in given:
        changed = replace(changed, days=_count("days", given["days"]))
    if "per_day" in given:
        changed = replace(changed, per_day=_count("per_day", given["per_day"]))
    if "excluded" in given:
        changed = replace(changed, excluded=frozenset(str(kind) for kind in given["excluded"]))
    return changed


def _amounts(name: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise LimitsInvalid(f"authority: '{name}' must map currencies to minor units.")
    return {str(currency): _count(name, amount) for currency, amount in value.items()}


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise LimitsInvalid(f"authority: '{name}' must be a whole number, 0 or more, not {value!r}.")
    return value
