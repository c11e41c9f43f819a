"""Change an order before it is shipped: address, phone, note, or size and colour."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.common.addresses import AddressField
from actions.common.allowed import allowed
from actions.common.goods import item_fields
from actions.common.orders import OrderField
from actions.core import show
from actions.core.fields import ChoiceField, ConfirmField, Field, Option, TextField
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Order, OrderState

CHANGEABLE = (OrderState.UNPAID, OrderState.PRESALE, OrderState.PAID, OrderState.PACKED)
WHAT = (
    Option(value="address", key="change_address", words=("地址", "送到", "寄到", "address", "ship to")),
    Option(value="phone", key="change_phone", words=("电话", "手机", "号码", "联系方式", "phone", "mobile")),
    Option(
        value="spec",
        key="change_spec",
        words=("颜色", "尺码", "尺寸", "大小", "型号", "款", "码", "size", "colour", "color"),
    ),
    Option(value="note", key="change_note", words=("备注", "留言", "note", "remark")),
)
_PHONE = re.compile(r"^\+?\d{8,15}$")


def is_changeable(order: Order) -> bool:
    return order.state in CHANGEABLE


def is_phone(text: str) -> bool:
    return _PHONE.match(re.sub(r"[\s()-]", "", text)) is not None


class ChangeOrder(Task):
    intent = "change_order"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_changeable)
        what = ChoiceField("option", "ask_what_to_change", WHAT, eager=True)
        if not which.filled(visit):
            return [which, what, AddressField()]
        order = await visit.chosen()
        if not await allowed(visit, order, Action.CHANGE_ORDER, _instead(order)):
            return [which]
        return [which, what, *await self._values(visit, order), ConfirmField(self._summary)]

    async def _values(self, visit: Visit, order: Order) -> list[Field]:
        """The new value, by what is to change."""
        match visit.get("option"):
            case "address":
                return [AddressField()]
            case "phone":
                return [
                    TextField("phone", "ask_new_phone", entity="phone", check=is_phone, bad_key="bad_phone")
                ]
            case "note":
                return [TextField("note", "ask_new_note", anything=True)]
            case "spec":
                return await self._spec(visit, order)
            case _:
                return []

    async def _spec(self, visit: Visit, order: Order) -> list[Field]:
        if not await allowed(visit, order, Action.CHANGE_SPEC):
            return []
        options = await visit.options()
        items = item_fields(visit, order, options, "ask_item_to_change", whole=False)
        chosen = next((one for one in options.items if one.item == visit.get("item")), None)
        if chosen is None:
            return items
        specs = [
            Option(value=spec.id, title=show.words(spec.text, visit.reply.language))
            for spec in chosen.specs
            if spec.stock > 0
        ]
        if not specs:
            visit.reply.say("refused_out_of_stock")
            visit.stop()
            return []
        return [*items, ChoiceField("spec", "ask_new_spec", specs)]

    async def perform(self, visit: Visit) -> None:
        order, what = str(visit.get("order_id")), str(visit.get("option"))
        by, key = visit.by(order), visit.key("change", what, order)
        if what == "spec":
            item, spec = str(visit.get("item")), str(visit.get("spec"))
            await visit.call(visit.shop.change_spec, order, item, by, spec=spec, key=key)
        else:
            change = {"street" if what == "address" else what: str(visit.get(what))}
            await visit.call(visit.shop.change_order, order, by, key=key, **change)
        visit.reply.changed("order", order)
        visit.reply.say("order_changed", what=visit.reply.text(f"change_{what}"))
        visit.close(
            self.intent, [Choice("task_order_status", "order_status", {"order_id": order})], status="done"
        )

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order, what = await visit.chosen(), str(visit.get("option"))
        value = str(visit.get(what))
        if what == "phone":
            value = f"{value[:3]}****{value[-4:]}"
        elif what == "spec":
            options = await visit.options()
            texts = {spec.id: spec.text for item in options.items for spec in item.specs}
            value = show.words(texts[value], visit.reply.language) if value in texts else value
        values = {"what": visit.reply.text(f"change_{what}"), "value": value}
        return "confirm_change_order", values, show.order_card(order, visit.reply)


def _instead(order: Order) -> list[Choice]:
    if order.state is OrderState.SHIPPED:
        return [Choice("button_change_delivery", "change_delivery", {"order_id": order.id})]
    return []
