"""Goods back: for money (return) or for others (exchange). The shop's own rules set the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from actions.common.after_sale import (
    DAY_MS,
    FAULTS,
    PERSON,
    after_sale_card,
    may_be_changed,
    may_be_claimed,
    permitted,
)
from actions.common.goods import (
    ALL,
    BETWEEN,
    chosen_items,
    goods_label,
    item_fields,
    quantity_field,
    worth,
)
from actions.common.hints import FirstMessage, reason_field
from actions.common.orders import OrderField
from actions.common.photos import PhotoField, PhotoKeeper
from actions.common.specs import SpecField
from actions.core import show
from actions.core.form.fields import ConfirmField, Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, AfterSale, AfterSaleState, Options, Order, Reason
from actions.shortcuts.goods_back import task_for_goods

WHY_RETURN = (
    Reason.WRONG_SIZE,
    Reason.DAMAGED,
    Reason.DEFECTIVE,
    Reason.WRONG_ITEM,
    Reason.NOT_AS_DESCRIBED,
    Reason.NO_REASON,
)
WHY_EXCHANGE = (
    Reason.WRONG_SIZE,
    Reason.DAMAGED,
    Reason.DEFECTIVE,
    Reason.WRONG_ITEM,
    Reason.CHANGED_MIND,
)
UNSUITED = frozenset({Reason.WRONG_SIZE, Reason.CHANGED_MIND})
Summary = tuple[str, Mapping[str, object], dict[str, Any] | None]


class RequestReturn(Task):
    intent = "request_return"

    async def handle(self, visit: Visit) -> None:
        task = await self.meant(visit)
        await (super().handle(visit) if task is self else task.handle(visit))

    async def meant(self, visit: Visit) -> Task:
        """Goods that are not sent yet need no way back: they are refunded."""
        task = await task_for_goods(visit, unwanted=True)
        return self if task is None or task.intent == self.intent else task

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=may_be_claimed(visit))
        if not which.filled(visit):
            return [which, FirstMessage(), PhotoKeeper()]
        order, options = await visit.chosen(), await visit.options()
        if not permitted(visit, order, options, Action.RETURN):
            return [which]
        wanted = [which, PhotoKeeper(), *item_fields(visit, order, options, "ask_return_item", whole=True)]
        if visit.get("item"):
            wanted += quantity_field(visit, options, str(visit.get("item")))
        wanted.append(reason_field(visit, WHY_RETURN))
        if not _in_time(visit, order, options):
            return wanted
        if visit.get("reason") in FAULTS:
            wanted.append(PhotoField())
        return [*wanted, ConfirmField(self._summary)]

    async def perform(self, visit: Visit) -> None:
        order = str(visit.get("order_id"))
        made = await visit.call(
            visit.shop.return_goods,
            order,
            visit.by(order),
            reason=Reason(str(visit.get("reason"))),
            key=visit.key("return", order),
            items=chosen_items(visit),
            description=str(visit.get("description") or ""),
            files=list(visit.get("photos") or ()),
        )
        visit.reply.changed("return", made.id)
        say_agreed(visit, made, self.intent)

    async def _summary(self, visit: Visit) -> Summary:
        order = await visit.chosen()
        values = {
            "goods": goods_label(visit, order),
            "amount": worth(await visit.options(), chosen_items(visit)),
            "why": visit.reply.text(f"why_{visit.get('reason')}"),
        }
        return "confirm_return", values, show.order_card(order, visit.reply)


class RequestExchange(Task):
    intent = "request_exchange"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=(may_be_claimed(visit), may_be_changed))
        if not which.filled(visit):
            return [which, FirstMessage(), PhotoKeeper()]
        order, options = await visit.chosen(), await visit.options()
        if not permitted(visit, order, options, Action.EXCHANGE):
            return [which]
        wanted = [which, PhotoKeeper(), *item_fields(visit, order, options, "ask_exchange_item", whole=False)]
        item = visit.get("item")
        if item:
            wanted += [
                *quantity_field(visit, options, str(item)),
                *_spec_field(order, options, str(item), visit),
            ]
        wanted.append(reason_field(visit, WHY_EXCHANGE))
        if not _in_time(visit, order, options):
            return wanted
        if visit.get("reason") in FAULTS:
            wanted.append(PhotoField())
        return [*wanted, ConfirmField(self._summary)]

    async def perform(self, visit: Visit) -> None:
        order, item = str(visit.get("order_id")), str(visit.get("item"))
        made = await visit.call(
            visit.shop.exchange,
            order,
            visit.by(order),
            item=item,
            spec=str(visit.get("spec")),
            reason=Reason(str(visit.get("reason"))),
            key=visit.key("exchange", order, item),
            quantity=int(visit.get("quantity") or 1),
            description=str(visit.get("description") or ""),
            files=list(visit.get("photos") or ()),
        )
        visit.reply.changed("exchange", made.id)
        say_agreed(visit, made, self.intent)

    async def _summary(self, visit: Visit) -> Summary:
        order, options = await visit.chosen(), await visit.options()
        item = str(visit.get("item"))
        specs = {spec.id: spec.text for one in options.items if one.item == item for spec in one.specs}
        chosen = specs.get(str(visit.get("spec")))
        values = {
            "goods": goods_label(visit, order),
            "spec": show.words(chosen, visit.reply.language) if chosen else str(visit.get("spec")),
            "why": visit.reply.text(f"why_{visit.get('reason')}"),
        }
        return "confirm_exchange", values, show.order_card(order, visit.reply)


def _in_time(visit: Visit, order: Order, options: Options) -> bool:
    """Whether the seven days and the kind of goods allow it for this reason; when not, that is said and all stops.

    Goods at fault have a longer time, which the shop's own list of actions already keeps to.
    """
    reason = visit.get("reason")
    if reason is None or reason in FAULTS or visit.as_confirmed():
        return True
    item = visit.get("item")
    about = [one for one in options.items if item in (None, ALL) or one.item in str(item).split(BETWEEN)]
    way_out = [Choice("go_warranty_repair", "warranty_repair"), PERSON]
    until_ms = options.return_until_ms
    if until_ms is not None and until_ms < visit.turn.now_ms:
        days = (until_ms - (order.delivered_ms or until_ms)) // DAY_MS
        visit.reply.say("refused_window_over", choices=way_out, days=days)
    elif not all(one.no_reason_return for one in about):
        visit.reply.say("refused_not_returnable", choices=way_out)
    else:
        return True
    visit.stop()
    return False


def _spec_field(order: Order, options: Options, item: str, visit: Visit) -> list[Field]:
    """What it may be exchanged for: what is in stock, and another one where the old one does not suit. Nothing in stock ends the task with a way out."""
    chosen = next(one for one in options.items if one.item == item)
    specs = [spec for spec in chosen.specs if spec.stock > 0]
    if visit.get("reason") in UNSUITED:
        old = [one.spec for one in order.items if one.id == item]
        specs = [spec for spec in specs if spec.text not in old]
    if not specs and not visit.as_confirmed():
        about = {"order_id": options.order, "item": item}
        visit.reply.say(
            "refused_out_of_stock", choices=[Choice("go_request_return", "request_return", about)]
        )
        visit.stop()
        return []
    now = next((one.spec for one in order.items if one.id == item), None)
    field = SpecField("ask_exchange_spec", chosen, specs, now, visit.reply.language)
    field.hint(visit)
    return [field]


def say_agreed(visit: Visit, made: AfterSale, category: str) -> None:
    """Number, where to send the goods, who pays, and by when; unasked."""
    language = visit.reply.language
    day = show.day(made.expected_ms, language, visit.turn.now_ms)
    waits = made.state is AfterSaleState.REQUESTED
    key = f"{made.kind.value}_requested" if waits else f"{made.kind.value}_agreed"
    values: dict[str, Any] = {"id": made.id, "amount": made.amount, "days": made.expected_days, "day": day}
    visit.reply.say(key, card=after_sale_card(made, visit.reply), **values)
    visit.reply.promise(visit.reply.text(key, **values), made.expected_ms)
    say_how_to_send(visit, made)
    about = {"refund": made.id}
    steps = [Choice("go_change_after_sale", "change_after_sale", about)]
    if not waits:
        steps.insert(0, Choice("go_return_logistics", "return_logistics", {**about, "option": "pickup"}))
    visit.close(category, steps, status="promised", note=made.id, due_ms=made.expected_ms)


def say_how_to_send(visit: Visit, made: AfterSale) -> None:
    """The return address, and who pays the freight."""
    if not made.return_address:
        return
    address = show.words(made.return_address, visit.reply.language)
    payer = visit.reply.text(f"freight_{made.freight_payer or 'customer'}")
    visit.reply.say("send_goods_to", card=_address_card(visit, made, address), payer=payer)


def _address_card(visit: Visit, made: AfterSale, address: str) -> dict[str, Any]:
    title = visit.reply.text("card_return_address")
    number = visit.reply.text("card_after_sale_number", id=made.id)
    return {"kind": "refund", "title": title, "lines": [address, number], "id": made.id}
