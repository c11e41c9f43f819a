"""Whether goods of the customer's own may still go back ("枕头还能退吗"): the order's own answer before the general rule."""

from __future__ import annotations

import re

from actions.common.after_sale import DAY_MS, PERSON, permitted
from actions.common.goods import told_pieces
from actions.common.naming import each_named, listed, most_like, named_orders
from actions.core import show
from actions.core.registry import fact
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.model import Action, ItemOptions, Options, Order
from actions.shortcuts.goods_back import UNSENT
from handoff.wording.texts import simplified

_ASKS_WHETHER = re.compile(
    r"(能不能|可不可以|可唔可以|能否|还能|还可以|仲可以|能|可以|给|支持)(再|无理由)?退(货|掉|回去|的)?(了|的)?(吗|么|嘛|不|没|咩|[?？]|$)|退[不唔]退得?|(有|冇|没|无)得退"
    r"|\b(can|could|may) (i|we) (still )?return\b(?!.*\bmoney\b)|\b(still|is it|are they) returnable\b|\bcan (it|they|the [\w -]{1,20}) (still )?be returned\b",
    re.IGNORECASE,
)
# "这个能退吗": nothing named, so what is talked about.
_THIS = re.compile(
    r"^(那|我|请问|问一?下|还有|另外|这个|这件|这单|这双|它|东西|商品|货|这|还|这些|呢)*(能|可|给|支持)|\b(it|this|these|them)\b",
    re.IGNORECASE,
)

# "能不能只退保温杯": some of the goods, and the others not.
_ASKS_PART = re.compile(
    r"(能不能|可不可以|可唔可以|能否|可否|能|可以)(先|不可以)?(只|单|净|凈|淨)(独|是|系)?(退|取消)(?!货?运费)"
    r"|\b(can|could|may) (i|we|you) (only|just) (return|refund|cancel)\b|\b(return|refund|cancel) (only|just) (the|one)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<=[\u4e00-\u9fff])[同跟](?![一样时事意])|\b(?:what|how) about\b")
MOST = 3


@fact
async def say_return_window(visit: Visit) -> bool:
    """Answer for the goods named, else for the order in talk where none are; False when that is not asked."""
    return await _say(visit, talked_of=True)


async def say_window_of_named(visit: Visit) -> bool:
    """As above, of a whole message: there only goods that are named make it the customer's own matter."""
    return await _say(visit, talked_of=False)


async def _say(visit: Visit, *, talked_of: bool) -> bool:
    if visit.identity and _ASKS_PART.search(simplified(visit.turn.text)):
        return await _say_part(visit)
    if visit.identity is None or not _ASKS_WHETHER.search(simplified(visit.turn.text)):
        return False
    orders = await _orders(visit, talked_of=talked_of)
    if not orders:
        return False
    before = visit.get("order_id")
    steps = [step for order in orders for step in await _say_of(visit, order, several=len(orders) > 1)]
    if steps:
        visit.close("return_policy", steps)
    visit.answered.add("return_policy")
    if visit.inside:
        # What else the message asks for is not of these goods.
        visit.put("order_id", before)
    return True


async def _say_part(visit: Visit) -> bool:
    """Of an order that is not sent yet, the goods named can be refunded alone; what was sent goes by the rule."""
    named = named_orders(await visit.recent(), visit.turn.text)
    known = visit.get("order_id")
    order = named[0] if len(named) == 1 else await visit.order(str(known)) if known and not named else None
    if order is None or order.state not in UNSENT or not _is_several(order):
        return False
    before = known
    visit.put("order_id", order.id)
    if Action.REFUND not in (await visit.options()).actions:
        visit.put("order_id", before)
        return False
    items = each_named({item.id: item.name for item in order.items}, visit.turn.text)
    chosen = next((item for item in order.items if [item.id] == items), None)
    goods = show.words(chosen.name, visit.reply.language)[: show.LABEL] if chosen else ""
    about = {"order_id": order.id} | ({"item": chosen.id} if chosen else {})
    pieces = told_pieces(visit.turn.text, chosen.quantity) if chosen else None
    if chosen and pieces and chosen.quantity > 1:
        goods, about = f"{goods} × {pieces}", {**about, "quantity": str(pieces)}
    visit.reply.say(
        "part_can_be_refunded" if chosen else "refused_return_unsent",
        choices=[Choice("go_request_refund", "request_refund", about)],
        card=show.order_card(order, visit.reply),
        goods=goods,
    )
    visit.matter("return_policy", "open")
    visit.answered.add("return_policy")
    if visit.inside:
        visit.put("order_id", before)
    return True


def _is_several(order: Order) -> bool:
    return len(order.items) > 1 or any(item.quantity > 1 for item in order.items)


async def _say_of(visit: Visit, order: Order, *, several: bool) -> list[Choice]:
    """The answer for one order, and what it leaves to be done."""
    if several:
        visit.reply.say_lead()
        goods = show.goods(order, visit.reply.language)
        visit.reply.lead = visit.reply.text("told_of_goods", goods=goods, order=order.id[-4:])
    visit.put("order_id", order.id)
    options = await visit.options()
    possible = permitted(visit, order, options, Action.RETURN)
    visit.stopped = False
    if not possible:
        return []
    _say_until(visit, order, options)
    return [Choice("go_request_return", "request_return", {"order_id": order.id})]


async def _orders(visit: Visit, *, talked_of: bool) -> list[Order]:
    """Those of the goods named one after the other; the one in talk where none is named."""
    recent, text = await visit.recent(), visit.turn.text
    found = [named_orders(recent, piece) for part in listed(text) for piece in _AND.split(part)]
    each = dict.fromkeys(orders[0].id for orders in found if len(orders) == 1)
    if len(each) > 1:
        return [order for id in each for order in recent if order.id == id][:MOST]
    named = named_orders(recent, text)
    if named:
        return list(named) if len(named) == 1 else []
    known = visit.get("order_id")
    bare = _THIS.search(simplified(text)) is not None
    return [await visit.order(str(known))] if known and talked_of and bare else []


def _say_until(visit: Visit, order: Order, options: Options) -> None:
    """Until which day they go back without a reason, or why they do not any more."""
    until_ms, now_ms = options.return_until_ms, visit.turn.now_ms
    card = show.order_card(order, visit.reply)
    if until_ms is not None and until_ms < now_ms:
        days = (until_ms - (order.delivered_ms or until_ms)) // DAY_MS
        visit.reply.say("return_window_over", choices=[PERSON], card=card, days=days)
    elif not all(one.no_reason_return for one in _asked_about(visit, order, options)):
        visit.reply.say("refused_not_returnable", choices=[PERSON], card=card)
    else:
        day = show.day(until_ms, visit.reply.language, now_ms) if until_ms else ""
        visit.reply.say("return_window_until" if day else "return_window_once_there", card=card, day=day)


def _asked_about(visit: Visit, order: Order, options: Options) -> list[ItemOptions]:
    """The items that are named; all of them where none is."""
    items = set(most_like({item.id: item.name for item in order.items}, visit.turn.text))
    return [one for one in options.items if one.item in items] or list(options.items)
