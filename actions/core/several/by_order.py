"""The words for each order, or each of the goods, where one message wants the same for several of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.common.naming import listed, most_like, named_orders, unspared
from actions.core.several.requests import asked_in, is_asking, is_like, parts
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actions.core.turn import Turn
    from actions.core.visit import Visit
    from actions.shop.model import Order

_BECOMES = re.compile(r"[改换][成做为]?|(?<![不唔])(?<!不想)要[成做为]?|\b(?:to|into|in)\b", re.IGNORECASE)
# "羽絨同電動牙刷", not "同样".
_AND = re.compile(r"(?<=[\u4e00-\u9fff])[同跟](?![一样时事意城款个天步单])")
_FOR_EACH = re.compile(r"都|分别|全部|\b(?:both|each)\b", re.IGNORECASE)
# Of two orders each is done by itself.
EACH_ITS_OWN = frozenset(
    {"request_refund", "request_return", "request_exchange", "cancel_order", "invoice", "price_protection"}
)


async def words_for_each(visit: Visit, name: str, part: str) -> list[str]:
    """The words for each order, where goods of several are named and each wants the task for itself."""
    text = part or visit.turn.text
    if visit.identity is None or not text or visit.turn.form_open:
        return [part]
    if name == "change_order":
        return _by_goods(await visit.recent(), text) or [part]
    if name not in EACH_ITS_OWN:
        return [part]
    each = _FOR_EACH.search(text)
    own, shared = (text[: each.start()], text[each.start() :]) if each else (text, "")
    words_of = await _named_each(visit, name, own)
    return [f"{own} {shared}".strip() for own in words_of.values()] if len(words_of) > 1 else [part]


async def with_each_named(visit: Visit, name: str, part: str) -> Turn:
    """The turn with the numbers of the orders whose goods are named, where they are several: a question is for all."""
    turn = visit.turn
    if visit.identity is None or turn.form_open or turn.first("order_id") or not turn.text:
        return turn
    orders = tuple(await _named_each(visit, name, part or turn.text))
    return replace(turn, entities={**turn.entities, "order_id": orders}) if len(orders) > 1 else turn


async def _named_each(visit: Visit, name: str, text: str) -> dict[str, str]:
    """The orders whose goods are named one after the other, with the words of each."""
    recent, words_of, last = await visit.recent(), dict[str, str](), ""
    for piece in (one for part in listed(unspared(text)) for one in _AND.split(part) if one):
        if _of_another(piece, name):
            continue
        named = named_orders(recent, piece)
        last = named[0].id if len(named) == 1 else last
        if last:
            words_of[last] = f"{words_of.get(last, '')} {piece}".strip()
    return words_of


def _of_another(piece: str, name: str) -> bool:
    """A question, or something else that is wanted ("面霜退货进度 靴子开专票")."""
    other = asked_in(piece, (name,))
    return is_asking(piece) or (other not in (None, name) and not is_like(name, [str(other)]))


def _by_goods(orders: Sequence[Order], text: str) -> list[str]:
    """ "水壶改成白色 保温杯改成绿色": the words for each of the goods, where each of several is to become something else."""
    goods = {item.id: item.name for order in orders for item in order.items}
    changes = [piece for piece in parts(text) if _BECOMES.search(simplified(piece))]
    named = [most_like(goods, piece) for piece in changes]
    apart = len(changes) > 1 and all(named) and len({one[0] for one in named}) == len(named)
    return changes if apart else []
