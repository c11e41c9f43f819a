"""A wish that the same message gives up again ("拒收吧，算了不拒收了"): it is not begun, and what follows it goes on.

What is corrected to another value is `taken_back`; what an open form holds is `holding_off`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.core import words
from actions.core.form.consent import is_courtesy
from actions.core.form.fields import CALLS
from actions.core.reversals import holding_off
from actions.core.reversals.taken_back import kept
from actions.core.several.requests import asked_in, is_asking, parts
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actions.core.turn import Turn

# Giving up an after-sale sounds like changing one that is recorded.
_TAKES_BACK = "change_after_sale"
_OBJECT = re.compile(words.OBJECT.removesuffix("?"))
_LEAST = 2  # characters of what stands before the act, to name the goods


def read(turn: Turn) -> tuple[Turn, str | None]:
    """The turn without what it gives up again; with the task of that, where the turn says nothing else."""
    if turn.form_open or turn.intent in CALLS:
        return turn, None
    said, over, after = parts(turn.text), list[str](), 0
    for at, part in enumerate(said):
        found = _given_up(said[:at], part)
        if found:
            name, wish = found
            said[wish], said[at] = _before_act(said[wish], name), ""
            over, after = [*over, name], at + 1
    if not over:
        return turn, None
    more = any(not is_courtesy(part) for part in said[after:])
    asks = any(is_asking(part) or asked_in(part, ()) for part in said[:after])
    return _without(turn, [part for part in said if part], over), None if more or asks else over[-1]


def _given_up(before: Sequence[str], part: str) -> tuple[str, int] | None:
    """The task whose act this part takes back and nothing else, with the place of the part that asks for it."""
    for at in reversed(range(len(before))):
        name = None if is_asking(before[at]) else asked_in(before[at], ())
        if name and holding_off.takes_back(part, name) and _of_the_same(before[at], part):
            return name, at
    return None


def _of_the_same(wish: str, part: str) -> bool:
    """ "我要退款，不退货了" wants the money all the same."""
    found = _OBJECT.search(simplified(part))
    return found is None or found.group() in simplified(wish)


def _before_act(part: str, name: str) -> str:
    """The goods alone, where the part names them."""
    plain = simplified(part)
    act = holding_off.act(name).search(plain)
    if act is None:
        return ""
    if act.start() >= _LEAST:
        return part[: act.start()].strip()
    behind = part[act.end() :]
    named = _OBJECT.match(simplified(behind))
    return behind[named.end() if named else 0 :].strip(" 了吧掉")


def _without(turn: Turn, left: Sequence[str], over: Sequence[str]) -> Turn:
    """The turn as what is left of it, without the meanings that are given up."""
    text = ", ".join(left)
    wanted = [name for name in (asked_in(part, ()) for part in left) if name]
    meant = [name for name in (turn.intent, *turn.also) if name in wanted or name not in (*over, _TAKES_BACK)]
    first = next(iter([*meant, *wanted]), turn.intent)
    also = tuple(name for name in meant if name != first)
    return replace(turn, text=text, intent=first, also=also, entities=kept(turn.entities, turn.text, text))
