"""A change of mind of who waits: "no refund after all, just repair it" is passed on as what is wanted now. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.waiting.asked import is_question
from handoff.context.summary import Request, shortened
from handoff.cues.folding import plain
from handoff.queue.growth import Growth, about, correction
from handoff.wording.texts import simplified

LONGEST = 80  # characters; who writes more tells something
_CLAUSE = re.compile(r"\s*[,，.。;；!！\n]+\s*|(?<=[一-鿿])\s+")
_SORRY = re.compile(
    r"^(?:(?:不好意思|对不起|對不起|抱歉|唔好意思|啊|哦|sorry|oops|oh|wait|actually|no(?=[,.!]))[,，.。!！\s]+)+(?=\S)",
    re.IGNORECASE,
)
_SAID_WRONG = re.compile(r"^[说講讲說打写寫][错錯][了咗]?[,，.。!！\s]+(?=\S)")
_WISH = r"(?:退(?:货|款|钱)?|换(?:货|新)?|修(?:理)?|维修|取消|投诉|补发|补寄|赔(?:偿|付|钱)?|改(?:地址)?)"
_MATTER = r"(?:refund|exchange|return|repair|replacement|cancellation|complaint|claim)"
# What is wanted no more: a clause of its own.
_GIVEN_UP = re.compile(
    rf"(?:那|我|还是|算了|就|先|现在)*(?:不(?:想|要|用|打算)?|别)(?:再)?(?:给我)?{_WISH}(?:了|啦|喇|嘞|吧)+"
    rf"|(?:please )?(?:forget|scrap|skip|never ?mind|drop|cancel|no) (?:about )?(?:the|my|that|an?)? ?{_MATTER}(?: request)?"
    rf"|i (?:don't|do not|no longer) (?:want|need) (?:the|my|an?|to)? ?{_MATTER}(?: it)?(?: any ?more| after all)?"
    r"|(?:我)?改(?:变)?主意了?|(?:i(?:'ve| have)? )?changed my mind|on second thoughts?"
)
# What is wanted in its place, where what is given up need not be named.
_INSTEAD = re.compile(
    rf"(?:那|我|就|先|请|麻烦|算了|可不可以|可以|能不能|能|帮我|想|要|还是)*(?:(?:改成|改为|换成|转成|改要)(?:要)?|还是(?:我)?(?:要|想要?|给我|帮我)?)(?P<zh>{_WISH})(?:吧|好了|就行|可以|吗|么|了|啦|喇)*(?:不{_WISH}了)?"
    rf"|(?:(?:actually|sorry|ok|okay|well|no|please) )*(?:(?:i(?:'d| would) (?:rather|prefer)|(?:can you |could you |please )?(?:make|change) (?:it|that) (?:to|into)?)(?: have| to have| get| to get)? ?(?P<rather>(?:an? |the )?{_MATTER})(?: instead(?: of .{{1,24}})?| please)*"
    rf"|(?:i(?:'d| would)? (?:want|like)(?: to have)? |can i (?:get|have) )?(?P<en>(?:an? |the )?{_MATTER})(?: please)? instead(?: of .{{1,24}})?)"
)
_FILLER = re.compile(r"(?:算了|那|还是|嗯|好吧|ok|okay|well|actually|sorry|谢谢|thanks)*")


def now_wanted(text: str) -> str:
    """What is right or wanted now, in the customer's words; empty when nothing is changed."""
    said = _without_lead(text)
    if right := correction(said):
        return right
    if said != text.strip() and _SAID_WRONG.match(_SORRY.sub("", text.strip())):
        return said
    clauses = [clause for clause in _CLAUSE.split(said) if clause]
    kept = [one for one in clauses if not _matches(_GIVEN_UP, one)]
    if len(said) <= LONGEST and (wish := _instead(clauses)):
        return wish
    if len(said) > LONGEST or len(kept) == len(clauses) or is_question(said):
        return ""
    return " ".join(one for one in kept if not _matches(_FILLER, one)) or said


def with_change(growth: Growth, before: Request, right: str, meant: Mapping[str, Any] | None) -> Growth:
    """The handover with what is wanted instead of what was; `meant` is the reading of just that."""
    named = about(meant) if meant else None
    request = replace(growth.request, said=shortened(right))
    if named and named != before.topic:  # money and reason belonged to what is given up
        request = replace(request, topic=named, amount="", why="", also=())
    elif named:
        request = replace(request, topic=named, also=before.also)
    return replace(growth, request=request, told=request != before)


def _instead(clauses: Sequence[str]) -> str:
    """What a clause wants in the place of what was wanted; empty when none does."""
    for clause in clauses:
        if found := _INSTEAD.fullmatch(plain(simplified(clause)).strip(" ?？")):
            return next(one for one in found.groups() if one)
    return ""


def _without_lead(text: str) -> str:
    return _SAID_WRONG.sub("", _SORRY.sub("", text.strip()))


def _matches(pattern: re.Pattern[str], clause: str) -> bool:
    return pattern.fullmatch(plain(simplified(clause)).strip()) is not None
