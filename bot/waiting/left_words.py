"""What customers say of a message that they left: where it stands, how they are reached, more for it, take it back. Pure.

Patterns are written in Simplified Chinese and lower case. What names the message is about it at any time; what names
nothing ("make it the afternoon") only while the message is what is talked about.
"""

from __future__ import annotations

import re
from enum import Enum

from bot.waiting.asked import is_question
from bot.waiting.heard import REACHED_BY
from bot.waiting.left_kept import (
    MESSAGE,
    MESSAGE_EN,
    asks_for_number,
    asks_for_words,
    asks_whether_gone,
    keeps,
)
from handoff.cues.folding import plain
from handoff.wording.texts import simplified

LONGEST = 80  # characters; who writes more tells something
LONGEST_ADDED = 300  # of what is to be added

# All that may stand around a way to be reached: with more, something else is told too.
_AROUND = re.compile(
    r"(?:[我他她佢]?(?:老公|老婆|先生|太太|家人|妈妈?|爸爸?|同事|朋友)?的?(?:手机|电话|邮箱|邮件|微信|联系方式|联络方式|号码|号)|(?:打|联系|加|发)(?:到|我)?|[我他她佢](?:老公|老婆|先生|太太|家人|妈妈?|爸爸?|同事|朋友)?[的嘅]|是|系|为|这个|你好|谢谢|吧|哦|呢"
    r"|早上|上午|中午|下午|晚上|白天|工作日|周末|下班|随时|[一二两三四五六七八九十\d]+点半?|之?[前后]|以后|都?可以|都行|都方便|方便|有空"
    r"|my (?:phone|number|e-?mail|mobile)|(?:phone|mobile) ?(?:number)?|e-?mail|number|is|it's|call|reach|contact|me|at|on|please|thanks?"
    r"|any ?time|after|before|in|the|morning|afternoon|evening|\d{1,2} ?[ap]m|tomorrow|[\s:：,，、.。!！~])*"
)
_STANDS = r"(?:处理|回[复覆]|答[复覆]|回音|回应|下文|消息|[看睇]|收到|怎么样|点样?|进度|进展|状态|到哪|结果|人理|人跟|有人|冇人|没人|没回|编号|几号|呢|吗|咩|[了咗](?:没有?|未)|没$|未$)"
# Of the message itself, whatever the conversation was about since.
_ASKS = re.compile(
    rf"{MESSAGE}(?!给|到?订单|备注)[^，,。]{{0,10}}{_STANDS}"
    rf"|(?:处理|回复|答复|[看睇]|收到|回|理)(?:了|到|过|咗)?(?:没有?|吗)?[^，,。]{{0,4}}(?:我|之前|昨天)[^，,。]{{0,4}}{MESSAGE}"
    rf"|(?:有(?:没|冇)?有?|冇|没)人[^，,。]{{0,3}}(?:[看睇理回]|处理|答复)[^，,。]{{0,5}}{MESSAGE}|{MESSAGE}(?:的|嘅)?(?:编号|单号|号码)|(?:什么时候|几时|何时)[^，,。]{{0,6}}{MESSAGE}"
    rf"|{MESSAGE}号[^，,。]{{0,6}}(?:多少|忘|几)"
    r"|\b(?:messages? (?:that )?i left|(?:my|the) (?:left )?(?:message|ticket))\b[^.!?]{0,24}\b(?:answered|read|seen|handled|status|news|looked|dealt|received|yet|number|open|closed|settled)\b"
    r"|\b(?:answer\w*|repl(?:y|ied)|respon\w+|read|see|seen|get|got|handled|status of|news (?:on|about)|update on|looked? at|receive[d]?|what about|happened (?:to|with)|number of)\b"
    r"[^.!?]{0,14}\b(?:messages? (?:that )?i left|my (?:left )?(?:message|ticket))\b|\bwhat(?:'s| is) my ticket\b"
)
# Of an answer from people, which only an open message can be about.
_AWAITS = re.compile(
    r"^(?:请问|那|你好|所以|到底|现在|到现在|都|怎么|[\s，,])*(?:(?:有(?:没|冇)?有?|怎么(?:还|都)?没(?:有)?|还没(?:有)?|冇|没有?)(?:人|客服|同事)(?:来|会|给)?(?:回[复覆]?|答复|联系|联络|理)(?:了|过)?我?(?:了)?(?:吗|么|没|未|啊|呢)?"
    r"|(?:你们?|你哋|客服|同事|人工)?(?:到底|大概|最晚|最迟)*(?:什么时候|几时|几点|何时|啥时候|多久)(?:之?前|最晚|会|能|才|可以)*(?:有人)?(?:来|给)?(?:回[复覆]?|覆|答复|联系|联络|打给|打电话给)我?)[\s?？!！。啊呢呀]*$"
    r"|^(?!.*\b(?:courier|driver|seller|bank|warehouse)\b)(?:so )?(?:when|will|did|has|have|is)\b[^.!?]{0,24}\b(?:contact|reply|replied|get back|got back|answer(?:ed)?|call(?:ed)?|respond(?:ed)?|reach|hear)(?: (?:to )?me)?(?: back)?(?: from (?:you|anyone|someone))?(?: yet| at the latest)?[\s?!.]*$|^what time (?:will|are) (?:you|they) (?:call\w*|contact\w*|ring\w*)(?: me)?(?: back)?[\s?!.]*$"
    r"|^any (?:answer|reply|response)(?: yet)?[\s?!.]*$"
)
_THEY = r"(?:你们?|你哋|客服|同事|人工|他们)"
_REACH = r"(?:打(?!开|折|包)|联系|联络|回电|回复|覆|call|email)"
# How, or on which number, people will reach who left it.
_HOW = re.compile(
    rf"(?:(?:你们?|你哋|他们)[^，,。]{{0,6}}{_REACH}(?:电话)?(?:给|畀|俾)?我?|{_REACH}(?:电话)?(?:给|畀|俾)?我)的?(?:哪|边)(?:一)?(?:个|部|只)?(?:电话|手机|号码|号|邮箱)?"
    rf"|{_THEY}(?:会|打算|准备|要|现在)*(?:怎么|怎样|点样?|如何|用什么|通过什么|用咩)[^，,。]{{0,6}}{_REACH}(?:到|给|畀|俾)?我"
    rf"|^(?:请问|那)?(?:会|打算|准备|要)?(?:怎么|怎样|点样?|如何)(?:来)?(?:联系|联络|回复|覆)(?:到)?我[\s?？呢啊]*$|(?:会|系)?(?:打|打电话|电话)(?:给|畀|俾)?我?(?:还是|定系|定|是还|系)+(?:发|send|寄)?(?:个|\s)*(?:短信|邮件|e-?mail|微信|喺度|在这)"
    rf"|^(?:你们?|你哋)?(?:会|要)?打给谁[\s?？]*$|(?:你们?|你哋)(?:会)?用(?:哪|边)(?:个|部)?(?:电话|号码|号)(?:打|联系|联络)|号码?没?[改写]错吧?[，,\s]*是?哪个"
    rf"|我(?:刚才)?留的?(?:是)?(?:哪个|什么|边个|咩)(?:电话|手机|号码|号|邮箱|联系方式)|{MESSAGE}[^，,。]{{0,4}}(?:电话|号码|联系方式)是"
    r"|\b(?:what|which) (?:phone )?(?:number|e-?mail|address|phone)\b[^.!?]{0,6}\b(?:will|would|do|are|did) (?:you|they|someone|your \w+)\b[^.!?]{0,16}\b(?:call\w*|reach|ring\w*|contact|use|write|have)\b|\bhow (?:will|do|would|are) (?:you|they|someone)\b[^.!?]{0,16}\b(?:contact|reach|call|get back to|reply to) me\b"
    r"|\b(?:will|would|do) (?:you|they) (?:call|phone|ring)(?: me)? or (?:e-?mail|text|write)|\b(?:will|would|do) (?:you|they) (?:e-?mail|text|write)(?: me)? or (?:call|phone|ring)"
)
# Right after it: whether the way that was left is the right one.
_IS_IT_RIGHT = re.compile(
    r"(?:号码|电话|手机|邮箱)(?:是)?(?:对|没错|正确)的?(?:吗|吧|么)[\s?？]*$"
    r"|\bis (?:that|this|it) the (?:right|correct) (?:address|number|e-?mail|phone)\b|\b(?:do|did) you have the (?:right|correct) (?:address|number|e-?mail|phone)\b"
)
_OTHERS = re.compile(r"快递|师傅|司机|骑手|商家|卖家|驿站|\b(?:courier|driver|seller|shop|bank)\b")
# Another way to be reached; a phone of a parcel is another thing.
_CHANGES = re.compile(
    r"换|改|转|更新|更正|[写打留]错|错了|不对|用|打|发|联系|联络|加|揾|新的?"
    r"|\b(?:change[ds]?|update[ds]?|new|now|use|call|reach|contact|wrong|instead|correct|email|text|not)\b"
)
_OF_A_PARCEL = re.compile(
    r"收货|收件|取件|订单|快递|下单|地址|包裹|单号|运单|绑定|注册|账号|发票|抬头|税号|统编|这个单|退款|\b(?:order|delivery|shipping|parcel|courier|account)\b"
)
_A_WAY = re.compile(
    r"电话|手机|号|邮箱|邮件|微信|联系|联络|[转改]?打|揾我|\b(?:phone|number|e-?mail|mobile|call|reach|contact|text|use)\b"
)
_REACH_ME = re.compile(
    r"联系我|联络我|打给我|打俾我|打畀我|回电|找我|回我|我留的|留言|(?:别|不要|不用|唔好)打(?:电话)?|\b(?:call|reach|contact|email|text) me\b|\bi left\b|\bmy (?:message|ticket)\b"
)
# Another hour, or another way, without the way itself.
_OTHERWISE = re.compile(
    r"^(?:那|麻烦|请|还是|最好|帮我|能不能|可以|可不可以|你们?|客服|对了|[\s，,])*(?:(?:改成?|换成?|改为)?(?:[今明后听改][天日早晚]|上午|早上|朝早|中午|下午|下昼|晚上|夜晚|白天|周末|工作日|周[一-日]|[一二两三四五六七八九十\d]+点(?:半|钟)?|之?[前后]|以后|下班|再|时候|别|不要|不好|发)*)+"
    r"(?:打|联系|联络|回|发邮件|发短信|找)(?:电话|个电话)?(?:给|畀|俾)?(?:我|来|嚟)?(?:吧|好吗|可以吗|行吗|哦|就行|就好|谢谢|[\s，,。!！?？])*(?:发?邮件|发?短信|(?:[今明后听][天日]|周[一-日]|上午|中午|下午|晚上)+)?(?:吧|就行|就好|[\s。!！])*$"
    r"|^(?:please |could you |can you |rather |better )*(?:(?:don'?t )?(?:call|email|text|phone|ring|contact)(?: me)?)\b[^.!?]{0,20}\b(?:in the (?:morning|afternoon|evening)|after|before|later|tomorrow|instead|at \d|not |only)\b.{0,20}$"
)
_FOR_WHAT = re.compile(r"(?:联系|聯繫|聯絡|联络|加|找)我?")
# The way that was left is wrong, or another is meant, which is not given yet.
_WRONG_WAY = re.compile(
    r"(?:电话|手机|号码?|邮箱|邮件地址|微信)(?:好像|我|是)*(?:[写留打填输]错|错了|不对|变了|换了|停机)|[写留打填输]错(?:了)?(?:个)?(?:电话|手机|号码?|邮箱|微信)"
    r"|^(?:还是|那|麻烦|请|帮我)*[改换](?:成|个|用|打|为|做)[^，,。]{0,6}(?:电话|手机|号码?|邮箱|微信)(?:吧|好吗|可以吗|了|呀|啊)*$"
    r"|\b(?:number|phone|e-?mail|contact)\b[^.!?]{0,14}\b(?:is|was|'s) (?:wrong|incorrect|not right|old)\b|\bwrong (?:number|phone|e-?mail)\b|\b(?:change|update) (?:my|the) (?:number|phone|e-?mail|contact)\b|\bmy (?:number|e-?mail) (?:has )?changed\b"
)
_ADDS = re.compile(
    r"^(?:哦|噢|对了|啊|嗯|还有|另外|麻烦|请|帮我|再|我|想|要|[\s，,])*(?:(?:再)?(?:补充|补一句|加一句|加上|[添加](?:返|多)?[一两]?句|补讲|讲多[一两]?句)|忘(?:记)?了?(?:说|讲|写)|漏(?:说|讲|写)了?)"
    rf"|(?:补充|加|添|写|备注)(?:一下|一句|到|在|进|上)*[^，,。]{{0,4}}{MESSAGE}|{MESSAGE}[^，,。]{{0,3}}(?:里|上|中)?[^，,。]{{0,3}}(?:补充|加(?:返|多)?[一两]?句|加上|再加|改成|改一下)"
    rf"|^(?:to add|please add|just to add)\b|^add\s*[:,]|\bforgot to (?:say|mention|add|write)\b|\badd (?:this |that |it )?to {MESSAGE_EN}"
)
# These begin another matter as well: a question or a wish behind them is the assistant's.
_GOES_ON = re.compile(
    r"^(?:哦|噢|啊|嗯|[\s，,])*(?:(?:对了|还有|另外)(?:个|一件|一点)?(?:事儿?)?[，,\s：:]|(?:对了|另外)是|还有个(?!问题|[^，,。]{0,6}(?:订单|快递|包裹|单|事))|仲有(?!货|没|得|几|什么|咩|乜|边))|^(?:就?是|要的是|它是|那个是)(?!的|这|那|[^，,。]*(?:还是|不是|吧|喔|对|本人|啊|哪))[^，,。]{2,}|^(?:also|and (?:it|the|there|my)|btw|by the way|one more thing|ps|p\.s\.)\b|^it(?:'s| is) (?:the|a|an|my|in|from|order|number)\b"
)
_LEAD = re.compile(
    r"(?:再|我|想|要|请|還有|还有|另外|[对對]了|[补補]充|加|一下|一句|一[点點]|留言|[个個]?事|忘了?[说說]|also|please|add|one more thing|btw|by the way)+[\s,，:：]+(?=\S)",
    re.IGNORECASE,
)
_ERRANDS = r"查|退货|退款|换货|取消|转人工|投诉|\b(?:refund|return|cancel|exchange)\b"
_WISHES = re.compile(
    rf"我(?:想|要)|帮我|能不能|可不可以|可以|{_ERRANDS}|\b(?:i want|i'd like|i need|can you|could you|please)\b"
)
_TAKES_BACK = r"(?:撤(?:掉|回|销|咗|了)?|[收攞拎]返|别(?:再)?(?:处理|管|理|看|回|打)|取消|删(?:掉|除|了)?|作废|收回|不要了?|唔要|算了|不用(?:了|处理|管|看|回)?|唔使)"
_WITHDRAWS = re.compile(
    rf"{MESSAGE}[^，,。]{{0,6}}{_TAKES_BACK}|{_TAKES_BACK}[^，,。]{{0,6}}{MESSAGE}"
    rf"|\b(?:cancel|withdraw|delete|remove|drop|forget|ignore|scrap|close|take back|disregard)\b[^.!?]{{0,12}}\b{MESSAGE_EN}\b|\b{MESSAGE_EN}\b[^.!?]{{0,12}}\b(?:can be (?:cancelled|deleted|closed|ignored)|no longer|not needed)\b"
)
# One clause of a message: people are not to reach who left it, or to do anything about it. Of "don't call" alone nothing is
# meant but another way.
_WE_DO = r"(?:联系|联络|打(?:电话)?|回电|回复|回|覆|找|揾|处理|管|理|跟进?)"
_GONE = r"(?:了|啦|喇|嘞)"
_NO_MORE = re.compile(
    rf"[^?？]{{0,10}}?(?:(?:不用|唔使|不使|不需要|不必|无需|没需要)(?:再|麻烦)?(?:你们?|你哋|客服)?{_WE_DO}(?:给|畀|俾)?[我他]?{_GONE}?|(?:别|不好|不要)再?(?:{_WE_DO}(?:给|畀|俾)?[我他]?{_GONE}|(?:处理|管|理)[我他]?))(?:吧|哈|啊|呀)*"
    r"|(?:那|还是)*(?:不用了|算了|唔使喇?)?(?:撤(?:掉|回|销)?|取消)(?:掉|它|吧|了|呀|啊)*(?:不留[了喇]?)?|(?:算了)?不留[了喇]"
    r"|.{0,24}\b(?:no need (?:for you )?to|(?:please )?(?:don'?t|do not) (?:need to |have to |bother to )?|you needn'?t) ?(?:call|contact|reply|answer|email|get back)(?:(?: to)? me)?(?: back)?(?: any ?more| about (?:it|this|that))?(?: please)?"
)
_OTHERWISE_REACHED = re.compile(
    r"[发改换]|邮件|短信|微信|上午|早上|中午|下午|晚上|夜晚|点|时候|\b(?:e-?mail|text|write|only|instead|before|after)\b"
)
_CLAUSES = re.compile(r"[,，。.!！;；\n]+|(?<=[一-鿿])\s+")


