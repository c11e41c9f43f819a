"""What can go wrong between us and the shop.

Caller's fault: NotFound, Invalid, Refused, TooManyTries. Outside's fault: Unavailable, OutcomeUnknown.
"""

from collections.abc import Mapping
from enum import StrEnum


class Refusal(StrEnum):
    """Why the shop says no. Each has a text under the key `refused_<value>`."""

    IDENTITY_REQUIRED = "identity_required"  # an order grant is not enough for this
    NOT_PAID = "not_paid"
    NOT_SHIPPED = "not_shipped"
    ALREADY_SHIPPED = "already_shipped"
    NOT_DELIVERED = "not_delivered"
    ALREADY_DELIVERED = "already_delivered"
    ALREADY_CANCELLED = "already_cancelled"
    ALREADY_REFUNDED = "already_refunded"
    IN_AFTER_SALE = "in_after_sale"  # an open after-sale stands in the way; params: id
    WINDOW_OVER = "window_over"  # params: days
    NOT_RETURNABLE = "not_returnable"  # fresh food, made to measure …
    NOTHING_LEFT = "nothing_left"  # everything is already refunded, returned or exchanged
    AMOUNT_TOO_HIGH = "amount_too_high"  # params: max (minor units), currency
    PRICE_NOT_LOWER = "price_not_lower"
    OUT_OF_STOCK = "out_of_stock"
    UNKNOWN_SPEC = "unknown_spec"
    TOO_LATE_TO_CHANGE = "too_late_to_change"  # an after-sale already on its way
    INVOICE_EXISTS = "invoice_exists"  # params: id
    URGED_RECENTLY = "urged_recently"  # params: retry_after_s
    DEPOSIT_NOT_REFUNDABLE = "deposit_not_refundable"
    PARCEL_LOST = "parcel_lost"
    CASE_EXISTS = "case_exists"  # params: id


class ShopError(Exception):
    """Base of every error of this package. `code` is stable; the message is for logs, never for customers."""

    code = "shop_error"


class NotFound(ShopError):
    """No such order, after-sale or customer, or it is another customer's: the shop does not say which."""

    code = "not_found"

    def __init__(self, what: str) -> None:
        super().__init__(f"the shop has no such {what} for this customer")
        self.what = what


class Invalid(ShopError):
    """A value the shop cannot take; ask the customer for `field` again."""

    code = "invalid"

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field


class Refused(ShopError):
    """A rule of the shop forbids it. Nothing was changed.

    `code` is a value of `Refusal`, or one of another shop that we do not know. `reason` is the key of the
    text for the customer; `params` holds the facts it may name.
    """

    def __init__(self, code: str, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(f"the shop refuses: {code}")
        self.code: str = code
        self.params: dict[str, str | int] = dict(params or {})

    @property
    def reason(self) -> str:
        known = self.code in Refusal.__members__.values()
        return f"refused_{self.code}" if known else "refused_other"


class TooManyTries(ShopError):
    """Too many wrong digits for this order or from this client."""

    code = "too_many_tries"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"too many tries, again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Unavailable(ShopError):
    """The shop cannot be reached, is too slow, or answers nonsense. Nothing was changed."""

    code = "unavailable"

    def __init__(self, message: str, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class OutcomeUnknown(ShopError):
    """A change was sent and no answer came: it may have been made or not.

    Call the same method again with the same arguments and the same `key`: the shop makes the change once and
    answers with what it recorded. Until then tell the customer neither yes nor no.
    """

    code = "outcome_unknown"

    def __init__(self, key: str) -> None:
        super().__init__("a change was sent to the shop and no answer came; ask again with the same key")
        self.key = key


class KeyReused(ShopError):
    """The idempotency key was used for another change before: a bug of the caller."""

    code = "key_reused"

    def __init__(self, key: str) -> None:
        super().__init__("this idempotency key belongs to another change; derive one key for each change")
        self.key = key
