"""The shop's fixed words: states, reasons, actions. `model` offers them all."""

from enum import StrEnum


class OrderState(StrEnum):
    UNPAID = "unpaid"
    PRESALE = "presale"  # deposit paid, balance due between two times
    PAID = "paid"
    PACKED = "packed"
    SHIPPED = "shipped"  # at least one parcel is on its way (or waits at a station)
    DELIVERED = "delivered"  # every parcel is left at the door, locker or desk; nobody signed yet
    SIGNED = "signed"
    RETURNING = "returning"  # goods are on their way back
    LOST = "lost"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"  # all money is back


class ParcelState(StrEnum):
    PACKED = "packed"  # label printed, not yet collected by the courier
    IN_TRANSIT = "in_transit"
    STALLED = "stalled"  # no new scan for 72 hours
    OUT_FOR_DELIVERY = "out_for_delivery"
    AT_STATION = "at_station"  # waits at a pick-up station
    DELIVERED = "delivered"
    SIGNED = "signed"
    RETURNING = "returning"  # on its way back to the shop
    LOST = "lost"


class AfterSaleKind(StrEnum):
    REFUND = "refund"  # money back, goods kept or never received
    RETURN = "return"  # goods back, then money back
    EXCHANGE = "exchange"  # goods back, then others


class AfterSaleState(StrEnum):
    REQUESTED = "requested"  # the shop looks at it
    AWAITING_GOODS = "awaiting_goods"  # agreed: the customer sends the goods
    GOODS_SENT = "goods_sent"
    INSPECTING = "inspecting"
    REFUNDING = "refunding"  # the money is on its way
    REFUNDED = "refunded"
    RESENT = "resent"  # the exchanged goods are on their way
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a customer cancels, returns or wants money back."""

    NO_REASON = "no_reason"  # seven-day no-reason return
    CHANGED_MIND = "changed_mind"
    ORDERED_BY_MISTAKE = "ordered_by_mistake"
    FOUND_CHEAPER = "found_cheaper"
    WRONG_SIZE = "wrong_size"
    TOO_SLOW = "too_slow"
    NOT_RECEIVED = "not_received"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    MISSING_ITEM = "missing_item"
    NOT_AS_DESCRIBED = "not_as_described"
    PRICE_PROTECTION = "price_protection"  # set by the shop itself
    OTHER = "other"


class Action(StrEnum):
    """What a customer may ask the shop to do with an order."""

    CANCEL = "cancel"
    CHANGE_ORDER = "change_order"
    CHANGE_SPEC = "change_spec"
    INVOICE = "invoice"
    PRICE_PROTECTION = "price_protection"
    REFUND = "refund"
    RETURN = "return"
    EXCHANGE = "exchange"
    URGE = "urge"
    CHANGE_DELIVERY = "change_delivery"
    REPORT = "report"
    CLAIM_NOT_RECEIVED = "claim_not_received"


class DeliveryMode(StrEnum):
    TIME = "time"  # another day, needs `day_ms`
    PICKUP_STATION = "pickup_station"
    LEAVE_AT_DOOR = "leave_at_door"
    REFUSE = "refuse"  # do not deliver; back to the shop


class Problem(StrEnum):
    WRONG = "wrong"
    MISSING = "missing"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
