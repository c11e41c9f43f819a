"""Paying: questions from the knowledge base; money that went wrong is shown as the shop sees it, then a person looks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.answers import answer, look_up
from actions.common.orders import OrderField, any_order
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.fields import Field
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState
from handoff.texts import simplified

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
            await super().handle(visit)
            return
        hit = look_up(visit, (self.intent, *visit.turn.also))
        if hit:
            await answer(visit, hit.entry, self.intent)
        else:
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [OrderField(fits=(is_new, any_order))]

    async def perform(self, visit: Visit) -> None:
        order = await visit.chosen()
        visit.reply.say(_fact(order), card=show.order_card(order, visit.reply), amount=show.money(order.paid))
        visit.matter(self.intent, "open")
        visit.reply.handoff("authority", f"payment: order {order.state}", await snapshot(visit))


def _fact(order: Order) -> str:
    if order.paid is None:
        return "payment_hidden"
    return "payment_open" if order.state is OrderState.UNPAID else "payment_received"
