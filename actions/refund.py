"""Money back: within the assistant's authority it is done at once, beyond it a person decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from actions.common.after_sale import (
    BEFORE_SHIPPING,
    FAULTS,
    PERSON,
    after_sale_card,
    long_delivered,
    permitted,
)
from actions.common.authority import DAY_MS, Verdict, Wish, load_limits, with_policy, within_authority
from actions.common.goods import ALL, BETWEEN, chosen_items, goods_label, item_fields, quantity_field, worth
from actions.common.hints import FirstMessage, reason_field
from actions.common.orders import OrderField
from actions.common.photos import PhotoField, PhotoKeeper
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.form.fields import ConfirmField, Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import (
    Action,
    AfterSale,
    AfterSaleKind,
    AfterSaleState,
    Money,
    Order,
    OrderState,
    Reason,
)
from handoff.wording.texts import simplified

UNSENT = (Reason.CHANGED_MIND, Reason.ORDERED_BY_MISTAKE, Reason.TOO_SLOW, Reason.FOUND_CHEAPER, Reason.OTHER)
UNDERWAY = (Reason.TOO_SLOW, Reason.NOT_RECEIVED, Reason.CHANGED_MIND, Reason.OTHER)
ARRIVED = (
    Reason.MISSING_ITEM,
    Reason.WRONG_ITEM,
    Reason.DAMAGED,
    Reason.DEFECTIVE,
    Reason.NOT_RECEIVED,
    Reason.NO_REASON,
)
REFUNDABLE = frozenset(
    {
        OrderState.PAID,
        OrderState.PACKED,
        OrderState.SHIPPED,
        OrderState.LOST,
        OrderState.DELIVERED,
        OrderState.SIGNED,
    }
)


_DEPOSIT = re.compile(r"定金|订金|尾款|预售|预购|deposit|presale|pre-order", re.IGNORECASE)


def is_presale(order: Order) -> bool:
    return order.state is OrderState.PRESALE


class RequestRefund(Task):
    intent = "request_refund"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        deposit = _DEPOSIT.search(simplified(f"{visit.get('said') or ''}{visit.turn.text}"))
        fits = (is_presale, _refundable(visit)) if deposit else _refundable(visit)
        which = OrderField(change=True, fits=fits)
        if not which.filled(visit):
            return [which, PartField(), FirstMessage(), PhotoKeeper()]
        order, options = await visit.chosen(), await visit.options()
        if not permitted(visit, order, options, Action.REFUND):
            return [which]
        if order.state is OrderState.LOST:
            # Nothing of it arrived: neither goods nor reason are a question.
            visit.put("item", ALL)
            visit.put("reason", Reason.NOT_RECEIVED.value)
        wanted = [which, PartField(), *item_fields(visit, order, options, "ask_refund_item", whole=True)]
        item = visit.get("item")
        if item:
            wanted += quantity_field(visit, options, str(item))
        wanted.append(reason_field(visit, _reasons(order)))
        reason = visit.get("reason")
        if reason in FAULTS:
            wanted += [PhotoKeeper(), PhotoField()]
        if all(field.filled(visit) for field in wanted):
            if not visit.as_confirmed():
                await self._decide(visit, order)
            wanted.append(ConfirmField(self._summary))
        return wanted

    async def perform(self, visit: Visit) -> None:
        order = str(visit.get("order_id"))
        part = visit.get("amount")
        refund = await visit.call(
            visit.shop.refund,
            order,
            visit.by(order),
            reason=Reason(str(visit.get("reason"))),
            key=visit.key("refund", order),
            items=chosen_items(visit),
            amount=part,
            description=str(visit.get("description") or ""),
            files=list(visit.get("photos") or ()),
        )
        visit.reply.changed("refund", refund.id)
        say_done(visit, refund, self.intent)

    async def _decide(self, visit: Visit, order: Order) -> None:
        """Stop before anything is confirmed when a person has to decide, or goods have to come back first."""
        amount = await wanted_money(visit)
        verdict = await judged(visit, order, amount)
        if verdict.within:
            return
        visit.stop()
        if verdict.over("goods_kept") and len(verdict.exceeded) == 1:
            about = {"order_id": order.id, "reason": Reason.NO_REASON.value}
            visit.reply.say(
                "refund_needs_return", choices=[Choice("go_request_return", "request_return", about), PERSON]
            )
            return
        visit.reply.say(_exceeded_key(verdict), amount=amount)
        visit.matter(self.intent, "open", note=verdict.detail)
        detail = f"refund {amount}, {visit.get('reason')}: {verdict.detail}"
        visit.reply.handoff("authority", detail, await snapshot(visit))

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order = await visit.chosen()
        values = {
            "goods": goods_label(visit, order),
            "amount": await wanted_money(visit),
            "why": visit.reply.text(f"why_{visit.get('reason')}"),
        }
        return "confirm_refund", values, show.order_card(order, visit.reply)


class PartField(Field):
    """A part of the money that the customer names himself ("退我 20 块"); never asked for."""

    slot = "amount"

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        await self.correct(visit)

    async def take(self, visit: Visit) -> bool:
        return False

    async def correct(self, visit: Visit) -> bool:
        minor = minor_units(visit.turn.first("amount"))
        if minor is None or minor == visit.get(self.slot) or not _WANTS_PART.search(visit.turn.text):
            return False
        visit.put(self.slot, minor)
        return True

    async def ask(self, visit: Visit) -> None:
        raise NotImplementedError("a part of the money is never asked for")


_WANTS_PART = re.compile(
    r"(只|就|部分|差价|運費|运费|退|補|补).{0,8}\d|refund.{0,12}\d|\d.{0,8}back", re.IGNORECASE
)


def minor_units(amount: str | None) -> int | None:
    """Minor units of an amount as the recogniser writes it ('12.5'); None when it is none."""
    try:
        minor = int(Decimal(amount or "") * 100)
    except InvalidOperation:
        return None
    return minor if minor > 0 else None


def _refundable(visit: Visit) -> Callable[[Order], bool]:
    return lambda order: order.state in REFUNDABLE and not long_delivered(order, visit.turn.now_ms)


def _reasons(order: Order) -> tuple[Reason, ...]:
    if order.state in BEFORE_SHIPPING:
        return UNSENT
    return UNDERWAY if order.delivered_ms is None else ARRIVED


def _exceeded_key(verdict: Verdict) -> str:
    """The text for the first limit that is exceeded."""
    first = verdict.exceeded[0].limit
    return f"over_{first}" if first in ("amount", "days", "per_day", "disputed_delivery") else "over_other"


async def wanted_money(visit: Visit) -> Money:
    """What the customer asks for: the goods' worth, or the part he named."""
    whole = worth(await visit.options(), chosen_items(visit))
    part = visit.get("amount")
    if part is None or int(part) >= whole.amount:
        visit.put("amount", None)
        return whole
    return Money(amount=int(part), currency=whole.currency)


