"""Who it is, in a chat where the phone number is shared by a button: how that is done, and what goes without it.

There is nothing to sign in to in such a chat, so it is never asked for there.
"""

from __future__ import annotations

import re

from actions.common.identity import SHARES_NUMBER, ask_identity
from actions.common.orders import PERSON
from actions.core.reply import Choice
from actions.core.visit import Visit
from handoff.wording.texts import simplified

_REFUSES = re.compile(
    r"(不(想|愿意?|要|能|会|方便|打算|太想)|唔(想|要|俾|会)|拒绝|为什么要|凭什么|干嘛要?|点解要)再?.{0,6}(手机|电话|号码|隐私)"
    r"|\b(don'?t|do not|won'?t|will not|not|rather not|refuse to|why (should|must|do) i|no need to) (want to |like to |going to |willing to |have to )?"
    r"(share|give|send|tell|show|provide)\b.{0,16}\b(number|phone|mobile|it)\b",
    re.IGNORECASE,
)
_SIGNS_IN = re.compile(
    r"(怎么|怎样|如何|点样|在?哪里?|边度|不能|没法|无法)(样|才能|可以|能|去)?.{0,4}(登录|登入|登陆)|(登录|登入|登陆)(不了|在哪|哪里|吗)"
    r"|\b(how|where|can'?t|cannot|unable)\b.{0,16}\b(sign|log) ?-?in\b",
    re.IGNORECASE,
)
_OF_THE_SHOP = re.compile(r"密码|验证码|商城|网站|app|小程序|password|code|website", re.IGNORECASE)


def say_of_sharing(visit: Visit) -> bool:
    """Answer who will not share the number, or asks how to sign in; False when it is neither."""
    if visit.identity or visit.turn.channel not in SHARES_NUMBER:
        return False
    text = simplified(visit.turn.text)
    if _REFUSES.search(text):
        visit.reply.say("number_not_needed", choices=_without_number())
        return True
    if _SIGNS_IN.search(text) and not _OF_THE_SHOP.search(text):
        ask_identity(visit, "sign_in_how", [PERSON])
        return True
    return False


def say_unknown_number(visit: Visit) -> None:
    """No account has the number that was shared: what goes without it, and a person for the rest."""
    visit.reply.say("number_unknown_next", choices=_without_number())


def _without_number() -> list[Choice]:
    return [Choice("task_track_shipment", "track_shipment"), PERSON]
