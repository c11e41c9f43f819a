"""The price dropped after the purchase: what comes back by the shop's own rule, paid out on a yes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.answers import explained
from actions.common.allowed import allowed
from actions.common.orders import OrderField
from actions.core import show
from actions.core.form.fields import ConfirmField, Field
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action
from actions.track import is_shipped_or_there
from handoff.wording.texts import simplified

_HOW_FAR = re.compile(r"进度|到账|到哪一?步|办好了?(没|吗)|\b(status|progress)\b", re.IGNORECASE)


class PriceProtection(Task):
    intent = "price_protection"

    async def handle(self, visit: Visit) -> None:
        """How far it is is the status of the refund that it brought."""
        status = task_named("refund_status")
        if status and _HOW_FAR.search(simplified(visit.turn.text)):
            await status.handle(visit)
        elif not explained(visit, self.intent):
            await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=is_shipped_or_there)
        if not which.filled(visit):
            return [which]
        if not await allowed(visit, await visit.chosen(), Action.PRICE_PROTECTION):
            return [which]
        return [which, ConfirmField(self._summary)]

    async def perform(self, visit: Visit) -> None:
        order = str(visit.get("order_id"))
        refund = await visit.call(
            visit.shop.protect_price, order, visit.by(order), key=visit.key("price", order)
        )
        visit.reply.changed("refund", refund.id)
        visit.reply.say("price_protected", amount=refund.amount, refund=refund.id, days=refund.expected_days)
        day = show.day(refund.expected_ms, visit.reply.language)
        visit.reply.promise(visit.reply.text("promise_refund", refund=refund.id, day=day), refund.expected_ms)
        steps = [Choice("button_refund_status", "refund_status", {"refund": refund.id})]
        visit.close(self.intent, steps, status="promised", note=refund.id, due_ms=refund.expected_ms)

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order, options = await visit.chosen(), await visit.options()
        return (
            "confirm_price",
            {"amount": show.money(options.price_drop)},
            show.order_card(order, visit.reply),
        )
