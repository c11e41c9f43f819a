"""The number of a parcel sent back was given wrongly. The shop takes no second one, so a person enters the right one."""

from __future__ import annotations

import re

from actions.common.after_sale_field import own
from actions.common.snapshot import snapshot
from actions.core import words
from actions.core.registry import shortcut
from actions.core.visit import Visit
from actions.shop.model import AfterSaleState
from handoff.wording.texts import simplified

_MENDS = re.compile(
    r"(单号|运单号?).{0,8}(错|[改换]成?|更正|不对)|(错|[改换]|更正).{0,6}(单号|运单)"
    r"|\b(tracking|parcel|return) (number|no\.?|code)\b.{0,16}\b(wrong|mistake|incorrect|should be|to)\b"
    r"|\b(wrong|change|correct|incorrect|mistyped)\b.{0,16}\btracking\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{0,4}\d{10,15}(?![0-9A-Za-z])")


@shortcut
async def mends_return_number(visit: Visit) -> bool:
    """ "单号填错了，改成SF…" after the goods were sent: handed on with the right number."""
    turn = visit.turn
    found = _NUMBER.findall(turn.text)
    if visit.form_open or not visit.identity or not found or not _MENDS.search(simplified(turn.text)):
        return False
    if words.is_question(turn):
        return False
    mine = await visit.call(visit.shop.after_sales_of, own(visit).customer or "", limit=10)
    sent = next((one for one in mine if one.state is AfterSaleState.GOODS_SENT), None)
    if sent is None or not sent.return_tracking:
        return False
    right = next((one.upper() for one in reversed(found) if one.upper() != sent.return_tracking), None)
    if right is None:
        return False
    visit.reply.say("return_number_to_mend", tracking=right)
    visit.matter("return_logistics", "open", note=sent.id)
    detail = f"{sent.id}: return tracking {sent.return_tracking} is wrong, right is {right}"
    visit.reply.handoff("authority", detail, await snapshot(visit))
    return True
