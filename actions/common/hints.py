"""What the first message of a request already says, kept until the question it answers would be asked.

"杯子碎了，退款" names goods and reason, but the order comes first: without this they would be asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.common.orders import WAY_OUT
from actions.core import words
from actions.core.form.fields import ChoiceField, Field, Option, best_option
from actions.core.reply import Choice
from actions.core.typed import half_width
from actions.core.visit import Visit
from actions.shop.model import Reason
from handoff.wording.texts import simplified

MOST = 200
# What customers write for a reason; the first option whose word stands in the message is taken.
REASON_WORDS: dict[Reason, tuple[str, ...]] = {
    Reason.MISSING_ITEM: ("少发", "漏发", "少了", "缺", "没发全", "missing"),
    Reason.WRONG_ITEM: ("发错", "错货", "寄错", "不是我买", "不是我要", "wrong item", "wrong one", "wrong product"),
    Reason.WRONG_SIZE: (
        "尺码", "尺寸", "码数", "偏大", "偏小", "太大", "太小", "大了", "小了", "不合身", "不合适", "唔啱", "细码", "太细", "着唔落", "穿不下", "太紧",
        "size", "too big", "too small", "does not fit", "doesn't fit", "too tight",
    ),
    Reason.DAMAGED: ("破", "碎", "裂", "压坏", "摔坏", "漏液", "洒了", "变形", "damaged", "cracked", "smashed", "torn", "leak"),
    Reason.DEFECTIVE: (
        "坏", "质量", "故障", "不能用", "用不了", "没反应", "开不了机", "失灵", "瑕疵", "次品",
        "defect", "faulty", "not work", "doesn't work", "broken", "quality",
    ),
    Reason.NOT_AS_DESCRIBED: ("不符", "不一样", "色差", "描述", "假货", "不是正品", "not as described", "different from", "fake"),
    Reason.NOT_RECEIVED: ("没收到", "没有收到", "没到", "丢了", "丢件", "not received", "never arrived", "lost"),
    Reason.TOO_SLOW: ("太慢", "不发货", "没发货", "等太久", "等不及", "迟迟", "还没到", "too slow", "too late", "too long"),
    Reason.ORDERED_BY_MISTAKE: ("拍错", "买错", "下错", "选错", "重复下单", "拍多", "买多", "by mistake", "twice", "wrong address"),
    Reason.FOUND_CHEAPER: ("便宜", "降价", "贵了", "cheaper", "price drop"),
    Reason.NO_REASON: ("无理由", "没理由", "不想要", "不要了", "不喜欢", "后悔", "用不上", "唔钟意", "唔想要", "唔要", "no reason", "no longer need", "don't need", "don't want", "don't like", "changed my mind"),
    Reason.CHANGED_MIND: ("不想要", "不要了", "不喜欢", "后悔", "用不上", "换颜色", "唔钟意", "唔想要", "唔要", "no longer need", "don't need", "don't want", "don't like", "changed my mind"),
    Reason.OTHER: ("其他", "其它", "别的原因", "other"),
}  # fmt: skip
_OF_REASONS = re.compile(r"原因|理由|\breason\b", re.IGNORECASE)
# The same wish under the names of different tasks.
_TWINS = {Reason.NO_REASON: Reason.CHANGED_MIND, Reason.CHANGED_MIND: Reason.NO_REASON}


class FirstMessage(Field):
    """Keeps the message that began the task in slot `said`; never asked for."""

    slot = "said"

    def filled(self, visit: Visit) -> bool:
        return True

    async def begin(self, visit: Visit) -> None:
        if visit.get(self.slot) is None and visit.turn.text:
            visit.put(self.slot, visit.turn.text[:MOST])

    async def take(self, visit: Visit) -> bool:
        return False

    async def ask(self, visit: Visit) -> None:
        raise NotImplementedError("the first message is never asked for")


def first_message(visit: Visit) -> str:
    """In simplified characters and lower case, for comparing."""
    return simplified(half_width(str(visit.get(FirstMessage.slot) or ""))).lower()


def hint(visit: Visit, slot: str, options: Sequence[Option]) -> None:
    """Fill an empty slot with the option that the first message names."""
    text = first_message(visit)
    meant = best_option(options, text) if visit.get(slot) is None else None
    if meant:
        visit.put(slot, meant.value)


class ReasonField(ChoiceField):
    """Why; a known reason is replaced where the turn speaks of it ("原因改成质量问题")."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__("reason", "ask_why", options, eager=True)
        self._by_words = tuple(options)

    async def ask(self, visit: Visit) -> None:
        """Asked again, with a way out."""
        choices = [Choice(one.key, "inform", {self.slot: one.value}) for one in self._by_words]
        visit.reply.say("ask_why", choices=[*choices, *([WAY_OUT] if self.asked(visit) else [])])

    async def correct(self, visit: Visit) -> bool:
        if await super().correct(visit):
            return True
        text = simplified(visit.turn.text).lower()
        speaks = _OF_REASONS.search(text) or words.corrects(visit.turn)
        meant = best_option(self._by_words, text) if speaks else None
        if meant is None or meant.value == visit.get(self.slot):
            return False
        visit.put(self.slot, meant.value)
        return True


def reason_field(visit: Visit, reasons: Sequence[Reason]) -> ReasonField:
    """Why; from a button, from the first message, or asked."""
    options = [Option(value=one.value, key=f"why_{one.value}", words=REASON_WORDS[one]) for one in reasons]
    said = visit.get("reason")
    if said and said not in reasons:
        twin = _TWINS.get(Reason(str(said)))
        visit.put("reason", twin.value if twin and twin in reasons else None)
    # In the order of the words, not of the buttons: "少发" says more than "坏".
    hint(visit, "reason", sorted(options, key=lambda option: list(REASON_WORDS).index(Reason(option.value))))
    return ReasonField(options)