class About(Enum):
    """What is said of the message."""

    STANDS = "stands"
    AWAITS = "awaits"
    REACHED = "reached"  # how, or where, people will reach who left it
    CONTACT = "contact"  # the way to be reached, or another one
    WRONG_WAY = "wrong_way"  # the way that was left is not the right one; the right one is not given
    ADDS = "adds"
    WITHDRAWS = "withdraws"
    KEEPS = "keeps"  # it was taken back and is to stand after all
    SAYS = "says"  # what stands in it


def said_of_left(text: str, *, at_hand: bool, gone: bool = False) -> About | None:
    """What the words say of a left message; `at_hand`: it is what the customer was told of last, `gone`: that it is
    taken back."""
    folded = plain(simplified(text)).strip()
    if not folded or len(folded) > LONGEST_ADDED:
        return None
    if len(folded) <= LONGEST:
        if contact_in(text, at_hand=at_hand):
            return About.CONTACT
        if found := _of_itself(folded, at_hand=at_hand, gone=gone):
            return found
        if _WITHDRAWS.search(folded) or (at_hand and _no_more(folded)):
            return About.WITHDRAWS
        asks_how = _HOW.search(folded) or (at_hand and _IS_IT_RIGHT.search(folded))
        if asks_how and not _OTHERS.search(folded):
            return About.REACHED
        if at_hand and _WRONG_WAY.search(folded) and not _OF_A_PARCEL.search(folded):
            return About.WRONG_WAY
    if _adds(folded) if at_hand else _names_it(folded) and _ADDS.search(folded):
        return About.ADDS
    if asks_of_left(text):
        return About.STANDS
    return About.AWAITS if awaits_answer(text) else None


