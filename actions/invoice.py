"""Issue an invoice, or say where the issued one is and issue it anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.answers import explained
from actions.common.allowed import allowed
from actions.common.invoicing import COMPANY, InvoiceWords, KindField, TaxField, TitleField
from actions.common.orders import OrderField
from actions.common.sounding import begins_alone
from actions.common.titles import read_title
from actions.core import show
from actions.core.form.fields import ConfirmField, Field
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import Action, Order, OrderState
from handoff.wording.texts import simplified

AGAIN = "again"
_TOLD = "invoice"  # in `asked`: what the message said that found an issued invoice
NOT_PAID = (OrderState.UNPAID, OrderState.CANCELLED, OrderState.REFUNDED)
# Another one in place of what was issued; "换" alone is no such wish.
_REISSUE = re.compile(
    r"重新?(开|出)(?![吗么])|(换|改)(成|为|个|一?下)?[^,，。]{0,12}抬头|抬头[^,，。]{0,4}(换|改)[成为]?[^吗么?？]*$|\b(re-?issue|change|correct)\b.{0,16}\b(title|name|invoice)\b",
    re.IGNORECASE,
)
_LOOKS_FOR = re.compile(r"下载|在哪|哪里看|开了(没|吗)|开好|download|where is", re.IGNORECASE)


def has_been_paid(order: Order) -> bool:
    return order.state not in NOT_PAID


class InvoiceTask(Task):
    intent = "invoice"

    async def fields(self, visit: Visit) -> Sequence[Field]:
        which = OrderField(change=True, fits=has_been_paid)
        kind, said = KindField(), InvoiceWords()
        if not which.filled(visit):
            return [which, said, kind, TitleField()]
        order = await visit.chosen()
        if order.invoice and not self._wants_another(visit):
            return [which]
        if not order.invoice and not await allowed(visit, order, Action.INVOICE):
            return [which]
        if _LOOKS_FOR.search(simplified(visit.turn.text)) and not visit.turn.form_open:
            visit.reply.lead = visit.reply.text("invoice_not_yet")
        title = TitleField()
        if visit.get("option") != COMPANY:
            return [which, said, kind, title, ConfirmField(self._summary)]
        return [which, said, kind, title, TaxField(), ConfirmField(self._summary)]

    async def handle(self, visit: Visit) -> None:
        if explained(visit, self.intent) or await begins_alone(visit, self, read_title(visit.turn.text)):
            return
        await super().handle(visit)

    def _wants_another(self, visit: Visit) -> bool:
        """Asked for in words, or by the button under an issued invoice, now or before."""
        if visit.turn.first("option") == AGAIN or _REISSUE.search(simplified(visit.turn.text)):
            self._take_told(visit)
            visit.put("note", AGAIN)
        return str(visit.get("note")) == AGAIN

    def _take_told(self, visit: Visit) -> None:
        """What was said before it turned out that one exists already."""
        told = (visit.turn.slots.get("asked") or {}).get(_TOLD) or {}
        if visit.get("note") is None and visit.get("title") is None:
            for slot, value in told.items():
                visit.put(slot, value)

    async def perform(self, visit: Visit) -> None:
        if not visit.get("confirm"):
            # It exists: a title in the same message is no yes to another one.
            await self._show(visit)
            return
        order = str(visit.get("order_id"))
        made = await visit.call(
            visit.shop.invoice,
            order,
            visit.by(order),
            title=str(visit.get("title")),
            tax_id=_clean(visit.get("tax_id")),
            key=visit.key("invoice", order),
        )
        visit.reply.changed("invoice", made.id)
        visit.reply.say("invoice_issued", invoice=made.id, amount=made.amount)
        visit.close(self.intent, status="done", note=made.id)

    async def _show(self, visit: Visit) -> None:
        """It exists: number and day, and another one by a button."""
        order = await visit.chosen()
        if order.invoice:
            day = show.day(order.invoice.at_ms, visit.reply.language, visit.turn.now_ms)
            visit.reply.say("invoice_exists", invoice=order.invoice.id, day=day)
        again = {"order_id": order.id, "option": AGAIN}
        told = {slot: visit.get(slot) for slot in ("option", "title", "tax_id") if visit.get(slot)}
        visit.close(self.intent, [Choice("button_invoice_again", self.intent, again)])
        if told:
            visit.put("asked", {**(visit.get("asked") or {}), _TOLD: told})

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        order = await visit.chosen()
        values = {"title": visit.get("title"), "tax_id": _clean(visit.get("tax_id")) or ""}
        key = "confirm_invoice_company" if visit.get("option") == COMPANY else "confirm_invoice"
        return key, values, show.order_card(order, visit.reply)


def _clean(tax_id: Any) -> str | None:
    return str(tax_id).replace(" ", "").upper() if tax_id else None
