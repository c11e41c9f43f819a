"""Changes of an order that move no goods: address, phone, note, spec, invoice."""

import re

from sqlalchemy import update

from actions.shop.demo import tables as t
from actions.shop.demo.asking import check_spec
from actions.shop.demo.bodies import ChangeOrderBody, InvoiceBody
from actions.shop.demo.database import next_number
from actions.shop.demo.failures import BadValue, Missing, Refuse
from actions.shop.demo.lines import lines_of
from actions.shop.demo.reading import invoice_of
from actions.shop.demo.work import Work
from actions.shop.errors import Refusal
from actions.shop.model import Action, Invoice, Order


def plain_phone(phone: str) -> str:
    """Digits with country code; mainland mobile numbers may come without theirs. Raises BadValue."""
    digits = re.sub(r"\D", "", phone).removeprefix("00")
    if len(digits) == 11 and digits.startswith("1"):
        digits = f"86{digits}"
    if not 8 <= len(digits) <= 15:
        raise BadValue("phone", "A phone number has 8 to 15 digits with its country code.")
    return digits


def change_order(work: Work, order: str, body: ChangeOrderBody) -> Order:
    values = {name: value for name, value in body.model_dump().items() if value is not None}
    if not values:
        raise BadValue("street", "Nothing to change was given.")
    if body.phone is not None:
        values["phone"] = plain_phone(body.phone)
    work.permitted(order, Action.CHANGE_ORDER)
    work.set(t.orders, order, **values)
    return work.view(order)


def change_spec(work: Work, order: str, item: str, spec: str) -> Order:
    row = work.permitted(order, Action.CHANGE_SPEC)
    line = next((line for line in lines_of(work.connection, row) if line.item == item), None)
    if line is None:
        raise Missing("item")
    if line.pieces_left != line.quantity:
        raise Refuse(Refusal.NOTHING_LEFT)
    if line.spec != spec:
        check_spec(work, line.product, spec, line.quantity)
        for changed, pieces in ((line.spec, line.quantity), (spec, -line.quantity)):
            stock = t.specs.c.stock + pieces
            work.connection.execute(update(t.specs).where(t.specs.c.id == changed).values(stock=stock))
        work.set(t.items, item, spec=spec)
    return work.view(order)


def issue_invoice(work: Work, order: str, body: InvoiceBody) -> Invoice:
    row = work.permitted(order, Action.INVOICE)
    old = invoice_of(work.connection, row)
    if old is not None:
        if (old.title, old.tax_id) == (body.title, body.tax_id):
            raise Refuse(Refusal.INVOICE_EXISTS, id=old.id)
        work.set(t.invoices, old.id, void=True)
    number = next_number(work.connection, "FP")
    work.add(
        t.invoices,
        id=number,
        order=order,
        title=body.title,
        tax_id=body.tax_id,
        amount=row.paid,
        at_ms=work.now_ms,
        void=False,
    )
    issued = invoice_of(work.connection, row)
    assert issued is not None  # inserted above, in this transaction
    return issued
