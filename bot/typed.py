"""Typed words that mean what a button means, by who owns the conversation. Pure.

A clause counts only when it is nothing but such words; what is said beside it may go on with the assistant, or tell
that no choice was meant: "I can't wait" leaves a queue, "I can't wait, send it now" is for the person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handoff.cues import plain
from handoff.texts import simplified
from handoff.transitions import State

Payload = Mapping[str, Any]
LONGEST = 80  # characters; who writes more tells something

_CLAUSE = re.compile(r"[^,，.。;；!！?？~\s][^,，.。;；!！?？~\n]*")
_WORD = re.compile(r"[^\s]+")
_CHINESE = re.compile(r"[一-鿿]")
_SOFT = r"(?:那个?|算了|还是|好吧?|行吧?|哦|噢|嗯|啊|唉|哎|我|就|先|请|ok(?:ay)?|well|then|please|yes|yep|yeah|thanks?|谢谢你?|多谢)*"
_END = r"(?:了|吧|啊|呀|哈|呢|啦|哦|喔|谢谢|你们?|thanks?(?: you)?|please|now|then|\s)*"
_PREFER = (
    r"(?:不(?:想|用|再|要)?再?等(?:客服|人工)?|(?:不用|不要|不找|取消|别|不转|先不)(?:再)?(?:转|找|接)?(?:人工|客服|排队)(?:客服)?"
    r"|取消排队|退出排队|(?:继续)?(?:问|找|用|让)(?:智能)?(?:助手|机器人)|继续问(?:你|智能助手)?|(?:还是|就)?(?:你|机器人)(?:来|帮我?)(?:查|看|办|弄|处理)?(?:一下|下)?|问你"
    r"|i(?:'m| am)? (?:won't|will not|can't|cannot|don't want to|not) wait(?:ing)?(?: any ?(?:more|longer))?|(?:stop|no more|not) waiting|(?:ask|back to|use|continue with|talk to) the (?:assistant|bot)(?: instead)?"
    r"|cancel (?:the )?(?:queue|agent|request)|(?:i )?(?:don't|do not) need (?:an? )?(?:agent|person|human)(?: any ?more)?)"
)
_IMPATIENT = r"(?:等不(?:了|及|起|下去)|等(?:得)?太久|(?:i )?can't wait)"
_LEAVE = r"(?:(?:我想?要?|想|给你们?|可以)?(?:留个?言|留个?(?:话|消息|信息))|(?:稍后|晚点|回头|有空)(?:再)?(?:联系|回复|回电)我?|leave (?:you )?a message|(?:contact|get back to) me later)"
_WAIT = r"(?:我?(?:等着?|继续等|慢慢等|等等|等会儿?)(?:客服|人工)?|i(?:'ll| will| can)? wait|waiting)"
_SOLVED = (
    r"(?:(?:问题|事情)?(?:已经|都)?(?:解决|搞定|弄好|处理好|好)(?:掉)?了|没(?:什么)?事了?|没(?:什么)?问题了|不(?:用|需要)(?:麻烦)?了"
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
    "rating": (
        (_SOLVED, {"rating": "solved"}),
        (r"(?:没有?|没有?解决|还没有?解决|未解决|no|nope|(?:not )?(?:yet|solved))", {"rating": "not_solved"}),
        (r"(?:5|五|five|★{5}|⭐{5})\s*(?:颗?星|分|stars?|points?)?(?:好评)?|好评|(?:很|非常|特别|十分)满意|great|excellent", {"rating": 5}),
        (r"(?:4|四|four|★{4}|⭐{4})\s*(?:颗?星|分|stars?|points?)?|(?:比较|还算)?满意|good", {"rating": 4}),
        (r"(?:3|三|three|★{3}|⭐{3})\s*(?:颗?星|分|stars?|points?)?|一般般?|还行|还可以|fair|so-?so", {"rating": 3}),
        (r"(?:2|二|两|two|★{2}|⭐{2})\s*(?:颗?星|分|stars?|points?)?|不(?:太)?满意|poor", {"rating": 2}),
        (r"(?:1|一|one|★|⭐)\s*(?:颗?星|分|stars?|points?)?|(?:很|非常|特别|十分)不满意|差评?|bad|terrible", {"rating": 1}),
    ),
}  # fmt: skip
_COMPILED = {
    state: [(re.compile(rf"(?:{_SOFT}\s*(?:{words})\s*{_END})+"), payload) for words, payload in rules]
    for state, rules in _MEANS.items()
}
_GOES_ON = ("prefer_bot", "leave_ticket", "withdraw")  # with what else the message says
_IS_IMPATIENT = re.compile(rf"{_SOFT}\s*{_IMPATIENT}\s*{_END}").fullmatch
_FILLER = re.compile(rf"{_SOFT}{_END}")
_MESSAGE = re.compile(
    r"^(?:我想?要?)?(?:留个?言|leave (?:you )?a message)\s*[:：,，]?\s*(?=\S{4})", re.IGNORECASE
)


def meant(state: State, text: str) -> Payload | None:
    """The payload of the button that the words stand for in this state; None when they are no choice."""
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
    """The message of "leave a message: …"; empty when only the wish to leave one is told."""
    lead = _MESSAGE.match(text.strip())
    return text.strip()[lead.end() :] if lead else ""


def _clauses(text: str) -> list[str]:
    """Clauses in folded form; blanks part Chinese clauses, not English ones."""
    folded = simplified(text).lower()
    clauses = []
    for found in _CLAUSE.findall(folded):
        parts = _WORD.findall(found) if _CHINESE.search(found) else [found]
        clauses += [plain(part).strip() for part in parts]
    return clauses
