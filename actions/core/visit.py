"""One run of an action: the turn, the reply, the shop, and the slots as they will be afterwards.

Rights are decided here and nowhere else: `actor()` answers from the turn's identity and grants alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

from actions.core.registry import TASKS
from actions.core.reply import Choice, Reply
from actions.core.several.requests import is_like
from actions.core.turn import Identity, Turn
from actions.core.typed import as_typed
from actions.shop.model import Actor, Options, Order
from actions.shop.port import ShopPort

# What a task collects; emptied when it ends, put aside when it is suspended. `order_id` outlives tasks: it is what
# the conversation is about.
TASK_SLOTS = (
    "item",
    "quantity",
    "reason",
    "description",
    "option",
    "address",
    "phone",
    "recipient",
    "note",
    "title",
    "tax_id",
    "amount",
    "date",
    "photos",
    "refund",
    "spec",
    "courier",
    "tracking",
    "said",
    "confirm",
)
_AS_TYPED = frozenset({"address", "recipient", "note", "title", "description", "said"})
RECENT = 5
UPSET = ("anxious", "disappointed", "angry")
# A faint feeling in these is most likely none: "哈囉", "never mind".
SMALL_TALK = frozenset(
    {"greet", "goodbye", "thanks", "praise", "affirm", "deny", "chitchat", "bot_challenge", "out_of_scope"}
)
SURELY_FELT = 0.5
P = ParamSpec("P")
T = TypeVar("T")


class Visit:
    """Mutable; lives for one action call. `put` a slot to None to empty it."""

    def __init__(self, turn: Turn, reply: Reply, shop: ShopPort) -> None:
        self.turn = turn
        self.reply = reply
        self.shop = shop
        self.identity: Identity | None = turn.identity
        self.grants = set(turn.grants)
        self.form_open = turn.form_open
        self.task: str | None = None
        self.stopped = False
        # Inside another task that goes on afterwards: no closing question, the form asks its own.
        self.inside = turn.form_open
        self.aside: dict[str, Any] | None = None
        # The order an earlier task was about.
        self.carried: str | None = None
        # A right was proved in this very run; the gateway knows of it only afterwards.
        self.proved = False
        # Further orders that were proved for the same question.
        self.together: list[str] = []
        # What was wrong has been said, and with it what is asked for.
        self.explained = False
        # Fields that have read this turn already.
        self.read: set[str] = set()
        # Tasks of this message that are done: no button offers them.
        self.answered: set[str] = set()
        self.replay: str | None = None
        self._slots = dict(turn.slots)
        self._orders: dict[str, Order] = {}
        self._options: dict[str, Options] = {}
        self._recent: tuple[Order, ...] | None = None

    # -- slots ----------------------------------------------------------------------------------------------

    def get(self, slot: str) -> Any:
        return self._slots.get(slot)

    def put(self, slot: str, value: Any) -> None:
        """Keep it; names, places and texts with their marks as the customer typed them."""
        if slot in _AS_TYPED and isinstance(value, str):
            value = as_typed(value, self.turn.text, self.turn.typed)
        self._slots[slot] = value

    def changes(self) -> dict[str, Any]:
        """Slots that differ from what the turn began with."""
        before = self.turn.slots
        return {name: value for name, value in self._slots.items() if before.get(name) != value}

    def details(self) -> dict[str, Any]:
        """The task's details that are known, with the order."""
        names = ("order_id", *TASK_SLOTS)
        return {name: self._slots[name] for name in names if self._slots.get(name) is not None}

    def empty_details(self) -> None:
        for name in TASK_SLOTS:
            if self._slots.get(name) is not None:
                self._slots[name] = None

    def restore(self, details: Mapping[str, Any]) -> None:
        self.empty_details()
        self._slots.update(details)

    def as_confirmed(self) -> bool:
        """The turn answers a summary, and nothing in it was changed since: what was checked then still holds.

        A confirmed turn that runs again after its change was made must reach the shop, which then answers with what
        it recorded; looking whether it may be done would find the change itself in the way.
        """
        if self.turn.requested != "confirm":
            return False
        known = ("order_id", *TASK_SLOTS)
        same = all(self.get(slot) == self.turn.slots.get(slot) for slot in known if slot != "confirm")
        if not same:
            self.put("confirm", None)
        return same

    def stop(self) -> None:
        """The task cannot go on; why has been said."""
        self.stopped = True

    def acknowledge(self) -> None:
        """An upset customer hears that before anything else."""
        faint = self.turn.intent in SMALL_TALK and self.turn.intensity < SURELY_FELT
        if self.turn.emotion in UPSET and not faint:
            self.reply.lead = self.reply.text(f"lead_{self.turn.emotion}")

    # -- who may do what ------------------------------------------------------------------------------------

    def actor(self, order: str | None = None) -> Actor | None:
        """Who acts on the order: the identified customer, else the holder of a grant for it, else None."""
        if self.identity:
            return Actor(customer=self.identity.customer)
        if order and order in self.grants:
            return Actor(grant=order)
        return None

    def by(self, order: str) -> Actor:
        """As `actor`, for an order that was resolved before. Raises PermissionError."""
        actor = self.actor(order)
        if actor is None:
            raise PermissionError("nobody proved a right to this order in this turn")
        return actor

    def grant(self, order: str) -> None:
        """The customer proved order number and phone digits in this very turn."""
        self.grants.add(order)
        self.proved = True
        self.reply.ask("grant", order_id=order)

    async def identify(self) -> None:
        """A phone number that the channel vouches for names the customer."""
        if self.identity or not self.turn.contact_phone:
            return
        customer = await self.call(self.shop.identify, self.turn.contact_phone)
        if customer:
            self.identity = Identity(customer=customer, level="contact")
            self.proved = True
            if self.turn.first_run:
                self.reply.ask("identify", customer=customer, level="contact")
        if self.turn.first_run:
            self.reply.lead = self.reply.text("number_known" if customer else "number_unknown")

    # -- the shop -------------------------------------------------------------------------------------------

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking shop call without blocking the event loop."""
        return await asyncio.to_thread(function, *args, **kwargs)

    async def recent(self) -> tuple[Order, ...]:
        """The identified customer's newest orders; none for anybody else."""
        if self.identity is None:
            return ()
        if self._recent is None:
            self._recent = await self.call(self.shop.orders, self.identity.customer, limit=RECENT)
            self._orders.update((order.id, order) for order in self._recent)
        return self._recent

    async def order(self, order: str) -> Order:
        """As its reader may see it. Raises PermissionError, and the shop's NotFound."""
        actor = self.by(order)
        if order not in self._orders:
            self._orders[order] = await self.call(self.shop.order, order, actor)
        return self._orders[order]

    async def chosen(self) -> Order:
        """The order in slot `order_id`."""
        return await self.order(str(self.get("order_id")))

    async def options(self) -> Options:
        """What may be done with the chosen order; needs an identified customer."""
        order = str(self.get("order_id"))
        if order not in self._options:
            self._options[order] = await self.call(self.shop.options, order, self.by(order))
        return self._options[order]

    def key(self, *parts: str) -> str:
        """Idempotency key of a change; a change whose outcome is unknown is asked for again under its first key."""
        return ":".join((self.replay or self.turn.id, *parts))

    # -- the end of an answer -------------------------------------------------------------------------------

    def matter(
        self, category: str, status: str, *, note: str | None = None, due_ms: int | None = None
    ) -> None:
        """Tell the gateway what the conversation is about: status open, done or promised."""
        order = self.get("order_id")
        self.reply.ask("matter", category=category, order_id=order, status=status, note=note, due_ms=due_ms)

    def close(
        self,
        category: str,
        steps: Sequence[Choice] = (),
        *,
        status: str = "open",
        note: str | None = None,
        due_ms: int | None = None,
    ) -> None:
        """After the fact: next steps as buttons, tasks put aside first, and whether that settles it."""
        self.matter(category, status, note=note, due_ms=due_ms)
        if self.inside:
            return
        offered = {step.intent for step in steps}
        mentioned = [Choice(f"task_{name}", name) for name in self._not_yet() if name not in offered]
        if self._aside():
            self.offer_aside([*mentioned, *steps])
            return
        self.put("asked", {"what": "settled", "category": category, "order_id": self.get("order_id")})
        choices = [*mentioned, *steps][:4]
        self.reply.say("settled_question", choices=[*choices, Choice("button_settled", "affirm")])

    def _not_yet(self) -> list[str]:
        """What else the message asked for; not what was most likely the same wish as what is answered."""
        also = [name for name in self.turn.also if name in TASKS and name not in self.answered]
        return [name for name in also if not is_like(name, self.answered)]

    def offer_aside(self, steps: Sequence[Choice] = ()) -> None:
        """Offer the tasks that were put aside, the latest first."""
        aside = self._aside()
        if not aside:
            return
        self.put("asked", {"what": "resume", "task": aside[0]["task"]})
        resume = [
            Choice(
                "button_resume",
                entry["task"],
                {"order_id": str(entry["details"]["order_id"])} if entry.get("goods") else {},
                values={"task": self.name_of(entry)},
            )
            for entry in aside
        ]
        waiting = {entry["task"] for entry in aside}
        others = [step for step in steps if step.intent not in waiting]
        self.reply.say(
            "resume_question",
            choices=[*resume, *others, Choice("button_drop", "deny")],
            task=self.name_of(aside[0]),
        )

    def name_of(self, entry: Mapping[str, Any]) -> str:
        """What a task put aside is called; with its goods where it is wanted for several orders."""
        task = self.reply.text(f"task_{entry['task']}")
        goods = entry.get("goods")
        return self.reply.text("aside_of_goods", task=task, goods=goods) if goods else task

    def _aside(self) -> list[dict[str, Any]]:
        """Tasks put aside that could go on now: what needs an identity waits for one."""
        aside = self.get("suspended") or []
        return [entry for entry in aside if entry.get("needs") != "identity" or self.identity]
