"""Getting the goods back: the return address, a pick-up at the door, or the number of a parcel already sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.after_sale_status import say_sending, sends_goods
from actions.answers import SURE, answer_from, look_up
from actions.common.after_sale import PERSON, after_sale_card
from actions.common.after_sale_field import AfterSaleField, own
from actions.common.pickups import PickupField, pickup_time
from actions.core.fields import ChoiceField, ConfirmField, Field, Option, TextField
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import AfterSale, AfterSaleState
from handoff.texts import simplified

PICKUP, SENT = "pickup", "sent"
_WAYS = (
    Option(
        value=PICKUP,
        key="way_pickup",
        words=("上门", "取件", "来取", "来收", "揽收", "pick up", "pickup", "collect"),
    ),
    Option(
        value=SENT, key="way_sent", words=("已寄", "寄出", "寄了", "已经寄", "单号", "sent it", "shipped it")
    ),
)
_CANCELS = re.compile(
    r"(取消|不用|不要|别)(这个|这次)?(上门)?(取件|预约|揽收|来取)|cancel.{0,16}(pick.?up|collection)",
    re.IGNORECASE,
)
_HOW_FAR = re.compile(
    r"(?<!寄)到哪(了|一?步)|哪一?步|进度|什么状态|(收|签收)到?了?(没|吗)|how far|status|received",
    re.IGNORECASE,
)
_FREIGHT = re.compile(r"邮费|运费|快递费|路费|freight|postage|shipping (cost|fee)", re.IGNORECASE)
_COURIERS = ("顺丰", "中通", "圆通", "韵达", "极兔", "邮政")


class WayField(ChoiceField):
    """Pick-up or own parcel; a tracking number says it. Without either the address is answer enough."""

    def __init__(self) -> None:
        super().__init__("option", "ask_way", _WAYS, eager=True)

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        if visit.turn.first("tracking_number"):
            visit.put(self.slot, SENT)
        else:
            await self.take(visit)


class ReturnLogistics(Task):
    intent = "return_logistics"

    async def handle(self, visit: Visit) -> None:
        """A question about the rules is answered from the knowledge base; else it is about a return of theirs."""
        text, status = simplified(visit.turn.text), task_named("refund_status")
        if visit.identity and _CANCELS.search(text):
            await self._say_booked(visit)
            return
        if status and _HOW_FAR.search(text) and not visit.turn.first("tracking_number"):
            await status.handle(visit)
            return
        hit = None if visit.turn.entities else look_up(visit, (self.intent,))
        if hit and hit.likeness >= SURE:
            answer_from(visit, hit.entry, self.intent)
            return
        await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        wanted: list[Field] = [AfterSaleField(sends_goods, "no_return_open"), WayField()]
        if visit.get("option") == PICKUP:
            wanted += [PickupField(), ConfirmField(self._summary)]
        if visit.get("option") == SENT:
            wanted.append(TextField("tracking", "ask_return_tracking", entity="tracking_number", whole=False))
            wanted.append(_courier_field())
        return wanted

    async def perform(self, visit: Visit) -> None:
        id = str(visit.get("refund"))
        if visit.get("option") == PICKUP:
            await self._book(visit, id)
        elif visit.get("option") == SENT:
            await self._sent(visit, id)
        else:
            one = await visit.call(visit.shop.after_sale, id, own(visit))
            if one.freight_payer and _FREIGHT.search(simplified(visit.turn.text)):
                visit.reply.say(f"freight_{one.freight_payer}", card=after_sale_card(one, visit.reply))
            else:
                say_sending(visit, one)
            visit.close(self.intent, _ways(one), note=id)

    async def _book(self, visit: Visit, id: str) -> None:
        at_ms = int(visit.get("date"))
        one = await visit.call(
            visit.shop.book_pickup, id, own(visit), at_ms=at_ms, key=visit.key("pickup", id, str(at_ms))
        )
        visit.reply.changed("pickup", one.id)
        when = pickup_time(visit, at_ms)
        visit.reply.promise(visit.reply.text("pickup_booked", when=when, id=one.id), at_ms)
        visit.reply.say("pickup_booked", card=after_sale_card(one, visit.reply), when=when, id=one.id)
        visit.close(self.intent, status="promised", note=one.id, due_ms=at_ms)

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        values = {"when": pickup_time(visit, int(visit.get("date"))), "id": visit.get("refund")}
        return "confirm_pickup", values, None

    async def _say_booked(self, visit: Visit) -> None:
        """A pick-up can be put off here, but only a person can call the courier off."""
        all_of_them = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
        booked = [one for one in all_of_them if sends_goods(one) and (one.pickup_ms or 0) > visit.turn.now_ms]
        if not booked:
            visit.reply.say("no_pickup_booked", choices=[PERSON])
            return
        later = Choice("button_pickup_later", self.intent, {"refund": booked[0].id, "option": PICKUP})
        visit.put("asked", {"what": "person", "category": self.intent})
        when = pickup_time(visit, booked[0].pickup_ms or 0)
        visit.reply.say("pickup_to_cancel", choices=[later, PERSON], when=when)

    async def _sent(self, visit: Visit, id: str) -> None:
        tracking = str(visit.get("tracking"))
        one = await visit.call(
            visit.shop.goods_sent,
            id,
            own(visit),
            courier=str(visit.get("courier")),
            tracking=tracking,
            key=visit.key("sent", id),
        )
        visit.reply.changed("goods_sent", one.id)
        visit.reply.say(
            "goods_sent_noted",
            card=after_sale_card(one, visit.reply),
            tracking=tracking,
            days=one.expected_days,
        )
        visit.close(self.intent, status="promised", note=one.id, due_ms=one.expected_ms)


def _ways(one: AfterSale) -> list[Choice]:
    if one.state is not AfterSaleState.AWAITING_GOODS:
        return []
    about = {"refund": one.id}
    return [
        Choice("way_pickup", "return_logistics", {**about, "option": PICKUP}),
        Choice("way_sent", "return_logistics", {**about, "option": SENT}),
    ]


def _courier_field() -> ChoiceField:
    options = [Option(value=name, title=name, words=(name,)) for name in _COURIERS]
    return ChoiceField("courier", "ask_courier", options, eager=True)
