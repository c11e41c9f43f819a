"""What one part of a message asks for and is answered at once ("改收货人，另外查下我积分"), before the rest is begun.

What is left goes on as if it alone had been said, so that nothing is dropped and nothing is answered twice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.common.naming import named_orders
from actions.core import attendance
from actions.core.registry import FACTS, TASKS
from actions.core.reversals.giving_up import says_not_now
from actions.core.several.requests import asked_in, is_asking, is_like, parts, unwanted
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actions.core.turn import Turn
    from actions.core.visit import Visit

# Said beside, and asking for nothing.
_NOTHING = re.compile(
    r"^(谢谢(你|您|啦|了)?|多谢|唔该|对了|你好|您好|请问|好的?|行|嗯+|哦|那|那个|等等|等(一|我)?下|稍等|慢着|wait|hold on|还有|另外|顺便|麻烦(你|您)?|hi|hello|thanks?|thank you|by the way|btw|ok(ay)?|[\s,，.。!！~])+$",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"^(那|那么|还有)?[^吗么,，]{1,8}呢[?？]?$|^(what|how) about\b", re.IGNORECASE)
_QUESTION = re.compile(r"[?？吗么]|\b(can|could|may|when|where|how|is|are|do|does)\b", re.IGNORECASE)
_THIS_ONE = re.compile(r"^(那|请问)?(这|那)(个|件|款|双|条)|^(它|can it|is it)", re.IGNORECASE)
LEAST = 2  # parts that want something
_BARE = 8  # characters of a part that may be no more than what the next one is about ("我的手表，多少钱买的")


async def answer_facts(visit: Visit) -> bool:
    """Answer the parts that need nothing more, and leave the others in the turn; True when none is left."""
    whole, said = visit.turn, _asked_alike(parts(visit.turn.text))
    if len(said) < 2 or (_numbers(whole) and _asking(said, whole) < LEAST):
        return False
    inside, left, answered = visit.inside, list[str](), list[str]()
    for at, part in enumerate(said):
        await _talk_of(visit, said[at - 1] if at and _THIS_ONE.match(simplified(part)) else "")
        if any(number in part for number in _numbers(whole)):
            left.append(part)
            continue
        before = left[-1] if left and await _is_goods_alone(visit, left[-1], whole) else ""
        if before and await _is_fact(visit, whole, f"{before} {part}"):
            answered.append(f"{left.pop()} {part}")
        elif await _is_fact(visit, whole, part):
            answered.append(part)
        else:
            left.append(part)
    visit.inside = inside
    open_parts = [
        part
        for part in left
        if not (_NOTHING.match(simplified(part)) or (whole.form_open and says_not_now(part)))
    ]
    visit.turn = _without(whole, open_parts, answered, visit.answered) if answered else whole
    return bool(answered) and not open_parts


async def _talk_of(visit: Visit, before: str) -> None:
    """ "这个能退吗" is about the goods that the part before it names."""
    named = named_orders(await visit.recent(), before) if before and not visit.form_open else ()
    if len(named) == 1:
        visit.put("order_id", named[0].id)


def _asked_alike(said: Sequence[str]) -> list[str]:
    """The parts, "手表呢" with the question before it that it asks again."""
    found = list[str]()
    for part in said:
        if found and _THE_SAME.match(simplified(part)) and _QUESTION.search(simplified(found[-1])):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return found


async def _is_fact(visit: Visit, whole: Turn, part: str) -> bool:
    visit.turn, visit.inside = replace(whole, text=part), True
    if attendance.answer(visit):
        return True
    for answer in FACTS:
        if await answer(visit):
            return True
    return False


async def _is_goods_alone(visit: Visit, part: str, turn: Turn) -> bool:
    asks = is_asking(part) or unwanted(part) or asked_in(part, (turn.intent, *turn.also)) is not None
    return len(part) <= _BARE and not asks and bool(named_orders(await visit.recent(), part))


def _numbers(turn: Turn) -> tuple[str, ...]:
    """The orders and parcels that are named by number: such a part is of that order, not of things in general."""
    return (*turn.entities.get("order_id", ()), *turn.entities.get("tracking_number", ()))


def _asking(said: Sequence[str], turn: Turn) -> int:
    """How many parts want something; beside a number a single one is about what has it."""
    meant = (turn.intent, *turn.also)
    return sum(is_asking(part) or asked_in(part, meant) is not None for part in said)


def _without(turn: Turn, left: Sequence[str], answered: Sequence[str], tasks_done: Collection[str]) -> Turn:
    """The turn as what is left of it; of its meanings those that are in there, and none that was answered."""
    meant = [turn.intent, *turn.also]
    signed = [name for name in (asked_in(part, meant) for part in left) if name]
    open_parts = [part for part in left if asked_in(part, meant) is None]
    done = {*tasks_done, *(asked_in(part, meant) for part in answered)}
    questions = not signed or any(is_asking(part) for part in open_parts)
    unsigned = [name for name in meant if name not in done and not is_like(name, signed)]
    others = [name for name in unsigned if questions or name in TASKS]
    others = [name for name in others if name not in signed][: len(open_parts)]
    kept = [name for name in meant if name in signed or name in others]
    kept += [name for name in signed if name not in kept and not is_like(name, kept)]
    tasks = [name for name in kept if name in TASKS]
    first = kept[0] if kept and kept[0] == turn.intent else next(iter(tasks or kept), turn.intent)
    also = tuple(name for name in kept if name != first)
    return replace(turn, text=" ".join(left), intent=first, also=also)
