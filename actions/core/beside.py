"""Several requests in one message ("我的包到哪了，顺便开个发票"): what needs no question first, then the others one after the other.

Nothing is dropped: what has to wait is named, and offered when the one before it is done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actions.core import faults, flow
from actions.core.registry import TASKS, task_named
from actions.core.reply import Json, Reply
from actions.core.requests import requests
from actions.shop.errors import NotFound, Refused
from handoff.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actions.core.skill import Task
    from actions.core.visit import Visit

# Answered at once once the order is known; the others ask for details and for a yes.
QUICK = ("track_shipment", "delivery_time", "order_status", "refund_status", "urge_delivery")


async def answer_all(visit: Visit, task: Task) -> None:
    """Run the task with what else the message asks for."""
    wanted = _wanted(visit, task)
    quick = [name for name in wanted if name in QUICK]
    slow = [name for name in wanted if name not in QUICK]
    if visit.identity is None:
        # One order is proved for the question; what changes something says itself that it needs a login.
        quick, slow = quick[:1], [*quick[1:], *slow]
        last = (quick or slow)[0]
        waiting = [name for name in (*quick, *slow) if name != last]
        quick = []
    elif slow:
        last, waiting = slow[0], slow[1:]
    else:
        quick, last, waiting = [name for name in quick if name != task.intent], task.intent, []
    for name in quick:
        if not await _answer(visit, name, wanted[name]):
            waiting.append(name)
    visit.answered.update({last, *waiting})
    later = {name: wanted[name] for name in waiting}
    await _begin(visit, task_named(last) or task, wanted[last], later)


def _wanted(visit: Visit, task: Task) -> Mapping[str, str]:
    """Tasks by name with their own words, the main one first; what is being done already is none of them."""
    turn = visit.turn
    known = [name for name in turn.also if name in TASKS and name != task.intent]
    if not turn.text or (turn.form_open and turn.intent == visit.get("task")):
        return {task.intent: ""}
    found = requests(turn.text, [task.intent, *known])
    open_task = visit.get("task") if turn.form_open else None
    return {name: part for name, part in found.items() if name in TASKS and name != open_task} or {
        task.intent: ""
    }


async def _begin(visit: Visit, task: Task, part: str, waiting: Mapping[str, str]) -> None:
    """Begin the task; those that wait are named, put aside, and offered at its end."""
    whole = visit.turn
    if waiting:
        name = visit.reply.text(f"task_{task.intent}")
        visit.reply.say("beside_order", task=name, rest=_listed(visit, waiting))
        aside = [entry for entry in visit.get("suspended") or [] if entry["task"] not in waiting]
        later = [{"task": name, "details": await _known(visit, name, own)} for name, own in waiting.items()]
        visit.put("suspended", [*later, *aside][: flow.MAX_ASIDE])
    visit.turn = replace(whole, text=part) if part else whole
    await flow.begin(visit, task)
    visit.turn = whole
    if waiting and not visit.form_open and visit.get("asked") is None:
        visit.offer_aside()


async def _known(visit: Visit, name: str, part: str) -> dict[str, Any]:
    """What the message already says of a task that has to wait. Nothing is said, nothing else is kept."""
    said = {"said": part or visit.turn.text}
    task = task_named(name)
    if task is None or visit.identity is None:
        return said
    turn = replace(visit.turn, text=part) if part else visit.turn
    silent = type(visit)(turn, Reply(_Nobody(), load_texts(), visit.reply.language), visit.shop)
    silent.task, silent.identity, silent.form_open = name, visit.identity, False
    silent.empty_details()
    silent.put("order_id", None)
    silent.carried = visit.get("order_id")
    try:
        for field in await task.fields(silent):
            await field.begin(silent)
        await flow.fill(silent, task)
    except (NotFound, Refused):
        return said
    return said if silent.stopped else said | silent.details()


class _Nobody:
    """Hears what would be said."""

    def utter_message(self, *, json_message: Json) -> None:
        return None


def _listed(visit: Visit, names: Iterable[str]) -> str:
    """Their names in one line."""
    between = ", " if visit.reply.language == "en" else "、"
    return between.join(visit.reply.text(f"task_{name}") for name in names)


async def _answer(visit: Visit, name: str, part: str) -> bool:
    """Answer without a closing question; False when a detail is missing, and nothing was said."""
    task = task_named(name)
    if task is None:
        return False
    whole, before = visit.turn, visit.details()
    visit.turn = replace(whole, text=part) if part else whole
    visit.task, visit.inside, visit.carried = name, True, before.get("order_id")
    visit.put("order_id", None)
    done = False
    try:
        for field in await task.fields(visit):
            await field.begin(visit)
        missing = await flow.fill(visit, task)
        if missing is None and not visit.stopped:
            await task.perform(visit)
        done = missing is None
    except Refused as error:
        faults.refused(visit, error)
        done = True
    except NotFound:
        visit.put("order_id", None)
    if done:
        visit.answered.add(name)
    found = visit.get("order_id")
    visit.turn = whole
    visit.restore(before)
    visit.put("order_id", found or before.get("order_id"))
    visit.stopped, visit.inside, visit.read = False, False, set()
    return done
