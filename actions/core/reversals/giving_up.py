"""Giving up what is being done, for nothing or for something else ("不取消了 改地址吧"). Read by words, whatever the classifier made of them."""

from __future__ import annotations

import re

from actions.core import words
from actions.core.reversals import holding_off
from actions.core.turn import Turn
from handoff.wording.texts import simplified

# What is given up, so that it is not read as what is wanted.
_GIVEN_UP = re.compile(
    rf"[不别唔](想|要|用)?{words.VERB}{words.OBJECT}(了|啦|喇|咯|啰)?|(forget|cancel|drop|no|not|don'?t|do not) (want (to )?)?(the |an? |my )?\w+",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(那|哦|嗯|啊)?[\s,，]*(算[了啦喇咯啰]|不用了|没事了|当我没说|never ?mind|forget it|不是|不对|唔系|唔啱|都系|不了?|别了?|先别|等等|等下|慢着|还是|no wait|wait|no|nope|actually|instead|rather)(?![a-z])[\s,，.。!！]*",
    re.IGNORECASE,
)
_LEFT_OVER = " ,，.。!！~了吧啦那先就还是"
# What is wanted instead, by the task that does it.
WANTED = (
    ("request_return", re.compile(r"退货|退了吧|退掉|\breturn\b", re.IGNORECASE)),
    ("request_refund", re.compile(r"退款|退钱|\b(refund|money back)\b", re.IGNORECASE)),
    ("request_exchange", re.compile(r"换货|换[一个成]|\bexchange\b", re.IGNORECASE)),
    (
        "change_order",
        re.compile(
            r"改(一?下|个|成)?(收货|收件)?(地址|电话|手机|收件人|收货人|备注|颜色|尺码)"
            r"|\bchange (the |my )?(address|phone|recipient|note|colou?r|size)\b",
            re.IGNORECASE,
        ),
    ),
    ("invoice", re.compile(r"开(个|张|一张)?(电子)?(发票|票)|\binvoice\b", re.IGNORECASE)),
    ("cancel_order", re.compile(r"取消(这个|这笔|整个|掉)?(订单|单子)|\bcancel (the |my |this )?order\b", re.IGNORECASE)),
    ("urge_delivery", re.compile(r"催|加急|快点?(发|送)|\b(hurry|expedite|speed (it )?up)\b", re.IGNORECASE)),
    ("price_protection", re.compile(r"价保|保价|补差价|\bprice (protection|match)\b", re.IGNORECASE)),
)  # fmt: skip
_RULES = re.compile(r"政策|规则|规定|流程|\b(policy|policies|rules)\b", re.IGNORECASE)
# The open task by its own name: "取消换货" in the form of an exchange ends it.
_NAMES = {
    "request_refund": r"退款|refund",
    "request_return": r"退货|退款|return",
    "request_exchange": r"换货|exchange",
    "change_order": r"修改|更改|改动|change",
    "change_delivery": r"修改|更改|改派|change",
    "invoice": r"开票|开发票|发票|invoice",
    "price_protection": r"价保|保价|price protection",
    "return_logistics": r"预约|取件|上门|pick.?up",
}
_EVERYTHING = re.compile(r"都|全|\b(all|everything)\b", re.IGNORECASE)

_ASIDE = re.compile(
    r"^(那|好|就|先|这个|这事|暂时|[\s,，])*((放|搁|留|缓)(着|一放|一下|一边|一缓|低)|(以后|回头|改天|晚点|等下|待会儿?|迟啲|下次)再?(说|办|弄|搞|来|开|讲))(先|吧|啦|了)*[\s,，.。!！~]*$"
    r"|^(maybe |do it |i'?ll do it )?(later|another time|not now|not right now|put it aside|leave it for (now|later))[\s.!,]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(好的?|那|请|我们|咱们|[\s,，])*(继续|接着)(办|弄|来|刚才的?)?(吧|啊)?[\s.。!！]*$|^(please |ok |let'?s )*(go on|continue|resume)[\s.!]*$",
    re.IGNORECASE,
)


def says_not_now(text: str) -> bool:
    """Puts something aside ("先放着"), and says nothing else."""
    return _ASIDE.match(simplified(text)) is not None


def goes_on(turn: Turn) -> bool:
    """ "继续", and nothing else: what was put aside."""
    return _GOES_ON.match(simplified(turn.text)) is not None


def withdraws(turn: Turn, task: str) -> bool:
    """Takes the open task back by its name, or by no name ("取消这个退货", "撤销吧"). Cancelling is itself a task."""
    if task not in _NAMES:
        return False
    takes_back = (
        r"^[\s,，]*(我要|我想|请|帮我|那就?|还是|please )?(取消|撤销|撤回|收回|停止|cancel|withdraw|stop)\s*(掉|了)?"
        rf"(这个|这次|本次|这笔|我的|the|this|my|that)?\s*({_NAMES[task]}|申请|操作|办理)*\s*(吧|了|掉|申请|request)?[\s.。!！]*$"
        rf"|^(那|这个|我的)*({_NAMES[task]})+(的?申请)?(就|先|给我|帮我|还是)*(取消|撤销|撤回|不用|算)(掉|了)?(吧|啦)?[\s.。!！]*$"
    )
    return re.match(takes_back, simplified(turn.text), re.IGNORECASE) is not None


def asks_for_rules(text: str) -> bool:
    """How it works is asked for ("帮我查退款政策"), and nothing is to be done."""
    return _RULES.search(simplified(text)) is not None


def besides(turn: Turn) -> str:
    """What the message says beside what it gives up, with the word that takes back; "" when nothing."""
    text = _GIVEN_UP.sub(" ", simplified(turn.text)).strip()
    more = words.STOPS.sub(" ", text).strip(_LEFT_OVER)
    return text if _HEAD.sub("", more).strip(_LEFT_OVER) else ""


def wants_instead(turn: Turn, open_task: str = "") -> str | None:
    """The task wanted in place of the one given up ("算了退货吧，不换了", "no wait, just hurry it")."""
    text = simplified(turn.text)
    held = open_task != "" and holding_off.holds_off(turn, open_task)
    gives_up = held or words.abandons(turn) or _HEAD.match(text) is not None
    if not gives_up or words.is_question(turn) or asks_for_rules(text):
        return None
    rest = _GIVEN_UP.sub(" ", holding_off.without(text, open_task) if held else text)
    return next((task for task, sign in WANTED if sign.search(rest)), None)


# The whole message asks for it; goods are named by the task, a reason may follow.
_PLAINLY = re.compile(
    r"^(那|哦|嗯)?(我(还|也)?(要|想要?|需要)|(请|麻烦)?帮我|给我|申请|i (want|need|would like)|i'd like|please)[^?？]{1,24}$",
    re.IGNORECASE,
)


def plainly_asks(turn: Turn) -> str | None:
    """The task that the message asks for in plain words ("我要退款", "I want a refund")."""
    text = simplified(turn.text).strip()
    if not _PLAINLY.match(text) or words.is_question(turn) or _GIVEN_UP.search(text):
        return None
    return next((task for task, sign in WANTED if sign.search(text)), None)


def gives_up_everything(turn: Turn) -> bool:
    """ "都不要了": the tasks put aside too."""
    return _EVERYTHING.search(simplified(turn.text)) is not None
