"""What the words themselves say, whatever intent they were taken for: answered before anything is said to be beyond us."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.common.invoicing import read_tax_id
from actions.common.naming import named_orders
from actions.common.pickups import names_a_time
from actions.common.titles import read_title
from actions.core import words
from actions.core.form import flow
from actions.core.registry import fact, task_named
from actions.core.several import beside
from actions.core.visit import Visit
from actions.shortcuts.goods_back import give_back
from actions.shortcuts.holdings import say_holdings
from actions.shortcuts.media import answer_media
from actions.shortcuts.order_facts import say_order_facts
from actions.shortcuts.recent_orders import list_asked
from actions.shortcuts.sharing import say_of_sharing
from actions.shortcuts.station import say_kept
from actions.track import say_what_next
from handoff.wording.texts import simplified

_WHERE = re.compile(
    r"哪|呢[?？!！。\s]*$|查|(看看|帮看|帮.看)|到(了|没|货|驿站|什么地方|啥地方)|有没有到|在途|路上|半道|动静|怎么样了|送来|寄来|发了"
    r"|\b(where|arrive[ds]?|come|got to|status)\b",
    re.IGNORECASE,
)
# Asked outright; goods that merely "have come" are told of.
_ASKS_WHERE = re.compile(
    r"到哪|到了(吗|没|未)|到未|(什么时候|几时|哪天|多久)(能|可以|会)?(到|送到|送达|发货)|\bwhere (is|are)\b|\bwhen (will|does|do)\b.{0,30}\b(arrive|come|ship)\b",
    re.IGNORECASE,
)
_WHERE_TO_BACK = re.compile(r"退|换|寄回|return|refund|exchange", re.IGNORECASE)
_INVOICE = re.compile(
    r"开(个|张|一张)?(电子|公司|个人)?(发票|票)|\b(make|issue|need) .{0,12}invoice\b", re.IGNORECASE
)
_SENDS_BACK = ("request_return", "request_exchange", "return_logistics")
_A_TIME = 12  # characters of a day and an hour
_THUMBS = re.compile(r"^[\s👍👌🙏💪🌹🥰😊😁❤\ufe0f\u200d\U0001f3fb-\U0001f3ff!！]+$")


async def answered_by_words(visit: Visit) -> bool:
    """A placeholder for a photo or a voice, the customer's own facts, "what now" after bad news, goods to be given back or asked for."""
    if answer_media(visit) or _thumbs_up(visit) or say_of_sharing(visit):
        return True
    return (
        await own_facts(visit)
        or await say_what_next(visit)
        or await give_back(visit)
        or await _time_for_pickup(visit)
        or await _invoice_data(visit)
        or await _goods_asked_for(visit)
    )


def _thumbs_up(visit: Visit) -> bool:
    """A thumb or a smile and nothing else: content, and asking nothing."""
    if not visit.turn.text or _THUMBS.match(visit.turn.text) is None:
        return False
    visit.reply.say("thanks_welcome")
    return True


@fact
async def own_facts(visit: Visit) -> bool:
    """The list of orders, points and coupons, a parcel at its pick-up point, what an order says of itself."""
    if await list_asked(visit) or await say_holdings(visit):
        return True
    return await say_kept(visit) or await say_order_facts(visit)


async def _time_for_pickup(visit: Visit) -> bool:
    """A day and nothing else, right after goods are to go back: when they shall be fetched."""
    turn, sending = visit.turn, task_named("return_logistics")
    asked = turn.slots.get("asked") or {}
    fitting = visit.identity and asked.get("category") in _SENDS_BACK and len(turn.text) <= _A_TIME
    if not sending or not fitting or visit.form_open or not names_a_time(visit):
        return False
    visit.turn = replace(turn, entities={**turn.entities, "option": ("pickup",)})
    await flow.begin(visit, sending)
    visit.turn = turn
    return True


async def _invoice_data(visit: Visit) -> bool:
    """A title with its tax number, or with the word for an invoice, says what it is for."""
    task, turn = task_named("invoice"), visit.turn
    if task is None or visit.form_open or words.is_question(turn) or not read_title(turn.text):
        return False
    if not (read_tax_id(turn) or _INVOICE.search(simplified(turn.text))):
        return False
    await task.handle(visit)
    return True


@fact
async def goods_of_part(visit: Visit) -> bool:
    """A part that asks for goods of one order ("T恤到了吗 退货运费谁出")."""
    text = simplified(visit.turn.text)
    if not _ASKS_WHERE.search(text) or visit.form_open or _WHERE_TO_BACK.search(text):
        return False
    named = named_orders(await visit.recent(), text)
    return len(named) == 1 and await beside.answer_one(visit, "order_status", visit.turn.text)


async def _goods_asked_for(visit: Visit) -> bool:
    """ "我瑜伽垫去哪了": goods of the customer's own and a word that asks for them are a question about their order."""
    task = task_named("order_status")
    if task is None or not _WHERE.search(simplified(visit.turn.text)):
        return False
    if not named_orders(await visit.recent(), visit.turn.text):
        return False
    await flow.begin(visit, task)
    return True
