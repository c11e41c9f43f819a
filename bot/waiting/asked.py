"""Questions to the queue itself: how long, which place, is anybody there, till when, who answers, did it arrive. Pure.

They are about the waiting, never about the matter that somebody waits for.
"""

from __future__ import annotations

import re
from enum import Enum

from handoff.cues.folding import plain
from handoff.hours.attendance import Asks, asks_of_desk
from handoff.wording.texts import simplified

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
    r"|(?:到|轮到|排到)我(?:了|呀)?(?:吗|么|没有?|未)|^排到(?:了)?(?:吗|么|没有?|未)|还没(?:有)?(?:轮|排)?到我|还有(?:几|多少)(?:个|位)?人|前面(?:还)?(?:有)?(?:几|多少)(?:个|位|人)|(?:队伍|排队).{0,4}(?:长|多)(?:吗|不)"
    r"|^(?:还|仲)?要等(?:很|好)(?:久|耐)(?:吗|么|呀)?[\s?？]*$|^(?:请问)?(?:现在|到底)*有(?:没有?|冇)?(?:什么|咩|新)*(?:消息|进展|结果|回音|动静|进度)(?:了)?(?:吗|么|没有?|未|呢)*[\s?？]*$"
    r"|^(?:好了?|搞定|弄好)(?:了)?(?:吗|没有?|未)[\s?？]*$|^(?:进度|进展|情况)(?:怎么样|如何|点样?)(?:了)?[\s?？]*$|^(?:怎么|点解)(?:还|都)?(?:这么|那么|咁)(?:慢|久|耐)(?:的|啊|呀|呢)?[\s?？!！]*$|^还在(?:吗|不)[\s?？]*$"
    r"|到底有(?:没有?|冇)人|^any (?:news|updates?|progress|luck)(?: yet)?[\s?!.]*$|\bhow much longer\b|\bam i (?:next|up)\b|\bis it my turn\b|\b(?:queue|line) (?:position|status)\b|\bmy (?:position|place|number)[\s?]*$"
    r"|^(?:i(?:'m| am) )?still waiting\b.{0,6}$|\bwhere are you(?: guys)?[\s?!]*$"
    r"|\bhow long(?: (?:do|must|will|should|have) (?:i|we|it)\b.*(?:wait|take)| to wait| is the (?:wait|queue|line)|(?: more| left)?[\s?!.]*$)|\bhow many (?:people|ahead)\b|\b(?:where|(?:what|which) (?:number|place|position)) (?:am i|in (?:the )?(?:line|queue))\b"
    r"|\bmy (?:place|position) in\b|\b(?:is|are) (?:there )?(?:any ?(?:one|body)|some ?(?:one|body)|you) (?:there|here|around)\b"
    r"|^(?:hello|hi|any ?(?:one|body))[\s,]*(?:there)?[\s?!]*$|\bwhen will (?:some|any) ?(?:one|body)\b|\bwhen (?:can|will) i (?:talk|speak|get)\b"
    r"|\bdid you (?:get|see|receive) (?:my|the) (?:message|text)s?\b"
)
_OPENS = re.compile(
    r"^(?:请问|那|明天|听日|今天|今日|今晚|周末|星期[一-日天]|早上|你们|你哋|人工|客服|到底|一般|[\s,，])*(?:几点|几时|什么时候|何时)(?:才|会|能|到)?(?:有人)?(?:开工|返工|上班|下班|收工|放工|开门|关门|营业|休息|开始|结束)"
    r"(?:呀|啊|呢|吗|的|㗎|噶|架)*[\s?？]*$|^(?:what time|when) (?:do|does|will|are) (?:you|they|it|the desk|support|agents?).{0,12}\b(?:open|close|start|finish|back|end)\b.{0,12}$"
)
_KIND = r"(?:真人|活人|人工|人类|机器人|机械人|ai|智能助手|智能客服|程序|机器)"
_WHO = re.compile(
    rf"^(?:请问|喂|所以|那)?[,，\s]*(?:你们?|您|你哋|对面|这里?|呢度)?(?:到底|究竟|其实)?(?:(?:是|系)(?:不是|唔系|咪)(?:一?个|个)?{_KIND}|(?:是|系)(?:一?个|个)?{_KIND}(?:客服)?(?:(?:来的?|嚟).?)?(?:[吗么咩啊呀嘅噶架呢?？]|$)|{_KIND}(?:客服)?(?:吗|么|咩)|(?:是|系)人还是)"
    r"|(?:跟|和|同|与)(?:真人|活人|机器人|机械人|ai)(?:说话|聊天?|对话|倾)(?:吗|么)|\b(?:are|r) (?:you|u|this|these) (?:really |actually |just |even )*(?:an? )?(?:real |live |chat)?(?:bot|robot|human|person|machine|ai|chatbot|automated)\b"
    r"|\bis this (?:an? )?(?:bot|robot|human|real person|machine|ai)\b|\b(?:am i )?(?:talking|speaking|chatting) (?:to|with) an? (?:bot|robot|human|real person|machine|person)\b"
)
_CALLS_AGAIN = re.compile(
    r"^(?:请|我要|我想|帮我|快)*(?:转|找|要|叫)?(?:人工|真人)(?:客服|服务)?(?:吧|啊|呀|呢|快点?)*[\s。.!！?？~]*$"
    r"|^(?:(?:i )?(?:want|need) )?(?:an? )?(?:human|agent|person|representative)(?: please| now)?[\s.!?]*$"
)


# Nobody is left without a word to a question, whatever it is about.
_QUESTION = re.compile(
    r"[?？]\s*$|(?:吗|么|嘛|呢|未|咩|没有?|不)[\s!！.。~]*$|什么|怎么|几时|几点|多久|多少|哪|谁|点解|边个|边度|^(?:what|when|where|which|who|how|why|is|are|do|does|did|can|will)\b"
)


def is_question(text: str) -> bool:
    """Whether a message asks for an answer."""
    return _QUESTION.search(plain(simplified(text)).strip()) is not None


class Asked(Enum):
    """What is asked of the queue."""

    PLACE = "place"
    HOURS = "hours"
    WHO = "who"  # a person or a machine


def asked_of_waiting(text: str) -> Asked | None:
    """What the message asks where it is only about the waiting: the place, the hours, who answers."""
    folded = plain(simplified(text)).strip()
    if not folded or len(folded) > LONGEST:
        return None
    if _WHO.search(folded):
        return Asked.WHO
    asks = asks_of_desk(text)
    if asks is Asks.HOURS or _OPENS.search(folded):
        return Asked.HOURS
    if asks or _CALLS_AGAIN.match(folded) or (_ASKS.search(folded) and not _GOODS.search(folded)):
        return Asked.PLACE
    return None


def asks_of_waiting(text: str) -> bool:
    """Whether the message is only about the place in the queue, the wait, or who is there."""
    return asked_of_waiting(text) is not None
