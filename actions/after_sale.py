"""What the after-sales tasks share: photos, a part of the money, which after-sale, what is permitted, how one is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from actions import show, words
from actions.fields import Field, TextField
from actions.reply import Choice, Json, Reply
from actions.shop.errors import NotFound
from actions.shop.model import (
    Action,
    Actor,
    AfterSale,
    AfterSaleState,
    Options,
    Order,
    OrderState,
    ParcelState,
    Reason,
)
from actions.visit import Visit

PERSON = Choice("button_person", "ask_human")
CLAIM_DAYS = 30
DAY_MS = 86_400_000
CLOSED = frozenset(
    {AfterSaleState.REFUNDED, AfterSaleState.COMPLETED, AfterSaleState.REJECTED, AfterSaleState.WITHDRAWN}
)
FAULTS = frozenset(
    {Reason.DAMAGED, Reason.DEFECTIVE, Reason.WRONG_ITEM, Reason.MISSING_ITEM, Reason.NOT_AS_DESCRIBED}
)
BEFORE_SHIPPING = frozenset({OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED})
ARRIVED = frozenset({OrderState.DELIVERED, OrderState.SIGNED})
HAS_GOODS = ARRIVED | {OrderState.SHIPPED}  # of a split order one parcel may be there
HANDED_OVER = frozenset({ParcelState.DELIVERED, ParcelState.SIGNED})
# A state of the order that forbids the action, and the text that says so.
_FORBIDS: dict[OrderState, str] = {
    OrderState.UNPAID: "refused_not_paid",
    OrderState.PRESALE: "refused_deposit_not_refundable",
    OrderState.PAID: "refused_not_shipped",
    OrderState.PACKED: "refused_not_shipped",
    OrderState.SHIPPED: "refused_not_delivered",
    OrderState.LOST: "refused_parcel_lost",
    OrderState.CANCELLED: "refused_already_cancelled",
    OrderState.REFUNDED: "refused_already_refunded",
}


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


class PhotoKeeper(Field):
    """Keeps every photo that comes while the task is open, whatever was asked for."""

    slot = "photos"

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        await self.correct(visit)

    async def correct(self, visit: Visit) -> bool:
        if not visit.turn.files:
            return False
        visit.put(self.slot, [*(visit.get(self.slot) or ()), *visit.turn.files])
        return True

    async def take(self, visit: Visit) -> bool:
        return False

    async def ask(self, visit: Visit) -> None:
        raise NotImplementedError("photos are asked for by PhotoField")


class PhotoField(Field):
    """Asks for photos of the goods; whoever has none says so or presses the button. Used beside a PhotoKeeper."""

    slot = "photos"

    async def take(self, visit: Visit) -> bool:
        turn = visit.turn
        if self.asked(visit) and (
            turn.first("option") == "skip" or words.says_no(turn) or _NO_PHOTO.search(turn.text)
        ):
            visit.put(self.slot, [])
            return True
        return False

    async def ask(self, visit: Visit) -> None:
        visit.reply.say("ask_photo", choices=[Choice("button_no_photo", "inform", {"option": "skip"})])


_NO_PHOTO = re.compile(
    r"没有?(照片|图|拍)|沒有?(照片|圖|拍)|跳过|跳過|拍不了|skip|no (photo|picture)|don't have", re.IGNORECASE
)


def description_field(ask_key: str) -> TextField:
    return TextField("description", ask_key, skip_key="button_skip")


class AfterSaleField(Field):
    """Which refund, return or exchange; only the identified customer's own. `fits` narrows what is proposed."""

    slot = "refund"

    def __init__(self, fits: Callable[[AfterSale], bool], none_key: str, *, open_first: bool = False) -> None:
        """`open_first`: closed ones are proposed only where none is open."""
        self._fits, self._none_key, self._open_first = fits, none_key, open_first

    async def begin(self, visit: Visit) -> None:
        """The order talked about before is a hint which one is meant."""
        visit.put("order_id", visit.carried)

    async def take(self, visit: Visit) -> bool:
        if visit.identity is None:
            visit.reply.say("sign_in_to_see", choices=[PERSON])
            if visit.turn.channel == "telegram":
                visit.reply.ask("contact")
            visit.stop()
            return True
        named = visit.turn.first("refund") or visit.turn.first("ticket_id")
        if named:
            await self._named(visit, named)
            return True
        found = await self._proposed(visit)
        place = words.ordinal(visit.turn) if self.asked(visit) else None
        if not found:
            visit.reply.say(self._none_key, choices=[PERSON])
            visit.stop()
        elif place and place <= len(found):
            self._put(visit, found[place - 1])
            return True
        elif len(found) == 1:
            self._put(visit, found[0])
        return False

    async def settle(self, visit: Visit) -> None:
        await self.take(visit)

    async def correct(self, visit: Visit) -> bool:
        named = visit.turn.first("refund") or visit.turn.first("ticket_id")
        if not named or named == visit.get(self.slot):
            return False
        await self._named(visit, named)
        return True

    async def _named(self, visit: Visit, id: str) -> None:
        try:
            self._put(visit, await visit.call(visit.shop.after_sale, id, own(visit)))
        except NotFound:
            visit.reply.say("after_sale_not_found", choices=[PERSON])

    def _put(self, visit: Visit, after_sale: AfterSale) -> None:
        visit.put(self.slot, after_sale.id)
        visit.put("order_id", after_sale.order)

    async def _proposed(self, visit: Visit) -> list[AfterSale]:
        """The fitting ones, of the order named or talked about when there are some of it."""
        newest = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
        fitting = [one for one in newest if self._fits(one)]
        if self._open_first:
            fitting = [one for one in fitting if is_open(one)] or fitting
        order = visit.turn.first("order_id") or visit.get("order_id")
        return [one for one in fitting if one.order == order] or fitting

    async def ask(self, visit: Visit) -> None:
        found = await self._proposed(visit)
        choices = [
            Choice("", "inform", {"refund": one.id}, title=after_sale_label(one, visit.reply))
            for one in found
        ]
        visit.reply.say("ask_which_after_sale", choices=choices)


