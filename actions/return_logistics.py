"""Getting the goods back: the return address, a pick-up at the door, or the number of a parcel already sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from actions.after_sale_status import say_sending, sends_goods
from actions.answers import SURE, answer_from, look_up
from actions.common.after_sale import after_sale_card
from actions.common.after_sale_field import AfterSaleField, own
from actions.core import show
from actions.core.fields import ChoiceField, Field, Option, TextField
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import AfterSale, AfterSaleState

PICKUP, SENT = "pickup", "sent"
PICKUP_HOUR = 10
PICKUP_DAYS = 3
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
        hit = None if visit.turn.entities else look_up(visit, (self.intent,))
        if hit and hit.likeness >= SURE:
            answer_from(visit, hit.entry, self.intent)
            return
        await super().handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        wanted: list[Field] = [AfterSaleField(sends_goods, "no_return_open"), WayField()]
        if visit.get("option") == PICKUP:
            wanted.append(_pickup_days(visit))
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
            say_sending(visit, one)
            visit.close(self.intent, _ways(one), note=id)

    async def _book(self, visit: Visit, id: str) -> None:
        at_ms = int(visit.get("date"))
        one = await visit.call(
            visit.shop.book_pickup, id, own(visit), at_ms=at_ms, key=visit.key("pickup", id, str(at_ms))
        )
        visit.reply.changed("pickup", one.id)
        day = show.day(at_ms, visit.reply.language, visit.turn.now_ms)
        visit.reply.promise(visit.reply.text("pickup_booked", day=day, id=one.id), at_ms)
        visit.reply.say("pickup_booked", card=after_sale_card(one, visit.reply), day=day, id=one.id)
        visit.close(self.intent, status="promised", note=one.id, due_ms=at_ms)

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


def _pickup_days(visit: Visit) -> ChoiceField:
    """The next days at ten in the morning, as the courier's first round."""
    start = show.moment(visit.turn.now_ms).replace(hour=PICKUP_HOUR, minute=0, second=0, microsecond=0)
    days = [start + timedelta(days=ahead) for ahead in range(1, PICKUP_DAYS + 1)]
    near = (("明天", "tomorrow"), ("后天", "day after"), ("大后天",))
    options = []
    for moment, said in zip(days, near, strict=True):
        at_ms = round(moment.timestamp() * 1000)
        title = show.day(at_ms, visit.reply.language, visit.turn.now_ms)
        options.append(Option(value=str(at_ms), title=title, words=said))
    return ChoiceField("date", "ask_pickup_day", options)


def _courier_field() -> ChoiceField:
    options = [Option(value=name, title=name, words=(name,)) for name in _COURIERS]
    return ChoiceField("courier", "ask_courier", options, eager=True)
