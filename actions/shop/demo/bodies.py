"""What may be sent to the shop. Unknown fields are errors, so that a misspelt one never passes silently."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from actions.shop.demo.rules import AfterSaleMove
from actions.shop.model import DeliveryMode, Problem, Reason

# No control characters: these texts end up on labels and invoices.
_PLAIN = r"^[^\x00-\x1f\x7f]*$"
_PROSE = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
_LAST_MS = 253_402_300_799_000  # the end of the year 9999


def _plain(longest: int, shortest: int = 1) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=shortest, max_length=longest, pattern=_PLAIN, strict=True
    )


Id = Annotated[str, _plain(64)]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 -]{6,20}$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=_PROSE)]
Files = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,128}$")], ...], Field(max_length=9)
]
Pieces = Annotated[int, Field(ge=1, le=9999, strict=True)]
Chosen = Annotated[dict[Id, Pieces], Field(min_length=1, max_length=100)]
Minor = Annotated[int, Field(ge=1, le=10**12, strict=True)]
Moment = Annotated[int, Field(ge=0, le=_LAST_MS, strict=True)]


def _customers_reason(reason: Reason) -> Reason:
    if reason is Reason.PRICE_PROTECTION:
        raise ValueError("only the shop itself gives this reason")
    return reason


CustomerReason = Annotated[Reason, AfterValidator(_customers_reason)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VerifyBody(Body):
    order: Id
    digits: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    client: Annotated[str, _plain(128)]


class IdentifyBody(Body):
    phone: Phone


class CancelBody(Body):
    reason: CustomerReason


class ChangeOrderBody(Body):
    recipient: Annotated[str, _plain(50)] | None = None
    region: Annotated[str, _plain(60, 2)] | None = None
    street: Annotated[str, _plain(200, 4)] | None = None
    phone: Phone | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_PROSE)] | None = (
        None
    )


class SpecBody(Body):
    spec: Id


class InvoiceBody(Body):
    title: Annotated[str, _plain(100)]
    tax_id: Annotated[str, StringConstraints(to_upper=True, pattern=r"^[0-9A-Za-z]{8,20}$")] | None = None


class EmptyBody(Body):
    pass


class RefundBody(Body):
    reason: CustomerReason
    items: Chosen | None = None
    amount: Minor | None = None
    description: Prose = ""
    files: Files = ()


class ReturnBody(Body):
    reason: CustomerReason
    items: Chosen | None = None
    description: Prose = ""
    files: Files = ()


class ExchangeBody(Body):
    item: Id
    spec: Id
    reason: CustomerReason
    quantity: Pieces = 1
    description: Prose = ""
    files: Files = ()


class ChangeAfterSaleBody(Body):
    reason: CustomerReason | None = None
    amount: Minor | None = None
    spec: Id | None = None
    description: Prose | None = None


class PickupBody(Body):
    at_ms: Moment


class SentBody(Body):
    courier: Annotated[str, _plain(40)]
    tracking: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9A-Za-z-]{6,40}$")]


class StaffMoveBody(Body):
    move: AfterSaleMove


class DeliveryBody(Body):
    mode: DeliveryMode
    parcel: Id | None = None
    day_ms: Moment | None = None


class ReportBody(Body):
    problem: Problem
    description: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_PROSE)
    ]
    items: Annotated[tuple[Id, ...], Field(max_length=100)] = ()
    files: Files = ()


class NotReceivedBody(Body):
    parcel: Id | None = None
    description: Prose = ""


class IdentityBody(Body):
    customer: Id