def own(visit: Visit) -> Actor:
    """The identified customer. Raises PermissionError."""
    return visit.by("")


def may_be_claimed(visit: Visit) -> Callable[[Order], bool]:
    """Orders with goods in the customer's hands, not so long that the shop takes nothing back."""

    def fits(order: Order) -> bool:
        arrived = order.state in ARRIVED or any(parcel.state in HANDED_OVER for parcel in order.parcels)
        return arrived and order.state in HAS_GOODS and not long_delivered(order, visit.turn.now_ms)

    return fits


def long_delivered(order: Order, now_ms: int) -> bool:
    """Delivered before the longest window for claims; such an order is only proposed when nothing else is there."""
    return order.delivered_ms is not None and now_ms - order.delivered_ms > CLAIM_DAYS * DAY_MS


def is_open(after_sale: AfterSale) -> bool:
    return after_sale.state not in CLOSED


def permitted(visit: Visit, order: Order, options: Options, action: Action) -> bool:
    """Whether the shop would do it now; when not, why has been said and the task is stopped."""
    if action in options.actions or visit.as_confirmed():
        return True
    if options.after_sales:
        visit.reply.say(
            "refused_in_after_sale",
            id=options.after_sales[0],
            choices=[
                Choice("go_refund_status", "refund_status", {"refund": options.after_sales[0]}),
                Choice("go_change_after_sale", "change_after_sale", {"refund": options.after_sales[0]}),
                PERSON,
            ],
        )
    else:
        key = _FORBIDS.get(order.state, "refused_other")
        visit.reply.say(key, choices=[*_instead(order, action), PERSON])
    visit.stop()
    return False


def _instead(order: Order, action: Action) -> list[Choice]:
    """What may be done instead in this state of the order."""
    about = {"order_id": order.id}
    if order.state in (OrderState.UNPAID, OrderState.PAID, OrderState.PACKED):
        return [Choice("go_cancel_order", "cancel_order", about)]
    if order.state in (OrderState.SHIPPED, OrderState.LOST) and action is not Action.REFUND:
        return [Choice("go_request_refund", "request_refund", about)]
    return []


def after_sale_label(one: AfterSale, reply: Reply) -> str:
    return f"{reply.text(f'kind_{one.kind}')} {one.id[-6:]} · {after_sale_state(one, reply)}"


def after_sale_state(one: AfterSale, reply: Reply) -> str:
    return reply.text(f"after_sale_state_{one.state}")


def after_sale_card(one: AfterSale, reply: Reply) -> Json:
    """Number, amount and every step so far, the newest first."""
    language = reply.language
    lines = [reply.text("card_after_sale_number", id=one.id)]
    if one.amount.amount:
        lines.append(reply.text("card_after_sale_amount", amount=one.amount))
    lines += [
        f"{show.clock(step.at_ms, language)} {show.words(step.text, language)}"
        for step in reversed(one.steps)
    ]
    title = reply.text(f"kind_{one.kind}")
    return {
        "kind": "refund",
        "title": title,
        "lines": lines[:7],
        "state": after_sale_state(one, reply),
        "id": one.id,
    }
