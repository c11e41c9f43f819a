"""An after-sale that exists: how far it is, and changing or withdrawing it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.answers import answer_from, explained, look_up
from actions.common.after_sale import after_sale_card, after_sale_state, is_open
from actions.common.after_sale_field import AfterSaleField, own
from actions.common.hints import reason_field
from actions.common.pickups import pickup_time, speaks_of_pickup
from actions.common.snapshot import snapshot
from actions.core import show
from actions.core.form import flow
from actions.core.form.fields import ChoiceField, ConfirmField, Field, Option
from actions.core.registry import task_named
from actions.core.reply import Choice
from actions.core.skill import Task
from actions.core.turn import Turn
from actions.core.visit import Visit
from actions.send_back import WHY_RETURN, say_how_to_send
from actions.shop.model import AfterSale, AfterSaleKind, AfterSaleState, Reason
from handoff.wording.texts import simplified

WITHDRAW, REASON = "withdraw", "reason"
CHANGES = (
    Option(
        value=WITHDRAW,
        key="change_withdraw",
        words=("撤", "取消", "不退", "不换", "算了", "withdraw", "cancel", "keep"),
    ),
    Option(value=REASON, key="change_reason", words=("原因", "理由", "reason")),
)
# What withdraws in words, whatever it was taken for ("取消退款申请吧", "我不要退款 我要货").
_WITHDRAWS = re.compile(
    r"(取消|撤销|撤回|撤掉|撤了|收回)掉?(这个|这笔|这次|刚才的?|我的)?(退|换|售后|申请)|(不要?|不想|不用|唔)再?(退|换)(款|货|钱)?(了|啦|喇|吧|$|\s|[,，。!！])"
    r"|(退款|退货|换货|申请).{0,4}(撤销|撤回|撤了|取消)|^撤销|^撤回|\b(withdraw|cancel|stop|drop) (the |my |this )?(refund|return|exchange|request)\b"
    r"|\b(don't|do not) want (the |a |my )?(refund|return|exchange)\b",
    re.IGNORECASE,
)
# "取消退货取件" calls the courier off, and keeps the return.
_OF_PICKUP = re.compile(r"[退换]货的?(?=(上门|取件|收件|揽收))")
_ASKS_WHETHER = re.compile(r"吗|么|[?？]|怎么|\b(can|could|how)\b", re.IGNORECASE)
_ANEW = re.compile(r"(重新|再次?|重)(申请|办|提交|退|来)|\b(again|anew|re-?apply)\b", re.IGNORECASE)
_REQUESTS = {"refund": "request_refund", "return": "request_return", "exchange": "request_exchange"}
_ASKED_FOR = (
    (re.compile(r"退货|\breturn\b", re.IGNORECASE), "request_return"),
    (re.compile(r"换货|\bexchange\b", re.IGNORECASE), "request_exchange"),
    (re.compile(r"退款|退钱|\brefund\b", re.IGNORECASE), "request_refund"),
)
_MONEY_BACK = ("cancel_order", "request_refund", "request_return")
_HOW_LONG = re.compile(
    r"(多久|几天|多长时间|什么时候|几时|几耐).{0,6}(到|退|回)|\b(how long|when (will|do) i get)\b",
    re.IGNORECASE,
)
WITHDRAWABLE = (AfterSaleState.REQUESTED, AfterSaleState.AWAITING_GOODS)
WAITING_FOR_CUSTOMER = (AfterSaleState.AWAITING_GOODS,)
PERSON = Choice("button_person", "ask_human")
MANY = 3  # told the same so often in a row, it is no answer any more


class RefundStatus(Task):
    intent = "refund_status"

    async def handle(self, visit: Visit) -> None:
        """How it works in general needs no identity; who has an after-sale hears of that one."""
        if visit.identity is None and explained(visit, self.intent):
            return
        change = task_named("change_after_sale")
        if change and visit.identity and withdraws(visit.turn):
            await change.handle(visit)
            return
        if not await self._explained_ahead(visit):
            await super().handle(visit)

    async def _explained_ahead(self, visit: Visit) -> bool:
        """How long the money will take, asked while it is being asked for: the rule, where nothing is on record yet."""
        ahead = visit.identity and visit.form_open and visit.get("task") in _MONEY_BACK
        if not ahead or not _HOW_LONG.search(simplified(visit.turn.text)):
            return False
        hit = look_up(visit, (self.intent,))
        known = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=1)
        if known or hit is None or hit.entry.person:
            return False
        answer_from(visit, hit.entry, self.intent)
        return True

    async def fields(self, visit: Visit) -> Sequence[Field]:
        return [AfterSaleField(lambda one: True, "no_after_sale", open_first=True)]

    async def perform(self, visit: Visit) -> None:
        one = await visit.call(visit.shop.after_sale, str(visit.get("refund")), own(visit))
        times = _times_told(visit, one)
        if times > 1:
            await self._same_again(visit, one, times)
            return
        late = is_open(one) and one.expected_ms < visit.turn.now_ms
        if late:
            visit.reply.say("after_sale_late", day=show.day(one.expected_ms, visit.reply.language))
        visit.reply.say(
            f"after_sale_{one.state}",
            card=after_sale_card(one, visit.reply),
            kind=visit.reply.text(f"kind_{one.kind}"),
            id=one.id,
            amount=one.amount,
            day=show.day(one.expected_ms, visit.reply.language, visit.turn.now_ms),
        )
        if late:
            # Past its time: hurrying the money is a person's work, offered and not forced.
            visit.matter(self.intent, "open", note=one.id)
            visit.reply.say("late_person", choices=[PERSON])
            self._offer_person(visit, one, times)
            return
        visit.close(self.intent, next_steps(one), note=one.id)
        if visit.get("asked"):
            visit.put("asked", {**visit.get("asked"), **_told(one, times)})

    async def _same_again(self, visit: Visit, one: AfterSale, times: int) -> None:
        """Nothing has changed since it was told: said so in one message, with a person; the third time one comes."""
        state, language = after_sale_state(one, visit.reply), visit.reply.language
        coming = is_open(one) and one.expected_ms >= visit.turn.now_ms
        day = show.day(one.expected_ms, language, visit.turn.now_ms) if coming else ""
        yours = "after_sale_same_yours" if one.state in WAITING_FOR_CUSTOMER else "after_sale_same"
        key = yours if coming else "after_sale_same_open"
        visit.matter(self.intent, "open", note=one.id)
        if times >= MANY:
            visit.reply.handoff("loop", f"refund status told {times} times", await snapshot(visit))
            return
        visit.reply.say(key, choices=[PERSON], state=state, day=day, id=one.id)
        self._offer_person(visit, one, times)

    def _offer_person(self, visit: Visit, one: AfterSale, times: int) -> None:
        visit.put("asked", {"what": "person", "category": self.intent, **_told(one, times)})


def withdraws(turn: Turn) -> bool:
    """Takes a request back, and does not ask how that would go."""
    text = _OF_PICKUP.sub("", simplified(turn.text))
    return _WITHDRAWS.search(text) is not None and not _ASKS_WHETHER.search(text)


def _told(one: AfterSale, times: int) -> dict[str, Any]:
    """What the last answer told of it, kept with the question that it ended in."""
    return {"refund": one.id, "state": one.state.value, "times": times}


def _times_told(visit: Visit, one: AfterSale) -> int:
    """How often in a row its present state is told with this answer; a button pressed on another is the first."""
    asked = visit.turn.slots.get("asked") or {}
    same = asked.get("refund") == one.id and asked.get("state") == one.state.value
    return int(asked.get("times") or 1) + 1 if same else 1


def next_steps(one: AfterSale) -> list[Choice]:
    about = {"refund": one.id}
    steps = []
    if one.state in WAITING_FOR_CUSTOMER:
        steps.append(Choice("go_return_logistics", "return_logistics", about))
    if one.state in (AfterSaleState.REQUESTED, AfterSaleState.AWAITING_GOODS):
        steps.append(Choice("go_change_after_sale", "change_after_sale", about))
    if one.state is AfterSaleState.REJECTED:
        steps.append(PERSON)
    return steps


# Another number of pieces, which the shop does not change.
_PIECES = re.compile(
    r"(改|换|变)(成|做|为|到)?\s?[一两二兩三四五\d]\s?[个件条條双只套盒瓶]|多退|少退|再退", re.IGNORECASE
)


class ChangeField(ChoiceField):
    """Withdraw it, or change the reason."""

    async def take(self, visit: Visit) -> bool:
        if visit.turn.first(self.slot) is None and withdraws(visit.turn):
            visit.put(self.slot, WITHDRAW)
            return True
        return await super().take(visit)


class ChangeAfterSale(Task):
    intent = "change_after_sale"

    async def handle(self, visit: Visit) -> None:
        """What is being asked for just now is given up, a pick-up is no after-sale, and what was withdrawn may be asked for anew."""
        sending = task_named("return_logistics")
        asking = visit.get("task") if visit.form_open else None
        if asking in _REQUESTS.values() and withdraws(visit.turn):
            visit.reply.say("form_dropped", task=visit.reply.text(f"task_{asking}"))
            flow.end(visit)
        elif sending and speaks_of_pickup(visit.turn.text) and not withdraws(visit.turn):
            await sending.handle(visit)
        elif visit.identity and _ANEW.search(simplified(visit.turn.text)):
            await self._anew(visit)
        else:
            await super().handle(visit)

    async def _anew(self, visit: Visit) -> None:
        """The same again: what the words say, else the kind of the newest one that is over."""
        mine = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
        over = next((one for one in mine if not is_open(one)), None)
        text = simplified(visit.turn.text)
        said = next((task for sign, task in _ASKED_FOR if sign.search(text)), None)
        name = said or (_REQUESTS[over.kind.value] if over else None)
        task = task_named(name)
        if task is None or any(is_open(one) for one in mine if over is None or one.order == over.order):
            await super().handle(visit)
            return
        if over and visit.get("order_id") is None:
            visit.put("order_id", over.order)
        await task.handle(visit)

    async def fields(self, visit: Visit) -> Sequence[Field]:
        wanted: list[Field] = [
            AfterSaleField(is_open, "no_open_after_sale"),
            ChangeField("option", "ask_what_change", CHANGES, eager=True),
        ]
        if not await self._still_possible(visit):
            return wanted[:1]
        if _PIECES.search(simplified(visit.turn.text)) and visit.turn.first_run and not visit.get("option"):
            visit.reply.lead = visit.reply.text("after_sale_pieces")
        if visit.get("option") == REASON:
            wanted.append(reason_field(visit, WHY_RETURN))
        return [*wanted, ConfirmField(self._summary)]

    async def _still_possible(self, visit: Visit) -> bool:
        """Money or goods on their way cannot be called back: said before anything is confirmed."""
        if visit.get("refund") is None or visit.as_confirmed():
            return True
        one = await visit.call(visit.shop.after_sale, str(visit.get("refund")), own(visit))
        if one.state in WITHDRAWABLE:
            return True
        kind, state = visit.reply.text(f"kind_{one.kind}"), after_sale_state(one, visit.reply)
        card = after_sale_card(one, visit.reply)
        visit.reply.say("after_sale_underway", choices=[PERSON], card=card, kind=kind, state=state)
        visit.stop()
        return False

    async def perform(self, visit: Visit) -> None:
        id, option = str(visit.get("refund")), visit.get("option")
        if option == WITHDRAW:
            one = await visit.call(
                visit.shop.withdraw_after_sale, id, own(visit), key=visit.key("withdraw", id)
            )
        else:
            one = await visit.call(
                visit.shop.change_after_sale,
                id,
                own(visit),
                key=visit.key("change", id),
                reason=Reason(str(visit.get("reason"))),
            )
        visit.reply.changed(one.kind.value, one.id)
        kind = visit.reply.text(f"kind_{one.kind}")
        key = "after_sale_withdrawn_now" if option == WITHDRAW else "after_sale_changed_now"
        visit.reply.say(key, card=after_sale_card(one, visit.reply), kind=kind, id=one.id)
        if option == WITHDRAW and (one.pickup_ms or 0) > visit.turn.now_ms:
            # The shop keeps it booked: somebody would come for goods that stay.
            await call_pickup_off(visit, self.intent, one, "withdrawn", status="done")
            return
        visit.close(self.intent, next_steps(one), status="done", note=one.id)

    async def _summary(self, visit: Visit) -> tuple[str, Mapping[str, object], dict[str, Any] | None]:
        one = await visit.call(visit.shop.after_sale, str(visit.get("refund")), own(visit))
        values: dict[str, object] = {"kind": visit.reply.text(f"kind_{one.kind}"), "id": one.id}
        if visit.get("option") == WITHDRAW:
            return "confirm_withdraw", values, after_sale_card(one, visit.reply)
        why = visit.reply.text(f"why_{visit.get('reason')}")
        return "confirm_change", {**values, "why": why}, after_sale_card(one, visit.reply)


async def call_pickup_off(visit: Visit, category: str, one: AfterSale, why: str, **matter: Any) -> None:
    """Nobody has to come any more: said, and passed on to a person, who alone can tell the courier."""
    visit.reply.say("pickup_still_booked", when=pickup_time(visit, one.pickup_ms or 0))
    visit.matter(category, note=one.id, **matter)
    visit.reply.handoff("authority", f"call off pick-up of {one.id}: {why}", await snapshot(visit))


def sends_goods(one: AfterSale) -> bool:
    """The customer has to send something, or has sent it."""
    return one.kind is not AfterSaleKind.REFUND and is_open(one)


def say_sending(visit: Visit, one: AfterSale) -> None:
    """Where the goods are to go, or how far they are."""
    if one.state is AfterSaleState.AWAITING_GOODS:
        say_how_to_send(visit, one)
    else:
        visit.reply.say(
            f"after_sale_{one.state}",
            card=after_sale_card(one, visit.reply),
            kind=visit.reply.text(f"kind_{one.kind}"),
            id=one.id,
            amount=one.amount,
            day=show.day(one.expected_ms, visit.reply.language, visit.turn.now_ms),
        )
