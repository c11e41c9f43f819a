"""What a person promised, by kind, and which kind a question is about: then the person's words answer it first.

Here are the four things that are promised, asked for by when, how much and where; what else is asked of them is in
`particulars`. The shop knows nothing of what was said in the chat: it would answer "when does my money come" with a rule, or with
"nothing on record". Patterns are written in Simplified Chinese. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from handoff.said.bare import COUPON, GOODS, MONEY, PICK_UP, bare_questions, belonging
from handoff.said.particulars import WHOLE, asked_particulars, of_another, particulars_in
from handoff.wording.texts import simplified

LONGEST = 40  # characters; who writes more tells something
_LONGEST_LATIN = 90

_WHEN = r"(?:什么时[候间]|啥时候?|几[时点号天]|何时|多久|多会儿|哪一?天|几耐)"
_MUCH = r"(?:多少|几多|几钱|几蚊|几块|几元|几折)"
_NOT_YET = r"(?:还|仲|都|怎么|点解)*(?:没有?|未|冇)"
_IS_IT = r"(?:了|咗|返)*(?:吗|么|嘛|没有?|未|呢|[?？])"
_CASH = r"(?:钱(?!包)|退款|款项?|赔款|赔偿|补偿|差价|返现)"
_PAYS = r"(?:退(?![货换])|赔|返(?!回|工)|打款|到账|入账|补(?!发|寄|货|送)|原路)"
_COMES = r"(?:来|上门|过来|嚟|黎)"
_TAKES = r"(?:取(?!消|件码)|收(?!到|货人|件人|费)|拿(?!到)|揽|攞|拉)"
_COMER = r"(?:师傅|小哥|快递员|司机|顺丰|圆通|中通|京东|德邦|黑猫|宅配|dhl|ups|fedex)"
_SENT = r"(?:补发|补寄|重新?发|重新?寄|寄出?|发货|发出|出货|送到|送来|送达|送|到货|到(?!账))"
_AMOUNT = r"(?:[¥$￥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:元|块|蚊|圆|yuan|rmb|cny|hkd|twd|usd|dollars?|bucks))"
_MINE = r"(?:i|we|it|he|she|they|you|my \w+|the \w+|your \w+)"
_ASKED: Mapping[str, re.Pattern[str]] = {
    MONEY: re.compile(
        rf"{_CASH}.{{0,4}}(?:{_WHEN}|{_MUCH})|{_CASH}.{{0,3}}{_NOT_YET}|{_WHEN}.{{0,4}}(?:{_PAYS}|(?:收|拿|见)到?{_CASH}|给我?{_CASH}|有{_CASH})"
        rf"|{_PAYS}.{{0,3}}(?:{_WHEN}|{_MUCH})|(?:退|赔|到账|入账){_IS_IT}|{_AMOUNT}.{{0,3}}(?:{_WHEN}|{_NOT_YET}|呢|到{_IS_IT})|{_CASH}.{{0,3}}(?:咋样|怎么样|点样)|(?:退不退|赔不赔)|^{_WHEN}.{{0,2}}[先才]有"
        rf"|{_CASH}(?:呢|在哪|去哪|{_COMES}{_IS_IT}|到{_IS_IT})"
        rf"|\bwhen (?:do|does|will|can|is|are|am|should|would) {_MINE}\b.{{0,24}}\b(?:money|cash|refund(?:ed)?|paid|compensat\w+|back)\b"
        r"|\bwhen .{0,12}\b(?:money|refund)\b|\bhow much (?:money )?(?:do|does|will|am|is|are|would|should) (?:i|we|you|it|my|the)\b"
        r".{0,20}\b(?:get|back|refund(?:ed)?|compensat\w+|receive)\b|\bhow much (?:is|was) (?:the|my) (?:refund|compensation)\b|\bhow much (?:was|is) (?:it|that) again\b"
        r"|\bwhere(?:'s| is) (?:the |my )(?:money|refund)\b|\b(?:money|refund) .{0,10}\b(?:yet|arrived?)\b|\bhow long .{0,12}\b(?:money|refund)\b"
    ),
    PICK_UP: re.compile(
        rf"{_WHEN}.{{0,6}}(?:{_COMES}.{{0,3}}{_TAKES}|{_COMES}$|{_COMES}[?？呢啊呀]|上门|取件|揽收|收件|收货)|(?:取件|上门|揽收|收件).{{0,4}}(?:{_WHEN}|{_IS_IT}|怎么约)|{_COMER}.{{0,5}}{_WHEN}.{{0,3}}(?:{_COMES}|到)"
        rf"|{_NOT_YET}.{{0,3}}(?:{_COMES}|人)?.{{0,2}}(?:取件|上门|{_TAKES})|(?:谁|边个).{{0,3}}{_COMES}.{{0,2}}{_TAKES}"
        r"|\bwhen .{0,30}\b(?:pick(?:ed|ing)?[ -]?(?:it |them |this )?up|pick-?up|collect(?:ed|ion|s)?|courier)\b"
        r"|\bwhat time .{0,24}\b(?:pick|collect|com(?:e|ing)|courier|here)|\bwhen (?:are|will|do) they (?:be )?(?:coming|come|here)"
    ),
    GOODS: re.compile(
        rf"{_WHEN}.{{0,5}}{_SENT}|{_SENT}.{{0,2}}{_IS_IT}|{_SENT}.{{0,3}}{_WHEN}|{_NOT_YET}(?:补发|补寄|发|寄|送|到)"
        r"|\bwhen .{0,24}\b(?:ship(?:ped|s)?|sent|send|arrive[sd]?|deliver(?:ed|y)?|come|be here|replacement)\b|\b(?:shipped|arrived|sent) yet\b"
    ),
    COUPON: re.compile(
        rf"(?:券|红包|积分|礼品|无门槛).{{0,4}}(?:呢|在哪|去哪|哪里|边度?|{_WHEN}|{_MUCH}|{_NOT_YET}|到{_IS_IT}|多大)|{_WHEN}.{{0,5}}(?:券|红包|积分)|^{_WHEN}.{{0,2}}[先才]有|(?:补|送|赔|给).{{0,3}}{_MUCH}"
        r"|\b(?:where|when|how much) .{0,16}\b(?:coupon|voucher|points|credit)\b|\bhow much .{0,12}\bworth\b|(?:\bstill|\bnot|n'?t)\b.{0,20}\b(?:coupon|voucher|points)\b"
    ),
}  # fmt: skip
_PROMISED: Mapping[str, re.Pattern[str]] = {
    MONEY: re.compile(
        rf"{_AMOUNT}|退款|退(?:回|返|给|你|您|钱|全款)|全额|到账|入账|打款|赔[付偿给您你]|补偿|返现|退差|差价|刷退|帮[您你].{{0,3}}退(?!货|换)"
        r"|\b(?:refund\w*|compensat\w+|money|paid|pay (?:you|back)|reimburs\w+|credited)\b"
    ),
    PICK_UP: re.compile(r"上门|取件|揽收|收件|[来嚟去][取收拿拉攞揽]|师傅.{0,8}[过上][去来门]|\b(?:pick(?:ed|s)?[ -]?(?:it |them )?up|pick-?up|collect\w*|courier (?:will )?comes?)\b"),
    GOODS: re.compile(
        r"补发|补寄|重新?发|重新?寄|寄出|发货|发出|出货|送到|送达|派送|到货|寄[给您你]|换(?:个|一个|您|你)?新|新的.{0,6}[走发寄]"
        r"|\b(?:ship\w*|re-?send\w*|resent|sent|send|arriv\w+|deliver\w*|replacement|swap\w*|goes out)\b"
    ),
    COUPON: re.compile(r"券|红包|积分|礼品|无门槛|\b(?:coupons?|vouchers?|points|store credit|gift)\b"),
}  # fmt: skip
_DAY_OF_COMING = re.compile(
    r"今[天晚日]到|[明听][天日]到|号前?到"
)  # of whatever was promised, of goods where that is not said
_SENT_ANEW = re.compile(
    r"补[寄发送]|重新?[寄发]|换(?:个|一个|您|你)?新|新的|换货|\b(?:replacement|re-?send\w*|resent|swap\w*|exchange\w*|new (?:one|\w+))\b"
)
# Another order's own shipping.
_OF_AN_ORDER = re.compile(r"下的?单|订单|\b(?:my|the|an?) order\b")
# How it goes in general, or would go: nobody promised that.
_IN_GENERAL = re.compile(
    r"一般|通常|如果|要是|假如|的话|规定|政策|怎么算|怎样算|运费|能退|可以退|可退|能不能|可不可以|会扣|手续费|几天内|多久内|多久以?内|都是|没有的?商品"
    r"|\b(?:usually|normally|in general|generally|policy|if i|shipping cost|fee)\b"
)


def promised_in(words: str) -> frozenset[str]:
    """Kinds of what a person's words to the customer tell of."""
    folded = _folded(words)
    kinds = frozenset(kind for kind, pattern in _PROMISED.items() if pattern.search(folded))
    if not kinds and _DAY_OF_COMING.search(folded):
        kinds = frozenset({GOODS})
    return kinds | particulars_in(folded)


