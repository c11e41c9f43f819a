"""Goods named with a wish to be rid of them: what has arrived goes back, what is not sent yet is refunded."""

from __future__ import annotations

import re

from actions.common.after_sale import ARRIVED, HANDED_OVER
from actions.common.naming import named_orders, named_parcels, unspared
from actions.common.specs import asks_for_another
from actions.core import words
from actions.core.form import flow
from actions.core.registry import task_named
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Order, OrderState
from handoff.wording.texts import simplified

UNSENT = frozenset({OrderState.PAID, OrderState.PACKED})
# So many pieces back: said of goods, it asks for nothing else than that ("T恤退一件 尺码不合适").
_PIECES_BACK = re.compile(
    r"退(掉|了|回|货)?\s*[一两二三四五\d]\s?[件个条双只套盒包瓶支台本箱对]"
    r"|[一两二三四五\d]\s?[件个条双只套盒包瓶支台本箱对].{0,4}退(?!款|到|回来)",
)
_UNWANTED = re.compile(
    r"不(想)?要了|不想要|用不上|用不着|不喜欢|唔(想)?要|不合适|退(?!款)|\bdon'?t want\b", re.IGNORECASE
)


async def task_for_goods(visit: Visit, *, unwanted: bool = False) -> Task | None:
    """The request that fits the goods named; `unwanted`: not to want them any more is enough, without a number."""
    text = simplified(visit.turn.text)
    sign = _UNWANTED if unwanted else _PIECES_BACK
    if (
        visit.identity is None
        or visit.turn.form_open
        or not sign.search(text)
        or words.is_question(visit.turn)
    ):
        return None
    orders = named_orders(await visit.recent(), unspared(text))
    states = {order.state for order in orders}
    if orders and all(_has_arrived(order, text) for order in orders):
        return task_named("request_return")
    return task_named("request_refund") if states and states <= UNSENT else None


def _has_arrived(order: Order, text: str) -> bool:
    """The whole order, or of a split one the parcels with the goods named."""
    named = named_parcels(order, unspared(text))
    return order.state in ARRIVED or (
        len(order.parcels) > 1 and bool(named) and all(parcel.state in HANDED_OVER for parcel in named)
    )


async def exchange_for_goods(visit: Visit) -> Task | None:
    """The exchange, where goods and another colour or size of them are named ("空气炸锅换绿色")."""
    turn = visit.turn
    if visit.identity is None or turn.form_open or words.is_question(turn) or not asks_for_another(turn.text):
        return None
    named = named_orders(await visit.recent(), unspared(simplified(turn.text)))
    return task_named("request_exchange") if named else None


async def give_back(visit: Visit) -> bool:
    """Begin it, whatever the message was taken for."""
    task = await exchange_for_goods(visit) or await task_for_goods(visit)
    if task is None:
        return False
    await flow.begin(visit, task)
    return True
