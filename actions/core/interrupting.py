"""Something else wanted while a form is open: instead of its task, before it, or with the task set aside.

"先放着吧，先帮我查下快递" counts with both halves. What the rest asks for by its words is done at once, and the task
offered again at its end. Any other rest is answered by the rule of its meaning; the form, back from that, offers the
task and does not ask again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.core import beside, flow, giving_up, words
from actions.core.consent import Consent, is_courtesy
from actions.core.registry import TASKS, task_named
from actions.core.requests import asked_in, is_like, parts
from actions.core.together import QUICK
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from actions.core.fields import Field
    from actions.core.skill import Task
    from actions.core.turn import Turn
    from actions.core.visit import Visit

_HESITATES = re.compile(
    r"^(那|嗯+|哦|好的?|行|等等|等一下|算了|不急|ok(ay)?|well|wait|hmm+|[\s,，.。…])+$", re.IGNORECASE
)
# What "putting" a parcel somewhere makes of the whole message.
_MISHEARD = ("change_delivery",)


def puts_aside(turn: Turn) -> bool:
    """Not now, said first; whatever follows."""
    return _said_after(turn) is not None


def rest(turn: Turn) -> str:
    """What a message that puts the open task aside asks for besides; "" when nothing."""
    return _said_after(turn) or ""


def _said_after(turn: Turn) -> str | None:
    said = parts(turn.text)
    while said and _HESITATES.match(simplified(said[0])):
        said = said[1:]
    if not said or not giving_up.says_not_now(said[0]):
        return None
    return " ".join(part for part in said[1:] if not is_courtesy(part))


def asked_after_giving_up(turn: Turn) -> tuple[Task, str] | None:
    """What is asked for beside giving up, with its words ("不退了，先帮我查下快递"): only what changes nothing."""
    first, *more = parts(turn.text) or [""]
    if not more or not words.abandons(replace(turn, text=first)):
        return None
    name = next((name for part in more if (name := asked_in(part, QUICK))), None)
    task = task_named(name) if name in QUICK else None
    return (task, " ".join(more)) if task else None


def asked_besides(turn: Turn, open_task: str) -> Task | None:
    """The task that the rest asks for; None for a question of something else."""
    heard = [name for name in (turn.intent, *turn.also) if name in TASKS and name not in _MISHEARD]
    signed = (asked_in(part, heard) for part in parts(rest(turn)))
    found = next((name for name in signed if name), None)
    only_heard = next((name for name in heard if not is_like(name, [open_task])), None)
    name = found or only_heard
    return task_named(name) if name and name != open_task else None


def wish(visit: Visit, task: Task, taken: Consent | None) -> Awaitable[str | None] | None:
    """What begins another task that an answer wants in place of the open one, or before it; None where it wants none."""
    other = task_named(giving_up.wants_instead(visit.turn))
    if other and other.intent != task.intent:
        return switch(visit, task, other)
    misheard = visit.turn.intent not in TASKS or visit.turn.intent == task.intent
    other = task_named(giving_up.plainly_asks(visit.turn)) if taken and misheard else None
    return begin_before(visit, other) if other and other.intent != task.intent else None


async def set_aside(visit: Visit, other: Task) -> str | None:
    """Keep the open task and do the other one; the slot that this one asks for, None when it is done."""
    said = rest(visit.turn)
    flow.keep_aside(visit)
    return await do_instead(visit, other, said)


async def do_instead(visit: Visit, other: Task, said: str) -> str | None:
    """With no form open any more, do what these words ask for."""
    whole = visit.turn
    visit.reply.lead, visit.inside, visit.read = None, False, set()
    also = tuple(name for name in whole.also if name not in (other.intent, *_MISHEARD))
    visit.turn = replace(whole, text=said, intent=other.intent, also=also, form_open=False, requested=None)
    await beside.answer_all(visit, other)
    slot = await _ask_next(visit)
    visit.turn = whole
    return slot


async def switch(visit: Visit, task: Task, other: Task) -> str | None:
    """Something else instead: said, and the first question of it, or all of it."""
    names = {
        "old": visit.reply.text(f"task_{task.intent}"),
        "task": visit.reply.text(f"task_{other.intent}"),
    }
    visit.reply.lead = visit.reply.text("form_switched", **names)
    missing = await flow.switch(visit, other)
    visit.reply.say_lead() if missing is None else await missing.ask(visit)
    return missing.slot if missing else None


async def begin_before(visit: Visit, other: Task) -> str | None:
    """Asked for in plain words: it comes first, and the open task waits."""
    visit.reply.lead = None
    missing = await flow.begin(visit, other)
    return await _ask(visit, missing) if missing is not None else await _ask_next(visit)


async def _ask_next(visit: Visit) -> str | None:
    """Ask what the task that is open now still lacks."""
    waiting = task_named(visit.get("task"))
    return await _ask(visit, await flow.fill(visit, waiting) if waiting else None)


async def _ask(visit: Visit, missing: Field | None) -> str | None:
    if missing is None:
        return None
    await missing.ask(visit)
    return missing.slot
