"""Whether a customer asks if, or when, people are at the desk: that names people and calls for none yet.

"有人工吗" alone is a call for one; a question says when ("现在有人工吗") or whether they work ("客服在线吗").
"""

from __future__ import annotations

import re
from enum import Enum

from handoff.wording.texts import simplified

LONGEST = 60  # characters; who writes more tells something
BESIDE = 4  # characters beside the question

_PEOPLE = r"(?:(?:真人|人工|活人|在线)(?:客服|服务)?|客服|同事|工作人员|专员)"
_ANYBODY = rf"(?:{_PEOPLE}|人)"
_WORKS = r"(?:(?:在不)?在线|上班|在岗|值班|当值|下班|返工|放工|收工)"
_ASKS = r"(?:了|着|啊|呀|的|在|喺度)*(?:吗|么|嘛|吧|没有?|不|呢|[?？]|$)"
_HAVE = r"有(?:没有?|冇|没)?"
_NOW = r"(?:现在|这会儿?|这个?时候|这个?点|目前|此刻|今天|今日|今晚|这么晚|而家|依家|宜家)"
_SOME_DAY = r"(?:晚上|夜里|半夜|凌晨|中午|早上|周末|周[六日天]|(?:星期|礼拜)[六日天]|节假日|假期|过年|春节|国庆|元旦|明天|后天)"
_WHEN = r"(?:几点|几时|什么时[候间]|啥时候?|何时|哪个时间)"
_DESK_EN = r"(?:customer (?:service|support)|support|the (?:service )?(?:desk|team)|(?:an? |any |your |the )?(?:real |human |live )?(?:agents?|humans?|persons?|people|staff|colleagues?|operators?|representatives?))"
_SOMEBODY_EN = rf"(?:any ?(?:one|body)|some ?(?:one|body)|{_DESK_EN})"
_THERE_NOW = re.compile(
    rf"{_NOW}[^，,。]{{0,3}}{_HAVE}{_ANYBODY}{_WORKS}?{_ASKS}"
    rf"|{_HAVE}{_ANYBODY}{_WORKS}{_ASKS}"
    rf"|{_PEOPLE}(?:{_NOW}|还|都|是不是|有没有|已经)*在?{_WORKS}{_ASKS}"
    rf"|\b(?:is|are) (?:there )?{_SOMEBODY_EN}\b.{{0,24}}\b(?:(?:right )?now|online|available|on duty|at (?:this|the) (?:hour|desk|moment|time)|today|tonight|working|open)\b"
    r"|^any ?(?:one|body|agents?|humans?|staff)\b.{0,12}\b(?:online|available|on duty)\b"
    r"|\bare you (?:guys )?(?:still )?open\b.{0,10}\b(?:now|today|tonight|still)\b"
)
_HOURS = re.compile(
    rf"(?:{_PEOPLE}|你们|你哋)[^，,。]{{0,5}}{_WHEN}[^，,。\s]{{0,4}}(?:{_WORKS}|开始|工作|营业|开门|休息|关门|回来|有人|在)"
    rf"|(?:{_PEOPLE}|你们)的?(?:{_WORKS}|工作|服务|营业|办公)时间|^(?:上班|营业|办公|工作|服务)时间"
    rf"|{_WHEN}[^，,。]{{0,3}}有{_ANYBODY}(?:在|{_WORKS}|{_ASKS})"
    rf"|{_SOME_DAY}[^，,。]{{0,3}}{_HAVE}(?:{_PEOPLE}{_WORKS}?|人{_WORKS}){_ASKS}"
    r"|\b(?:opening|business|office|service|working|support) hours\b|\bopening times?\b"
    rf"|\b(?:when|what (?:time|hours)) (?:do|does|is|are|will|can) (?:you(?: guys)?|{_SOMEBODY_EN})\b.{{0,20}}\b(?:open|close|start|end|back|online|available|there|on duty|work|keep)\b(?! to me)"
    r"|\bare you (?:guys )?(?:open|available|online|around) (?:on|at|during|over|this)\b"
    r"|\bwhat (?:are|is) (?:your|the) (?:\w+ )?hours\b"
)
_FILLER = re.compile(
    r"[您你]好|打扰(?:一下|了)|请问(?:一下)?|麻烦|想?问一?下|那个?|到底|在吗|谢谢|亲|hello|hi|excuse me|quick question|please|thanks"
)
_OTHERS = re.compile(
    r"驿站|快递|店|自提|网点|取件|仓库|派件|送货|物流|courier|station|store|shop|parcel|pick-?up|warehouse|\b(?:who|help|talk|speak|chat)\b"
)


class Asks(Enum):
    """What is asked of the desk."""

    NOW = "now"
    HOURS = "hours"


def asks_of_desk(text: str) -> Asks | None:
    """Any script and language: "现在有人工吗", "客服几点上班", "is anyone there right now".

    None where something else is said beside the question: "48 小时太久 现在有人吗" calls for somebody.
    """
    folded = simplified(text).lower().strip()
    if len(folded) > LONGEST or _OTHERS.search(folded):
        return None
    for asks, pattern in ((Asks.HOURS, _HOURS), (Asks.NOW, _THERE_NOW)):
        found = pattern.search(folded)
        if found and _said(folded[: found.start()]) + _said(folded[found.end() :]) <= BESIDE:
            return asks
    return None


def _said(beside: str) -> float:
    """Chinese characters; of Latin letters four say as much as one."""
    letters = [char for char in _FILLER.sub("", beside) if char.isalnum()]
    return sum(0.25 if char.isascii() else 1 for char in letters)
