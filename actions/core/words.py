"""Short answers that a form must read by itself, whatever the classifier made of them."""

from __future__ import annotations

import re

from actions.core.form.consent import agrees, only_thinks, only_waits
from actions.core.turn import Turn
from handoff.wording.texts import simplified

# The entity `option` of a button that gives up what is being done.
DROP = "drop"
_END = r"[\s。.!！~～,，]*$"
_NO = re.compile(
    r"^(不|不是|不要|不用了?|不行|不对|不可以|没有|否|先不|no|nope|not now|don't)(的|了|吧|啊)?" + _END,
    re.IGNORECASE,
)
# What may be given up, and of what.
VERB = r"(退|换|改|取消|开|催|申请|办|弄|搞|整|做|用|查|约|寄|cancel)"
OBJECT = r"(货|款|钱|地址|电话|订单|单子?|发票|票|快递|派送|取件)?"
_OVER = r"(了|啦|喇|咯|啰)"
# Not to want the goods is a reason too, so it stops nothing by itself: "不要了" does not, "不要了，没事了" does.
_ABANDON = re.compile(
    rf"^((那|那就|哦|嗯|好吧?|行吧?|唉|还是|都系|我|[不唔]想?要{_OVER})[\s,，。…]*)*"
    rf"(算{_OVER}|不用了|唔使{_OVER}|不办了|不弄了|先不{VERB}了?|不(想|要)?{VERB}{OBJECT}{_OVER}"
    rf"|唔(想|要)?{VERB}{OBJECT}{_OVER}|[没冇]事{_OVER}|当我没[说讲]|当我冇讲|(取消|不用|不要)(上门)?(取件|预约))"
    r"|\b(never ?mind|forget it|leave it[.!]*$|cancel that|don't bother|stop this)\b",
    re.IGNORECASE,
)
# The words of stopping, wherever they stand beside others.
STOPS = re.compile(rf"([不唔]想?要|[没冇]事|算|不用|唔使){_OVER}|当我[没冇][说讲]")
_OTHER_ORDER = re.compile(
    r"(另|别的?|其他的?|换|不是这|上一?)(外)?一?个?(单|笔|订单)|订单(选|弄|搞)?错|(选|弄|搞|下|拍)错(了)?(订单|单)|(different|another|other|wrong) order",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"^(不对|错了|弄错|写错|说错|改一下|修改|算了|还是|应该|不好意思|no,|wrong|actually|i mean|sorry|make (it|that)|rather\b|instead)",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(
    r"^(没了|没有了|没别的了?|没(其他|什么)(的|事)?了?|没事了?|没问题了?|不用了|不需要了|暂时没有?了?|冇(喇|啦|了)"
    r"|no,? (thanks?|thank you|nothing else|that's (all|it)|i'm (fine|good))|nothing else|that's all)" + _END,
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(哈|呵|嘿|嘻|哦|噢|喔|嗯|啊|额|呃|唉|哎呀?|哇|呀|诶|嗨|lol|lmao|ha|he|h|hmm+|umm*|wow|omg|oh|ah|xd|qq|😂|😅|😄|🤣|[\s,，.。!！~～…])+$",
    re.IGNORECASE,
)
_FAULT_ALONE = re.compile(
    rf"^(好像|还是|又|全|都)*([写打填说弄]?错了?|不对|不是(这个|的)?|(that'?s )?wrong)(了|啊|呀)?{_END}", re.I
)
_SMALL_TALK = re.compile(
    r"天气|下雨|下雪|好(冷|热)|笑话|讲个|唱(首|个|歌)|吃(了|饭)(吗|没)|辛苦了|在(干|忙)"
    r"|\b(weather|joke|haha|lol|sing|bored)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[?？]|吗|呢$|么$|怎么|多久|什么|几天|^(how|what|when|where|why|which|who|can|could|do|does|is|are|may)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"^(第|the |number |no\.? ?)?([1-9一二两三四五六])(个|单|笔|st|nd|rd|th)?( one)?(吧|的)?[。.!！]?$"
)
_FIRST_WORDS = ("first", "second", "third", "fourth", "fifth")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def ordinal(turn: Turn) -> int | None:
    """Place in a list that was shown ("第二个", "2", "the second one")."""
    text = simplified(turn.text).lower()
    found = _ORDINAL.match(text)
    if found:
        return _NUMERALS.get(found[2]) or int(found[2])
    for place, word in enumerate(_FIRST_WORDS, start=1):
        if word in text and len(text) < 24:
            return place
    return None


def says_no(turn: Turn) -> bool:
    return turn.intent == "deny" or _NO.match(simplified(turn.text)) is not None


def abandons(turn: Turn) -> bool:
    """Gives up what is being done ("算了不退了"), in words or by a button."""
    return turn.first("option") == DROP or _ABANDON.search(simplified(turn.text)) is not None


def means_other_order(turn: Turn) -> bool:
    """Corrects the order ("不对，是另一单")."""
    return _OTHER_ORDER.search(simplified(turn.text)) is not None


def corrects(turn: Turn) -> bool:
    """Takes back what was said before ("不对，…", "改一下")."""
    return _WRONG.search(simplified(turn.text)) is not None


def wants_nothing_more(turn: Turn) -> bool:
    """ "没了" after an answer: satisfied, where "没有" is not."""
    return _NOTHING_MORE.match(simplified(turn.text)) is not None


def is_filler(turn: Turn) -> bool:
    """Laughs and sighs, and nothing else."""
    return _FILLER.match(simplified(turn.text)) is not None


def is_small_talk(turn: Turn) -> bool:
    """Laughs, sighs, the weather, a bare yes, "等等", "再想想", "不对": never a detail that was asked for in words."""
    text = simplified(turn.text)
    signs = (_FILLER.match(text), _SMALL_TALK.search(text), _FAULT_ALONE.match(text))
    return any(found is not None for found in signs) or agrees(turn) or only_waits(turn) or only_thinks(turn)


def is_question(turn: Turn) -> bool:
    return _QUESTION.search(simplified(turn.text)) is not None
