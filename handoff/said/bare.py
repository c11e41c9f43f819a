"""A question that names nothing of its own ("when does it come?"): it is about what was promised last. Pure.

What people promised has kinds (money, goods, a pick-up, a coupon); a particular that the words do not speak of is still
asked of the promise it belongs to: "which card" of money, "which courier" of goods. Then the words are told, and a person
may be asked for the rest; a rule, or "nothing on record", would deny them. Patterns are written in Simplified Chinese and
lower case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from handoff.said.particulars import ACCOUNT, CARRIER, CONTACT, LOOKS, OLD_ONE, TO_DO

MONEY, PICK_UP, GOODS, COUPON = "money", "pick_up", "goods", "coupon"
WHEN, WHOLE_SUM, LATE, HOW_TO_GET, MY_PART = "when", "whole_sum", "late", "how_to_get", "my_part"
HOW_MUCH, EXPIRES = "how_much", "expires"
_ALL = frozenset({MONEY, PICK_UP, GOODS, COUPON})
# Of which promises it can be asked.
ASKED_OF: Mapping[str, Set[str]] = {
    ACCOUNT: {MONEY},
    TO_DO: _ALL,
    OLD_ONE: {MONEY, GOODS, PICK_UP},
    CONTACT: _ALL,
    CARRIER: {GOODS, PICK_UP},
    LOOKS: {GOODS},
    WHEN: _ALL,
    WHOLE_SUM: {MONEY},
    LATE: _ALL,
    HOW_TO_GET: {COUPON, MONEY},
    MY_PART: _ALL,
    HOW_MUCH: {MONEY, COUPON},
    EXPIRES: {COUPON},
}
_WHEN = r"(?:什么时[候间]|啥时候?|几[时点号天]|何时|多久|哪一?天|几耐)"
_LEAD = r"(?:请问|那|那么|所以|大概|到底|到时候?|最快|最晚|会|要|得|是|[,，\s])*"
_TAIL = r"(?:来[着著]|啊|呀|呢|吧|[\s?？!！。])*"
_EN_LEAD = r"(?:so |and |ok |okay |then |but |sorry,? |please,? |again,? )*"
_IT = r"(?:it|this|that|they|the money|everything)"
_ASKED: Mapping[str, re.Pattern[str]] = {
    WHEN: re.compile(
        rf"{_LEAD}(?:{_WHEN}(?:之?前)?(?:会|能|才|可以)?(?:到|来|有|收到|拿到|发|好)?(?:账|数)?|(?:到|收到|到账|到数)(?:要|得)?{_WHEN}){_TAIL}"
        rf"|{_LEAD}(?:.{{0,8}}(?:天|日))?(?:是|算|指)?(?:按)?(?:工作日|自然日|工作天).{{0,8}}(?:吗|还是|么|咩|定系|[?？]).{{0,6}}"
        rf"|{_EN_LEAD}when (?:does|will|do|is|should|can) (?:{_IT}|i (?:get|have|see|receive|expect) {_IT})(?: .{{0,4}}(?:get|be|come|land|arriv\w+|here|there|through|in|due|happen\w*))*(?: again)?[\s?!.]*"
        r"|.{0,24}\b(?:working|business|calendar) days?\b.{0,24}\?"
    ),
    WHOLE_SUM: re.compile(
        rf"{_LEAD}(?:(?:是|系)?(?:退)?(?:全额|全款|全部)(?:退款?|都退)?|全退)(?:吗|么|咩|嘛|[?？]){_TAIL}|{_EN_LEAD}(?:is it|is that|do i get|will i get) (?:back )?(?:the )?(?:full|whole|all|everything)\b.{{0,24}}"
    ),
    LATE: re.compile(
        rf"{_LEAD}(?:为什么|怎么)(?:还|仲|都)*没有?(?:收到|到|来|发){_TAIL}|{_LEAD}(?:万一|如果|要是|假如|过了)?.{{0,6}}(?:天|日|点|号|周[一-日]|时|还|都|仲)?(?:都|还|仲)?(?:没有?|未|不)(?:到|来|收到|出货|发|寄出?)(?:账|数|货)?(?:呢|怎么办|点算|点办|咋办|怎么处理|的话){_TAIL}"
        rf"|{_LEAD}(?:为什么|点解|怎么)(?:退款?|差价|退差价|补发|寄|发)?(?:还|仲|都)?(?:要|得|需要)(?:这么|那么|咁)?(?:久|慢|[一两二三四五六七八九十\d]+个?(?:天|日|小时|工作日)){_TAIL}"
        rf"|{_EN_LEAD}(?:and )?what if (?:{_IT}|i) (?:is|are|do|does|has|have|did)?(?:n't| not)\b.{{0,36}}|{_EN_LEAD}what if (?:it|they|that|the money) (?:never|fails?).{{0,30}}"
    ),
    HOW_MUCH: re.compile(  # of what was told before; "how much is it" alone asks a price
        rf"{_LEAD}(?:(?:退|赔|给)(?:我)?)?(?:(?:多少|几多)(?:钱|块|蚊|元)?|几[钱蚊块元])来[着著]{_TAIL}|{_LEAD}(?:退|赔|给)我(?:的是)?(?:多少|几多|几[钱蚊块元])(?:钱|块|蚊|元)?{_TAIL}"
        rf"|{_EN_LEAD}how much (?:(?:will|would) (?:it|that|this) be|(?:is|was) (?:it|that|this) again|do i get)(?: again)?[\s?!.]*"
    ),
    EXPIRES: re.compile(
        rf"{_LEAD}(?:有(?:没有?|冇)?|冇)?(?:使用)?(?:期限|有效期|限期|门槛)(?:是|到)?(?:吗|么|咩|嘛|{_WHEN}|多长)?{_TAIL}|{_LEAD}{_WHEN}(?:会)?(?:过期|到期|失效){_TAIL}|{_LEAD}会过期(?:吗|么|咩){_TAIL}"
        rf"|{_EN_LEAD}(?:when )?(?:does|will|do) (?:it|they|that) (?:ever )?expires?[\s?]*|{_EN_LEAD}how long is it valid(?: for)?[\s?]*|{_EN_LEAD}is there a minimum(?: spend)?[\s?]*"
    ),
    HOW_TO_GET: re.compile(rf"{_LEAD}(?:怎么|点样?|如何|在哪里?|去哪里?)(?:可以)?(?:去)?(?:领|拿|攞|用|收){_TAIL}"),
    MY_PART: re.compile(
        rf"{_LEAD}(?:我)?(?:要不要|用不用|需不需要|使不使|需要|要|用)我?.{{0,3}}(?:寄|填|确认|签|提供|准备|操作|登记|寄返|寄回)(?:点|些)?(?:什么|啥|收款|东西)?(?:吗|么|咩|不)?{_TAIL}"
        rf"|{_EN_LEAD}(?:do|should|must|will) i (?:need to |have to |still )*(?:send|return|confirm|fill|sign|provide|prepare|ship)\b.{{0,24}}|{_EN_LEAD}what (?:do|should|must) i (?:need to |have to )*(?:prepare|send|do|provide)\b.{{0,12}}"
        rf"|{_EN_LEAD}(?:will|do) (?:you|they|i) (?:get|receive|be|tell|notify|text|email|let)\b.{{0,30}}\b(?:when|once|done|email|text|message|told|notified|know|notify)\b.{{0,24}}"
    ),
}  # fmt: skip
# What has a subject of its own is no bare question.
_NAMED = re.compile(
    r"快递|包裹|物流|订单|下的?单|发票|商品|退货|换货|审核|\b(?:parcel|package|order|delivery|courier|invoice|tracking|warranty|return label)\b"
)


def bare_questions(folded: str) -> frozenset[str]:
    """What a question asks that names nothing; empty for one with a subject."""
    if _NAMED.search(folded):
        return frozenset()
    return frozenset(kind for kind, pattern in _ASKED.items() if pattern.fullmatch(folded))


def belonging(asked: Set[str], promised: Set[str]) -> frozenset[str]:
    """Which of the asked are asked of what was promised, though the words may not speak of them."""
    return frozenset(kind for kind in asked if ASKED_OF.get(kind, frozenset()) & promised)
