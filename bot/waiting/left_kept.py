"""What is asked of the left message itself: what it says, whether it is taken back, and to keep it after all. Pure.

Patterns are written in Simplified Chinese and lower case, for folded words.
"""

from __future__ import annotations

import re

MESSAGE = r"(?:留言|留(?:下|低|过|了)?(?:的|嘅)?(?:言|话|说话|消息|信息|讯息))"
MESSAGE_EN = r"(?:messages? (?:that )?i left|(?:my|the|that) (?:left )?(?:message|ticket))"

_POLITE = r"(?:吧|了|啦|喇|呀|啊|哦|好了|谢谢|please|thanks|after all|then|now|open|[\s.。!！,，])*"
_SOFT = (
    r"(?:算了|那|哦|还是|都[系是]|等等|等一下|不好意思|抱歉|我|先|请|麻烦|又|就"
    r"|ok(?:ay)?|never ?mind|no|wait|actually|sorry|oh|please|[\s,，.。!！])*"
)
_TAKE_BACK = r"(?:撤(?:掉|回|销)?|取消|删(?:掉|除)?|[收攞拎]返|收回)"
_KEEPS = re.compile(
    rf"{MESSAGE}[^，,。?？]{{0,4}}(?:留[着著]|留住|保留|恢复|(?:别|[不唔](?:要|好|使|用)?){_TAKE_BACK})|(?:恢复|保留|留住)[^，,。]{{0,6}}{MESSAGE}"
    rf"|(?:别|[不唔](?:要|好|使|用)?){_TAKE_BACK}[^，,。]{{0,6}}{MESSAGE}"
    rf"|\b(?:keep|restore|reopen|un-?do|don'?t (?:withdraw|cancel|delete|close))\b[^.!?]{{0,8}}\b{MESSAGE_EN}\b"
)
# Only right after it was taken back.
_KEEPS_IT = re.compile(
    rf"{_SOFT}(?:留[着著](?:它)?|留住(?:[佢它他])?|留返|保留[着著]?|恢复(?:一下|它)?|(?:先?别|[不唔](?:要|好|使|用)?){_TAKE_BACK}|改(?:变)?主意"
    rf"|(?:还是|都[系是]|继续)(?:请|叫|让|麻烦)?(?:你们?|客服|帮我)*(?:继续)?(?:处理|跟进|联系我|联络我|打给我|回我)"
    r"|(?:keep|leave|restore|reopen) (?:it|that|this)|(?:don'?t|do not) (?:withdraw|cancel|delete|close) (?:it|that)|undo(?: (?:that|it))?|put it back"
    rf"|i(?:'ve| have)? changed my mind){_POLITE}"
)
_DONE = rf"{_TAKE_BACK}(?:成功|好|完)?(?:了|咗)+(?:没有?|吗|么|未)|有(?:没有?|冇)?(?:真的)?{_TAKE_BACK}(?:了|咗)?(?:吗|么|没有?|未|[?？]|$)|(?:撤|收)[回返](?:没有?|未)"
_DONE_EN = (
    r"(?:(?:is|was|has|have)(?:n'?t)? .{0,20}\b(?:withdrawn|cancell?ed|taken back|deleted)"
    r"|did .{0,20}\b(?:withdrawn?|cancel(?:l?ed)?|taken? back|deleted?))\b"
)
_NAMES_WHETHER_GONE = re.compile(
    rf"{MESSAGE}[^，,。]{{0,4}}(?:{_DONE})|(?:{_DONE}).{{0,4}}{MESSAGE}|^(?=.*\b{MESSAGE_EN}){_DONE_EN}"
)
_WHETHER_GONE = re.compile(
    rf"(?:请问|那|已经?|到底|所以|它|这条|那条|[\s，,])*(?:{_DONE})[\s?？呀啊呢]*|(?:so )?(?=(?:is|was|has|have|did)(?:n'?t)? (?:it|that|this|you)\b)(?!.*\b(?:order|parcel|refund|return)\b){_DONE_EN}(?: (?:it|that|now|yet))*[\s?]*"
)
_NAMES_WORDS = re.compile(
    rf"我(?:刚才|刚刚|之前|上次|头先)?(?:的|嘅)?(?:{MESSAGE}|留(?:了|咗|的)?)(?:里)?(?:面)?(?:写|说|讲)?(?:的|了|咗)?(?:是|系)?(?:些|啲)?(?:什么|啥|咩|乜)(?:内容|嘢|来着)?[\s?？呀啊呢]*$"
    rf"|\bwhat (?:did|have|had) i (?:write|written|sa(?:y|id)|le(?:ave|ft)|put)\b.{{0,12}}\b(?:message|ticket)\b|\bwhat(?:'s| is| was) in {MESSAGE_EN}|\bwhat (?:does|did) {MESSAGE_EN} say"
)
_WORDS = re.compile(
    r"(?:请问|那)?我(?:刚才|刚刚|之前|头先)?(?:都)?(?:写|说|讲|留)(?:的|了|咗)?(?:是|系)?(?:些|啲)?(?:什么|啥|咩|乜)(?:内容|嘢)?(?:来着|[\s?？呀啊呢])*"
    r"|(?:sorry,? |and )?what (?:did|have) i (?:write|written|say|said|leave|left|put)(?: (?:there|again|exactly))?[\s?]*"
)
_NUMBER = re.compile(
    r"(?:请问|那|所以|我的?|[\s，,])*(?:有(?:没有?|冇)?|冇)?(?:个)?(?:留言)?(?:的)?(?:编号|单号)(?:是|系)?(?:多少|几号?|什么|咩|呢|吗|么|没有)*(?:来着|[\s?？呀啊呢])*"
    r"|(?:so |and )?(?:what(?:'s| is| was)|is there|do i (?:get|have)) (?:the|my|an?) ?(?:ticket |message |reference )?(?:number|reference|id)(?: again)?[\s?]*"
)


def keeps(folded: str, *, gone: bool) -> bool:
    """Whether the message is to stay; `gone`: the customer was just told that it is taken back."""
    return bool(_KEEPS.search(folded) or (gone and _KEEPS_IT.fullmatch(folded)))


def asks_whether_gone(folded: str, *, at_hand: bool) -> bool:
    return bool(_NAMES_WHETHER_GONE.search(folded) or (at_hand and _WHETHER_GONE.fullmatch(folded)))


def asks_for_words(folded: str, *, at_hand: bool) -> bool:
    """Whether it is asked what the message says."""
    return bool(_NAMES_WORDS.search(folded) or (at_hand and _WORDS.fullmatch(folded)))


def asks_for_number(folded: str) -> bool:
    """Whether a bare question asks for a number; of the message, while it is what is talked about."""
    return _NUMBER.fullmatch(folded) is not None
