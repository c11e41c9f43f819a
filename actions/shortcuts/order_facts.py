"""What an order itself says: whom it goes to, what was paid and when, asked in whatever words."""

from __future__ import annotations

import re
from typing import Any

from actions.common.contact import NOTE, WORDS, asks_value
from actions.common.identity import ask_identity, say_once_known
from actions.common.naming import most_like, named_orders
from actions.common.orders import OVER, PERSON
from actions.core import show
from actions.core.visit import Visit
from actions.shop.model import Item, Order
from handoff.wording.texts import simplified

_RECIPIENT = re.compile(
    r"(收件|收货|订单|单子?).{0,6}(填|写|留|是|名).{0,6}(谁|名|哪|电话|号码|地址|我)|收[件货]人.{0,4}(谁|哪|什么|啥|边个)"
    r"|填的?(名字|地址|哪)|收[件货](人|方)?的?(地址|电话|手机号?)(码|号码)?(是|在|写的|填的|系)*(哪|多少|几|什么|啥|边|乜|咩)"
    r"|(寄|送|发)(到|去)(哪个|什么|边个)(地址|地方)"
    r"|whose name|(who|what name|which (name|number|address)).{0,12}(put|leave|left|enter|on (it|the order))"
    r"|(who|where) is (it|this|the (order|parcel)) (addressed|(being )?(sent|shipped|delivered|going)) ?to|what address (is|did)",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"多少钱买的|(几钱|几多钱)买|买的时候.{0,4}多少|(付|花|给|俾)(了|过|咗|掉)(多少|几多|几钱)|实付.{0,3}多少|(这|那|呢|上)(单|笔|张单).{0,6}(多少钱|几钱|几多钱|金额|运费)"
    r"|订单(总?金额|总价)|how much (did i|was (it|that|the order|my order)|i paid)|what did i pay|order total|total of (the|my) order",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"下单(时间|日期)|(什么时候|几时|哪天|几号|边日)(下的?单|买的|订的|落单)|when did i (order|buy|place|purchase)|order date|date of (the|my) order",
    re.IGNORECASE,
)
# Something to be done with it, or another address than the order's.
_ELSE = re.compile(
    r"(给|加|写|留|添|帮).{0,6}(备注|留言)|改|换|错|怎么|点样|退|寄回|券|发票|想买|要买|能不能|change|wrong|return|refund|how do|how can",
    re.IGNORECASE,
)


async def say_order_facts(visit: Visit) -> bool:
    """Say it from the order in talk, the one whose goods are named, or the likeliest; False when it is not asked."""
    text = simplified(visit.turn.text)
    stored = asks_value(text)
    recipient = stored or _RECIPIENT.search(text) is not None
    asked = recipient or _PAID.search(text) is not None or _PLACED.search(text) is not None
    if not asked or _ELSE.search(text):
        return False
    if visit.identity is None:
        if recipient:
            ask_identity(visit, "recipient_hidden", [PERSON])
            say_once_known(visit)
        return recipient
    order = await _meant(visit)
    if order is None:
        return False
    visit.put("order_id", order.id)
    if stored and any(word in text.lower() for word in WORDS[NOTE]):
        visit.reply.say("order_note" if order.note else "order_note_none", note=order.note)
    elif recipient and order.address:
        _say_recipient(visit, order)
    else:
        _say_paid(visit, order)
    visit.close("order_status")
    return True


async def _meant(visit: Visit) -> Order | None:
    named = visit.turn.first("order_id")
    recent = await visit.recent()
    if named:
        return await visit.order(named)
    by_goods = named_orders(recent, visit.turn.text)
    in_talk = [order for order in recent if order.id == visit.get("order_id")]
    still_open = [order for order in recent if order.state not in OVER]
    return next(iter([*by_goods, *in_talk, *still_open, *recent]), None)


def _say_recipient(visit: Visit, order: Order) -> None:
    """Whom it goes to, masked: enough to see whether it is right."""
    if order.address is None:
        raise ValueError(f"order {order.id} shows no address")
    name = order.address.recipient
    first = name.split()[0] if " " in name else name[:1]
    card = show.order_card(order, visit.reply)
    visit.reply.say("order_recipient", card=card, name=f"{first}**", region=order.address.region)


def _say_paid(visit: Visit, order: Order) -> None:
    """The day and the money; of several items the one that is named."""
    language = visit.reply.language
    values: dict[str, Any] = {
        "day": show.day(order.placed_ms, language),
        "paid": show.money(order.paid),
        "freight": show.money(order.freight),
    }
    item = _item_named(order, visit.turn.text)
    if item:
        visit.reply.say(
            "order_item_paid",
            card=show.order_card(order, visit.reply),
            name=show.words(item.name, language)[: show.LABEL],
            count=item.quantity,
            item=item.paid,
            day=values["day"],
        )
    else:
        visit.reply.say("order_paid", card=show.order_card(order, visit.reply), **values)


def _item_named(order: Order, text: str) -> Item | None:
    found = most_like({item.id: item.name for item in order.items}, text) if len(order.items) > 1 else []
    return next((item for item in order.items if found and item.id == found[0]), None)
