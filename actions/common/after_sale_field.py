"""Which refund, return or exchange is meant."""

from __future__ import annotations

from collections.abc import Callable

from actions.common.after_sale import PERSON, after_sale_label, is_open
from actions.common.identity import ask_identity
from actions.common.naming import named_orders
from actions.common.orders import WAY_OUT
from actions.core import show, words
from actions.core.form.fields import SURE, Field
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.errors import NotFound
from actions.shop.model import Action, Actor, AfterSale

SHOWN = 5
_WAYS = ((Action.REFUND, "request_refund"), (Action.RETURN, "request_return"))


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
            ask_identity(visit, "sign_in_to_see", [PERSON])
            visit.stop()
            return True
        named = visit.turn.first("refund") or visit.turn.first("ticket_id")
        if named:
            await self._named(visit, named)
            return True
        found = await self._proposed(visit)
        place = words.ordinal(visit.turn) if self.asked(visit) else None
        if not found:
            await self._say_none(visit)
            visit.stop()
        elif place and place <= len(found):
            self._put(visit, found[place - 1])
            return True
        elif len(found) == 1:
            self._put(visit, found[0])
            return self.asked(visit)
        return False

    async def settle(self, visit: Visit) -> None:
        await self.take(visit)

    async def correct(self, visit: Visit) -> bool:
        named = visit.turn.first("refund") or visit.turn.first("ticket_id")
        if not named or named == visit.get(self.slot):
            return False
        await self._named(visit, named)
        return True

    async def _say_none(self, visit: Visit) -> None:
        """Nothing on record; of goods that were named, with the order and what can be asked for."""
        named = named_orders(await visit.recent(), visit.turn.text)
        if not named and self._hardly_asked(visit):
            return
        if not named:
            visit.reply.say(self._none_key, choices=[PERSON])
            return
        order = named[0]
        about = {"order_id": order.id}
        options = await visit.call(visit.shop.options, order.id, own(visit))
        ways = [Choice(f"go_{name}", name, about) for action, name in _WAYS if action in options.actions]
        card = show.order_card(order, visit.reply)
        visit.put("order_id", order.id)
        visit.put("named", order.id)
        key = "no_after_sale_of_goods" if ways else "no_after_sale_of_goods_any_more"
        visit.reply.say(key, choices=[*ways, PERSON], card=card)

    def _hardly_asked(self, visit: Visit) -> bool:
        """Only faintly heard beside a refund that is asked for ("催快递，不行就退款"): not worth saying."""
        turn = visit.turn
        beside = visit.inside and not turn.form_open
        return beside and turn.confidence < SURE and "request_refund" in turn.also

    async def _named(self, visit: Visit, id: str) -> None:
        try:
            self._put(visit, await visit.call(visit.shop.after_sale, id, own(visit)))
        except NotFound:
            visit.reply.say("after_sale_not_found", choices=[PERSON])

    def _put(self, visit: Visit, after_sale: AfterSale) -> None:
        visit.put(self.slot, after_sale.id)
        visit.put("order_id", after_sale.order)

    async def _proposed(self, visit: Visit) -> list[AfterSale]:
        """The fitting ones, of the goods or the order named or talked about when there are some of it."""
        newest = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
        fitting = [one for one in newest if self._fits(one)]
        if self._open_first:
            fitting = [one for one in fitting if is_open(one)] or fitting
        named = {order.id for order in named_orders(await visit.recent(), visit.turn.text)}
        if named:
            return [one for one in fitting if one.order in named]
        order = visit.turn.first("order_id") or visit.get("order_id")
        return [one for one in fitting if one.order == order] or fitting

    async def ask(self, visit: Visit) -> None:
        found = await self._proposed(visit)
        choices = [
            Choice("", "inform", {"refund": one.id}, title=after_sale_label(one, visit.reply))
            for one in found[:SHOWN]
        ]
        visit.reply.say("ask_which_after_sale", choices=[*choices, WAY_OUT, PERSON])


def own(visit: Visit) -> Actor:
    """The identified customer. Raises PermissionError."""
    return visit.by("")
