"""The situations an order of the demo can be in: which moves led there, and where its parcels are."""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.shop.demo.rules import OrderMove
from actions.shop.model import AfterSaleKind, AfterSaleState, ParcelState, Reason

M, P, S = OrderMove, ParcelState, AfterSaleState

PAID = (M.PAY,)
PACKED = (*PAID, M.PACK)
SHIPPED = (*PACKED, M.SHIP)
DELIVERED = (*SHIPPED, M.DELIVER)
SIGNED = (*SHIPPED, M.SIGN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An after-sale the order already has."""

    kind: AfterSaleKind
    states: tuple[AfterSaleState, ...]  # after the request, oldest first
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    weight: int  # how many of a thousand background orders
    moves: tuple[OrderMove, ...]
    last_h: tuple[int, int]  # hours since the last thing that happened, from and to
    parcels: tuple[ParcelState, ...] = ()
    presale: bool = False
    claim: Claim | None = None
    cheaper: bool = False  # its goods became cheaper since


_UNHURT = Reason.CHANGED_MIND
_RETURN_PAID = (S.AWAITING_GOODS, S.GOODS_SENT, S.INSPECTING, S.REFUNDING, S.REFUNDED)

SCENES: Mapping[str, Scene] = {
    "unpaid": Scene(weight=40, moves=(), last_h=(0, 20)),
    "presale": Scene(weight=35, moves=(M.PAY_DEPOSIT,), last_h=(20, 200), presale=True),
    "paid": Scene(weight=70, moves=PAID, last_h=(1, 40)),
    "overdue": Scene(weight=15, moves=PAID, last_h=(55, 90)),
    "packed": Scene(weight=40, moves=PACKED, last_h=(1, 12), parcels=(P.PACKED,)),
    "in_transit": Scene(weight=130, moves=SHIPPED, last_h=(1, 14), parcels=(P.IN_TRANSIT,)),
    "out_for_delivery": Scene(weight=40, moves=SHIPPED, last_h=(1, 4), parcels=(P.OUT_FOR_DELIVERY,)),
    "at_station": Scene(weight=60, moves=SHIPPED, last_h=(3, 50), parcels=(P.AT_STATION,)),
    "split": Scene(weight=50, moves=SHIPPED, last_h=(2, 20), parcels=(P.DELIVERED, P.IN_TRANSIT)),
    "split_three": Scene(
        weight=10, moves=SHIPPED, last_h=(2, 20), parcels=(P.SIGNED, P.OUT_FOR_DELIVERY, P.IN_TRANSIT)
    ),
    "stalled": Scene(weight=30, moves=SHIPPED, last_h=(80, 150), parcels=(P.STALLED,)),
    "lost": Scene(weight=20, moves=(*SHIPPED, M.LOSE), last_h=(150, 300), parcels=(P.LOST,)),
    "delivered": Scene(weight=60, moves=DELIVERED, last_h=(2, 40), parcels=(P.DELIVERED,)),
    "signed": Scene(weight=110, moves=SIGNED, last_h=(20, 150), parcels=(P.SIGNED,)),
    "signed_cheaper": Scene(weight=20, moves=SIGNED, last_h=(20, 120), parcels=(P.SIGNED,), cheaper=True),
    "signed_long_ago": Scene(weight=120, moves=SIGNED, last_h=(200, 2400), parcels=(P.SIGNED,)),
    "return_agreed": Scene(
        weight=20,
        moves=SIGNED,
        last_h=(10, 30),
        parcels=(P.SIGNED,),
        claim=Claim(kind=AfterSaleKind.RETURN, states=(S.AWAITING_GOODS,), reason=Reason.NO_REASON),
    ),
    "returning": Scene(
        weight=30,
        moves=(*SIGNED, M.SEND_BACK),
        last_h=(5, 30),
        parcels=(P.SIGNED,),
        claim=Claim(
            kind=AfterSaleKind.RETURN, states=(S.AWAITING_GOODS, S.GOODS_SENT), reason=Reason.WRONG_SIZE
        ),
    ),
    "exchanging": Scene(
        weight=15,
        moves=(*SIGNED, M.SEND_BACK),
        last_h=(5, 30),
        parcels=(P.SIGNED,),
        claim=Claim(
            kind=AfterSaleKind.EXCHANGE, states=(S.AWAITING_GOODS, S.GOODS_SENT), reason=Reason.WRONG_SIZE
        ),
    ),
    "refused": Scene(
        weight=10,
        moves=(*SHIPPED, M.SEND_BACK),
        last_h=(5, 40),
        parcels=(P.RETURNING,),
        claim=Claim(kind=AfterSaleKind.RETURN, states=(S.GOODS_SENT,), reason=Reason.NO_REASON),
    ),
    "refund_requested": Scene(
        weight=25,
        moves=DELIVERED,
        last_h=(3, 40),
        parcels=(P.DELIVERED,),
        claim=Claim(kind=AfterSaleKind.REFUND, states=(), reason=Reason.NOT_AS_DESCRIBED),
    ),
    "cancelled_unpaid": Scene(weight=15, moves=(M.CANCEL,), last_h=(24, 1400)),
    "cancelled": Scene(
        weight=35,
        moves=(*PAID, M.CANCEL),
        last_h=(2, 60),
        claim=Claim(kind=AfterSaleKind.REFUND, states=(S.REFUNDING,), reason=_UNHURT),
    ),
    "refunded": Scene(
        weight=40,
        moves=(*SIGNED, M.SEND_BACK, M.REFUND),
        last_h=(24, 1400),
        parcels=(P.SIGNED,),
        claim=Claim(kind=AfterSaleKind.RETURN, states=_RETURN_PAID, reason=Reason.NO_REASON),
    ),
}