async def judged(visit: Visit, order: Order, amount: Money) -> Verdict:
    """Whether the assistant may give it, by the limits in force for this turn."""
    turn, item = visit.turn, visit.get("item")
    mine = await visit.call(visit.shop.after_sales_of, visit.by(order.id).customer or "", limit=20)
    today = [
        one for one in mine if one.kind is AfterSaleKind.REFUND and one.created_ms > turn.now_ms - DAY_MS
    ]
    wish = Wish(
        amount=amount,
        reason=Reason(str(visit.get("reason"))),
        shipped=order.state not in BEFORE_SHIPPING,
        delivered_ms=order.delivered_ms,
        kinds=frozenset(
            one.category for one in order.items if item in (None, ALL) or one.id in str(item).split(BETWEEN)
        ),
        refunds_today=len(today),
    )
    return within_authority(wish, with_policy(load_limits(), turn.policy), turn.now_ms)


def say_done(visit: Visit, refund: AfterSale, category: str) -> None:
    """Number and expected time, unasked; then what can be done with it."""
    values: dict[str, Any] = {
        "id": refund.id,
        "amount": refund.amount,
        "days": refund.expected_days,
        "day": show.day(refund.expected_ms, visit.reply.language, visit.turn.now_ms),
    }
    key = "refund_requested" if refund.state is AfterSaleState.REQUESTED else "refund_paid_back"
    visit.reply.say(key, card=after_sale_card(refund, visit.reply), **values)
    visit.reply.promise(visit.reply.text(key, **values), refund.expected_ms)
    steps = [Choice("go_refund_status", "refund_status", {"refund": refund.id})]
    if refund.state is AfterSaleState.REQUESTED:
        steps.append(Choice("go_change_after_sale", "change_after_sale", {"refund": refund.id}))
    visit.close(category, steps, status="promised", note=refund.id, due_ms=refund.expected_ms)
