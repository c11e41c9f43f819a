"""Which order is meant, and whether this customer may hear of it.

Identified customers choose among their recent orders; goods that they name choose for them. Anybody else proves one order by its number and the last four
digits of the phone, and sees status and logistics only. An unknown order and wrong digits get the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actions.common.identity import ask_identity, wait_for_identity
from actions.common.naming import named_orders
from actions.common.proof import ask_proof, take_proof
from actions.common.unknown_goods import goods_of_none
from actions.core import show, words
from actions.core.form.fields import Field
from actions.core.registry import TASKS
from actions.core.reply import Choice
from actions.core.several.requests import asked_in, is_like
from actions.core.visit import Visit
from actions.shop.errors import NotFound
from actions.shop.model import Order, OrderState

PERSON = Choice("button_person", "ask_human")
WAY_OUT = Choice("button_drop", "deny", {"option": words.DROP})
OVER = (OrderState.DELIVERED, OrderState.SIGNED, OrderState.CANCELLED, OrderState.REFUNDED)
FREE_TEXTS = ("address", "phone", "recipient", "note", "title", "description")
Fits = Callable[[Order], bool]


def any_order(order: Order) -> bool:
    return True


class OrderField(Field):
    """The order. `change=True` for what a grant is not enough for; `fits` narrows what is proposed, not what is taken."""

    slot = "order_id"

    def __init__(self, *, change: bool = False, fits: Fits | Sequence[Fits] = any_order) -> None:
        """Several `fits` go from the likeliest to the widest: the first that some order meets counts."""
        self._change = change
        self._tiers: tuple[Fits, ...] = (fits,) if callable(fits) else tuple(fits)

    def _fits(self, order: Order) -> bool:
        return any(fits(order) for fits in self._tiers)

    def filled(self, visit: Visit) -> bool:
        order = visit.get(self.slot)
        if order is None or (self._change and visit.identity is None):
            return False
        return visit.actor(str(order)) is not None

    async def begin(self, visit: Visit) -> None:
        """Go on with the order talked about before, unless the turn names another or it does not fit."""
        turn, known = visit.turn, visit.carried
        named = turn.first("order_id") or turn.first("tracking_number")
        if known is None or words.means_other_order(turn) or (named and named != known):
            return
        by_name = () if named else await self._by_name(visit)
        if by_name and known not in {order.id for order in by_name}:
            return
        if not named and await goods_of_none(visit):
            return
        visit.put(self.slot, known)
        chosen = named or by_name or (self._change and visit.get("named") == known)
        if not chosen and not await self._suits(visit):
            visit.put(self.slot, None)

    async def _suits(self, visit: Visit) -> bool:
        if not self.filled(visit):
            return False
        try:
            return self._fits(await visit.chosen())
        except NotFound:
            return False

    async def correct(self, visit: Visit) -> bool:
        turn = visit.turn
        named = turn.first("order_id")
        if named and named != visit.get(self.slot):
            visit.put(self.slot, None)
            visit.empty_details()
            visit.read.add(self.slot)
            return await self.take(visit)
        by_name = await self._by_name(visit) if self._may_rename(visit) else ()
        other = by_name and visit.get(self.slot) not in {order.id for order in by_name}
        if other or words.means_other_order(turn):
            visit.put(self.slot, None)
            visit.empty_details()
            visit.read.add(self.slot)
            if other:
                self._take_named(visit, by_name)
            return True
        return False

    def _may_rename(self, visit: Visit) -> bool:
        """Goods of another order correct it, unless they stand in a text that was asked for."""
        turn = visit.turn
        again = turn.intent == visit.task and turn.requested not in FREE_TEXTS
        return words.corrects(turn) or words.means_other_order(turn) or again

    async def settle(self, visit: Visit) -> None:
        turn = visit.turn
        named = turn.first("order_id") or turn.first("tracking_number")
        chooses = self.asked(visit) and turn.identity  # the customer has been shown them: none is guessed
        guess = visit.identity and not named and not chooses and not words.means_other_order(turn)
        if guess and not await self._by_name(visit) and not await goods_of_none(visit):
            await self._only_one(visit)

    async def take(self, visit: Visit) -> bool:
        if visit.identity:
            return await self._take_own(visit)
        if self._change:
            self._refuse(visit)
            return True
        return await take_proof(visit, asked=self.asked(visit))

    # -- with an identity -----------------------------------------------------------------------------------

    async def _take_own(self, visit: Visit) -> bool:
        if await self._named(visit) is not None:
            return True
        if self.asked(visit) and self._wants_another(visit):
            return False
        if not await visit.recent():
            visit.reply.say("no_orders", choices=[PERSON])
            visit.stop()
            return True
        # Typed while asked: "第二个" or "2".
        chosen = await self._by_place(visit)
        by_name = (chosen,) if chosen else await self._by_name(visit)
        if by_name:
            return self._take_named(visit, by_name) or self.asked(visit)
        guess = not self.asked(visit) and not words.means_other_order(visit.turn) and not by_name
        if guess and not await goods_of_none(visit):
            await self._only_one(visit)
        return False

    def _wants_another(self, visit: Visit) -> bool:
        """Another task by its own words ("条颈巾想退货"), where goods alone would answer which order is meant."""
        name, task = visit.turn.intent, str(visit.task)
        other = name in TASKS and name != task and not is_like(name, [task])
        return other and asked_in(visit.turn.text, (name,)) == name

    async def _named(self, visit: Visit) -> str | None:
        """An order or tracking number in the turn; "" when it is none of the customer's."""
        numbers, tracking = visit.turn.entities.get("order_id", ()), visit.turn.first("tracking_number")
        if not numbers and not tracking:
            return None
        for number in numbers:
            if await self._is_own(visit, number):
                return number
        actor = visit.actor()
        if not numbers and tracking and actor:
            try:
                of_parcel = await visit.call(visit.shop.order_of_parcel, tracking, actor)
            except NotFound:
                of_parcel = ""
            if of_parcel and await self._is_own(visit, of_parcel):
                return of_parcel
        visit.reply.say("order_not_found")
        return ""

    async def _is_own(self, visit: Visit, order: str) -> bool:
        """Take it, where it is one of the customer's."""
        visit.put(self.slot, order)
        try:
            await visit.chosen()
        except NotFound:
            visit.put(self.slot, None)
            return False
        visit.put("named", order)
        return True

    async def _by_place(self, visit: Visit) -> Order | None:
        if not self.asked(visit):
            return None
        place = words.ordinal(visit.turn)
        shown = (visit.turn.slots.get("asked") or {}).get("shown") or []
        known = {order.id: order for order in await visit.recent()}
        return known.get(shown[place - 1]) if place and place <= len(shown) else None

    async def _by_name(self, visit: Visit) -> tuple[Order, ...]:
        """The recent orders with goods that the turn names: those that fit, where some do."""
        if not visit.turn.text:
            return ()
        named = named_orders(await visit.recent(), visit.turn.text)
        return tuple(order for order in named if self._fits(order)) or named

    def _take_named(self, visit: Visit, orders: Sequence[Order]) -> bool:
        """The one order the customer named, which later requests are about too; False when it could be several."""
        if len(orders) != 1:
            return False
        visit.put(self.slot, orders[0].id)
        visit.put("named", orders[0].id)
        return True

    async def _only_one(self, visit: Visit) -> None:
        fitting = await self._likeliest(visit)
        if not fitting and self._change:
            fitting = await self._meant(visit)
        if len(fitting) == 1:
            visit.put(self.slot, fitting[0].id)

    async def _meant(self, visit: Visit) -> tuple[Order, ...]:
        """Nothing fits: the order in talk, else those still open. Its own answer says why not and what else."""
        recent = await visit.recent()
        in_talk = tuple(order for order in recent if order.id == visit.carried)
        return in_talk or tuple(order for order in recent if order.state not in OVER)

    async def _likeliest(self, visit: Visit) -> tuple[Order, ...]:
        recent = await visit.recent()
        for fits in self._tiers:
            found = tuple(order for order in recent if fits(order))
            if found:
                return found
        return ()

    async def _proposed(self, visit: Visit) -> tuple[Order, ...]:
        """What to choose among: what fits; every recent order once the customer said that it is another one."""
        by_name = await self._by_name(visit)
        if not by_name and (words.means_other_order(visit.turn) or await goods_of_none(visit)):
            return await visit.recent()
        return by_name or await self._likeliest(visit) or await visit.recent()

    # -- without --------------------------------------------------------------------------------------------

    def _refuse(self, visit: Visit) -> None:
        """A change needs an identity; number and digits are not even asked for. It goes on once there is one."""
        if visit.task:
            wait_for_identity(visit, visit.task)
        ask_identity(visit, "sign_in_needed", [PERSON], task=visit.reply.text(f"task_{visit.task}"))
        visit.stop()

    # -- asking ---------------------------------------------------------------------------------------------

    async def ask(self, visit: Visit) -> None:
        if visit.identity is None:
            ask_proof(visit, asked=self.asked(visit))
            return
        orders, unknown = await self._proposed(visit), await goods_of_none(visit)
        if unknown:
            visit.put("asked", {"what": "order", "shown": [order.id for order in orders]})
            choices = [*_buttons(visit, orders), WAY_OUT, PERSON]
            card = show.orders_card(orders, visit.reply)
            visit.reply.say("goods_of_no_order", choices=choices, card=card, goods=unknown)
            return
        if self._change and not any(self._fits(order) for order in orders):
            # Chosen all the same, the order's own answer says why not, and what may be done instead.
            task = visit.reply.text(f"task_{visit.task}")
            key = "order_number_please" if self.asked(visit) else "no_order_fits"
            visit.reply.say(key, choices=[*_buttons(visit, orders[:3]), WAY_OUT, PERSON], task=task)
            return
        visit.put("asked", {"what": "order", "shown": [order.id for order in orders]})
        choices = [*_buttons(visit, orders), WAY_OUT, PERSON]
        visit.reply.say("ask_which_order", choices=choices, card=show.orders_card(orders, visit.reply))


def _buttons(visit: Visit, orders: Sequence[Order]) -> list[Choice]:
    return [
        Choice("", "inform", {"order_id": order.id}, title=show.order_label(order, visit.reply))
        for order in orders
    ]
