"""Two requests in one message ("我的包到哪了，顺便开个发票"): what needs no question is answered first, then the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.core import faults, flow
from actions.core.registry import TASKS, task_named
from actions.shop.errors import NotFound, Refused

if TYPE_CHECKING:
    from actions.core.skill import Task
    from actions.core.visit import Visit

# Answered at once once the order is known; the others ask for details and for a yes.
QUICK = ("track_shipment", "delivery_time", "order_status", "refund_status", "urge_delivery")


async def answer_all(visit: Visit, task: Task) -> None:
    """Run the task with what else the message asks for. Without an identity, or inside a form, buttons offer the rest."""
    others = [] if visit.identity is None or visit.turn.form_open else _others(visit, task)
    quick = next((name for name in others if name in QUICK), None)
    slow = next((name for name in others if name not in QUICK), None)
    last = task
    if task.intent in QUICK and slow:
        quick, last = task.intent, task_named(slow) or task
    elif task.intent in QUICK:
        quick = None
    first = task_named(quick)
    if first:
        await _answer(visit, first)
    visit.answered.add(last.intent)
    await flow.begin(visit, last)


def _others(visit: Visit, task: Task) -> list[str]:
    return [name for name in visit.turn.also if name in TASKS and name != task.intent]


async def _answer(visit: Visit, task: Task) -> None:
    """Answer without a closing question; when a detail is missing nothing is said, and a button offers it."""
    before = visit.details()
    visit.task, visit.inside, visit.carried = task.intent, True, before.get("order_id")
    visit.put("order_id", None)
    try:
        for field in await task.fields(visit):
            await field.begin(visit)
        missing = await flow.fill(visit, task)
        if missing is None and not visit.stopped:
            await task.perform(visit)
            visit.answered.add(task.intent)
    except Refused as error:
        faults.refused(visit, error)
        visit.answered.add(task.intent)
    except NotFound:
        visit.put("order_id", None)
    found = visit.get("order_id")
    visit.restore(before)
    visit.put("order_id", found or before.get("order_id"))
    visit.stopped, visit.inside, visit.read = False, False, set()