def _of_itself(folded: str, *, at_hand: bool, gone: bool) -> About | None:
    """Whether it is to stay, is taken back, and what it says."""
    if keeps(folded, gone=gone):
        return About.KEEPS
    if asks_whether_gone(folded, at_hand=at_hand or gone) or (at_hand and asks_for_number(folded)):
        return About.STANDS
    return About.SAYS if asks_for_words(folded, at_hand=at_hand) else None


def addition_in(text: str) -> str:
    """What is added, without the words that only say that something is."""
    return text.strip()[len(lead.group()) :] if (lead := _LEAD.match(text.strip())) else text.strip()


def only_reached_otherwise(text: str) -> bool:
    """Whether what is added is only when or how people are to reach who left the message."""
    folded = plain(simplified(text)).strip()
    return bool(_OTHERWISE.search(folded) or _WRONG_WAY.search(folded))


def clauses_of(text: str) -> list[str]:
    """Its clauses, folded."""
    return [one.strip() for one in _CLAUSES.split(plain(simplified(text))) if one.strip()]


def wants_more(text: str) -> bool:
    """Whether who takes the message back wants something else as well."""
    clauses = clauses_of(text)
    return any(
        _WISHES.search(one) and not _WITHDRAWS.search(one) and not _NO_MORE.fullmatch(one) for one in clauses
    )


