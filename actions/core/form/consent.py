"""What an answer to a summary means. A change waits for a clear yes; what refuses, hesitates, corrects or asks is none.

The classifier is not asked: it takes short words it never saw for a yes. A yes is a message made of nothing but words
of agreement, so that one word more ("好慢", "ok wait", "星期三好了") is no yes.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from actions.core.turn import Turn
from handoff.wording.texts import simplified

SHORT = 14  # characters of Chinese that refuse as a whole; more may say something beside
SHORT_LATIN = 45


class Consent(Enum):
    """How the customer takes a summary."""

    YES = auto()
    NO = auto()
    LATER = auto()
    WRONG = auto()
    UNCLEAR = auto()


_AGREE = (
    r"好(的|滴|哒|嘞|咧|勒|呀|啊|吧|啦|喔|哦|噢|唷|哇|呢|囉|啰)*|行(的|吧|啊|呀|啦)?|[可阔]以(的|吧|啊|呀|啦|了|喔|唷)?"
    r"|(我)?(确认|确定|同意)(的|了|吧|啦|啊)?|是(的|啊|呀|滴)?|系(呀|啊|嘅|㗎|的)?|对(的|啊|呀|滴|头)?|[没冇]错|[没木冇无]问题|没毛病|没意见"
    r"|嗯+(嗯|呢|哪)*|恩+|成(交|吧)?|妥|得(嘅|㗎|啦|喇|呀)?|啱(呀|啊|嘅)?|要得|当然|必须的|提交(吧)?"
    r"|就(这样|这么(办|定|弄|着)|咁|咁样|这样(办|弄|吧))(吧|啦)?|办吧|弄吧|照做"
    r"|[✅👌👍🆗][\U0001f3fb-\U0001f3ff]?"
    r"|(?<![a-z])(y|yes+|yep|yeah|yea|yup|ya|aye|sure( thing)?|ok(ay|ey|ie)?|kk?|(i )?confirm(ed)?|correct|exactly|right|(i )?agree(d)?"
    r"|go (ahead|on)|why not|go for it|please do|do (it|that|so)|proceed|absolutely|definitely|of course|perfect|approved?|submit|al{1,2} ?right"
    r"|sounds (good|fine)|looks (good|right|fine)|(?<!it's )(?<!its )(that'?s )?fine)(?![a-z'])"
)
_BESIDE = (
    r"[\s,，.。!！~～、;；]|那(就)?|就|也|请|麻烦(你|您)?(了)?|帮我|给我|这个|这样|谢谢(你|您)?|谢了|多谢|唔该(晒)?|辛苦(你|您)?了|不错|(不用|不必|别|不要)再?问(我)?了|收到|知道了|明白(了)?|了解(了)?"
    r"|(按|照|听)(刚才|之前)?(你们?|您|客服|同事|人工)?(说好的|说的|讲的|的)?(来|办|做)?"
    r"|(?<![a-z])(no (problem|worries)|please|pls|thanks?|thx|thank you|(very|so) much|then|that'?s|that is|it'?s|it is|this is|and|with (it|that|this)|good|great|got it|noted|understood|i see)(?![a-z'])"
)
# What the task does, said after a yes ("确认取消"): only its own act, else the yes is to something else.
_ACTS = {
    "cancel_order": r"取消|撤销|订单|cancel",
    "change_after_sale": r"申请|修改|更改|改|change",
    "change_after_sale:withdraw": r"取消|撤销|撤回|申请|withdraw|cancel",
    "request_refund": r"退款|退钱|退|refund",
    "request_return": r"退货|退|return",
    "request_exchange": r"换货|调换|换|exchange",
    "change_order": r"修改|更改|变更|改|change|update",
    "change_delivery": r"修改|更改|变更|改派|改|change",
    "invoice": r"开票|开具|开发票|发票|开|invoice|issue",
    "price_protection": r"价保|保价|补差价|price protection",
    "return_logistics": r"预约|上门|取件|寄|book|pick ?-?up",
}
# The same act alone answers "shall it be changed?"; of cancelling it would not be clear what is cancelled.
_ALONE = {
    "change_order": r"改了?吧?",
    "change_delivery": r"改了?吧?",
    "invoice": r"开了?吧",
    "request_refund": r"退了?吧",
    "request_return": r"退了?吧",
    "request_exchange": r"换了?吧",
}
_ANY_ACT = r"办理|办|处理|申请|提交|执行|继续|进行|吧|(it|that|this|(the|my|this) order)(?![a-z])"
_NO = re.compile(
    r"(?<![区特分级派鉴识辨性类告])别(?![的人名处家样墅针个])|不(确认|同意|办|弄|搞|改|取消|退|换|要|用|想|需要|行|可以|成|必|愿|接受|提交|申请|开|寄|约)"
    r"|^不+[了啊吧\s。!！]*$|^(没有|否|免了?)[\s。!！]*$|先不|暂时?不|算[了啦喇咯啰]|拉倒|打住|住手|作罢|放弃|停(下|止|一下)?[吧\s。!！]*$"
    r"|(先|就)(放|留|搁|摆|缓|停|搁置)(着|低|缓|一缓|一放|一边)?|放着|留着|以后再|下次(再|吧)|改天再|回头再|过几天再|再说吧?$"
    r"|唔(好|使|要|确认|同意|改|退|换|取消|办|搞|想|得)(?!该)|咪(改|搞|办|退|换|取消|确认)"
    r"|\b(nope|nah|no(?! (problem|worries))|don'?t|do not|stop|never ?mind|forget it|leave it( alone| as (it )?is)?[.! ]*$|cancel that|not now|not yet"
    r"|keep it( as (it )?is)?[.! ]*$|rather not|abort|later|another time)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"慢(着|住|点|慢来)|且慢|咪住|等(一)?[下等会阵陣]|稍等|先等|让我(想|看|问|确认)|想(想|一下|一想|清楚)|没想好|考虑|看看|问问|商量|谂|諗|不确定|唔(确定|肯定)"
    r"|不(急|着急)|拿不准|犹豫|没决定|^(嗯|呃|额)*(…|\.\.|。。)"
    r"|\b(wait|hold on|hang on|(one|a) (sec|second|moment|minute)|let me (think|check|see|ask)|not (so |really |quite )?sure|unsure|maybe|perhaps|think about it|hmm+|umm*)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"不(对|是|正确|准)|(?<![拍买下选点不没冇])错|有误|漏(了|写)|少(写|了)|唔(系|啱)|\b(wrong|incorrect|mistake|not (right|correct|that|this|what)|isn'?t (right|correct))\b",
    re.IGNORECASE,
)
# Ends in a row of dots, or grants a thing before its but ("好是好"): no yes is in it.
_TRAILS_OFF = re.compile(r"(…|\.\.|。。)\s*$|(好|行|对|可以)(倒|却)?是\2")
_ASKS = re.compile(r"[?？]|[吗么嘛]|(\S{1,2})[不唔]\1")
_MURMUR = re.compile(r"^([嗯恩唔哦噢喔]|ok(ay)?|kk?|mm+|[\s,，.。~～!！])+$")
_UNSURE = re.compile(r"不确定|不急|不着急|唔(确定|肯定)|\bnot (so |really |quite )?sure\b")
# Asks to wait, and nothing else: what was said stands, whatever was asked.
_ONLY_WAITS = re.compile(
    r"^(慢(着|住|慢来)|且慢|咪住|等(一)?[下等会阵陣]|稍等|先等(等|下)?|wait|hold on|hang on|one (sec|second|moment))+(先|啊|吧|一下)?[\s,，.。!！~…]*$"
)
# Wants to think about it, and says nothing else.
_ONLY_THINKS = re.compile(
    r"^(那|嗯+|呃|哦|好吧?|我|容我|让我|等我|先|还是|要|得|再|[\s,，.。…])*(想(一?想|一下|清楚)|考虑(一下|考虑|下)?|谂(下|谂))(看|清楚)?(再说)?(先|吧|啊|一下|[\s,，.。!！~…])*$"
    r"|^((i'?m |i am )?not (so |really |quite )?sure( yet)?|let me think( about it)?|i('?ll| will| need to) think about it)[\s.!…]*$"
)
_ASKS_TO_LEAVE_IT = re.compile(r"^(可以|能|可不可以|能不能)?(先|暂时)?(不|别)(办|改|弄|退|换|取消)")
# The first that is found counts: "等等 别取消" refuses, "不确定" only hesitates.
_SIGNS = (
    (_UNSURE, Consent.LATER),
    (_NO, Consent.NO),
    (_WRONG, Consent.WRONG),
    (_LATER, Consent.LATER),
    (_TRAILS_OFF, Consent.LATER),
)


def consent(turn: Turn) -> Consent:
    """How the turn takes the summary it answers; a pressed button has no text."""
    if not turn.text:
        return {"affirm": Consent.YES, "deny": Consent.NO}.get(turn.intent, Consent.UNCLEAR)
    if agrees(turn):
        return Consent.UNCLEAR if _nods_at_an_answer(turn) else Consent.YES
    text = simplified(turn.text).lower()
    if len(text) > (SHORT_LATIN if text.isascii() else SHORT):
        return Consent.UNCLEAR
    if _ASKS.search(text) and not _ASKS_TO_LEAVE_IT.search(text):
        return Consent.UNCLEAR
    return next((meaning for sign, meaning in _SIGNS if sign.search(text)), Consent.UNCLEAR)


def agrees(turn: Turn) -> bool:
    """A yes in words: nothing in the message but agreement, courtesy, and after a yes what the open task does."""
    text, at, agreed = simplified(turn.text).lower(), 0, False
    if _TRAILS_OFF.search(text):
        return False
    pieces = _pieces(str(turn.slots.get("task")), str(turn.slots.get("option")))
    while at < len(text):
        found = pieces.match(text, at)
        if found is None or (found.lastgroup == "act" and not agreed):
            return False
        agreed = agreed or found.lastgroup == "yes"
        at = found.end()
    return agreed


def _nods_at_an_answer(turn: Turn) -> bool:
    """A murmur below the answer to something else, with the summary again under it: which of the two it nods at is open."""
    return bool(turn.slots.get("returns")) and _MURMUR.match(turn.text.lower()) is not None


def is_courtesy(text: str) -> bool:
    """ "谢谢", "麻烦你了": neither yes nor anything else."""
    return re.fullmatch(f"(?:{_BESIDE})+", simplified(text).lower()) is not None


def only_waits(turn: Turn) -> bool:
    """ "慢着", "hold on", and nothing else."""
    return _ONLY_WAITS.match(simplified(turn.text).lower()) is not None


def only_thinks(turn: Turn) -> bool:
    """ "我再想想", "not sure yet", and nothing else."""
    return _ONLY_THINKS.match(simplified(turn.text).lower()) is not None


def doubts(turn: Turn) -> bool:
    """Refuses, hesitates or finds fault, whatever the classifier took it for."""
    return consent(turn) in (Consent.NO, Consent.LATER, Consent.WRONG)


def acts(task: str, option: str = "") -> str:
    """What the task does, as a pattern; "" where it changes nothing."""
    return _ACTS.get(f"{task}:{option}") or _ACTS.get(task) or ""


def _pieces(task: str, option: str) -> re.Pattern[str]:
    own = acts(task, option)
    act = f"{own}|{_ANY_ACT}" if own else _ANY_ACT
    agree = f"{_ALONE[task]}|{_AGREE}" if task in _ALONE else _AGREE
    # re keeps compiled patterns; there are as many as tasks.
    return re.compile(f"(?P<yes>(?:{agree}))|(?P<beside>(?:{_BESIDE}))|(?P<act>(?:{act}))")
