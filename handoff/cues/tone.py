"""At whom and how loud: anger at the assistant itself, and demands that are put calmly.

A classifier hears a complaint in both. Who scolds the assistant complains of nobody; who asks for compensation in a
level voice is not told how angry he is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from handoff.cues.finding import find
from handoff.cues.folding import plain
from handoff.wording.texts import simplified

LONGEST = 40  # characters; who writes more tells something
_BOT = r"(?:(?:死|破|烂|臭|什么|这个?|人工)*(?:机器人|机械人|智能助手|智能客服|助手|客服机器人|ai|bot))"
# Each alternative begins no other: else a row of such words would be tried in every way there is.
_VERY = r"(?:真|好|太|怎么|咋|点解|这|那|个|么|咁|也|简直|有点|有够|有毛病|够|很|都|就|还|又|全|挺|实在|是|系|不|咪|会|一|得|嘅|的|[\s,，])*"
_STUPID = r"(?:笨(?:蛋|死|手笨脚)?|蠢(?:材|货|死)?|智障|弱智|低能|人工智障|没脑子?|冇脑|有[冇没]脑|没长脑子|听不懂人话|不懂人话)"
_BAD = rf"(?:{_STUPID}|傻[逼叉x比b]?|脑残|白痴|废物?|垃圾|没(?:什么)?用|冇用|痴线|黐线|不聪明|不智能|烦人?|讨厌|差劲|不行|有病|咩料|乜料|搞咩|搞乜)"
_END = r"(?:死|透|极|到家|得很|了|啊|呀|吧|吗|么|嘛|的|嘅|啦|喇|哦|欸|诶|噶|架|㗎|咩|你|蛋|货|[\s!！?？.。~,，])*"
_IDIOT_EN = r"(?:stupid|dumb|useless|idiot(?:ic)?|moron(?:ic)?|worthless|silly|rubbish|garbage|trash|crap(?:py)?|shit(?:ty)?|terrible|annoying|hopeless|pathetic|clueless|brainless|no help|not (?:very )?(?:smart|helpful|clever))"
_BOT_EN = r"(?:bot|robot|chat ?bot|ai|assistant)"
_VERY_EN = r"(?:so|really|very|just|too|such|an?|the|this|what|fucking|damn|bloody|absolutely|totally|is|are|u|ur|you|your|you're|youre|it's|[\s,])*"
_AT_BOT = re.compile(
    rf"(?:{_VERY}(?:你(?!们|哋|家|店|客服)|{_BOT}){{1,2}}{_VERY}{_BAD}{_END}{_BOT}?{_END}|{_VERY}{_STUPID}{_END}{_BOT}?{_END}|{_VERY}{_BAD}{_END}{_BOT}{_END}"
    rf"|{_VERY_EN}{_IDIOT_EN}(?: fucking| damn)? {_BOT_EN}[\s!.?]*|{_VERY_EN}(?:stupid|dumb) (?:machine|program)[\s!.?]*|{_VERY_EN}{_BOT_EN} {_VERY_EN}{_IDIOT_EN}[\s!.?]*|(?:you|u)(?:'re| are|r|'r)? {_VERY_EN}{_IDIOT_EN}[\s!.?]*|youre {_VERY_EN}{_IDIOT_EN}[\s!.?]*)"
)
_LOUD = re.compile(
    r"[!！]|生气|气死|愤怒|火大|发火|怒|受够|受不了|忍无可忍|忍不了|过分|凭什么|岂有此理|差劲|恶劣|离谱|什么态度|无语|到底|太|破|烂|骗|坑|黑心|滚|妈的"
    r"|\b(?:angry|furious|mad|fed up|sick of|enough|terrible|worst|awful|ridiculous|outrageous|unacceptable|disgust\w*|joke|hell)\b"
)
_LOUD_FROM = 0.7


@lru_cache(maxsize=4096)
def at_bot(text: str) -> bool:
    """Whether the words are nothing but scolding of the assistant: "你真笨", "stupid bot", "你咩料"."""
    folded = plain(simplified(text)).strip()
    return 0 < len(folded) <= LONGEST and _AT_BOT.fullmatch(folded) is not None


def calmly_put(text: str, intensity: float) -> bool:
    """Whether nothing in the words shows the anger that the classifier heard, and it heard little."""
    folded = plain(simplified(text))
    return bool(folded) and intensity < _LOUD_FROM and not (_LOUD.search(folded) or "insult" in find(text))
