"""What needs no order, whichever task the words were taken for, and a request to sign in that is never said twice alike.

A guest who asks how something works gets the rule, not a question who he is. Identified customers hear of their own
order; only a rule that no order changes (`general` in the knowledge base) comes before that.
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.answers import SURE, about_own, answer_from, asks, look_up
from actions.common.after_sale import is_open
from actions.common.identity import SHARES_NUMBER, wait_for_identity
from actions.common.orders import PERSON
from actions.core.registry import TASKS, fact, shortcut
from actions.core.reply import Choice
from actions.core.visit import Visit
from actions.knowledge.search import OVERRULE, Hit
from actions.shop.model import AfterSaleState
from actions.shortcuts.by_words import own_facts
from actions.shortcuts.sharing import say_of_sharing
from actions.track import say_what_next
from handoff.wording.texts import simplified

_MATTER = re.compile(
    r"(流程|规则|政策|步骤|条件|期限|方式|范围)[\s。.!！]*$|\b(policy|rules|conditions)\b", re.IGNORECASE
)
GUEST = 0.45  # a guest's question, of the intent's own entries
# Nobody but the customer himself may have these; `OrderField(change=True)` and the after-sales refuse anybody else.
_WALLED = frozenset(
    {
        "cancel_order", "change_order", "invoice", "price_protection", "change_delivery", "not_received", "request_refund",
        "request_return", "request_exchange", "change_after_sale", "refund_status", "return_logistics",
        "wrong_or_missing_item", "damaged_or_defective",
    }
)  # fmt: skip
_WALL = "wall"
RULE_MEANT = 0.4  # a part's question, when the classifier found such a question beside a task
# Rules that a word names, however far the goods beside it lead from what is written in the base.
_RULES = (
    ("warranty_repair", re.compile(r"保修|质保|维修|保养|能修|可以修|\b(warranty|repair)", re.IGNORECASE)),
)
_HELPING = re.compile(r"^(再|也|请|麻烦(你|您)?|(帮|给|跟)我|查|看|问|说|一?下|下)+")


@shortcut
async def answered_in_general(visit: Visit) -> bool:
    """Facts of the customer's own, a rule, or the wall in other words; False for the task itself to go on."""
    if say_of_sharing(visit) or await own_facts(visit) or await say_what_next(visit):
        return True
    return await explain_rule(visit) or say_wall_otherwise(visit)


async def explain_rule(visit: Visit) -> bool:
    """Answer a general question from the knowledge base."""
    turn = visit.turn
    if not turn.text or turn.first("order_id") or turn.first("tracking_number") or about_own(turn):
        return False
    hit = look_up(visit, (turn.intent, *turn.also))
    if hit is None or hit.default or hit.entry.person:
        return False
    known = visit.identity is not None or bool(visit.grants)
    if not (await _for_the_known(visit, hit) if known else _for_a_guest(visit, hit)):
        return False
    answer_from(visit, hit.entry, turn.intent)
    return True


@fact
async def rule_of_part(visit: Visit) -> bool:
    """A part that asks how something works; not one of the customer's own parcel or money, which the task answers."""
    text = _HELPING.sub("", simplified(visit.turn.text))
    meant = (visit.turn.intent, *visit.turn.also)
    visit.turn = replace(visit.turn, text=text)
    named = next((name for name, sign in _RULES if name in meant and sign.search(text)), None)
    if named and visit.identity and asks(visit.turn):
        hit = look_up(visit, (named,))
        return hit is not None and not hit.entry.person and _answered(visit, hit, named)
    hit = look_up(visit, meant) if asks(visit.turn) and not about_own(visit.turn) else None
    if hit is None or hit.default or hit.entry.person:
        return False
    of_a_rule = [name for name in hit.entry.intents if name not in TASKS]
    beside = any(name in TASKS for name in meant) and any(name in meant for name in of_a_rule)
    near = RULE_MEANT if beside else SURE
    if hit.likeness < near or not (hit.entry.general or of_a_rule):
        return False
    return _answered(visit, hit, *of_a_rule)


def _answered(visit: Visit, hit: Hit, *rules: str) -> bool:
    answer_from(visit, hit.entry, visit.turn.intent)
    visit.answered.update(rules)
    return True


def _for_a_guest(visit: Visit, hit: Hit) -> bool:
    """A question, or what he wants to read about; never a request, which sounds much like "how do I …"."""
    return hit.likeness >= GUEST and (
        asks(visit.turn) or _MATTER.search(simplified(visit.turn.text)) is not None
    )


async def _for_the_known(visit: Visit, hit: Hit) -> bool:
    """A rule that holds for every order; how long money takes, while none is on its way to this customer."""
    if hit.likeness < SURE or not asks(visit.turn):
        return False
    if hit.entry.general:
        return hit.likeness >= OVERRULE or visit.turn.intent in hit.entry.intents
    return (
        "refund_status" in hit.entry.intents
        and visit.turn.intent == "refund_status"
        and not await _awaits_money(visit)
    )


async def _awaits_money(visit: Visit) -> bool:
    if visit.identity is None:
        return True
    found = await visit.call(visit.shop.after_sales_of, visit.identity.customer)
    return any(is_open(one) and one.state is not AfterSaleState.AWAITING_GOODS for one in found)


def say_wall_otherwise(visit: Visit) -> bool:
    """The second refusal in a row says how to sign in and what goes without it; the third offers a person."""
    turn = visit.turn
    if visit.identity or turn.channel in SHARES_NUMBER or turn.intent not in _WALLED:
        return False
    asked = turn.slots.get("asked") or {}
    times = int(asked.get("times") or 0) + 1 if asked.get("what") == _WALL else 1
    visit.put("asked", {"what": _WALL, "times": times})
    if times == 1 or turn.form_open:
        return False
    if turn.intent in TASKS:
        wait_for_identity(visit, turn.intent)
    if times == 2:
        visit.reply.say("sign_in_how", choices=[Choice("task_track_shipment", "track_shipment"), PERSON])
    else:
        visit.reply.say("sign_in_or_person", choices=[PERSON, Choice("button_no_need", "deny")])
        visit.put("asked", {"what": "person", "category": turn.intent})
    return True
