"""Proving one order without an identity: its number and the last four digits of the phone it goes to.

The digits alone may be corrected after they did not match; several orders may be proved in one message.
"""

from __future__ import annotations

import re

from actions.common.identity import ask_identity
from actions.core import words
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.shop.errors import NotFound
from actions.shop.model import Actor

PERSON = Choice("button_person", "ask_human")
_FAILED = "proof"
_TAIL = re.compile(r"(?<!\d)\d{4}(?!\d)")
BETWEEN = ","  # numbers that wait for the digits
MOST = 3  # orders proved in one message


async def take_proof(visit: Visit, *, asked: bool) -> bool:
    """Read number and digits from the turn; True when it says something of them."""
    turn = visit.turn
    numbers = turn.entities.get("order_id", ())
    named = turn.first("order_id")
    if named and named in visit.grants:
        visit.put("order_id", named)
        return True
    if len(numbers) > 1 and await _prove_several(visit, numbers[:MOST]):
        return True
    tracking = turn.first("tracking_number")
    if not named and tracking and await _granted_parcel(visit, tracking):
        return True
    tail = turn.phone_tail() if named or asked else None
    if not named and not tail:
        if not asked and len(visit.grants) == 1 and not words.means_other_order(turn):
            visit.put("order_id", next(iter(visit.grants)))
        return False
    visit.put("order_no", BETWEEN.join(numbers[:MOST]) or visit.get("order_no"))
    visit.put("phone_tail", tail or visit.get("phone_tail"))
    await _verify(visit)
    return True


def ask_proof(visit: Visit, *, asked: bool) -> None:
    """Ask for what is missing of the two; nothing more where it was just said that they do not match."""
    failed = (visit.turn.slots.get("asked") or {}).get("what") == _FAILED
    if visit.explained or (failed and not visit.turn.first_run):
        return
    if visit.get("order_no"):
        visit.reply.say("ask_phone_tail")
    elif visit.get("phone_tail"):
        visit.reply.say("ask_order_number")
    elif asked:
        ask_identity(visit, "ask_order_and_tail_again", [PERSON])
    else:
        ask_identity(visit, "ask_order_and_tail")


async def _verify(visit: Visit) -> None:
    """The digits are forgotten after each try, the number only when it was right: then only they were wrong."""
    order, tail = visit.get("order_no"), visit.get("phone_tail")
    if not order or not tail:
        return
    visit.put("phone_tail", None)
    pairs = [(number, str(tail)) for number in str(order).split(BETWEEN)]
    if await _prove(visit, pairs):
        visit.put("order_no", None)
    else:
        visit.put("asked", {"what": _FAILED})


async def _prove_several(visit: Visit, numbers: tuple[str, ...]) -> bool:
    """Each number with the digits that follow it, else with the last ones said; the first that is right is gone on with."""
    pairs = _pairs(visit.turn.text, numbers)
    if not pairs:
        return False
    await _prove(visit, pairs)
    return True


async def _prove(visit: Visit, pairs: list[tuple[str, str]]) -> bool:
    """Try each number with its digits: the first that is right is gone on with, the others together with it."""
    right = [
        order for order, tail in pairs if await visit.call(visit.shop.verify, order, tail, visit.turn.client)
    ]
    for order in right:
        visit.grant(order)
    if not right:
        visit.reply.say("verify_failed", choices=[PERSON])
        visit.explained = True
        return False
    for order in (number for number, _ in pairs if number not in right):
        visit.reply.say("verify_failed_of", order=order[-4:])
    visit.put("order_id", right[0])
    visit.together = right
    return True


def _pairs(text: str, numbers: tuple[str, ...]) -> list[tuple[str, str]]:
    starts = [text.find(number) for number in numbers]
    if any(start < 0 for start in starts):
        return []
    ends = [*starts[1:], len(text)]
    own = [
        _TAIL.search(text, start + len(number), end)
        for number, start, end in zip(numbers, starts, ends, strict=True)
    ]
    last = next((found[0] for found in reversed(own) if found), "")
    pairs = [(number, found[0] if found else last) for number, found in zip(numbers, own, strict=True)]
    return pairs if last else []


async def _granted_parcel(visit: Visit, tracking: str) -> bool:
    for grant in visit.grants:
        try:
            order = await visit.call(visit.shop.order_of_parcel, tracking, Actor(grant=grant))
        except NotFound:
            continue
        visit.put("order_id", order)
        return True
    return False
