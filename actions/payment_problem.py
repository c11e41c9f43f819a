"""Paying: questions from the knowledge base; money that went wrong is shown as the shop sees it, then a person looks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answers import answer, asks, look_up, say_beyond
from actions.common.naming import named_orders
from actions.common.orders import OrderField, any_order
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.form.fields import Field
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.errors import NotFound
from actions.shop.model import Order, OrderState
from handoff.wording.texts import simplified

# Money left the customer: no wording of a rule helps, and nobody but a person may touch payments.
_MONEY_GONE = re.compile(
    r"(扣|付|刷|支付|转)了?(两|2|二|三|3|多|重复)(次|遍|笔|回|份)|重复(扣|付|支付|收)|多(扣|收|付)了?|乱扣|盗刷"
    r"|(付|支付|扣)(了|过|完)?(款|钱)?.{0,8}(还是|显示|却|但).{0,4}(没|未|待|不)|钱.{0,4}(扣|付)了.{0,8}(没|未|不)"
    r"|\b(charged|billed|paid|debited) (twice|two times|again|double)|double[- ]?charg|overcharg"
    r"|paid but|money (was|is|has been) (taken|deducted|gone)",
    re.IGNORECASE,
)


def is_new(order: Order) -> bool:
    return order.state in (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)


class PaymentProblem(Task):
    intent = "payment_problem"

    async def handle(self, visit: Visit) -> None:
        if _MONEY_GONE.search(simplified(visit.turn.text)):
            await self._pass_on(visit)
            return
        hit = look_up(visit, (self.intent, *visit.turn.also))
        if hit:
            await answer(visit, hit.entry, self.intent)
        elif asks(visit.turn):
            say_beyond(visit, self.intent)
        else:
            await super().handle(visit)

    async def _pass_on(self, visit: Visit) -> None:
        """A person comes anyhow: the order is shown where it is known, and never asked for in a form."""
        visit.reply.lead = None
        order = await _disputed(visit)
        if order:
            visit.put("order_id", order.id)
            await self.perform(visit)
            return
        visit.reply.say("payment_send_details")
        visit.matter(self.intent, "open")
        visit.reply.handoff("authority", "payment: order not known", await snapshot(visit))

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=(is_new, any_order))]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        visit.reply.say(_fact(order), card=show.order_card(order, visit.reply), amount=show.money(order.paid))
        visit.matter(self.intent, "open")
        visit.reply.handoff("authority", f"payment: order {order.state}", await snapshot(visit))


async def _disputed(visit: Visit) -> Order | None:
    """The order named by number or goods or talked about, else the only new one; None when it could be several."""
    recent = await visit.recent()
    by_goods = named_orders(recent, visit.turn.text)
    named = visit.turn.first("order_id") or (by_goods[0].id if len(by_goods) == 1 else visit.get("order_id"))
    if named and visit.actor(str(named)):
        try:
            return await visit.order(str(named))
        except NotFound:
            return None
    new = [order for order in recent if is_new(order)]
    return new[0] if len(new) == 1 else None


def _fact(order: Order) -> str:
    if order.paid is None:
        return "payment_hidden"
    return "payment_open" if order.state is OrderState.UNPAID else "payment_received"
