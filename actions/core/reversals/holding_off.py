"""The open task's own act, negated or postponed ("先别拒收", "唔退住", "don't cancel it"): it is taken back, never chosen again."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from actions.core import words
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from actions.core.turn import Turn

# Verbs only: not to want the order or the goods is why, and stops nothing.
_PLACES = r"(驿站|自提点?|超商|便利店|代收点|快递柜|丰巢|门口|门外)"
_ACTS = {
    "cancel_order": r"取消|撤销|撤|cancel",
    "change_after_sale": r"修改|改|取消|撤销|撤回|撤|change|withdraw|cancel",
    "request_refund": r"退款|退钱|退|refund",
    "request_return": r"退货|退|return|send",
    "request_exchange": r"换货|调换|换|exchange",
    "change_order": r"修改|更改|变更|改|change",
    "change_delivery": rf"拒收|拒签|拒|退回|退|修改|更改|改派送?|改送|[放送改](在|到|去|送)*{_PLACES}|改|refuse|reject|return|send|change",
    "invoice": r"开票|开发票|开|invoice|issue",
    "price_protection": r"申请价保|价保|保价|补差价|补差|price protection",
    "return_logistics": r"预约|约|取件|寄|book|pick ?up|collect",
}  # fmt: skip
_ANY_ACT = r"申请|提交|办理?|弄|搞|处理|do|submit"
_NEGATION = r"(先(别|不要?)|暂时?不要?|不要|不想|(?<![特分区级派类性差告])别|唔好|唔使|唔想|唔|咪|(?<![a-z])(don['’]?t|do not|not)(?![a-z]))"
_NEVER_SAID = r"([没冇]有?|未)(说|讲|话|让|叫|要|想)|never (said|asked|wanted)|did(n['’]?t| not)"
_BETWEEN = r"(先|再|急着|给我|帮我|想|要|把|\s|(want|wanna|you|to|even|just)(?![a-z]))*"
_OBJECT = rf"({words.OBJECT}|它|这个|那个|包裹|件|(it|that|this|the|my|order|parcel|package|delivery|item|back)(?![a-z])|\s)*"
_END = r"(了|啦|喇|咯|先|住|吧|着|啊|呀|哈|哦|掉|(yet|now|just|for|anymore|please|pls)(?![a-z])|\s)*(?=[,，.。;；!！~…]|$|\b(?:but|and)\b|(?<=\s)[^\x00-\x7f])"
# A plain "不" before the act holds it off only with this behind it.
_OVER = r"(了|啦|喇|咯|先|住)"
_START = r"(?:^|(?<=[\s,，.。;；!！?？…]))"
# Goods or hesitation before it; "能别…吗" and "为什么不…" ask.
_BEFORE = r"((要不然?|不)?[^\s,，.。;；!！?？不别没能可为怎吗唔咪先]{0,8}|((no|wait|hold on|actually|please|pls|sorry|oh|i|so|ok|just|well|you)\s+)*)"
_HESITATION = (
    r"(等等|等一?下|慢着|那|嗯+|哦|啊|算[了啦]|还是|no|wait|hold on|actually|please|ok|oh|[\s,，.。…!！])*"
)
_BARE = re.compile(
    rf"^{_HESITATION}(先别|别|先不要|唔好|咪|don['’]?t|do not)(?![a-z])(了|啊|呀|先|住|yet|now|\s)*(?=[,，.。;；!！~…]|$)",
    re.IGNORECASE,
)

_HESITATES = re.compile(rf"^({_HESITATION}(我|就)?)+", re.IGNORECASE)
_TAKEN = re.compile(rf"{_NEGATION}|不", re.IGNORECASE)
_LEFT_OVER = " ,，.。!！~…了吧啦"


def holds_off(turn: Turn, task: str) -> bool:
    """Says not to do, or not yet to do, what the open task does. Of a summary it counts wherever it stands: a yes must not follow it."""
    text = simplified(turn.text)
    if turn.requested == "confirm" and _loosely(task).search(text):
        return True
    return without(text, task) != text


def takes_back(text: str, task: str) -> bool:
    """Takes back what the task does, and says nothing else ("算了不拒收了", "我不换了")."""
    plain = _HESITATES.sub("", simplified(text))
    return _TAKEN.match(plain) is not None and not without(plain, task).strip(_LEFT_OVER)


def act(task: str) -> re.Pattern[str]:
    """What the task does, in words."""
    return re.compile(_act(task), re.IGNORECASE)


def without(text: str, task: str) -> str:
    """The text, simplified, without what holds the task off."""
    return _held(task).sub(" ", _BARE.sub(" ", simplified(text)))


@cache
def _held(task: str) -> re.Pattern[str]:
    act = f"({_act(task)}){_OBJECT}"
    return re.compile(
        rf"{_START}{_BEFORE}({_NEGATION}{_BETWEEN}{act}|不{_BETWEEN}{act}{_OVER}){_END}", re.IGNORECASE
    )


@cache
def _loosely(task: str) -> re.Pattern[str]:
    act = f"({_act(task)})"
    said = rf"({_NEGATION}|{_NEVER_SAID})\W?([^\s,，.。;；a-z]{{0,4}}|( ?[a-z]+){{0,3}} ){act}"
    return re.compile(rf"{said}|(?<![能可么])不(想|要|再)?{act}{_OBJECT}{_OVER}", re.IGNORECASE)


def _act(task: str) -> str:
    own = _ACTS.get(task)
    return f"{own}|{_ANY_ACT}" if own else _ANY_ACT
