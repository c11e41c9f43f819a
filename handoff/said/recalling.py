"""Whether a customer asks what a person said, promised or did before: that names a person and calls for none.

Patterns are written in Simplified Chinese; each part is one way to ask. A demand ("让客服给我解决", "客服给个说法")
and a question to the person to come are none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handoff.escalation.signals import TurnSignals
from handoff.wording.texts import simplified

_OF_THE_QUESTION = (
    "asked_for_human",
    "loop",
    "out_of_scope",
)  # what naming a person, or asking again, looks like
_QUIET_FLAGS = ("asked_for_human", "still_unsolved")

# -- Chinese
# A person as the one who spoke; after these verbs the person is called, or spoken to.
_NOT_CALLED = r"(?<![让叫找请要喊转问系跟同向催换等接来派])(?<!人工)(?<!真人)"
_PERSON = (
    rf"{_NOT_CALLED}(?:(?:人工|真人|在线)?客服|(?:你们?|你哋)?同事|人工|真人|工作人员|专员|职员|接待我的"
    r"|小(?!时|米|区|票|程|件|包|号|心|孩|朋|样|哥|型|数|额|姐姐)[一-鿿])"
)
_PRONOUN = r"(?:他|她|佢|对方)[们哋]?"
_BEFORE = r"(?<!我)(?:刚才|刚刚|之前|上次|昨天|前面|前头|头先|啱啱|早上|前几?天)"
_TOLD = r"(?:说(?!话|清楚|明白)|讲(?!清楚|明白)|(?<!电)(?<!听)话(?!费)|谈|告诉|通知|回复|答复|回答|答应|承诺|应承|交代|应允|保证)"
_DONE = r"(?:处理|解决|安排|弄|搞|定|改|办|跟进)"
_HOW = r"(?:怎么(?![不没还这那这么])|怎样|咋(?!不|没|还)|如何|点(?:样|解|讲|话|说)?(?![不没击开]))"
_WHAT = rf"(?:{_HOW}|啥|什么(?!都)|咩|乜|几(?!乎|个月)|何时|哪|谁|边个|多少|多久|来着|结果)"
_WHEN = r"(?:什么时候|啥时候?|几时|几点|何时|多久|多会儿|哪天|什么时间)"
_ASKS_END = r"(?:呢|吗|嘛|么|来着|啊|呀|咩|[?？])*[。.!！~\s]*$"
_ANSWER = r"(?:结论|答复|方案|结果|说法|安排|回复)"
_MY_MATTER = r"(?:我的?|那个?|这个?)?(?:问题|事情?|事儿|投诉|反馈|诉求|请求)"
_SAME_CLAUSE = r"[^,，。.!！?？;；]"
_CHINESE = (
    # a colleague, and what, in either order: "客服刚刚怎么说", "人工说啥来着", "佢话几时嚟收"
    rf"(?:{_PERSON}|{_PRONOUN}){_SAME_CLAUSE}{{0,8}}?{_TOLD}(?!.{{0,2}}都){_SAME_CLAUSE}{{0,10}}?{_WHAT}",
    rf"{_PERSON}{_SAME_CLAUSE}{{0,8}}?{_HOW}.{{0,3}}(?:{_TOLD}|{_DONE})(?!.{{0,3}}[慢差烂])",
    rf"{_PERSON}{_SAME_CLAUSE}{{0,6}}?{_WHEN}.{{0,4}}(?:回|覆|答复|联系|联络|处理|解决)",
    rf"{_PERSON}.{{0,4}}(?:什么|啥|咩)(?!都)(?:时候)?.{{0,2}}(?<!没)(?:说|讲|答应|承诺)的?{_ASKS_END}",
    rf"{_PERSON}.{{0,3}}(?:退|赔|补)(?:偿|给)?我?了?(?:多少|几|什么|啥)",
    # what was said, asked for again: "客服说的再说一遍", "什么时候到账来着，客服说的"
    rf"(?:{_PERSON}|{_BEFORE}).{{0,4}}{_TOLD}的?.{{0,6}}(?:再|重新|重复|复述).{{0,3}}(?:说|讲|发|看|来|一遍)",
    rf"(?:再|重新|重复|复述).{{0,3}}(?:说|讲)?(?:一遍|一下|一次)?.{{0,4}}{_PERSON}.{{0,4}}{_TOLD}的",
    rf"{_WHAT}.{{0,14}}{_PERSON}.{{0,3}}{_TOLD}的{_ASKS_END}",
    rf"{_PERSON}.{{0,3}}(?:给(?:过|了)?我?的|给出的|的)(?:处理|最终|最后)?{_ANSWER}.{{0,4}}(?:是|有)?(?:啥|什么|怎样|怎么样|呢|吗|[?？]|$)",
    # before, without naming anybody: "之前怎么处理的", "昨天说好的呢"
    rf"{_BEFORE}.{{0,12}}(?:说好|答应|承诺|应承)(?:的|了|过)?.{{0,8}}(?:{_WHAT}|呢|吗|[?？])",
    rf"{_BEFORE}.{{0,10}}(?:{_TOLD}|{_DONE})(?:的|了|成)?.{{0,2}}{_WHAT}",
    rf"{_BEFORE}.{{0,8}}{_HOW}.{{0,3}}(?:{_TOLD}|{_DONE}(?:的|了|来着))",
    rf"(?:最后|后来).{{0,4}}{_HOW}(?:{_TOLD}|{_DONE})(?:的|了|$)",
    # what was agreed with somebody, or in the talk: "之前跟客服谈好的是怎么样", "頭先傾成點"
    rf"(?:跟|和|同|与|與)(?:人工|真人|客服|同事|你们|专员).{{0,4}}(?:谈|讲|说|商量|约|倾)(?:好|定|妥|成)(?:的|了)?.{{0,6}}(?:{_WHAT}|呢|吗|[?？])",
    rf"{_BEFORE}.{{0,4}}(?:聊|谈|讲|说|倾)的?(?:结果|内容|结论)|{_BEFORE}.{{0,3}}倾(?:成|得|好)?.{{0,2}}{_WHAT}",
    rf"{_PERSON}(?:那边)?(?:最后|最终)?(?:定|决定|敲定)(?:的|了)?(?:是)?{_WHAT}",
    # held up to be confirmed: "客服说没到就退款是吧", "不是说今天给我答复吗"
    rf"{_PERSON}.{{0,6}}(?:说(?!话)|讲|答应|承诺|应承).{{2,30}}(?:是吧|对吧|是不是|对不对|是吗|对吗|系咪|没错吧)",
    r"^(?:你们)?(?:之前|昨天|刚才|客服)?不是(?:说好?|讲好?|答应|承诺)(?:了|过|我)?.{0,8}(?:回复|答复|联系|给我|处理|上门|退我|退给|赔|补).{0,8}(?:吗|么|咩|[?？])",
    rf"{_PERSON}.{{0,3}}(?:说|讲|答应|承诺)的?.{{1,10}}(?:了|到)(?:吗|没|么|未){_ASKS_END}",
    # how it went: "客服处理好了吗", "我的问题处理得怎么样了", "处理结果是什么"
    rf"{_PERSON}(?!.{{0,6}}(?:能|可以|会不会|有没有)).{{0,8}}{_DONE}(?:好|完|成|到)?了(?:吗|没|么)",
    rf"(?:{_PERSON}|{_MY_MATTER}).{{0,6}}{_DONE}.{{0,2}}(?:怎么样|咋样|如何|到哪一?步)",
    rf"{_MY_MATTER}.{{0,4}}(?:有|出)(?:没有)?(?:结果|答复|回音|下文|消息)了?(?:吗|没|么|[?？])",
    r"^(?:请问|那)?(?:最终|最后)?处理(?:的)?结果(?:是|呢|怎么样|如何|出来了).{0,4}$",
    # when the promised word comes
    rf"{_WHEN}(?:之?前|会|能|才|可以)*(?:给我个?(?:回(?!来|家)|答复|消息|结果)|(?:回复|答复|联系|联络|回电给?|回|覆)我(?!家|卡))",
    rf"{_WHEN}(?:会|能|才|可以)*(?:再)?有(?:{_PERSON}|人).{{0,3}}(?:回复|答复|联系|联络|回电|覆)",
    # a promise, held against us
    rf"{_PERSON}.{{0,4}}(?<![不没])(?:答应|承诺|应承|说好|保证)(?:了|过|的)?.{{0,14}}(?:呢|在哪|去哪|哪里|哪儿){_ASKS_END}",
    rf"(?:{_PERSON}|{_BEFORE}).{{0,8}}(?<![不没])(?:说(?!话)|讲|答应|承诺|应承)(?!什么|啥|了?(?:多少|好几|几|[两三四五]|半天)).{{2,30}}"
    r"(?:怎么|咋|为什么|到现在|现在)?(?:还|都|仍|也|又)(?:是)?(?:没|不|未|冇)",
    rf"(?:{_PERSON}|{_BEFORE}).{{0,8}}(?:说|讲|答应|承诺).{{1,20}}有(?:没有)?(?:结果|消息|进展|回音)了?(?:吗|没|么|[?？])",
)  # fmt: skip
_OTHERS = re.compile(r"快递员|快递小哥|小哥|骑手|司机|卖家|商家|朋友|邻居|驿站|物流说")

# -- English
_WHO = (
    r"(?:(?:customer )?(?:support|service)(?: (?:agent|rep|team|person|people|staff))?|(?:human|real) (?:agent|person)"
    r"|colleagues?|agents?|person|people|staff|human|team|rep(?:resentative)?|advis[eo]r|operator|manager|supervisor)"
)
_SAID = r"(?:sa(?:y|id)|tell|told|promised?|wrote|write|agreed?|decided?|settled?|offer(?:ed)?|answer(?:ed)?|repl(?:y|ied))"
_MINE = r"(?:my|the) (?:request|complaint|case|issue|problem|question)"
_ENGLISH = (
    rf"\bwhat(?:'s| is| was|'d| did| has| had| have| were)? (?:the |your |that |this |my )?(?:\w+ )?{_WHO} (?:just |had |has |have |already )?{_SAID}\b",
    r"\bwhat (?:did|has|had|have) (?:he|she|they) .{0,12}(?:say|said|tell|told|promised?|agreed?|decided?)\b",
    rf"\bwhat (?:did|has|had|have|was|were) .{{0,24}}\b{_WHO}\b.{{0,12}}(?:{_SAID}|do\b|done)",
    rf"\bhow (?:did|was|has|have) .{{0,24}}\b{_WHO}\b.{{0,12}}(?:settle|sol[vu]|fix|handle|decide|resolve|do\b)",
    rf"\b(?:did|has|have) (?:the |your |that )?{_WHO}\b.{{0,12}}\b(?:say|said|mention|tell|told|promise)|\bwhat else did (?:the |your )?{_WHO}\b",
    rf"\b(?:repeat|remind me|tell me again|again)\b.{{0,20}}\b{_WHO} {_SAID}",
    r"\bwhat (?:was|were|am|have) (?:i|we|been) .{0,6}(?:promised|told|offered|been)",
    r"\bwhat (?:was|did (?:we|you)) .{0,6}(?:agreed?|settled?|promised?|decided?)\b|\bwhat (?:was|is) the (?:outcome|agreement|conclusion)",
    rf"\b(?:what happened|what's happening|what is happening) (?:to|with|about) {_MINE}\b",
    rf"\bany (?:news|word|update|answer)s? (?:from|on|about) (?:{_MINE}|(?:your |the )?{_WHO})\b",
    rf"\b(?:did|has|have) (?:the |your )?{_WHO} .{{0,12}}(?:fix|solve|settle|handle|resolve|decide|sort)",
    r"\bwhen (?:will|do|does|are|is) (?:you|he|she|they|someone|somebody|your colleague|the agent)\b.{0,12}"
    r"(?:reply|get back|answer|contact|call me|write back)",
    r"\bwhen (?:can|will|do|should) (?:i|we) (?:expect|get|hear).{0,6}(?:reply|answer|from you|back from you|hear back)",
    rf"\b{_WHO} (?:said|told me|promised|agreed).{{3,80}}(?:\?|still|but|yet|where|when|hasn't|haven't|didn't|not )",
)  # fmt: skip
_ASKED = tuple(re.compile(one, re.IGNORECASE) for one in _CHINESE + _ENGLISH)
_OPEN = re.compile(
    r"(?:还|都|仍然?|又|也|到现在)(?:是)?(?:没|未|冇|不(?!错|好意思))|没(?:人|有人)?(?:回|联系|理|管|收到|到账|处理|解决)|冇(?:人|收到|覆)"
    r"|怎么(?:不|没)|\bstill\b|\b(?:hasn't|haven't|didn't|has not|have not|did not|nobody|no one|never|not yet|nothing)\b",
    re.IGNORECASE,
)


def asks_what_was_settled(text: str) -> bool:
    """Any script and language: "刚才客服怎么说的", "what did your colleague say", "几时能给我个回音"."""
    folded = simplified(text).replace("’", "'")
    return not _OTHERS.search(folded) and any(one.search(folded) for one in _ASKED)


def says_it_is_open(text: str) -> bool:
    """Whether such a question says that what was promised has not come."""
    return _OPEN.search(simplified(text).replace("’", "'")) is not None


def without_the_call(signals: TurnSignals) -> TurnSignals:
    """The turn as a question that is answered, however often it is asked; a feeling or a complaint in it stays."""
    calls = {name: chance for name, chance in signals.calls.items() if name not in _OF_THE_QUESTION}
    due = calls.pop("any", 0.0)
    asked = max((signals.calls.get(name, 0.0) for name in _OF_THE_QUESTION), default=0.0)
    if any(chance > asked for chance in calls.values()):
        calls["any"] = due
    return replace(
        signals,
        intent=signals.intent if signals.intent == "complaint" else "inform",
        also=tuple(name for name in signals.also if name == "complaint"),
        flags=tuple(flag for flag in signals.flags if flag not in _QUIET_FLAGS),
        calls=calls,
    )
