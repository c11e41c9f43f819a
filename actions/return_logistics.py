"""Getting the goods back: the return address, a pick-up at the door, or the number of a parcel already sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.after_sale_status import call_pickup_off, say_sending, sends_goods, withdraws
from actions.answers import SURE, answer_from, look_up
from actions.common.after_sale import PERSON, after_sale_card
from actions.common.after_sale_field import AfterSaleField, own
from actions.common.pickups import PickupField, names_a_time, pickup_time
from actions.common.snapshot import snapshot
from actions.core.form.fields import ChoiceField, ConfirmField, Field, Option, TextField
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.visit import Visit
from actions.shop.model import AfterSale, AfterSaleState
from handoff.wording.texts import simplified

PICKUP, SENT = "pickup", "sent"
_WAYS = (
    Option(
        value=PICKUP,
        key="way_pickup",
        words=(
            "上门",
            "取件",
            "收件",
            "来取",
            "来收",
            "揽收",
            "嚟收",
            "嚟攞",
            "收货",
            "pick up",
            "pick-up",
            "pickup",
            "collect",
        ),
    ),
    Option(
        value=SENT, key="way_sent", words=("已寄", "寄出", "寄了", "已经寄", "单号", "sent it", "shipped it")
    ),
)
_CANCELS = re.compile(
    r"(取消|不用|不要|别|唔使|唔要|唔好)(这个|这次|咗)?([退换]货的?)?(上门(取件|收件|揽收)?|取件|收件|预约|揽收|来取|嚟收|嚟攞)|(取件|上门|揽收|预约)(就|给我|帮我|先)?(取消|不用了|不要了|算了)|cancel.{0,16}(pick.?up|collection)",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"改(做|到|成|为|在|约|期|时间|个时间)|换(到|个时间)|reschedul|\b(move|change) (it|the)\b", re.IGNORECASE
)
_NOT_COME = re.compile(
    r"(没|没有|不|冇)(人|见人|见)?(上门)?(来|嚟)(取|收|拿|攞|上门|过)|没人(来|上门)|(还|一直|都)(没|不)(有人)?(来|上门)"
    r"|(nobody|no one) (came|has come|showed)|(did not|didn't|never) (come|show)|has(n't| not) come",
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
        elif not await self.take(visit) and _ANOTHER_TIME.search(simplified(visit.turn.text)):
            # A new day, and nothing else: that of the pick-up.
            visit.put(self.slot, PICKUP if names_a_time(visit) else None)


class ReturnLogistics(Task):
    intent = "return_logistics"

    async def handle(self, visit: Visit) -> None:
        """A question about the rules is answered from the knowledge base; else it is about a return of theirs."""
        text, status = simplified(visit.turn.text), task_named("refund_status")
        change = task_named("change_after_sale")
        if visit.identity and _CANCELS.search(text):
            await self._say_booked(visit)
            return
        if change and visit.identity and withdraws(visit.turn):
            await change.handle(visit)
            return
        if visit.identity and _NOT_COME.search(text) and await self._say_not_come(visit):
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

    async def _say_not_come(self, visit: Visit) -> bool:
        """Nobody fetched it: whether a pick-up was booked at all, and for when. False when nothing is to be fetched."""
        mine = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
        waiting = [one for one in mine if one.state is AfterSaleState.AWAITING_GOODS]
        if not waiting:
            return False
        booked = next((one for one in waiting if one.pickup_ms), None)
        about = {"refund": (booked or waiting[0]).id, "option": PICKUP}
        if booked is None:
            visit.reply.say("pickup_never_booked", choices=[Choice("way_pickup", self.intent, about), PERSON])
            return True
        when = pickup_time(visit, booked.pickup_ms or 0)
        if (booked.pickup_ms or 0) > visit.turn.now_ms:
            visit.put("asked", {"what": "person", "category": self.intent})
            visit.reply.say(
                "pickup_is_to_come",
                choices=[Choice("button_pickup_later", self.intent, about), PERSON],
                when=when,
            )
            return True
        visit.reply.say("pickup_missed", when=when)
        visit.matter(self.intent, "open", note=booked.id)
        visit.reply.handoff(
            "authority", f"courier did not come for {booked.id}, booked {when}", await snapshot(visit)
        )
        return True

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
        if (one.pickup_ms or 0) > visit.turn.now_ms:
            # Two couriers would come for one parcel.
            why = f"sent as {tracking}"
            await call_pickup_off(visit, self.intent, one, why, status="promised", due_ms=one.expected_ms)
            return
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