def told_of(words: str, asked: Set[str], *, here: bool = True) -> frozenset[str]:
    """Which of the kinds asked for the words tell of; a question for the whole matter is about any said `here`."""
    return frozenset((promised_in(words) | ({WHOLE} if here else frozenset())) & asked)


def belongs_to(words: str, asked: Set[str]) -> bool:
    """Whether it is asked of what the words promise, though they may not speak of it."""
    return bool(belonging(asked, promised_in(words)))


def words_on(words: Sequence[str], asked: Set[str], *, here: bool, bare: bool) -> tuple[str, ...]:
    """Those of a matter's words that tell of what is asked; else, where a `bare` question can be of what was said
    `here`, those with the promise that it is asked of."""
    told = tuple(one for one in words if told_of(one, asked, here=here))
    if told or not (bare and here):
        return told
    return tuple(one for one in words if belongs_to(one, asked))


def amounts_in(words: str) -> frozenset[int]:
    """Sums of money that the words name, in minor units."""
    numbers = (re.sub(r"[^\d.]", "", found).strip(".") for found in re.findall(_AMOUNT, _folded(words)))
    return frozenset(round(float(number) * 100) for number in numbers if number.count(".") <= 1 and number)


def sent_anew(words: str) -> bool:
    """Whether the words promise other goods than those that were sent before."""
    return _SENT_ANEW.search(_folded(words)) is not None


def asked_about(text: str) -> frozenset[str]:
    """Kinds that a short question is about; empty for anything else."""
    folded = _folded(text)
    if len(folded) > (_LONGEST_LATIN if folded.isascii() else LONGEST):
        return frozenset()
    kinds = frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(folded))
    if _IN_GENERAL.search(folded):
        kinds = frozenset()
    if of_another(folded):
        return frozenset()
    if kinds & {MONEY, COUPON} or _OF_AN_ORDER.search(folded):
        kinds -= {GOODS}  # "when does it come", of the money
    return kinds | asked_particulars(folded) | bare_questions(folded)


def _folded(text: str) -> str:
    return simplified(text).lower().replace("’", "'").strip()
