"""Change an order before it is shipped: address, phone, receiver, note, or size and colour."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.common.allowed import allowed
from actions.common.contact import (
    NOTE,
    PARTS,
    SPEC,
    WORDS,
    WhatField,
    asks_value,
    read_note,
    value_field,
    values_given,
)
from actions.common.goods import goods_label, item_fields
from actions.common.hints import FirstMessage, first_message
from actions.common.naming import most_like
from actions.common.orders import PERSON, OrderField
from actions.common.regions import placed
from actions.common.sounding import begins_alone
from actions.common.specs import SpecField, spec_named
from actions.core import show
from actions.core.form.fields import ConfirmField, Field, Option
from actions.core.registry import shortcut
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Order, OrderState
from actions.shortcuts.order_facts import say_order_facts
from handoff.wording.texts import simplified

CHANGEABLE = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)
WHAT = (
    *(
        Option(value=part, key=f"change_{part}", words=WORDS[part])
        for part in ("address", "phone", "recipient")
    ),
    Option(
        value=SPEC,
        key="change_spec",
        words=("颜色", "尺码", "尺寸", "大小", "型号", "款", "码", "size", "colour", "color"),
    ),
    Option(value=NOTE, key="change_note", words=WORDS[NOTE]),
)

# Another number of pieces: "两个水壶改成一个".
_FEWER = re.compile(
    r"([一两二三四五2-9]\s?[个件条双只套盒瓶].{0,8}(改成|改为|换成|减到|减成|变成)\s?[一两二三四五\d]\s?[个件条双只套盒瓶])|(改|换)(一?下)?(数量|件数)|数量(改|换|减)"
    r"|\b(change|reduce) the (quantity|number of)",
    re.IGNORECASE,
)
_COLOUR = re.compile(
    r"[改换][成做为]?.{0,2}[黑白红橙黄绿青蓝紫灰粉棕金银米]色?|\b(black|white|red|orange|yellow|green|blue|purple|gr[ea]y|pink|brown)\b",
    re.IGNORECASE,
)
_LEAVES_NOTE = re.compile(
    r"(给|加|写|留|添|帮).{0,6}(备注|留言)|\b(add|leave|put) a (note|remark)\b", re.IGNORECASE
)


def is_changeable(order: Order) -> bool:
    return order.state in CHANGEABLE


class ChangeOrder(Task):
    intent = "change_order"

    async def handle(self, visit: Visit) -> None:
        """A question for what the order says now changes nothing, and pieces cannot be changed."""
        if asks_value(visit.turn.text) and await say_order_facts(visit):
            return
        if _FEWER.search(simplified(visit.turn.text)):
            visit.reply.say(
                "pieces_not_changed", choices=[Choice("go_request_refund", "request_refund"), PERSON]
            )
            visit.matter(self.intent, "open")
            return
        if not await begins_alone(visit, self, values_given(visit.turn)["recipient"]):
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_changeable)
        what = WhatField(WHAT)
        if not which.filled(visit):
            return [which, what, FirstMessage(), *map(value_field, (*PARTS, NOTE))]
        order = await visit.chosen()
        if not await allowed(visit, order, Action.CHANGE_ORDER, _instead(order)):
            return [which]
        await self._hint_spec(visit, order)
        return [which, what, FirstMessage(), *await self._values(visit, order), ConfirmField(self._summary)]

    async def _hint_spec(self, visit: Visit, order: Order) -> None:
        """ "水壶换成灰色": goods, and a colour that they are sold in, say what is to change."""
        text = first_message(visit)
        if visit.get("option") is not None or not text:
            return
        options = await visit.options()
        named = most_like({item.id: item.name for item in order.items}, text)
        about = [one for one in options.items if one.item in named or not named]
        sold = any(spec_named(one.specs, text) for one in about)
        if sold or (named and _COLOUR.search(text)):
            visit.put("option", SPEC)
            visit.reply.lead = visit.reply.lead if sold else visit.reply.text("spec_not_sold")

    async def _values(self, visit: Visit, order: Order) -> list[Field]:
        """The new values, by what is to change."""
        parts = _parts(visit)
        if parts == [SPEC]:
            return await self._spec(visit, order)
        return [value_field(part, _region(order)) for part in parts]

    async def _spec(self, visit: Visit, order: Order) -> list[Field]:
        if not await allowed(visit, order, Action.CHANGE_SPEC):
            return []
        options = await visit.options()
        items = item_fields(visit, order, options, "ask_item_to_change", whole=False)
        chosen = next((one for one in options.items if one.item == visit.get("item")), None)
        if chosen is None:
            return items
        now = next((one.spec for one in order.items if one.id == chosen.item), None)
        specs = [spec for spec in chosen.specs if spec.stock > 0 and spec.text != now]
        if not specs and not visit.as_confirmed():
            visit.reply.say("refused_out_of_stock")
            visit.stop()
            return []
        field = SpecField("ask_new_spec", chosen, specs, now, visit.reply.language)
        field.hint(visit)
        return [*items, field]

    async def perform(self, visit: Visit) -> None:
        order, parts = str(visit.get("order_id")), _parts(visit)
        by, key = visit.by(order), visit.key("change", *parts, order)
        if parts == [SPEC]:
            item, spec = str(visit.get("item")), str(visit.get("spec"))
            await visit.call(visit.shop.change_spec, order, item, by, spec=spec, key=key)
        else:
            change = {part: str(visit.get(part)) for part in parts}
            if "address" in change:
                change |= _place(change.pop("address"), await visit.chosen())
            await visit.call(visit.shop.change_order, order, by, key=key, **change)
        visit.reply.changed("order", order)
        several = "order_changed_several" if len(parts) > 1 else "order_changed"
        visit.reply.say(several, what=_names(visit, parts))
        visit.close(
            self.intent, [Choice("task_order_status", "order_status", {"order_id": order})], status="done"
        )

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order, parts = await visit.chosen(), _parts(visit)
        card = show.order_card(order, visit.reply)
        if len(parts) == 1:
            values = {"what": _names(visit, parts), "value": await self._shown(visit, parts[0])}
            return "confirm_change_order", values, card
        who = " ".join([await self._shown(visit, part) for part in parts if part in ("recipient", "phone")])
        where = await self._shown(visit, "address") if "address" in parts else ""
        note = visit.reply.text("change_note_to", note=visit.get(NOTE)) if NOTE in parts else ""
        lines = [line for line in (who, where, note) if line]
        if len(lines) == len((who, where, note)):
            lines = [f"{who} {where}", note]  # three lines are the most
        return "confirm_change_several", {"values": "\n".join(lines)}, card

    async def _shown(self, visit: Visit, part: str) -> str:
        """The new value as the customer reads it back; a phone number is masked."""
        value = str(visit.get(part))
        if part == "phone":
            return f"{value[:3]}****{value[-4:]}"
        if part == "address":
            where = placed(value, _region(await visit.chosen()))
            return where.whole if where else value
        if part == SPEC:
            options = await visit.options()
            texts = {spec.id: spec.text for item in options.items for spec in item.specs}
            shown = show.words(texts[value], visit.reply.language) if value in texts else value
            return f"{goods_label(visit, await visit.chosen())} → {shown}"
        return value


@shortcut
async def leaves_a_note(visit: Visit) -> bool:
    """ "给订单留言 到了打电话" writes a note, whichever task it was taken for."""
    turn = visit.turn
    if turn.intent == ChangeOrder.intent or visit.form_open or not _LEAVES_NOTE.search(simplified(turn.text)):
        return False
    if read_note(turn) is None:
        return False
    await ChangeOrder().handle(visit)
    return True


def _region(order: Order) -> str:
    return order.address.region if order.address else ""


def _place(address: str, order: Order) -> dict[str, str]:
    """Street and region as the shop takes them; a region that is not known stays as it is."""
    where = placed(address, _region(order))
    if where is None or not where.region:
        return {"street": address}
    return {"street": where.street, "region": where.region}


def _parts(visit: Visit) -> list[str]:
    """What is to change; several things of the contact may change at once."""
    option = visit.get("option")
    return str(option).split(",") if option else []


def _names(visit: Visit, parts: Sequence[str]) -> str:
    between = ", " if visit.reply.language == "en" else "、"
    return between.join(visit.reply.text(f"change_{part}") for part in parts)


def _instead(order: Order) -> list[Choice]:
    if order.state is OrderState.SHIPPED:
        return [Choice("button_change_delivery", "change_delivery", {"order_id": order.id})]
    return []
