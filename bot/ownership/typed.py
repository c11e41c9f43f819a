"""Typed words that mean what a button means, by who owns the conversation. Pure.

A clause counts only when it is nothing but such words; what is said beside it may go on with the assistant, or tell
that no choice was meant: "I can't wait" leaves a queue, "I can't wait, send it now" is for the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.ownership.stars import COMMENT, WANTS, rating_words
from handoff.cues.folding import plain
from handoff.transitions import State
from handoff.wording.texts import simplified

Payload = Mapping[str, Any]
LONGEST = 80  # characters; who writes more tells something

_CLAUSE = re.compile(r"[^,，.。;；!！?？~\s][^,，.。;；!！?？~\n]*")
_WORD = re.compile(r"[^\s]+")
_CHINESE = re.compile(r"[一-鿿]")
_SOFT = r"(?:那个?|咁|算了|还是|好吧?|行吧?|哦|噢|嗯|啊|唉|哎|我|就|先|请|ok(?:ay)?|well|then|please|yes|yep|yeah|thanks?|谢谢你?|多谢)*"
_END = r"(?:了|吧|啊|呀|哈|呢|啦|喇|嘞|哦|喔|谢谢|你们?|thanks?(?: you)?|please|now|then|\s)*"
_PREFER = (
    r"(?:不(?:想|用|再|要)?再?等(?:客服|人工)?|(?:不用|不要|不找|取消|别|不转|先不)(?:再)?(?:转|找|接)?(?:人工|客服|排队)(?:客服)?"
    r"|(?:取消|退出|离开)(?:排队|队列|队伍)|不(?:想|用|要|再)?排(?:队)?|(?:继续)?(?:问|找|用|让)(?:智能)?(?:助手|机器人)|继续问(?:你|智能助手)?|(?:还是|就)?(?:你|机器人)(?:来|帮我?)(?:查|看|办|弄|处理)?(?:一下|下)?|问你|(?:有)?(?:机器人|智能助手|助手|你)(?:就|也)?(?:行|可以|好|够|得)"
    r"|(?:我)?自己(?:来|去|再)?(?:看看|查查|想想办法|想办法|处理|解决|弄|搞定|看|查)(?:一下|下)?"
    r"|let the (?:bot|assistant|robot) (?:do|handle|try|answer|help)(?: (?:it|this|me|with it))?|i give up|the (?:bot|assistant) is fine"
    r"|i(?:'ll| will) (?:do|figure|sort|look into) it (?:out )?myself"
    r"|i(?:'m| am)? (?:won't|will not|can't|cannot|don't want to|not) wait(?:ing)?(?: any ?(?:more|longer))?|(?:stop|no more|not) waiting|(?:ask|back to|use|continue with|talk to) the (?:assistant|bot)(?: instead)?"
    r"|(?:(?:can|could) (?:i|you) |let me |i(?:'d like| want) to )?(?:leave|exit|quit|get (?:me )?out of|(?:take|remove|drop) me (?:off|out of|from)) (?:the|this|your) (?:queue|line|waiting list)"
    r"|cancel (?:the )?(?:queue|agent|request)|(?:i )?(?:don't|do not) need (?:an? )?(?:agent|person|human)(?: any ?more)?)"
)
_IMPATIENT = r"(?:等不(?:了|及|起|下去)|等(?:得)?太久|(?:i )?can't wait)"
_LEAVE = r"(?:(?:我想?要?|想|给你们?|可以)?(?:留个?言(?:给你?[们哋]?)?|留个?(?:话|消息|信息))|(?:稍后|晚点|回头|有空)(?:再)?(?:联系|联络|回复|回电|打给)我?|leave (?:you )?a message|(?:contact|get back to) me later)"
_WAIT = r"(?:我?(?:等着?|继续等|慢慢等|等等|等会儿?)(?:客服|人工)?|i(?:'ll| will| can)? wait|waiting)"
_SOLVED = (
    r"(?:(?:问题|事情)?(?:已经|都|算是|勉强|基本|基本上|应该|总算|终于)*(?:解决|搞定|弄好|处理好|好)(?:掉)?了|没(?:什么)?事了?|没(?:什么)?问题了|不(?:用|需要|使|必)(?:麻烦)?(?:了|啦|喇)|不使|(?:已经)?搞掂(?:了|喇)?"
    r"|(?:it(?:'s| is) |already )*(?:solved|fixed|sorted|resolved|all good)(?: now)?|never ?mind|no longer needed|forget it)"
)
_BYE = r"(?:拜+拜*|再见|88+|回头见|走了|下了|(?:good ?)?bye(?:[- ]?bye)?|see you)"
_MEANS: Mapping[str, Sequence[tuple[str, Payload]]] = {
    "queued": (
        (_PREFER, {"move": "prefer_bot"}),
        (_IMPATIENT, {"move": "prefer_bot"}),
        (_LEAVE, {"move": "leave_ticket"}),
        (_WAIT, {"move": "wait"}),
        (_SOLVED, {"move": "withdraw"}),
        (_BYE, {"move": "withdraw"}),
    ),
    "rating": rating_words(_SOLVED),
}  # fmt: skip
_COMPILED = {
    state: [(re.compile(rf"(?:{_SOFT}\s*(?:{words})\s*{_END})+"), payload) for words, payload in rules]
    for state, rules in _MEANS.items()
}
_LEAVES = re.compile(rf"(?:{_SOFT}\s*(?:{_LEAVE})\s*{_END})+")
_NO_PAUSE = re.compile(r"(不(?:想|用|要|再)?再?(?:等|排队?)[了啦喇])(?=[你您]|帮|直接|机器人)")
_GOES_ON = ("prefer_bot", "leave_ticket", "withdraw")  # with what else the message says
_IS_IMPATIENT = re.compile(rf"{_SOFT}\s*{_IMPATIENT}\s*{_END}").fullmatch
_FILLER = re.compile(rf"{_SOFT}{_END}")
_BUT = re.compile(r"(?=但是?|不过|就是|只是|可是|\b(?:but|though|although|just|however|except)\b)")
_MESSAGE = re.compile(
    r"^(?:我想?要?)?(?:留个?言|leave (?:you )?a message)\s*[:：,，]?\s*(?=\S{4})", re.IGNORECASE
)

_DROPS = re.compile(
    rf"{_SOFT}\s*(?:不(?:想|用|要|再)?留(?:言|了|话)*|取消留言|不(?:用|说|写|发)|当我没说|(?:i )?(?:won't|will not|don't want to) leave (?:a|one|any) ?(?:message)?"
    rf"|no message|cancel(?: (?:it|the message))?|never ?mind)\s*{_END}"
)


def meant(state: State, text: str) -> Payload | None:
    """The payload of the button that the words stand for in this state; None when they are no choice."""
    if state is State.QUEUED and message_in(text):
        return {"move": "leave_ticket"}
    if state is State.RATING and (rated := rated_with_comment(text)):
        return rated
    for clause in _clauses(text) if len(text) <= LONGEST else ():
        if not _FILLER.fullmatch(clause):  # the first clause that says anything decides
            found = next((p for rule, p in _COMPILED.get(state.value, ()) if rule.fullmatch(clause)), None)
            alone = not rest(state, text)
            return (
                found
                if alone or ((found or {}).get("move") in _GOES_ON and not _IS_IMPATIENT(clause))
                else None
            )
    return None


def rated_with_comment(text: str) -> Payload | None:
    """A rating, or that it is solved, with a word on the service: "解决了但是太慢"; None when more is said or less."""
    if len(text) > LONGEST or WANTS.search(simplified(text).lower()):
        return None
    clauses = [
        part.strip()
        for clause in _clauses(text)
        for part in _BUT.split(clause)
        if part.strip() and not _FILLER.fullmatch(part)
    ]
    if len(clauses) < 2 or not all(COMMENT.search(clause) for clause in clauses[1:]):
        return None
    return next((p for rule, p in _COMPILED["rating"] if rule.fullmatch(clauses[0])), None)


def rest(state: State, text: str) -> str:
    """What the words say beside the choice."""
    rules = _COMPILED.get(state.value, ())
    left = [
        clause
        for clause in _clauses(text)
        if not _FILLER.fullmatch(clause) and not any(rule.fullmatch(clause) for rule, _ in rules)
    ]
    return " ".join(left)


def message_in(text: str) -> str:
    """The message of "leave a message: …"; empty when only the wish to leave one is told, as the button words it."""
    lead = _MESSAGE.match(text.strip())
    return text.strip()[lead.end() :] if lead and not only_asks_to_leave(text) else ""


def only_asks_to_leave(text: str) -> bool:
    """Whether the words say that a message is to be left, and nothing of what it is to say."""
    clauses = [clause for clause in _clauses(text) if not _FILLER.fullmatch(clause)]
    return bool(clauses) and all(_LEAVES.fullmatch(clause) for clause in clauses)


def drops_message(text: str) -> bool:
    """Whether who was asked for a message, or how to be reached, leaves none after all."""
    clauses = [clause for clause in _clauses(text) if not _FILLER.fullmatch(clause)]
    return bool(clauses) and all(_DROPS.fullmatch(clause) for clause in clauses)


def _clauses(text: str) -> list[str]:
    """Clauses in folded form; blanks part Chinese clauses, not English ones."""
    folded = _NO_PAUSE.sub(r"\1，", simplified(text).lower())
    clauses = []
    for found in _CLAUSE.findall(folded):
        parts = _WORD.findall(found) if _CHINESE.search(found) else [found]
        clauses += [plain(part).strip() for part in parts]
    return clauses
