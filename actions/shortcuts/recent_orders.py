"""The list of recent orders, for whoever asks what was bought, whatever else the words look like."""

from __future__ import annotations

import re

from actions.core import show
from actions.core.registry import shortcut
from actions.core.reply import Choice
from actions.core.visit import Visit
from handoff.wording.texts import simplified

_LIST = re.compile(
    r"^(帮我)?(查|看|查看|看看|查询|查一下|看一下)?(一下)?我的(订单|单子)[。！!]?$"
    r"|(所有|全部|最近|近期|几个|几笔|哪些|有什么|历史|以前|之前|未完成|上个?月|这个?月|本月|上周|去年|个月)的?(订单|单子|购买[记纪]录)"
    r"|(订单|单子|购买|购物)(列表|[记纪]录|历史)|(订单|单子)(有|是)?哪(些|几)|(几|多少)(个|笔|张)?(订单|单(?!子?里|号|件))"
    r"|哪(几|些)(个|笔|张)?(订单|单)|那几(单|笔)|下过的单"
    r"|买(过|了|的|咗)(都|点|啲|些|是)*(什么(?!时候)|啥(?!时候)|哪些|哪几|咩|乜|嘛|几样)|(列|报|拉|唸|清单).{0,5}买的|买的.{0,6}(列|清单)"
    r"|(买|订)了几样"
    r"|\b(my|all|recent|past|previous) (recent |past |last )?(orders|purchases)\b|(order|purchase) history|show (me )?(my )?orders"
    r"|(what (have|did)|(forgot|list|see|show me) what) i('ve)? (just |recently |last )?(bought|buy|ordered|order|purchased?)|everything i('?ve)? (ordered|bought)"
    r"|how many orders|stuff i (got|bought|ordered)",
    re.IGNORECASE,
)
# About one of them, or something to be done with it.
_ABOUT_ONE = re.compile(
    r"到哪|物流|快递|包裹|发货|没到|到货|送到|退|换|取消|发票|开票|改|坏|删|合|找不到|不见"
    r"|where|ship|deliver|arriv|track|refund|return|cancel|invoice|change|delete|gone|missing|join|merge|combine",
    re.IGNORECASE,
)


@shortcut
async def list_asked(visit: Visit) -> bool:
    """Show the list when that is what is asked for; False when it is not, or nobody is identified."""
    turn, text = visit.turn, simplified(visit.turn.text)
    named = turn.first("order_id") or turn.first("tracking_number")
    if visit.identity is None or named or not _LIST.search(text) or _ABOUT_ONE.search(text):
        return False
    visit.reply.lead = None
    orders = await visit.recent()
    if not orders:
        visit.reply.say("no_orders")
        return True
    choices = [
        Choice("", "order_status", {"order_id": order.id}, title=show.order_label(order, visit.reply))
        for order in orders
    ]
    card = show.orders_card(orders, visit.reply)
    visit.reply.say("orders_listed", choices=choices, card=card, count=len(orders))
    return True
