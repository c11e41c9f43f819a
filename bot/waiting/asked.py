"""Questions to the queue itself: how long, which place, is anybody there, did it arrive. Pure.

They are about the waiting, never about the matter that somebody waits for.
"""

from __future__ import annotations

import re

from handoff.cues.folding import plain
from handoff.hours.attendance import asks_of_desk
from handoff.texts import simplified

LONGEST = 40  # characters; who writes more tells something
_GOODS = re.compile(
    r"货|快递|包裹|送|寄|派|单|退|钱|款|修|换|parcel|package|deliver|ship|refund|order|repl?acement|courier",
    re.IGNORECASE,
)
_PEOPLE = r"(?:你们?|您|客服|人工|真人|活人|人|同事|专员)"
_ASKS = re.compile(
    r"(?:还|仲|大概|大约)?(?:要|得|需要?)?(?:再)?等(?:待)?(?:到)?(?:多久|多长时间|几久|几耐|几分钟|几时|什么时候|啥时候)"
    r"|(?:还|仲|大概)(?:要|有)?(?:多久|几耐|多长时间)"
    r"|(?:我)?(?:现在)?(?:排|拍)(?:在|到)?(?:第)?(?:几|哪|多少)|前面(?:还)?有?(?:几|多少)(?:个|位|人)|排队(?:情况|到哪|多久)"
    rf"|(?:什么时候|啥时候|几时|到底什么时候|何时)(?:才)?(?:能|会|可以)?(?:有|轮到|接待|接入|回复|到)?(?:我|{_PEOPLE})"
    rf"|^(?:请问|喂|哈喽|hello|你好)?[,，\s]*(?:有(?:没有?)?{_PEOPLE}(?:在|回|理|吗)*|{_PEOPLE}(?:还|都)?(?:在|呢|去哪了?|哪去了?|喺度)*)(?:吗|么|呢|嘛|不|没|没有)+[\s?？!！]*$"
    r"|^(?:请问|喂)?(?:在|在不在|喺度)(?:吗|么|嘛|呢|没)*[\s?？!！]*$|怎么(?:还|都|一直)?没(?:有)?人(?:理|回|来|接|应|在|管)?(?:我)?(?:啊|呀|呢)?[\s?？!！]*$"
    r"|(?:收到|看到|看见)(?:了)?(?:我)?(?:的)?(?:消息|信息|留言|讯息)?(?:了)?(?:吗|么|没)"
    r"|\bhow long(?: (?:do|must|will|should|have) (?:i|we|it)\b.*(?:wait|take)| to wait| is the (?:wait|queue|line)|(?: more| left)?[\s?!.]*$)|\bhow many (?:people|ahead)\b|\b(?:where|(?:what|which) (?:number|place|position)) (?:am i|in (?:the )?(?:line|queue))\b"
    r"|\bmy (?:place|position) in\b|\b(?:is|are) (?:there )?(?:any ?(?:one|body)|some ?(?:one|body)|you) (?:there|here|around)\b"
    r"|^(?:hello|hi|any ?(?:one|body))[\s,]*(?:there)?[\s?!]*$|\bwhen will (?:some|any) ?(?:one|body)\b|\bwhen (?:can|will) i (?:talk|speak|get)\b"
    r"|\bdid you (?:get|see|receive) (?:my|the) (?:message|text)s?\b"
)
_CALLS_AGAIN = re.compile(
    r"^(?:请|我要|我想|帮我|快)*(?:转|找|要|叫)?(?:人工|真人)(?:客服|服务)?(?:吧|啊|呀|呢|快点?)*[\s。.!！?？~]*$"
    r"|^(?:(?:i )?(?:want|need) )?(?:an? )?(?:human|agent|person|representative)(?: please| now)?[\s.!?]*$"
)


def asks_of_waiting(text: str) -> bool:
    """Whether the message is only about the place in the queue, the wait, or who is there."""
    folded = plain(simplified(text)).strip()
    if not folded or len(folded) > LONGEST:
        return False
    if asks_of_desk(text) or _CALLS_AGAIN.match(folded):
        return True
    return _ASKS.search(folded) is not None and not _GOODS.search(folded)
