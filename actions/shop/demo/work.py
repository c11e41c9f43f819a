"""What every change has at hand: the open transaction, who acts, and the time."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from actions.shop.demo import tables as t
from actions.shop.demo.failures import Refuse
from actions.shop.demo.reading import AnyRow, order_view, own_order_row
from actions.shop.demo.rules import OrderMove, refusal, step_order
from actions.shop.model import Action, Actor, Order, OrderState, ParcelState, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    connection: Connection
    by: Actor
    now_ms: int

    def permitted(self, order: str, action: Action) -> AnyRow:
        """The customer's own order, in a state that permits the action. Raises Missing, Refuse."""
        row = own_order_row(self.connection, order, self.by)
        arrived = any(p.state in {ParcelState.DELIVERED, ParcelState.SIGNED} for p in self.parcel_rows(order))
        reason = refusal(action, OrderState(row.state), arrived=arrived)
        if reason is not None:
            raise Refuse(reason)
        return row

    def move(self, order: AnyRow, move: OrderMove) -> None:
        """Raises IllegalMove."""
        self.set(t.orders, order.id, state=step_order(OrderState(order.state), move))

    def parcel_rows(self, order: str) -> list[AnyRow]:
        query = select(t.parcels).where(t.parcels.c.order == order).order_by(t.parcels.c.id)
        return list(self.connection.execute(query))

    def set(self, table: Any, row_id: str, **values: Any) -> None:
        self.connection.execute(update(table).where(table.c.id == row_id).values(**values))

    def add(self, table: Any, **values: Any) -> None:
        self.connection.execute(insert(table).values(**values))

    def add_scan(self, parcel: AnyRow, words: Text) -> None:
        self.add(
            t.scans,
            parcel=parcel.id,
            at_ms=self.now_ms,
            place_zh=parcel.courier_zh,
            place_en=parcel.courier_en,
            text_zh=words.zh,
            text_en=words.en,
        )

    def view(self, order: str) -> Order:
        return order_view(self.connection, own_order_row(self.connection, order, self.by), full=True)
