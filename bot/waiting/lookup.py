"""What the shop tells about an order that a waiting customer names, read by the assistant's own skills.

The engine is asked in conversations of their own, so that an open form and what was said stay untouched; nothing that
it answers is said to the customer, and nothing is changed in the shop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue import JSON, Dialogue, DialogueDown, DialogueUncertain
from bot.memory import engine_request
from bot.turns import Clock, Piece
from handoff.escalation.reasons import Policy
from handoff.model import Conversation
from handoff.queue.growth import Facts, about

_FOUR_DIGITS = re.compile(r"(?<![\dA-Za-z])\d{4}(?![\dA-Za-z])")
# The last digits of an order are no proof: those of the phone are.
_ORDERS_TAIL = re.compile(
    r"(?:订单|訂單|单号|單號|order)[^\d,，。]{0,8}(?:尾号|尾號|后四位|後四位|末四位|ending(?: in)?|ends (?:in|with))[^\d]{0,3}\d{4}(?!\d)"
    r"|(?:订单|訂單)(?:号|號)?\d{4}(?!\d)",
    re.IGNORECASE,
)
_PROVE = "order_status"  # a skill that checks number and digits, and only reads
_READ = "ask_human"  # reads the order at issue for the person


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Order number and last digits of the phone as written, in one message or in several, in any order.

    `part` tells that only the end of an order's number was given; `fresh` that this message gave digits.
    """

    order: str | None = None
    tail: str | None = None
    part: bool = False
    fresh: bool = False

    @classmethod
    def of(cls, parse: Mapping[str, Any], text: str, before: Mapping[str, Any]) -> Named:
        values = {
            str(e.get("entity")): str(e.get("value")) for e in reversed(list(parse.get("entities") or ()))
        }
        known = values.get("order_id") or before.get("order")
        said = _ORDERS_TAIL.sub(" ", text)
        alone = _FOUR_DIGITS.findall(said.replace(known, " ")) if known else []
        given = values.get("phone_tail")
        tail = given if given and given in said else (alone[-1] if alone else None)
        tail = tail or (values.get("phone") or "")[-4:] or None
        return cls(
            order=known, tail=tail or before.get("tail"), part=said != text and not known, fresh=bool(tail)
        )

    def is_new(self, before: Mapping[str, Any]) -> bool:
        return bool(self.order and (self.order != before.get("order") or self.fresh))

    def to_dict(self) -> dict[str, str]:
        """What waits for its other half."""
        if self.order:
            return {"order": self.order}
        return {"tail": self.tail} if self.tail else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`proved`: None when there was nothing to prove; else whether number and digits belong together."""

    facts: Facts = field(default_factory=Facts)
    proved: bool | None = None
    asks: Sequence[Mapping[str, Any]] = ()


class Lookup:
    """Reads for one gateway. Never fails: a package without orders is still a package."""

    def __init__(self, dialogue: Dialogue, policy: Policy, now: Clock) -> None:
        self._dialogue = dialogue
        self._policy = policy
        self._now = now

    async def read(
        self, c: Conversation, memory: JSON, piece: Piece, named: Named, known: str | None = None
    ) -> Found:
        """What the order named, or a shared phone number, adds to the order `known` so far."""
        phone = piece.entry.get("contact_phone")
        if phone or c.customer or named.order in memory.get("grants", ()):
            entities = {"order_id": named.order} if named.order else {}
            return await self._snapshot(c, memory, piece, entities, known=known)
        if not named.order or not named.tail:
            return Found()
        entities = {"order_id": named.order, "phone_tail": named.tail}
        answer = await self._ask(c, memory, piece, _PROVE, entities)
        if answer is None:
            return Found()
        granted = [a for a in answer.get("asks", ()) if a.get("ask") == "grant"]
        if not granted:
            return Found(proved=False)
        memory = {**memory, "grants": [*memory.get("grants", ()), named.order]}
        return await self._snapshot(c, memory, piece, {"order_id": named.order}, granted)

    async def by_goods(
        self, c: Conversation, memory: JSON, piece: Piece, said: str, known: str | None
    ) -> Found:
        """The order whose goods the customer's words name, where they name those of one; else the one `known`."""
        return await self._snapshot(c, memory, piece, {"item": said}, known=known)

    async def matter(self, text: str, memory: JSON) -> str | None:
        """What the words are about, where that is plain."""
        try:
            understood = await self._dialogue.parse(text, memory.get("history", ()), "")
        except (DialogueDown, DialogueUncertain):
            return None
        return about(understood.get("parse") or understood)

    async def _snapshot(
        self,
        c: Conversation,
        memory: JSON,
        piece: Piece,
        entities: Mapping[str, str],
        granted: Sequence[Mapping[str, Any]] = (),
        known: str | None = None,
    ) -> Found:
        answer = await self._ask(c, memory, piece, _READ, entities, known) or {}
        asks = list(answer.get("asks", ()))
        snapshot: JSON = {}
        for ask in asks:
            snapshot |= ask.get("snapshot") or {} if ask.get("ask") == "handoff" else {}
        read = [str(order["id"]) for order in snapshot.get("orders", ())]
        named = entities.get("order_id")
        order = named if named in read or granted else next(iter(read), None)
        identified = [a for a in asks if a.get("ask") == "identify"]
        return Found(
            facts=Facts(order=order, snapshot=snapshot),
            proved=True if granted else None,
            asks=[*granted, *identified],
        )

    async def _ask(
        self,
        c: Conversation,
        memory: JSON,
        piece: Piece,
        intent: str,
        entities: Mapping[str, str],
        known: str | None = None,
    ) -> JSON | None:
        id = f"{intent}-{piece.entry['id']}"
        request = engine_request(
            c,
            {"grants": memory.get("grants", ())},
            turn=id,
            text="",
            choice={"intent": intent, "entities": dict(entities)},
            files=(),
            contact_phone=piece.entry.get("contact_phone"),
            replaces=None,
            agents_online=0,
            policy=self._policy.to_dict(),
            now_ms=self._now(),
        )
        try:
            carry = {"slots": {"order_id": known}} if known else None
            answer = await self._dialogue.turn({**request, "sender": f"{c.id}.{id}", "carry": carry})
        except (DialogueDown, DialogueUncertain):
            return None
        return None if answer.get("failure") else answer
