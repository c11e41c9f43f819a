"""Parcels on their way: urging, another delivery, goods that never came or came wrong."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from actions.shop.demo import tables as t
from actions.shop.demo.bodies import DeliveryBody, NotReceivedBody, ReportBody
from actions.shop.demo.database import next_number
from actions.shop.demo.failures import BadValue, Refuse
from actions.shop.demo.lines import ARRIVED, lines_of
from actions.shop.demo.openings import Opening, open_after_sale
from actions.shop.demo.reading import AnyRow, parcel_view
from actions.shop.demo.rules import CASE_ANSWER_MS, DAY_MS, URGE_EVERY_MS, OrderMove
from actions.shop.demo.work import Work
from actions.shop.errors import Refusal
from actions.shop.model import (
    Action,
    AfterSaleKind,
    AfterSaleState,
    Case,
    DeliveryMode,
    OrderState,
    Parcel,
    ParcelState,
    Reason,
    Text,
    Urged,
)

MOVING = frozenset({ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.STALLED})
CLAIMABLE = ARRIVED | {ParcelState.STALLED, ParcelState.LOST}
_DELIVERY_DAYS = 7
_WISHES: Mapping[DeliveryMode, Text] = {
    DeliveryMode.TIME: Text(zh="收件人要求改约派送时间", en="Recipient asked for another delivery day"),
    DeliveryMode.PICKUP_STATION: Text(
        zh="收件人要求放到驿站自提", en="Recipient asked for a pick-up station"
    ),
    DeliveryMode.LEAVE_AT_DOOR: Text(zh="收件人要求放在门口", en="Recipient asked to leave it at the door"),
    DeliveryMode.REFUSE: Text(
        zh="收件人拒收，包裹退回商家", en="Refused by the recipient, going back to the shop"
    ),
}


def urge(work: Work, order: str) -> Urged:
    row = work.permitted(order, Action.URGE)
    mine = t.urges.c.order == order
    last_ms, times = work.connection.execute(
        select(func.max(t.urges.c.at_ms), func.count()).where(mine)
    ).one()
    if last_ms is not None and work.now_ms < last_ms + URGE_EVERY_MS:
        wait_s = -(-(last_ms + URGE_EVERY_MS - work.now_ms) // 1000)
        raise Refuse(Refusal.URGED_RECENTLY, retry_after_s=wait_s)
    shipped = OrderState(row.state) is OrderState.SHIPPED
    what = "delivery" if shipped else "shipment"
    work.add(t.urges, order=order, what=what, at_ms=work.now_ms)
    planned = _expected_arrival(work, order) if shipped else row.ship_by_ms
    expected = planned if planned and planned >= work.now_ms else None
    return Urged(order=order, what=what, expected_ms=expected, times=times + 1)


def _expected_arrival(work: Work, order: str) -> int | None:
    coming = [p.expected_ms for p in work.parcel_rows(order) if p.state not in ARRIVED and p.expected_ms]
    return max(coming, default=None)


def _one_parcel(parcels: Sequence[AnyRow], wanted: str | None, candidates: frozenset[ParcelState]) -> AnyRow:
    """The named parcel, or the only one that can be meant. Raises BadValue."""
    if wanted is not None:
        named = [parcel for parcel in parcels if wanted in {parcel.id, parcel.tracking}]
        if not named:
            raise BadValue("parcel", "This order has no such parcel.")
        return named[0]
    meant = [parcel for parcel in parcels if parcel.state in candidates]
    if len(meant) > 1:
        raise BadValue("parcel", "Several parcels can be meant: name one.")
    return meant[0] if meant else parcels[0]


def change_delivery(work: Work, order: str, body: DeliveryBody) -> Parcel:
    row = work.permitted(order, Action.CHANGE_DELIVERY)
    parcel = _one_parcel(work.parcel_rows(order), body.parcel, MOVING)
    state = ParcelState(parcel.state)
    refuses_at_station = body.mode is DeliveryMode.REFUSE and state is ParcelState.AT_STATION
    if state not in MOVING and not refuses_at_station:
        raise Refuse(Refusal.ALREADY_DELIVERED)
    day_ms = _delivery_day(work, body)
    work.set(t.parcels, parcel.id, delivery=body.mode, delivery_day_ms=day_ms)
    if day_ms is not None:
        work.set(t.parcels, parcel.id, expected_ms=day_ms)
    work.add_scan(parcel, _WISHES[body.mode])
    if body.mode is DeliveryMode.REFUSE:
        _send_back(work, row, parcel)
    changed = work.connection.execute(select(t.parcels).where(t.parcels.c.id == parcel.id)).one()
    return parcel_view(work.connection, changed, full=True)


def _delivery_day(work: Work, body: DeliveryBody) -> int | None:
    if body.mode is not DeliveryMode.TIME:
        return None
    if body.day_ms is None or not work.now_ms <= body.day_ms <= work.now_ms + _DELIVERY_DAYS * DAY_MS:
        raise BadValue("day_ms", f"A delivery day is between now and {_DELIVERY_DAYS} days from now.")
    return body.day_ms


def _send_back(work: Work, row: AnyRow, parcel: AnyRow) -> None:
    """A refused parcel goes back like a return whose goods are already on their way."""
    work.set(t.parcels, parcel.id, state=ParcelState.RETURNING, expected_ms=None)
    inside = [
        line for line in lines_of(work.connection, row) if line.item in parcel.contents and line.pieces_left
    ]
    claims = [(line.item, line.pieces_left, line.left) for line in inside]
    if claims:
        opening = Opening(
            kind=AfterSaleKind.RETURN,
            state=AfterSaleState.GOODS_SENT,
            reason=Reason.NO_REASON,
            amount=sum(amount for _, _, amount in claims),
            claims=claims,
        )
        open_after_sale(work, row.id, opening)
    if all(p.state == ParcelState.RETURNING for p in work.parcel_rows(row.id)):
        work.move(row, OrderMove.SEND_BACK)


def claim_not_received(work: Work, order: str, body: NotReceivedBody) -> Case:
    work.permitted(order, Action.CLAIM_NOT_RECEIVED)
    parcel = _one_parcel(work.parcel_rows(order), body.parcel, CLAIMABLE)
    if parcel.state not in CLAIMABLE:
        raise Refuse(Refusal.NOT_DELIVERED)
    return _open_case(work, order, "not_received", body.description, parcel=parcel.id)


def report(work: Work, order: str, body: ReportBody) -> Case:
    row = work.permitted(order, Action.REPORT)
    known = {line.item for line in lines_of(work.connection, row)}
    if not known.issuperset(body.items):
        raise BadValue("items", "Each item must be one of this order.")
    return _open_case(work, order, body.problem, body.description, items=body.items, files=body.files)


def _open_case(
    work: Work,
    order: str,
    kind: str,
    description: str,
    *,
    parcel: str | None = None,
    items: Sequence[str] = (),
    files: Sequence[str] = (),
) -> Case:
    same = select(t.cases.c.id).where(
        t.cases.c.order == order,
        t.cases.c.kind == kind,
        t.cases.c.parcel.is_not_distinct_from(parcel),
        t.cases.c.contents == list(items),
    )
    existing = work.connection.execute(same).scalars().first()
    if existing is not None:
        raise Refuse(Refusal.CASE_EXISTS, id=existing)
    number = next_number(work.connection, "CS")
    due_ms = work.now_ms + CASE_ANSWER_MS
    work.add(
        t.cases,
        id=number,
        order=order,
        kind=kind,
        parcel=parcel,
        contents=list(items),
        description=description,
        files=list(files),
        created_ms=work.now_ms,
        due_ms=due_ms,
    )
    return Case(id=number, order=order, kind=kind, created_ms=work.now_ms, due_ms=due_ms)
