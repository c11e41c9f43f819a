"""What a colleague settled: told when it is asked for, and once by itself when the customer comes back to it.

Their words are quoted as they were written, with the day on which they were, each in a message of its own when it is
long; how far the matter is comes from its outcome, not from the words. What they promised answers the questions about
it, whatever they ask of it: after it comes what the shop has on record of just that, never a rule.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.core import show
from actions.core.reply import Choice
from handoff.said.bare import GOODS, MONEY, PICK_UP
from handoff.said.promises import amounts_in, asked_about, sent_anew, told_of, words_on
from handoff.said.recalling import asks_what_was_settled, says_it_is_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actions.core.turn import Settled
    from actions.core.visit import Visit
    from actions.shop.model import AfterSale

_REMEMBERED = 5
_ONE_LINE = 40  # characters that are readable under a heading
_PERSON = Choice("button_person", "ask_human")
# Skills that show what the shop has on record; others tell the rules.
_SHOWN_BY = {
    MONEY: ("refund_status",),
    PICK_UP: ("refund_status",),
    GOODS: ("track_shipment", "order_status", "urge_delivery", "not_received"),
}
_OVER = frozenset(("refunded", "completed", "rejected", "withdrawn"))
# While one of these collects its details, "how much do I get" is asked of that one.
_ITS_OWN_MONEY = ("request_refund", "request_return", "request_exchange", "compensation", "price_protection")


async def recall(visit: Visit) -> bool:
    """Say what a person settled when that is what is asked for; False when the skill is to answer, too or alone.

    What was promised and has not come is for a person, after it was said.
    """
    settled = visit.turn.settled
    if not settled:
        return False
    if not asks_what_was_settled(visit.turn.text):
        return await _answered_by_promise(visit)
    entry = max(settled, key=lambda entry: entry.at_ms)
    is_open = says_it_is_open(visit.turn.text)
    if not is_open:
        visit.reply.lead = None
    _say(visit, entry, offer=entry.outcome != "solved" and not is_open)
    if is_open:
        visit.reply.handoff("loop", f"what {entry.agent or 'a person'} told has not come")
    return True


async def _answered_by_promise(visit: Visit) -> bool:
    """Say what was promised of that which is asked about; False when the skill goes on."""
    asked = asked_about(visit.turn.text)
    entry = _promise_of(visit.turn.settled, asked, bare=not visit.form_open)
    if entry is None or _of_another_order(visit, entry):
        return False
    if visit.form_open and visit.get("task") in _ITS_OWN_MONEY and asked <= {MONEY}:
        return False
    goes_on = await _shop_has_it(visit, asked, entry)
    _say(visit, entry, offer=not goes_on)
    return not goes_on


def _promise_of(settled: Sequence[Settled], asked: Set[str], *, bare: bool) -> Settled | None:
    """The newest matter in which it was promised, with just those of its words.

    `bare`: else, of what was said here, with the promise that it is asked of; an open form asks of its own.
    """
    for entry in sorted(settled, key=lambda entry: entry.at_ms, reverse=True):
        if words := words_on(entry.words, asked, here=not entry.elsewhere, bare=bare):
            return replace(entry, words=words)
    return None


def _of_another_order(visit: Visit, entry: Settled) -> bool:
    """Whether the words name an order that the promise does not name."""
    order = visit.turn.first("order_id")
    return bool(order) and not any(str(order)[-4:] in one for one in entry.words)


async def _shop_has_it(visit: Visit, asked: Set[str], entry: Settled) -> bool:
    """Whether the skill will show what is on record of it; "nothing on record" would deny what was promised, and what
    is on record of something else would contradict it."""
    told = frozenset().union(*(told_of(one, asked) for one in entry.words))
    if visit.identity is None or not any(visit.turn.intent in _SHOWN_BY.get(kind, ()) for kind in told):
        return False
    if GOODS in told:
        return not any(map(sent_anew, entry.words))
    newest = await visit.call(visit.shop.after_sales_of, visit.identity.customer, limit=1)
    return any(_is_of(one, entry) for one in newest)


def _is_of(one: AfterSale, entry: Settled) -> bool:
    """Whether what the shop has on record may be what was promised."""
    amounts = frozenset().union(*map(amounts_in, entry.words))
    if amounts and one.amount.amount and one.amount.amount not in amounts:
        return False
    return one.state.value not in _OVER or one.steps[-1].at_ms >= entry.at_ms


def remind(visit: Visit, intent: str) -> None:
    """Say what a person settled of this very kind here, the newest of it, unless it was said before."""
    told = visit.get("told") or ()
    here = (entry for entry in visit.turn.settled if not entry.elsewhere)
    of_this = [entry for entry in here if entry.category == intent and entry.at_ms not in told]
    if of_this:
        _say(visit, max(of_this, key=lambda entry: entry.at_ms), offer=False)


def _say(visit: Visit, entry: Settled, *, offer: bool) -> None:
    reply = visit.reply
    agent, outcome = entry.agent, entry.outcome or "solved"
    if not entry.words:
        messages = [reply.text(f"settled_{outcome}", agent=agent)]
    else:
        day = show.day(entry.at_ms, reply.language, visit.turn.now_ms)
        heading = reply.text(f"told_{outcome}", agent=agent, day=day)
        quotes = [reply.text("told_words", words=words) for words in entry.words]
        short = len(quotes) == 1 and len(quotes[0]) <= _ONE_LINE and "\n" not in quotes[0]
        messages = [f"{heading}\n{quotes[0]}"] if short else [heading, *quotes]
    for message in messages[:-1]:
        reply.say_text(message)
    reply.say_text(messages[-1], choices=[_PERSON] if offer else ())
    visit.put("told", sorted({*(visit.get("told") or ()), entry.at_ms})[-_REMEMBERED:])
