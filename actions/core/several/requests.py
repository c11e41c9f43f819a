"""Which requests stand in one message, and the words of each ("退掉保温杯 开发票 改电话…"). Pure.

The classifier names the main one and some further ones; a part of the message that plainly asks for another is one too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from actions.core.reversals.giving_up import WANTED
from actions.core.several import some_of_each
from handoff.wording.texts import simplified

MOST = 3
_PARTS = re.compile(
    r"[,，。;；!！、\n]|(?<=[?？])|(?<=[\u4e00-\u9fff\d])\s+|顺便|另外|还有|再(?=[开改帮催退换])|\b(?:and|also|plus)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|吗|怎么|多久|什么时候|几天|^\s*(how|when|what|why|which)\b", re.IGNORECASE)
# Beside `WANTED`: short ways that count only in a part of a message that asks for several things.
_IN_PARTS = (
    ("refund_status", re.compile(r"退(款|货|钱)?.{0,4}((?<!寄)到哪|进度|几时到|什么时候到|到账)|\bwhere is my refund\b", re.IGNORECASE)),
    ("return_logistics", re.compile(r"我(已经?)?(寄|退)(了|回|出)|寄回去?了|退货的?单号|取件.{0,2}改|\b(sent|shipped) (it|them|the .{1,20}) back\b", re.IGNORECASE)),
    *WANTED,
    ("request_return", re.compile(rf"(想|要)退|退[一两二三\d掉]|(?<![不别唔])退了|{some_of_each.BACK}", re.IGNORECASE)),
    ("request_exchange", re.compile(rf"(想|要)换|换[成个为到]*\s*((x{{0,3}}[sml]|\d{{2}})\s*[码号]|[^,，。换]{{0,2}}色)|{some_of_each.OTHERS}", re.IGNORECASE)),
    ("cancel_order", re.compile(r"取消|\bcancel\b", re.IGNORECASE)),
    ("change_delivery", re.compile(r"\bchange the delivery\b|改(到|成)?(周|星期|明天|后天|驿站|自提)|拒收|改[送放派]|[放送](到|去)?(驿站|超商|自提|代收点|快递柜)|\brefuse (the|my|it|this)\b|\bpick.?up point\b", re.IGNORECASE)),
    ("change_order", re.compile(r"改(个|一?下)?(地址|电话|手机|收件人|备注)|\bchange (my |the )?(address|phone)\b", re.IGNORECASE)),
    ("not_received", re.compile(r"(没|未|没有)收到|\bnever (got|received)\b", re.IGNORECASE)),
    ("track_shipment", re.compile(r"到哪|到了?(没|未)|查(一?下|一查|查|看)[^,，。]{0,6}(快递|物流|包裹)(?!费|单号|怎么)|查(我的)?(快递|物流|包裹)(?!费|单号|怎么)|\bwhere(?:'s| is| are) (?:my|the|it|they)\b|\btrack (?:my|the|it|this)\b|\b(haven'?t|hasn'?t|not) arrived\b", re.IGNORECASE)),
    ("invoice", re.compile(r"发票|[专普]票|开票|单据|收据|\binvoice\b", re.IGNORECASE)),
    ("delivery_time", re.compile(r"(什么时候|几时|多久|哪天|几点)(能|可以|会)?.{0,2}(到|送到|送达|收到)|\bwhen (will|does|do|is)\b.{0,30}\b(arrive|come|get|here)\b", re.IGNORECASE)),
    ("order_status", re.compile(r"(什么时候|几时|几号)(能|可以|会)?发货|发货了?(没|吗)|\bwhen will .{0,20}\bship", re.IGNORECASE)),
    ("damaged_or_defective", re.compile(r"坏了|碎了|\bis broken\b", re.IGNORECASE)),
)  # fmt: skip
# One wish under two names: the classifier's further meaning and what a part says are no two requests.
_AFTER_SALES = frozenset({"request_refund", "request_return", "request_exchange"})
# Why goods go back, where they go back in the same message.
_GROUNDS = frozenset({"damaged_or_defective", "not_received", "wrong_or_missing_item", "return_policy"})
_GOES_BACK = frozenset({*_AFTER_SALES, "cancel_order"})
_RETURNED = _GOES_BACK - {"request_exchange"}
_FAULTY = re.compile(r"坏|碎|破|\bbroken\b", re.IGNORECASE)
_UNWANTED = re.compile(r"(不|唔)想?要|用不上|\bdon'?t want\b", re.IGNORECASE)
# Said of goods alone: another colour of them.
_COLOUR = re.compile(
    r"(?<![不唔])(?<!不想)[要换][^,，。不]{0,3}[红橙橘黄绿青蓝紫粉灰黑白棕银金米杏]色"
    r"|\b(to|into|in|want|for) (a |the )?(black|white|red|orange|yellow|green|blue|purple|gr[ea]y|pink|brown)\b",
    re.IGNORECASE,
)
# Takes back what was asked for earlier; without the classifier's word for it no more than that the goods stay.
_WITHDRAWS = re.compile(
    r"[不别唔](想|用|要)?再?[退换](货|款)?(了|啦|喇|$)|(撤销|撤回|撤掉|撤了)", re.IGNORECASE
)
# A value that the customer gives: what it says is no wish ("抬头写退款有限公司").
_VALUE = re.compile(
    r"((抬头|单位名?称?|公司名称?|户名)(写|是|为|叫|开|填|:|：|\s)*|(收[件货]人|姓名|名字)(改|换|写|填|是|为|成|叫|:|：)+|备注(写|是|:|：)+)[^\s,，。;；]+"
    r"|[\u4e00-\u9fff]{2,}有限公司",
)
_A_NAME = re.compile(r"^(personal |to )?[A-Z][\w'-]+( [A-Z][\w'-]+){1,2}$")
_TOO = re.compile(r"也|都|\b(too|as well|one for|both)\b", re.IGNORECASE)
_VERB = re.compile(r"[拒收放送寄到发改换退催查修坏要问取签付买能会可有冇没很挺真太好不]")
_BARE = 6
# Put aside for now: no wish where to put a parcel.
_LATER = re.compile(r"^(那|这个|就|先)*(放|搁)(着|一?放|一边)(先|吧|啦|了)*$")
# What was just said is taken back.
_WRONG = re.compile(
    r"(?:^|\s)(?:[哦啊]?不对?|不是|唔(系|对|啱)|[说打]错了?|搞错了?|算了|no|no wait)(?:不对)?$", re.IGNORECASE
)
_TOLD_TOGETHER = frozenset({"track_shipment", "delivery_time", "order_status"})
_ALIKE = (
    frozenset({"request_refund", "request_return", "return_policy", "return_logistics", "change_after_sale", "cancel_order", "refund_status"}),
    frozenset({"track_shipment", "delivery_time", "order_status", "urge_delivery", "not_received"}),
    frozenset({"change_order", "change_delivery"}),
    frozenset({"damaged_or_defective", "request_exchange", "wrong_or_missing_item", "warranty_repair"}),
)  # fmt: skip


def parts(text: str) -> list[str]:
    """The parts of a message, as they were written."""
    ends = [(found.start(), found.end()) for found in _PARTS.finditer(simplified(text))]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    found = (text[start:stop].strip() for start, stop in zip(starts, stops, strict=True))
    return [part for part in found if part]


# Which goods some words name.
Names = Callable[[str], Collection[object]]


def _nothing(part: str) -> Collection[object]:
    return ()


def requests(text: str, meant: Sequence[str], names: Names = _nothing) -> dict[str, str]:
    """The tasks asked for, at most three, each with its part of the message ("" where none is its own).

    `meant` is what the classifier made of it, the main meaning first. With `names` a part about other goods belongs to
    no task but its own.
    """
    said = [piece for part in parts(text) for piece in some_of_each.apart(part, names)]
    signed, others = _signed(said, meant, names)
    # The classifier has no word for pieces that go two ways: what it heard in them is no wish of its own.
    divided = len(said) > len(parts(text)) and not others
    signed, taken_back = _corrected(signed)
    named = any(_A_NAME.match(part) for part in said)
    found = dict.fromkeys((name for name in meant[: 1 if named else None] if name not in taken_back), "")
    if len({name for name, _ in signed}) < 2 and not taken_back:
        # One part that names a task most likely is the main request in other words ("退货寄到哪").
        signed = [(name, part) for name, part in signed if name in found or _same_wish(name, found)]
    heard = dict(signed)
    signed += _unsigned(others, [name for name in found if name not in heard and not is_like(name, heard)])
    for name, part in signed:
        if name in found:
            found[name] = f"{found[name]} {part}".strip()
        elif same := _same_wish(name, [one for one in found if one not in heard and not found[one]]):
            found[same] = part
        elif not _said_already(name, found) or _of_other_goods(part, _words_beside(name, signed), names):
            found[name] = part
    found = {
        name: part
        for name, part in found.items()
        if part or not (_only_heard(name, found, meant) or _left_for_later(said, name, meant) or divided)
    }
    found = some_of_each.with_its_goods(_told_once(found), names)
    if len(found) > 1 and _AFTER_SALES & found.keys():
        found = {name: part for name, part in found.items() if not _is_ground(name, found, meant, names)}
    if len(found) == 1 and not others:
        return dict.fromkeys(found, "")
    return dict(list(found.items())[:MOST])


def _signed(
    said: Sequence[str], meant: Collection[str], names: Names
) -> tuple[list[tuple[str, str]], list[str]]:
    """Each part that asks for something, with those beside it that ask for nothing; and what is about other goods."""
    asked = [asked_in(part, meant) for part in said]
    found: list[tuple[str, str]] = []
    others: list[str] = []
    before: list[str] = []
    heard = [name for name in asked if name]
    silent = [name for name in meant if name not in heard]
    unheard = [name for name in silent if not is_like(name, heard)]
    for at, (name, part) in enumerate(zip(asked, said, strict=True)):
        following = next(((task, said[at + 1 + n]) for n, task in enumerate(asked[at + 1 :]) if task), None)
        if name:
            found.append((name, " ".join((*before, part))))
            before = []
        elif (
            found
            and _belongs(part, *found[-1], names, silent)
            and not (unheard and _is_new(part, found[-1][1], names))
        ):
            found[-1] = (found[-1][0], f"{found[-1][1]} {part}")
        elif (
            following and _belongs(part, *following, names, silent) and not (unheard and _tells(part, names))
        ):
            before.append(part)
        elif len(said) > 1 and (wish := _of_its_goods(part, meant, names)):
            found.append((wish, part))
        elif following or found:
            others.append(part)
    return found, others


def _belongs(part: str, name: str, words: str, names: Names, silent: Collection[str]) -> bool:
    """It says more of that request: of the same goods or none, of further goods for it too, or why they go back."""
    goods, its_own = set(names(part)), set(names(words))
    if not goods or not its_own or goods & its_own:
        return True
    plain = simplified(part)
    if name in _GOES_BACK and _FAULTY.search(plain):
        return True
    if _UNWANTED.search(plain):
        return name in _RETURNED and not _RETURNED.intersection(silent)
    return not is_asking(part) and (_TOO.search(plain) is not None or _is_bare(plain))


def _of_its_goods(part: str, meant: Collection[str], names: Names) -> str | None:
    """The task for goods of its own that are not wanted, or wanted in another colour ("水壶要灰色的，保温杯退掉")."""
    if not names(part) or is_asking(part):
        return None
    if unwanted(part):
        return next((name for name in meant if name in _RETURNED), "cancel_order")
    return "request_exchange" if _COLOUR.search(simplified(part)) else None


def unwanted(part: str) -> bool:
    """ "保温杯不要了": a wish to be rid of goods."""
    return _UNWANTED.search(simplified(part)) is not None


def _tells(part: str, names: Names) -> bool:
    return bool(names(part)) and not _is_bare(simplified(part))


def _is_new(part: str, words: str, names: Names) -> bool:
    """It tells of goods where the words before it name none: most likely the meaning that has no words yet."""
    return _tells(part, names) and not names(words)


def _is_bare(part: str) -> bool:
    """Goods and nothing about them: no more than a name."""
    return len(part) <= _BARE and not _VERB.search(part)


def _left_for_later(said: Sequence[str], name: str, meant: Sequence[str]) -> bool:
    """A delivery wish that was only heard in "先放着吧"."""
    later = any(_LATER.match(simplified(part)) for part in said)
    return later and name == "change_delivery" and name != meant[0]


def _unsigned(others: Sequence[str], unheard: Sequence[str]) -> list[tuple[str, str]]:
    """A part about goods of its own, and one meaning that has no words yet: these are its words."""
    return [(unheard[0], others[0])] if len(others) == 1 and len(unheard) == 1 else []


def _corrected(signed: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], set[str]]:
    """Without what the next part takes back ("想退，不对，是想换绿色"): its words go on with the right one."""
    kept: list[tuple[str, str]] = []
    taken_back: set[str] = set()
    for name, part in signed:
        if kept and kept[-1][0] != name and _WRONG.search(simplified(kept[-1][1])):
            wrong, words = kept.pop()
            taken_back.add(wrong)
            kept.append((name, f"{words} {part}"))
        else:
            kept.append((name, part))
    return kept, taken_back


def _same_wish(name: str, found: Collection[str]) -> str | None:
    """The other name, of those found, for goods that go back."""
    return next((one for one in found if one in _RETURNED), None) if name in _RETURNED else None


def _words_beside(name: str, signed: Sequence[tuple[str, str]]) -> list[str]:
    return [part for other, part in signed if other != name]


def _of_other_goods(part: str, others: Collection[str], names: Names) -> bool:
    goods, known = set(names(part)), [set(names(other)) for other in others if other]
    return bool(goods and known) and all(other and not goods & other for other in known)


def _is_ground(name: str, found: dict[str, str], meant: Sequence[str], names: Names) -> bool:
    """Why goods go back, and no request: not where it is about others than those."""
    others = [part for other, part in found.items() if other in _AFTER_SALES]
    return name in _GROUNDS and name != meant[0] and not _of_other_goods(found[name], others, names)


def asked_in(part: str, meant: Collection[str]) -> str | None:
    """The task that a part asks for; a question ("能开发票吗") asks only for what the classifier found in it too."""
    plain = _VALUE.sub(" ", simplified(part))
    if _WITHDRAWS.search(plain) and "change_after_sale" in meant:
        return "change_after_sale"
    signs = (name for name, sign in _IN_PARTS if sign.search(plain))
    return next((name for name in signs if name in meant or not _ASKS.search(plain)), None)


def _told_once(found: dict[str, str]) -> dict[str, str]:
    """Where it is and when it comes are one answer: the first of them has the words of all."""
    first, *others = [name for name in found if name in _TOLD_TOGETHER] or [""]
    words = " ".join(found[name] for name in (first, *others) if found.get(name))
    return {name: words if name == first else part for name, part in found.items() if name not in others}


def asks_for(text: str, name: str, instead_of: str) -> bool:
    """Some part asks for this task beside the one that is open ("等等 先看看快递到哪了")."""
    return name != instead_of and any(asked_in(part, (name,)) == name for part in parts(text))


def is_asking(part: str) -> bool:
    return _ASKS.search(simplified(part)) is not None


def _only_heard(name: str, found: Collection[str], meant: Sequence[str]) -> bool:
    """A further meaning without words of its own, so near another one that it is most likely the same wish."""
    return name != meant[0] and is_like(name, [other for other in found if other != name])


def _said_already(name: str, found: Collection[str]) -> bool:
    return name in _GROUNDS or is_like(name, found)


def is_like(name: str, others: Collection[str]) -> bool:
    """It is near to one of the others: most likely the same wish."""
    return any(name in group and other in group for group in _ALIKE for other in others)
