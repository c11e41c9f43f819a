"""How orders, parcels, days and money look to a customer: short lines and cards, in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from actions.core.reply import Json, Reply
from actions.shop.model import Money, Order, Parcel, ParcelState, Scan, Text
from handoff.wording.texts import simplified, to_traditional

# The shop's own clock; customers read times as the courier prints them.
SHOP_ZONE = timezone(timedelta(hours=8))
_WEEKDAYS_ZH = "一二三四五六日"
DAY_MS = 86_400_000
LABEL = 18


def words(text: Text, language: str) -> str:
    """The shop's words in the reader's language and script."""
    said = text.say(language)
    if language == "zh-Hans":
        return simplified(said)
    return to_traditional(said) if language == "zh-Hant" else said


def moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone(SHOP_ZONE)


def day(at_ms: int, language: str, now_ms: int = 0) -> str:
    """A day as people say it: today, tomorrow, else date and weekday."""
    then = moment(at_ms)
    if now_ms:
        distance = (then.date() - moment(now_ms).date()).days
        near = {0: ("今天", "today"), 1: ("明天", "tomorrow"), -1: ("昨天", "yesterday")}.get(distance)
        if near:
            return near[1] if language == "en" else near[0]
    if language == "en":
        return f"{then:%a} {then.day} {then:%b}"
    week = "週" if language == "zh-Hant" else "周"
    return f"{then.month}月{then.day}日{week}{_WEEKDAYS_ZH[then.weekday()]}"


def clock(at_ms: int, language: str) -> str:
    """Day and time of a scan."""
    then = moment(at_ms)
    return (
        f"{then.day} {then:%b} {then:%H:%M}" if language == "en" else f"{then.month}/{then.day} {then:%H:%M}"
    )


def state(order: Order, reply: Reply) -> str:
    return reply.text(f"order_state_{order.state}")


def parcel_state(parcel: Parcel, reply: Reply) -> str:
    return reply.text(f"parcel_state_{parcel.state}")


def goods(order: Order, language: str, length: int = LABEL) -> str:
    """What is in the order, in one short phrase; the order number when the reader may not see the goods."""
    if not order.items:
        return order.id
    name = words(order.items[0].name, language)
    short = name if len(name) <= length else name[: length - 1] + "…"
    more = len(order.items) - 1
    return f"{short} +{more}" if more else short


def order_card(order: Order, reply: Reply) -> Json:
    """An order as a card; with a grant it shows state and date only."""
    lines = [reply.text("card_order_number", order=order.id)]
    for item in order.items[:3]:
        spec = words(item.spec, reply.language)
        name = words(item.name, reply.language)
        lines.append(f"{name}{f' {spec}' if spec else ''} × {item.quantity}")
    placed = day(order.placed_ms, reply.language)
    total = f" · {order.total}" if order.total else ""
    lines.append(reply.text("card_order_placed", day=placed) + total)
    title = goods(order, reply.language)
    return {"kind": "order", "title": title, "lines": lines, "state": state(order, reply), "id": order.id}


def orders_card(orders: tuple[Order, ...], reply: Reply) -> Json:
    items = [order_card(order, reply) for order in orders]
    return {"kind": "orders", "title": reply.text("card_orders_title"), "lines": [], "items": items}


def parcel_card(parcel: Parcel, reply: Reply, order: Order | None = None) -> Json:
    """A parcel with its latest scans; one of several with what is in it."""
    language = reply.language
    lines = [f"{words(parcel.courier, language)} {parcel.tracking}"]
    inside = contents(parcel, order, language) if order and order.split else ""
    if inside:
        lines.insert(0, inside)
    for scan in parcel.scans[:3]:
        lines.append(
            f"{clock(scan.at_ms, language)} {words(scan.place, language)} {words(scan.text, language)}"
        )
    title = reply.text("card_parcel_title")
    state_text = parcel_state(parcel, reply)
    return {"kind": "parcel", "title": title, "lines": lines, "state": state_text, "id": parcel.tracking}


def contents(parcel: Parcel, order: Order, language: str) -> str:
    """The goods in a parcel; empty where the reader may not see them or the shop does not say."""
    inside = [item for item in order.items if item.id in parcel.items]
    between = ", " if language == "en" else "、"
    return between.join(f"{words(item.name, language)} × {item.quantity}" for item in inside)


def place(scan: Scan, language: str) -> str:
    """The nearest place name alone: the card has the whole address."""
    whole = words(scan.place, language)
    return whole.split(",")[0].strip() if language == "en" else whole.split()[-1] if whole.split() else whole


def order_label(order: Order, reply: Reply) -> str:
    """A button's title that tells one order from another."""
    return f"{goods(order, reply.language, 10)} · {state(order, reply)}"


def money(value: Money | None) -> str:
    return str(value) if value else ""


def on_its_way(parcel: Parcel) -> bool:
    return parcel.state in (
        ParcelState.PACKED,
        ParcelState.IN_TRANSIT,
        ParcelState.STALLED,
        ParcelState.OUT_FOR_DELIVERY,
        ParcelState.AT_STATION,
    )
