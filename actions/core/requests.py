"""Which requests stand in one message, and the words of each ("退掉保温杯 开发票 改电话…"). Pure.

The classifier names the main one and some further ones; a part of the message that plainly asks for another is one too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from actions.core.giving_up import WANTED
from handoff.texts import simplified

MOST = 3
_PARTS = re.compile(
    r"[,，。;；!！、\n]|(?<=[\u4e00-\u9fff\d])\s+|顺便|另外|还有|再(?=[开改帮催退换])|\b(?:and|also|plus)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|吗|怎么|多久|什么时候|几天|^\s*(how|when|what|why|which)\b", re.IGNORECASE)
# Beside `WANTED`: short ways that count only in a part of a message that asks for several things.
_IN_PARTS = (
    ("refund_status", re.compile(r"退(款|货|钱)?.{0,4}((?<!寄)到哪|进度|几时到|什么时候到|到账)|\bwhere is my refund\b", re.IGNORECASE)),
    *WANTED,
    ("request_return", re.compile(r"(想|要)退|退[一两二三\d掉]|退了", re.IGNORECASE)),
    ("request_exchange", re.compile(r"(想|要)换", re.IGNORECASE)),
    ("cancel_order", re.compile(r"取消|\bcancel\b", re.IGNORECASE)),
    ("change_delivery", re.compile(r"\bchange the delivery\b|改(到|成)?(周|星期|明天|后天|驿站|自提)", re.IGNORECASE)),
    ("change_order", re.compile(r"改(个|一?下)?(地址|电话|手机|收件人|备注)|\bchange (my |the )?(address|phone)\b", re.IGNORECASE)),
    ("track_shipment", re.compile(r"到哪|到了?(没|未)|\bwhere (is|are) my\b|\b(haven'?t|hasn'?t|not) arrived\b", re.IGNORECASE)),
    ("invoice", re.compile(r"发票|[专普]票|开票|\binvoice\b", re.IGNORECASE)),
    ("delivery_time", re.compile(r"(什么时候|几时|多久|哪天|几点)(能|可以|会)?.{0,2}(到|送到|送达|收到)|\bwhen (will|does|do|is)\b.{0,30}\b(arrive|come|get|here)\b", re.IGNORECASE)),
    ("order_status", re.compile(r"(什么时候|几时|几号)(能|可以|会)?发货|发货了?(没|吗)|\bwhen will .{0,20}\bship", re.IGNORECASE)),
    ("damaged_or_defective", re.compile(r"坏了|碎了|\bis broken\b", re.IGNORECASE)),
)  # fmt: skip
# One wish under two names: the classifier's further meaning and what a part says are no two requests.
_AFTER_SALES = frozenset({"request_refund", "request_return", "request_exchange"})
# Why goods go back, where they go back in the same message.
_GROUNDS = frozenset({"damaged_or_defective", "not_received", "wrong_or_missing_item", "return_policy"})
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


def requests(text: str, meant: Sequence[str]) -> dict[str, str]:
    """The tasks asked for, at most three, each with its part of the message ("" where none is its own).

    `meant` is what the classifier made of it, the main meaning first.
    """
    found = dict.fromkeys(meant, "")
    signed = _signed(parts(text), meant)
    if len({name for name, _ in signed}) < 2:
        # One part that names a task most likely is the main request in other words ("退货寄到哪").
        signed = [(name, part) for name, part in signed if name in found]
    for name, part in signed:
        if name in found:
            found[name] = f"{found[name]} {part}".strip()
        elif not _said_already(name, found):
            found[name] = part
    found = {name: part for name, part in found.items() if part or not _only_heard(name, found, meant)}
    found = _told_once(found)
    if len(found) > 1 and _AFTER_SALES & found.keys():
        found = {name: part for name, part in found.items() if name not in _GROUNDS or name == meant[0]}
    if len(found) == 1:
        return dict.fromkeys(found, "")
    return dict(list(found.items())[:MOST])


def _signed(said: Sequence[str], meant: Collection[str]) -> list[tuple[str, str]]:
    """Each part that asks for something, with what stands before the first or after it and asks for nothing."""
    found: list[tuple[str, str]] = []
    before = ""
    for part in said:
        name = asked_in(part, meant)
        if name:
            found.append((name, f"{before} {part}".strip()))
            before = ""
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {part}")
        else:
            before = f"{before} {part}"
    return found


def asked_in(part: str, meant: Collection[str]) -> str | None:
    """The task that a part asks for; a question ("能开发票吗") asks only for what the classifier found in it too."""
    plain = simplified(part)
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
