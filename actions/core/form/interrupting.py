"""Something else wanted while a form is open: instead of its task, before it, or with the task set aside.

"先放着吧，先帮我查下快递" counts with both halves. What the rest asks for by its words is done at once, and the task
offered again at its end. Any other rest is answered by the rule of its meaning; the form, back from that, offers the
task and does not ask again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.common.naming import named_orders
from actions.core import words
from actions.core.form import flow
from actions.core.form.consent import Consent, is_courtesy
from actions.core.registry import TASKS, task_named
from actions.core.reversals import giving_up, holding_off
from actions.core.several import beside
from actions.core.several.requests import asked_in, is_asking, is_like, parts
from actions.core.several.together import QUICK
from handoff.wording.texts import simplified

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from actions.core.form.fields import Field
    from actions.core.skill import Task
    from actions.core.turn import Turn
    from actions.core.visit import Visit

_HESITATES = re.compile(
    r"^(那|嗯+|哦|好的?|行|等等|等一下|算了|不急|ok(ay)?|well|wait|hmm+|[\s,，.。…])+$", re.IGNORECASE
)
# What "putting" a parcel somewhere makes of the whole message.
_MISHEARD = ("change_delivery",)
# Giving up an after-sale sounds like changing one that is recorded.
_TAKES_BACK = "change_after_sale"
_ASKS = re.compile(r"多少|几|哪|谁|咩|点样|问[下一问]|[请先想]问")
_TO_BE_TOLD = re.compile(r"帮我|查|看|睇|\b(tell|check|show|see|find out)\b", re.IGNORECASE)
_PARCEL = re.compile(
    r"快递|物流|包裹|\b(check|see|track|find)( on)? (my|the) (delivery|parcel|package)\b", re.IGNORECASE
)
# Talk and single details: their rules answer no question.
_NO_QUESTIONS = frozenset(
    {"greet", "goodbye", "thanks", "praise", "bot_challenge", "affirm", "deny", "inform", "nlu_fallback"}
    | {"ask_human", "complaint", "compensation", "chitchat", "out_of_scope", ""}
)


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


def gives_up(turn: Turn, task: Task, taken: Consent | None) -> bool:
    """Gives the open task up, by whatever words; `taken` is how the turn takes its summary."""
    refused = taken is Consent.NO and not words.means_other_order(turn)
    held = words.abandons(turn) or holding_off.holds_off(turn, task.intent)
    return refused or held or puts_aside(turn) or giving_up.withdraws(turn, task.intent)


def asked_after_giving_up(turn: Turn, open_task: str) -> tuple[Task, str] | None:
    """What is asked for beside giving up, with its words ("不退了，先帮我查下快递"): by the words, else what was heard."""
    said = said_after_giving_up(turn, open_task)
    if giving_up.asks_for_rules(said):
        return None
    heard = [name for name in (turn.intent, *turn.also) if name in TASKS and not _is_over(name, open_task)]
    known = (*heard, *QUICK)
    signed = (asked_in(part, known) for part in parts(said))
    name = next((name for name in signed if name in known and name != open_task), None)
    if name is None and _wants_answer(said):
        name = heard[0] if heard else _near(open_task, said)
    task = task_named(name)
    return (task, said) if task else None


def _near(open_task: str, said: str) -> str | None:
    """What is told where nothing was heard: the request that stays as it is, or the parcel that is named."""
    if open_task == _TAKES_BACK:
        return "refund_status"
    return "track_shipment" if _PARCEL.search(said) else None


def left_to_its_rule(visit: Visit, task: Task, taken: Consent | None) -> bool:
    """Given up, with a question that no task answers ("不退了，运费险怎么用"): the rule of its meaning does."""
    turn = visit.turn
    if turn.intent in TASKS or turn.intent in _NO_QUESTIONS or not gives_up(turn, task, taken):
        return False
    said = said_after_giving_up(turn, task.intent)
    return _wants_answer(said) and asked_after_giving_up(turn, task.intent) is None


def asks_besides(turn: Turn, open_task: str) -> bool:
    """A question stands beside giving up."""
    said = said_after_giving_up(turn, open_task)
    return _is_question(said) or giving_up.asks_for_rules(said)


def said_after_giving_up(turn: Turn, open_task: str) -> str:
    """What a message that gives the open task up says besides; "" when nothing."""
    said = parts(holding_off.without(turn.text, open_task))
    beside = (part for part in said if giving_up.besides(replace(turn, text=part)))
    return " ".join(part for part in beside if not is_courtesy(part))


def _is_question(said: str) -> bool:
    return is_asking(said) or _ASKS.search(simplified(said)) is not None


def _wants_answer(said: str) -> bool:
    return _is_question(said) or _TO_BE_TOLD.search(simplified(said)) is not None


def _is_over(name: str, open_task: str) -> bool:
    """Heard only in giving up the open task, most likely."""
    return name in (open_task, _TAKES_BACK) or is_like(name, [open_task])


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
    other = task_named(giving_up.wants_instead(visit.turn, task.intent))
    if other and other.intent != task.intent:
        return switch(visit, task, other)
    misheard = visit.turn.intent not in TASKS or visit.turn.intent == task.intent
    other = task_named(giving_up.plainly_asks(visit.turn)) if taken and misheard else None
    return begin_before(visit, other) if other and other.intent != task.intent else None


async def set_aside(visit: Visit, other: Task) -> str | None:
    """Keep the open task and do the other one; the slot that this one asks for, None when it is done."""
    said = rest(visit.turn)
    kept = str(visit.get("task"))
    flow.keep_aside(visit)
    return await do_instead(visit, other, said, kept)


async def do_instead(visit: Visit, other: Task, said: str, over: str) -> str | None:
    """With no form open any more, do what these words ask for; the task that is over is not heard in them again."""
    whole = visit.turn
    about = await _about(visit, said)
    visit.reply.lead, visit.inside, visit.read = None, False, set()
    not_meant = (other.intent, over, _TAKES_BACK, *_MISHEARD)
    also = tuple(name for name in whole.also if name not in not_meant)
    visit.turn = replace(
        whole, text=said, intent=other.intent, also=also, entities=about, form_open=False, requested=None
    )
    await beside.answer_all(visit, other)
    slot = await _ask_next(visit)
    visit.turn = whole
    return slot


async def _about(visit: Visit, said: str) -> dict[str, tuple[str, ...]]:
    """The turn's entities, with the order of the task that is over where the words name no other."""
    entities, order = dict(visit.turn.entities), visit.get("order_id")
    if not order or visit.identity is None or entities.keys() & {"order_id", "tracking_number"}:
        return entities
    return entities if named_orders(await visit.recent(), said) else {**entities, "order_id": (str(order),)}


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
