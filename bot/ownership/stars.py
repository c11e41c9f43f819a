"""Words that answer "is it solved?" and "how many stars?", as patterns of one clause; the first that fits decides.

Points are taken as what they are out of: five, ten or a hundred. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

LOW = 2  # stars; who gives as few is not served by "thank you, have a nice day"
GOOD = 4  # stars; who gives as many says that it is solved

_GIVE = r"(?:(?:给|打|评|评价|我觉得)?(?:你们?|您)?(?:个|打)?)"
_NOT_SOLVED = (
    r"(?:没有?|(?:问题|事情)?(?:还是|根本|完全|压根|并|啥|什么)?(?:都|也)?(?:没有?|未|冇)(?:给我|帮我)?(?:得到)?(?:解决|处理|处理好|搞定|搞掂|办好|弄好)|还没有?解决|(?:只)?(?:部分|(?:解决|处理)(?:了)?一半)(?:解决|处理)?(?:了)?|part(?:ly|ially)(?: solved)?|not (?:fully|completely|entirely)(?: solved)?"
    r"|(?:解决|处理)(?:了|得)?(?:个|条|咗)?(?:屁|鬼|毛线?|锤子|寂寞|你妹|大头鬼)|(?:哪里?|哪儿|谁说)(?:就)?解决|解决(?:了)?(?:什么|啥|咩)(?:问题)?"
    r"|no|nope|not (?:really|at all)|(?:not )?(?:yet|solved)|nothing (?:is |was |got )?solved|solved my (?:ass|foot))"
)
_SOLVED_BY_ORDER: Sequence[tuple[str, Mapping[str, Any]]] = (
    (_NOT_SOLVED, {"rating": "not_solved"}),
    (
        rf"{_GIVE}(?:(?:5|五|five|★{{5}}|⭐{{5}})\s*(?:颗?星|分|stars?|points?|/\s*5|out of 5|outta 5)?(?:好评)?|(?:10|十|9|九|满|9\d|100|一百)\s*(?:分|points?|out of 10)"
        r"|10\s*/\s*10|9\s*/\s*10|(?:9\d|100)\s*/\s*100|好评|(?:很|非常|特别|十分)满意|great|excellent)",
        {"rating": 5},
    ),
    (
        rf"{_GIVE}(?:(?:4|四|four|★{{4}}|⭐{{4}})\s*(?:颗?星|分|stars?|points?|/\s*5|out of 5)?|(?:[78]|七|八|[78]\d)\s*(?:分|points?|out of 10)"
        r"|[78]\s*/\s*10|[78]\d\s*/\s*100|(?:比较|还算|挺)?满意|(?:挺|还|都|真)?(?:不错|唔错|几好|几好嘅)|挺好的?|not (?:too |so )?bad(?: at all)?|(?:pretty |quite |very )?good)",
        {"rating": 4},
    ),
    (
        rf"{_GIVE}(?:(?:3|三|three|★{{3}}|⭐{{3}})\s*(?:颗?星|分|stars?|points?|/\s*5|out of 5)?|(?:6|六|[56]\d)\s*(?:分|points?|out of 10)"
        r"|[56]\s*/\s*10|[56]\d\s*/\s*100|(?:就|只能说|也就)?(?:很|比较)?一般(?:般)?(?:般)?|还(?:行|可以|好|凑合|成|ok)|凑合|将就|中评|马马虎虎|麻麻(?:哋|地)?|普普通通|普通|中规中矩|过得去|不好不坏|不功不过|勉强|差不多"
        r"|(?:都)?(?:ok|okay)(?:啦|喇|嘅)|(?:it (?:was|is) |it's |just )?(?:fair|so[- ]?so|okay-?ish|(?:ok|okay|fine|alright) i (?:guess|suppose)|meh|average|mediocre|middling|nothing special|could be (?:better|worse)|acceptable|not great(?:,? not terrible)?)|it (?:was|is) (?:ok|okay|fine|alright))",
        {"rating": 3},
    ),
    (
        rf"{_GIVE}(?:(?:2|二|两|two|★{{2}}|⭐{{2}})\s*(?:颗?星|分|stars?|points?|/\s*5|out of 5)?|[34]\d\s*(?:分|points?)"
        r"|[34]\s*/\s*10|[34]\d\s*/\s*100|不(?:太|怎么)?(?:满意|好)|poor)",
        {"rating": 2},
    ),
    (
        rf"{_GIVE}(?:(?:1|一|one|★|⭐)\s*(?:颗?星|分|stars?|points?|/\s*5|out of 5)?|(?:0|零|[12]\d)\s*(?:颗?星|分|stars?|points?)|[012]\s*/\s*10|[12]?\d\s*/\s*100"
        r"|(?:很|非常|特别|十分|极其?)不满意|(?:很|太|真|特别|非常)?(?:差评?|垃圾|烂|差劲|糟糕|失望)(?:死了|透了|极了)?|bad|terrible|awful|horrible|useless|worst(?: service)?(?: ever)?)",
        {"rating": 1},
    ),
)  # fmt: skip


# What tells of the service beside a rating; anything else beside it is a matter of its own.
COMMENT = re.compile(
    r"^(?:但是?|不过|就是|只是|可是|虽然|而且|除了|因为|but|though|although|just|only|however|except|yet)"
    r"|慢|久|态度|耐心|速度|专业|热情|礼貌|服务|麻烦|效率|客服|等了|等太|\b(?:slow|long|wait\w*|rude|polite|fast|quick|took|service|agent|forever|attitude|helpful|friendly|patient)\b"
)
WANTS = re.compile(
    r"[?？]|吗|怎么|什么时候|几时|想|我要|帮我|请问|没收到|还没|没到|\b(?:how|when|where|can|could|want|need|please|still|not)\b"
)


def rating_words(solved: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Patterns with what they mean; `solved` is the pattern of what says that a matter is settled."""
    return ((solved, {"rating": "solved"}), *_SOLVED_BY_ORDER)
