"""A summary in which the customer found a fault: what was summed up is never carried out.

The right value is read from the same words ("名字错了 是王小明") and summed up anew. Where there is none, the value at
fault is emptied and asked for; where it is not clear which that is, no yes counts before everything was summed up again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.core import words
from actions.core.form.consent import Consent, consent, is_courtesy
from actions.core.form.fields import CALLS, FREE_INTENTS, ConfirmField, Field, TextField
from actions.core.registry import TASKS
from actions.core.turn import Turn
from actions.core.visit import Visit
from handoff.wording.texts import simplified

LONGEST = 80
REJECTED = "rejected"
_GAP = r"[\s,，.。!！:：;；~、]"
_FAULT = (
    r"([^\s,，。;；]{0,8}?((?<!没)(不对|不正确|不准)|(?<![拍买下选点没不])(写|打|填|说|弄|输|发)?错|有误|唔(系|啱))(了|啦|喇|咗|的|呀|啊)?"
    r"|不是[^\s,，]*(?=[\s,，])"
    r"|(that'?s |this is |it'?s |the [a-z-]+ is |[a-z]+ is )?(wrong|incorrect|not (right|correct)|a mistake)|actually|i mean|i meant|sorry"
    r"|no(?=[\s,.])|(wait|hold on|hang on|oh)(?![a-z])|等(一)?[下等会]|慢着|(唔|不)好意思|抱歉)"
)
_LEAD = (
    r"(名字|姓名|抬头|名称|收[货件]人)?(应该|应当|其实|而)*((是|系)?(叫做?|写成?|改成|改为|改做|换成|填)|是|系)"
    r"|应该|it'?s|it is|((the |my )?(right |correct )?(name|title)|it|that)? ?should (be|say|read)|make (it|that)"
    r"|(please )?(change|correct) (it|that|the (name|title)) to|(the |my )?(right |correct )?(name|title|one) is|(please )?put it (under|to|on)"
)
_HEAD = re.compile(rf"^{_GAP}*({_FAULT}{_GAP}*)+(?P<lead>({_LEAD})(?![a-z]){_GAP}*)?", re.IGNORECASE)
_LED = re.compile(
    rf"^{_GAP}*(应该是叫?|改成|改为|换成|it should be|should be|make it|change it to){_GAP}*", re.I
)
_TAIL = re.compile(
    rf"{_GAP}*((写|打|填|弄|输)?错了?|才对|才是|吧|啦|喇|please|instead)?{_GAP}*$", re.IGNORECASE
)
# After a bare "no" or "wait" only what is led in, or a name, is a value: "no thanks" is none.
_BARE_NO = re.compile(rf"^{_GAP}*((no|oh|wait|hold on|hang on|等(一)?[下等会]|慢着){_GAP}*)+$", re.IGNORECASE)
_NAME = re.compile(
    r"^(?!thank|sorry|please|way|need|never|not|i\b|you\b|it\b|we\b)[A-Z][\w'’-]*( [A-Z][\w.'’-]*){0,4}$"
)
# A value by the words that customers have for it.
_NAMED = {
    "recipient": r"收货人|收件人|联系人|姓名|名字|recipient|name",
    "phone": r"电话|手机|号码|phone|number",
    "address": r"地址|address",
    "note": r"备注|留言|note",
    "title": r"抬头|名字|名称|姓名|title|name",
    "tax_id": r"税号|tax",
}


def taken(visit: Visit) -> Consent | None:
    """How the turn takes the summary; a yes to one that was rejected is not clear. None when none was asked about."""
    if visit.turn.requested != ConfirmField.slot:
        return None
    found = consent(visit.turn)
    return Consent.UNCLEAR if found is Consent.YES and is_rejected(visit) else found


def is_rejected(visit: Visit) -> bool:
    """The last turn found fault with the summary, and it was not said anew since."""
    return (visit.turn.slots.get("asked") or {}).get("what") == REJECTED


def right_value(turn: Turn) -> str:
    """What the message gives in place of what was summed up; "" when it only finds fault."""
    text, plain = turn.text, simplified(turn.text)
    if len(text) > LONGEST or words.is_question(turn):
        return ""
    led = _LED.match(plain)
    head = led or _HEAD.match(plain)
    if head is None:
        return ""
    rest = _TAIL.sub("", text[head.end() :])
    bare = not led and not head["lead"] and _BARE_NO.match(plain[: head.end()])
    if not rest or is_courtesy(rest) or (bare and not _NAME.match(rest)):
        return ""
    return rest if consent(_saying(turn, rest)) is Consent.UNCLEAR else ""


async def reword(visit: Visit, fields: Sequence[Field]) -> bool:
    """Take the right value where the turn gives one: for what it names, else for the first that can be such a value."""
    turn = visit.turn
    if turn.intent in CALLS or (turn.intent in TASKS and turn.intent != visit.task):
        return False
    free = is_rejected(visit) and turn.intent in FREE_INTENTS and consent(turn) is not Consent.LATER
    given = right_value(turn) or (turn.text if free else "")
    for field in _at_fault(visit, fields) if given else ():
        if await field.reword(visit, given):
            return True
    return False


def reject(visit: Visit, fields: Sequence[Field]) -> Field | None:
    """Empty the value at fault and return its field, to be asked for; None when it is not clear which that is."""
    values = _at_fault(visit, fields)
    if len(values) != 1:
        visit.put("asked", {"what": REJECTED})
        return None
    visit.put(values[0].slot, None)
    visit.read.add(values[0].slot)
    return values[0]


def _at_fault(visit: Visit, fields: Sequence[Field]) -> list[TextField]:
    """The values in the customer's own words that were summed up; only those named, when some are."""
    given = [one for one in fields if isinstance(one, TextField) and visit.get(one.slot)]
    text = simplified(visit.turn.text)
    named = [one for one in given if re.search(_NAMED.get(one.slot, "$^"), text, re.IGNORECASE)]
    return named or given


def _saying(turn: Turn, text: str) -> Turn:
    return Turn(id=turn.id, text=text, slots=turn.slots)
