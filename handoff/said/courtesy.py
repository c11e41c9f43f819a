"""What people at a desk say around the matter: greetings, "one moment", thanks, goodbyes. It is no word on it. Pure.

Patterns are of whole clauses, in Simplified characters and lower case; Hong Kong's and English ones stand beside.
"""

from __future__ import annotations

import re

from handoff.wording.texts import simplified

_CLAUSE = re.compile(r"[^,，.。;；:：!！?？~…\n]+")
_TELLS = re.compile(
    r"\d|[一二两三四五六七八九十半]个?(?:天|点|小时|分钟|工作日|周|元|块)|今[天晚]|明[天早]|后天|today|tomorrow|tonight"
)
_POLITE = re.compile(
    r"(?:亲|您|你|在|尊敬的客户|hi|hello|hey|dear (?:customer|sir|madam)|good (?:morning|afternoon|evening))?(?:您|你)?(?:好|在吗|there)?"
    r"|(?:我[是系]|(?:这里|呢度)[是系])[^,]{0,8}|(?:很)?(?:高兴|荣幸)为(?:您|你)服务|(?:请问)?有?(?:什么|啥)可以帮(?:到)?(?:您|你)的?吗?"
    r"|(?:请问)?(?:您|你)?(?:这边)?(?:还|仲)有(?:咩|乜)[^,]{0,14}|(?:请问)?(?:您|你)?(?:这边)?还有(?:其他|其它|别的|什么|没有)[^,]{0,14}|(?:还|请问)?需要(?:我)?(?:其他|别的)?帮(?:您|你|助)[^,]{0,8}"
    r"|(?:嗯|恩|哦|噢|好|好的|好滴|行|可以|得|系|在|收到|明白|了解|清楚|知道|没问题|冇问题|哈喽|早晨|早上好|下午好|晚上好|ok|okay|sure|yes|right|noted|got it|i see)+(?:了|呢|哦|的|吧|啊|呀|啦|喇|嘞|囉|啰|嘅|噶|㗎|哈|您的?(?:问题|情况)|您的?(?:意思|心情))*"
    r"|(?:请|麻烦)?(?:您|你)?(?:先|再)?(?:稍等|稍候|等等|等一下|等一等|等阵|等我|稍微等一下)(?:一下|片刻|一阵|先|下|哦|哈)*"
    r"|(?:等|我|这边|我这边|现在|马上|先|正在|这就|现在就|来|帮您|帮你|给您|为您|就|去|再|请|给你)+(?:看|睇|查|核实|处理|了解|核对|查看|查询|确认|跟进|check)+(?:一下|下|看|先|吓|中|着|您的|你的|这个|问题|情况|订单|物流|尾号|的)*"
    r"|(?:非常|很|真的|实在)?(?:抱歉|对不起|不好意思)(?:让您|给您)?[^,]{0,8}|(?:给|让)(?:您|你)[^,]{0,4}(?:麻烦|久等|不愉快)了?"
    r"|(?:很|真)?(?:抱歉|理解)[^,]{0,10}心情|不(?:用|使|必)?(?:客气|谢)|唔(?:该|使|好意思|紧要|使客气)(?:晒|你|您|客气|谢)*|[冇没](?:关系|所谓|事)的?|(?:辛苦|麻烦|多谢)(?:您|你|晒|了|理解|支持|耐心等候|等候)*|(?:非常)?(?:感谢|谢谢|多谢)[^,]{0,16}|(?:祝|愿)(?:您|你)?[^,]{0,14}|再见|拜拜"
    r"|(?:如|若)?(?:有|还有)?(?:其他|任何|什么)?(?:问题|需要)?(?:可以|请|欢迎)?随时[^,]{0,14}|(?:麻烦|请|辛苦)?(?:您|你)?[^,]{0,6}(?:评价|好评|打分)[^,]{0,8}"
    r"|(?:this is|i am|i'm|my name is) [^,]{1,24}|(?:is there )?(?:anything|something) else.{0,40}|(?:how )?(?:can|may) i (?:help|assist).{0,30}"
    r"|(?:please )?(?:just )?(?:(?:a|one) (?:moment|second|minute|sec)|hold on|bear with me|wait)(?: please)?"
    r"|(?:ok |okay |sure )?(?:i(?:'ll| will| am|'m)? ?|let me |now )+(?:just )?(?:check|look|looking|checking|reading|see|find out|on it)(?: .{0,40})?"
    r"|(?:i'm |i am |we are |we're )?(?:very |so |really )?sorry(?: .{0,40})?|you(?:'?re| are) (?:very |most )?welcome|(?:it(?:'s| is| was) )?my pleasure|(?:no|not a) (?:problem|worries)(?: at all)?"
    r"|no need to worry|never mind|don'?t worry"
    r"|(?:ok|okay|alright|all right|great|perfect|wonderful|awesome|lovely|cool|excellent|absolutely|certainly|of course|sure thing|understood|will do|cheers|any ?time|one sec)+(?: then)?"
    r"|(?:i(?:'m| am) )?(?:so |very )?(?:glad|happy|pleased) (?:to|(?:that )?(?:i|we) could) (?:help|assist|hear|be of).{0,30}|(?:it(?:'s| is) )?[a-z]{2,14} (?:here|speaking)|hope (?:this|that|it) helps.{0,10}"
    r"|(?:thank you|thanks)(?: .{0,30})?"
    r"|(?:and )?(?:have a|enjoy your) .{1,20}|good ?bye|bye(?:[- ]?bye)?|take care(?: and .{0,24})?|(?:please )?(?:feel free|let (?:us|me) know|rate).{0,48}",
)  # fmt: skip
_NAMED_ORDER = re.compile(r"(?:尾号|订单号?|单号|order|ending(?: in)?)\s*[:#…]*\s*\d+(?:\s*的)?")


def says_something(text: str) -> bool:
    """Whether an agent's message holds more than greeting, "one moment", thanks and goodbye."""
    folded = _NAMED_ORDER.sub("订单", simplified(text).lower())  # which one is looked at is no news
    clauses = (clause.strip() for clause in _CLAUSE.findall(folded))
    return any(clause and (_TELLS.search(clause) or not _POLITE.fullmatch(clause)) for clause in clauses)