def _no_more(folded: str) -> bool:
    """Whether a clause wants nothing more of people, and no other asks to be reached in another way."""
    clauses = [one.strip() for one in _CLAUSES.split(folded) if one.strip()]
    ends = [one for one in clauses if _NO_MORE.fullmatch(one)]
    others = [one for one in clauses if one not in ends]
    of_else = _OTHERS.search(folded) or _OF_A_PARCEL.search(folded)
    return bool(ends) and not of_else and not any(_OTHERWISE_REACHED.search(one) for one in (*others, *ends))


def _adds(folded: str) -> bool:
    goes_on = _GOES_ON.search(folded) and not is_question(folded) and not _WISHES.search(folded)
    return bool(goes_on or _ADDS.search(folded) or (len(folded) <= LONGEST and _OTHERWISE.search(folded)))


def _names_it(folded: str) -> bool:
    return re.search(rf"{MESSAGE}|\b{MESSAGE_EN}\b", folded) is not None


def contact_in(text: str, *, at_hand: bool) -> str:
    """The way to be reached that is given for the message; else empty."""
    if at_hand and (alone := contact_alone(text)):
        return alone
    found = REACHED_BY.search(text)
    if found is None or len(text) > LONGEST:
        return ""
    around = plain(simplified(f"{text[: found.start()]} {text[found.end() :]}"))
    before = text[: found.start()][-1:]
    is_code = before.isascii() and before.isalpha()  # of an order, a refund, a parcel
    if is_code or _OF_A_PARCEL.search(around) or re.search(_ERRANDS, around):
        return ""
    changes, a_way = _CHANGES.search(around), _A_WAY.search(around)
    if at_hand:
        return _way(found) if changes or a_way else ""
    return _way(found) if changes and a_way and _REACH_ME.search(around) else ""


def contact_alone(text: str) -> str:
    """The way to be reached, where the words hold nothing else; else empty."""
    found = REACHED_BY.search(text)
    if found is None or len(text) > LONGEST:
        return ""
    around = plain(simplified(f"{text[: found.start()]} {text[found.end() :]}"))
    return _way(found) if _AROUND.fullmatch(around) else ""


def _way(found: re.Match[str]) -> str:
    """Without the words that only say what it is for: "WeChat me at x" is the WeChat name x."""
    return _FOR_WHAT.sub("", found.group())


def asks_of_left(text: str) -> bool:
    """Whether it is asked what has become of a message that was left."""
    return len(text) <= LONGEST and _ASKS.search(plain(simplified(text))) is not None


def awaits_answer(text: str) -> bool:
    """Whether it is asked when people will answer, without naming what they are to answer."""
    return len(text) <= LONGEST and _AWAITS.search(plain(simplified(text)).strip()) is not None
