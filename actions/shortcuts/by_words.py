"""What the words themselves say, whatever intent they were taken for: answered before anything is said to be beyond us."""

from __future__ import annotations

import re

from actions.common.naming import named_orders
from actions.core import flow
from actions.core.registry import task_named
from actions.core.visit import Visit
from actions.shortcuts.goods_back import give_back
from actions.shortcuts.holdings import say_holdings
from actions.shortcuts.media import answer_media
from actions.shortcuts.order_facts import say_order_facts
from actions.shortcuts.recent_orders import list_asked
from actions.shortcuts.station import say_kept
from actions.track import say_what_next
from handoff.texts import simplified

_WHERE = re.compile(
    r"哪|呢[?？!！。\s]*$|查|(看看|帮看|帮.看)|到(了|没|货|驿站|什么地方|啥地方)|有没有到|在途|路上|半道|动静|怎么样了|送来|寄来|发了"
    r"|\b(where|arrive[ds]?|come|got to|status)\b",
    re.IGNORECASE,
)


_THUMBS = re.compile(r"^[\s👍👌🙏💪🌹🥰😊😁❤\ufe0f\u200d\U0001f3fb-\U0001f3ff!！]+$")


async def answered_by_words(visit: Visit) -> bool:
    """A placeholder for a photo or a voice, the customer's own facts, "what now" after bad news, goods to be given back or asked for."""
    if answer_media(visit) or _thumbs_up(visit):
        return True
    return (
        await own_facts(visit)
        or await say_what_next(visit)
        or await give_back(visit)
        or await _goods_asked_for(visit)
    )


def _thumbs_up(visit: Visit) -> bool:
    """A thumb or a smile and nothing else: content, and asking nothing."""
    if not visit.turn.text or _THUMBS.match(visit.turn.text) is None:
        return False
    visit.reply.say("thanks_welcome")
    return True


async def own_facts(visit: Visit) -> bool:
    """The list of orders, points and coupons, a parcel at its pick-up point, what an order says of itself."""
    if await list_asked(visit) or await say_holdings(visit):
        return True
    return await say_kept(visit) or await say_order_facts(visit)


async def _goods_asked_for(visit: Visit) -> bool:
    """ "我瑜伽垫去哪了": goods of the customer's own and a word that asks for them are a question about their order."""
    task = task_named("order_status")
    if task is None or not _WHERE.search(simplified(visit.turn.text)):
        return False
    if not named_orders(await visit.recent(), visit.turn.text):
        return False
    await flow.begin(visit, task)
    return True
